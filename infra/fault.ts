/** Something that whoever starts the stack can put right; the message says what is wrong and what to do. */
export class Fault extends Error {
  override name = 'Fault';
}

/** What to do about an error that the operating system gave; undefined when it is none that anybody can help. */
function advice(code: string, path: string): string | undefined {
  const kinds: Record<string, string> = {
    ENOSPC: 'The disk is full. Make room, or set DATA_FOLDER to a folder on another disk.',
    EDQUOT: 'Your share of the disk is used up. Make room, or set DATA_FOLDER to a folder on another disk.',
    EACCES: `${path} may not be written by this user. Change its owner, or set DATA_FOLDER to another folder.`,
    EPERM: `${path} may not be written by this user. Change its owner, or set DATA_FOLDER to another folder.`,
    EROFS: `${path} is on a disk that is read-only. Set DATA_FOLDER to a folder that can be written.`,
    ENOTDIR: `${path} cannot be a folder, as a file stands in its way. Set DATA_FOLDER to another folder.`,
    EEXIST: `${path} cannot be a folder, as a file stands in its way. Set DATA_FOLDER to another folder.`,
    ENOENT: `${path} cannot be made. Set DATA_FOLDER to another folder.`,
    EMFILE: 'Too many files are open. Raise the limit with ulimit -n 4096.',
  };
  return kinds[code];
}

/** What Node or the operating system calls an error, as ENOENT. */
export const codeOf = (error: unknown): string | undefined => wordOf(error, 'code');

/** What to print about an error: a sentence where there is something to do, else everything that helps to find it. */
export function sentenceFor(error: unknown): string {
  if (error instanceof Fault) return error.message;
  const known = advice(codeOf(error) ?? '', wordOf(error, 'path') ?? 'The data folder');
  return known ?? wordOf(error, 'stack') ?? String(error);
}

function wordOf(error: unknown, name: string): string | undefined {
  const value: unknown = typeof error === 'object' && error ? Reflect.get(error, name) : undefined;
  return typeof value === 'string' ? value : undefined;
}
