import { DefaultLogger, Runtime } from '@temporalio/worker';

/** Path of the workflows in one piece, made once for all tests. */
export const bundle = process.env['WORKFLOW_BUNDLE'] ?? '';

let installed = false;

/** Before anything else of the SDK in a test file: its warnings would drown the results. */
export function quiet(): void {
  if (installed) return;
  installed = true;
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter: { core: 'ERROR' }, forward: {} } },
  });
}
