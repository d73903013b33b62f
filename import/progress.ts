import { Listr } from 'listr2';
import type { Report } from './report.ts';

/** Rates are those of the last while: rows that are there already go faster than the ones behind them. */
const window = 15_000;
const cells = 24;

/** Words for how far it is; the time comes in, so that tests need none. Remaining time is reckoned in bytes. */
export function openProgress(size: number, now: number) {
  let marks = [{ now, rows: 0, bytes: 0 }];
  return {
    words(rows: number, bytes: number, now: number): string {
      const oldest = marks.findLast((mark) => now - mark.now >= window) ?? marks[0] ?? { now, rows: 0, bytes: 0 };
      marks = [...marks.filter((mark) => mark.now >= oldest.now), { now, rows, bytes }];
      const seconds = (now - oldest.now) / 1_000;
      const share = size > 0 ? Math.min(bytes / size, 1) : 1;
      const full = Math.floor(share * cells);
      const parts = [
        `${'█'.repeat(full)}${'░'.repeat(cells - full)} ${String(Math.floor(share * 100)).padStart(3)} %`,
        `${rows.toLocaleString('en')} rows`,
      ];
      if (seconds > 0) parts.push(`${perSecond((rows - oldest.rows) / seconds)} rows/s`);
      const left = ((size - bytes) * seconds) / (bytes - oldest.bytes);
      if (Number.isFinite(left)) parts.push(`${duration(left)} left`);
      return parts.join('  ');
    },
  };
}

const perSecond = (rate: number): string => (rate < 10 ? rate.toFixed(1) : Math.round(rate).toLocaleString('en'));

export function duration(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60, whole % 60];
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${rest} s` : `${rest} s`;
}

type Shown = {
  title: string;
  size: number;
  done: { rows: number; bytes: number };
  all: () => Promise<Report>;
  quiet: boolean;
};

/** A bar that moves; without a terminal a line every five seconds. */
export async function showProgress({ title, size, done, all, quiet }: Shown): Promise<Report> {
  const progress = openProgress(size, performance.now());
  let report: Report | undefined;
  const work = new Listr(
    {
      title,
      task: async (_, task) => {
        const tell = (): void => {
          task.output = progress.words(done.rows, done.bytes, performance.now());
        };
        const telling = setInterval(tell, process.stdout.isTTY ? 250 : 5_000);
        report = await all().finally(() => clearInterval(telling));
        tell();
      },
      rendererOptions: { persistentOutput: true },
    },
    { registerSignalListeners: false, silentRendererCondition: quiet },
  );
  await work.run();
  if (!report) throw new Error('The run ended without a report.');
  return report;
}
