import { isNativeError } from 'node:util/types';

/** A disk that fails in the middle ends the run like a stop: what was taken until then is told. */
export async function* whileReadable(
  chunks: AsyncIterable<Uint8Array>,
  stop: (why: string) => void,
): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } catch (error) {
    if (!isFileError(error)) throw error;
    stop(`The file could not be read to its end: ${error.message}`);
  }
}

export const isFileError = (error: unknown): error is Error =>
  isNativeError(error) && 'code' in error && 'syscall' in error;
