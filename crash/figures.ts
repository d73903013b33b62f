import type { Kill } from './kills.ts';
import { victims } from './processes.ts';
import type { Outcome } from './run.ts';

const seconds = (milliseconds: number | undefined): string =>
  milliseconds === undefined ? '–' : `${(milliseconds / 1_000).toFixed(1)} s`;

/** `kill 12  worker  at 0:47  next answer 1.9 s` */
export function killLine({ number, victim, at, next, gone, last }: Kill, since: number): string {
  const when = Math.floor((at - since) / 1_000);
  const clock = `${Math.floor(when / 60)}:${`${when % 60}`.padStart(2, '0')}`;
  const ended = gone === undefined ? '' : `, all others gone after ${seconds(gone)}, ${last} last`;
  return `kill ${`${number}`.padStart(3)}  ${victim.padEnd(8)}  at ${clock}  next answer after ${seconds(next)}${ended}`;
}

/** By victim: how often, how long until something new was answered, until all that waited was. */
export function table(kills: readonly Kill[]): string[] {
  const lines = victims.map((victim) => {
    const of = kills.filter((kill) => kill.victim === victim);
    const spread = (times: (number | undefined)[]): string => {
      const sorted = times.filter((time) => time !== undefined).toSorted((one, other) => one - other);
      return `${seconds(sorted[Math.floor(sorted.length / 2)])}, ${seconds(sorted.at(-1))}`;
    };
    const columns = [
      spread(of.map(({ next }) => next)),
      spread(of.map(({ all }) => all)),
      spread(of.map(({ gone }) => gone)),
    ];
    return [victim.padEnd(9), `${of.length}`.padStart(5), ...columns.map((column) => column.padStart(18))].join('');
  });
  const head = ['next answer', 'waiting answered', 'others gone'].map((column) => column.padStart(18));
  return [`${'killed'.padEnd(9)}${'times'.padStart(5)}${head.join('')}   (median, longest)`, ...lines];
}

export function summary({ kills, ledger, evidence, breaches }: Outcome): string[] {
  const count = (mark: string): number => breaches.filter((what) => what.includes(mark)).length;
  const of = (became: string): number => ledger.asked.filter((each) => each.became === became).length;
  const refused = ledger.asked.filter(({ became }) => became === 'refused');
  const kinds = [...new Set(refused.map(({ kind }) => kind))].map(
    (kind) => `${kind} ${refused.filter((each) => each.kind === kind).length}`,
  );
  const repeats = ledger.asked.reduce((sum, { times }) => sum + times - 1, 0);
  const entries = evidence.flatMap((one) => one.entries);
  const byClock = entries.filter(({ entry }) => entry.by.role === 'clock').length;
  const followed = entries.filter(({ entry }) => entry.action.kind === 'revise').length;
  const ended = evidence.filter(({ workflow }) => workflow.status === 'COMPLETED').length;
  const closed = evidence.filter(({ stored }) => stored?.complaint.stage === 'closed').length;
  return [
    `${entries.length} entries (${byClock} by clocks, ${followed} of them following a revision), ${evidence.flatMap(({ letters }) => letters).length} letters owed, ${evidence.flatMap(({ mails }) => mails).length} of them mailed; ` +
      `${closed} complaints closed, ${ended} workflows ended`,
    `${refused.length} refused (${kinds.join(', ')}), ${of('unanswered')} never answered, ${repeats} repeats sent`,
    `${kills.length} kills, ${evidence.length} complaints, ${of('answered')} answered actions, ` +
      `${count('lost:')} lost, ${count('doubled:')} doubled, ${count('gap:')} gaps, ${breaches.length} breaches`,
  ];
}
