import { join } from 'node:path';
import { Listr, PRESET_TIMER } from 'listr2';
import { holdsComplaints } from './begun.ts';
import type { StackConfig } from './config.ts';
import { apiEnvironment, workerEnvironment, type Up } from './environments.ts';
import type { Report } from './obtain.ts';
import { run } from './run.ts';
import { secretsOf } from './secrets.ts';
import { freePort, type Server } from './serve.ts';
import { startDatabase, startTemporal } from './servers.ts';

type Parts = {
  config: StackConfig;
  port: number;
  /** Lines instead of a moving picture. */
  plain: boolean;
  /** Told of each part as soon as it runs, as what is started must be ended. */
  keep: (server: Server) => void;
  /** Told what happens to a part that runs. */
  say: Report;
};

type Servers = Omit<Up, 'port' | 'mailbox'>;

/** Starts servers, worker and API, showing progress. Throws a `Fault` when one does not start. */
export async function startStack({ config, port, plain, keep, say }: Parts): Promise<Up> {
  const secrets = secretsOf(config.DATA_FOLDER, holdsComplaints(config.DATA_FOLDER));
  const mailbox = { port: await freePort(2_525), folder: join(config.DATA_FOLDER, 'mailbox') };
  const isOwn = !config.SMTP_URL && !config.OIDC_ISSUER; // like the demo users
  const own = { port, ...(isOwn && { mailbox }) };
  let isUp = false;
  const faults: unknown[] = [];

  const step = (title: string, start: (servers: Servers, report: Report) => Promise<Server>) => ({
    title,
    task: async (servers: Servers, task: { output: string }): Promise<void> => {
      const running = start(servers, (line) => (isUp ? say(line) : (task.output = line)));
      keep(
        await running.catch((fault: unknown) => {
          faults.push(fault);
          throw new Error('did not start, see below'); // the list of steps would show the whole sentence, twice
        }),
      );
    },
  });
  const logFile = (name: string): string => join(config.DATA_FOLDER, `${name}.log`);
  const worker = { name: 'Worker', path: '../worker/main.js', logFile: logFile('worker') };
  const api = { name: 'API', path: '../api/main.js', logFile: logFile('api') };

  const servers = [
    step('Database', async (servers, report) => (servers.database = await startDatabase(config, 27_017, report))),
    step('Temporal', async (servers, report) => (servers.temporal = await startTemporal(config, 7_233, report))),
  ];
  const processes = [
    step('Worker', (servers, report) =>
      run({ ...worker, env: workerEnvironment({ ...servers, ...own }, secrets) }, report),
    ),
    step('API', (servers, report) => run({ ...api, env: apiEnvironment({ ...servers, ...own }, secrets) }, report)),
  ];
  const together = { concurrent: true };
  const steps = new Listr<Servers, 'default' | 'simple'>(
    [
      { title: 'Servers', task: (_, task) => task.newListr(servers, together) },
      { title: 'Recourse', task: (_, task) => task.newListr(processes, together) },
    ],
    {
      renderer: plain ? 'simple' : 'default',
      rendererOptions: { timer: PRESET_TIMER },
      fallbackRendererOptions: { timer: PRESET_TIMER },
      registerSignalListeners: false, // the launcher ends things in order
    },
  );
  const running = await steps.run().catch((error: unknown) => {
    throw faults[0] ?? error;
  });
  isUp = true;
  return { ...running, ...own };
}
