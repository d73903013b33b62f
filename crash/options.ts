import { parseArgs } from 'node:util';

export type CrashOptions = { runs: number; seed: number; lives: number; pause: number; keep: boolean };

export const help = `npm run crash -- --runs 300      kills a process of the stack so often while complaints are worked on
                 --seed 7        repeats the choices of an earlier run
                 --lives 6       complaints at a time
                 --pause 1000    longest pause before a kill, in milliseconds
                 --keep          leaves data and logs, and says where`;

/** What follows `npm run crash --`. Throws, in words, for what it does not know. */
export function readCrashOptions(args: string[]): CrashOptions {
  const number = (fallback: number) => ({ type: 'string', default: `${fallback}` }) as const;
  const options = {
    runs: number(40),
    seed: number(Date.now() % 1_000_000),
    lives: number(6),
    pause: number(1_000),
    keep: { type: 'boolean', default: false },
  } as const;
  const { keep, ...rest } = parseArgs({ args, options, allowPositionals: false }).values;
  const whole = (name: keyof typeof rest): number => {
    const value = Number(rest[name]);
    if (!Number.isInteger(value) || value < 0) throw new Error(`--${name} wants a number, not ${rest[name]}.`);
    return value;
  };
  return { runs: whole('runs'), seed: whole('seed'), lives: whole('lives'), pause: whole('pause'), keep };
}
