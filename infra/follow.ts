import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Hands on each line that is added to a log file of a folder, with its name before it, until stopped. */
export function followLogs(folder: string, write: (line: string) => void): { stop(): Promise<void> } {
  const known = new Map<string, { seen: number; rest: string }>();
  for (const name of readdirSync(folder)) known.set(name, { seen: statSync(join(folder, name)).size, rest: '' });
  const timer = setInterval(look, 300);
  return {
    async stop() {
      clearInterval(timer);
      look();
    },
  };

  function look(): void {
    for (const name of readdirSync(folder)) {
      if (!name.endsWith('.log')) continue;
      const before = known.get(name) ?? { seen: 0, rest: '' };
      const { text, seen } = readFrom(join(folder, name), before.seen);
      const lines = (before.rest + text).split('\n');
      const rest = lines.pop() ?? '';
      for (const line of lines) write(`${basename(name, '.log')} | ${line}`);
      known.set(name, { seen, rest });
    }
  }
}

/** What a file holds after `seen` bytes; all of it when it was begun anew. */
function readFrom(file: string, seen: number): { text: string; seen: number } {
  const { size } = statSync(file);
  const from = size < seen ? 0 : seen;
  const bytes = Buffer.alloc(size - from);
  const handle = openSync(file, 'r');
  try {
    const length = readSync(handle, bytes, 0, bytes.length, from);
    return { text: bytes.toString('utf8', 0, length), seen: from + length };
  } finally {
    closeSync(handle);
  }
}
