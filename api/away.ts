import {
  isGrpcServiceError,
  NamespaceNotFoundError,
  ServiceError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { SignInUnavailable } from './signIn.ts';

/**
 * Whether something behind us cannot be reached, or did not answer in time. It may have taken effect all the same: the
 * same key tells.
 */
export function isAway(error: unknown): boolean {
  if (error instanceof SignInUnavailable || error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return true;
  if (error instanceof NamespaceNotFoundError) return false;
  const cause = error instanceof ServiceError ? error.cause : error;
  if (isGrpcServiceError(cause)) return !ourFault.includes(cause.code);
  if (error instanceof ServiceError) return true;
  return error instanceof Error && isDatabaseAway(error);
}

/** Of gRPC: not found, permission denied, unimplemented, unauthenticated. Patience helps with none of them. */
const ourFault: readonly number[] = [5, 7, 12, 16];

/** By name, since mongoose and the driver are the store's alone. */
const databaseAway: readonly string[] = [
  'MongooseServerSelectionError',
  'MongoServerSelectionError',
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoClientClosedError',
  'MongoPoolClosedError',
  'MongoPoolClearedError',
  'MongoWaitQueueTimeoutError',
  'MongoOperationTimeoutError',
];

/** Of a socket whose other side was killed: the driver passes on what writing to it throws, as it is. */
const brokenOff: readonly unknown[] = ['EPIPE', 'ECONNRESET', 'ECONNREFUSED', 'ETIMEDOUT', 'ERR_STREAM_DESTROYED'];

function isDatabaseAway(error: Error): boolean {
  if (databaseAway.includes(error.name)) return true;
  if ('code' in error && brokenOff.includes(error.code)) return true;
  // A command that waited for a connection which did not come is a MongooseError like any other.
  if (error.name === 'MongooseError') return error.message.includes('buffering timed out');
  // The primary steps down, or is not there yet: the driver marks what may be tried again.
  const labels: unknown = 'errorLabels' in error ? error.errorLabels : [];
  return (
    error.name.startsWith('Mongo') &&
    Array.isArray(labels) &&
    (labels.includes('RetryableReadError') || labels.includes('RetryableWriteError'))
  );
}
