import { ServiceError, WorkflowUpdateFailedError } from '@temporalio/client';
import { TemporalFailure } from '@temporalio/common';

export type FaultLine = { type: string; code?: string | number; message?: string; at?: string[]; cause?: FaultLine };

/**
 * An error as the log may hold it: name, code, where it was thrown, and what led to it. Its message only where that can
 * have nothing of what was sent: from our own code, or from Temporal and the database driver, which get words sealed.
 */
export function faultLine(error: unknown, depth = 3): FaultLine {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = 'code' in error ? error.code : undefined;
  const at = (error.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line));
  return {
    type: error.name,
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    ...((getsNoWords(error) || isOurs(error, at[0])) && { message: error.message }),
    at: at.map((line) => line.trim()),
    ...(error.cause !== undefined && depth > 0 && { cause: faultLine(error.cause, depth - 1) }),
  };
}

const getsNoWords = (error: Error): boolean =>
  error instanceof ServiceError ||
  error instanceof WorkflowUpdateFailedError ||
  error instanceof TemporalFailure ||
  /^Mongo[A-Z]/.test(error.name);

/** Thrown by a line of ours. JSON.parse and its like quote what they could not read, and have a frame of their own. */
const isOurs = (error: Error, frame = 'node:'): boolean =>
  !(error instanceof SyntaxError) && !/node_modules|node:|\(<anonymous>\)/.test(frame);
