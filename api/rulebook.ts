import type { Logger } from 'pino';
import type { Calendar } from '../domain/reckoner/calendar.ts';
import { canonical } from '../domain/trail.ts';
import type { ProcedureDocument } from '../infra/procedureFaults.ts';
import { rulebookOf, type InForce, type Rulebook } from '../infra/rulebook.ts';
import { findRules, keepFiles } from '../store/rulebook.ts';

/** How old the rulebook may be where another API may have changed it. */
const patience = 10_000;

/** The rules as they are in force: what came with the product, and what was approved or revised since. */
export type LiveRulebook = ReturnType<typeof openRulebook>;

/**
 * The files of the product are kept in the database when they are first seen, and what is there stands: a revision never
 * changes, and complaints go on under it whatever a later release brings.
 */
export function openRulebook(files: InForce, log?: Pick<Logger, 'warn'>) {
  const procedures = new Map<string, ProcedureDocument>();
  const calendars = new Map<string, Calendar>();
  let book: Rulebook = rulebookOf([], []);
  let readAt = -Infinity;
  let reading: Promise<Rulebook> | undefined;

  const read = async (): Promise<Rulebook> => {
    const isFirst = readAt === -Infinity;
    await takeIn();
    if (isFirst) await keepOurs();
    book = rulebookOf(procedures.values(), calendars.values());
    readAt = performance.now();
    return book;
  };

  /** Adds what is new in the database; what is known keeps its identity, since snapshots are kept by it. */
  const takeIn = async (): Promise<void> => {
    const found = await findRules({
      procedures: [...procedures.values()].map(({ id, version, revision }) => ({ procedure: id, version, revision })),
      calendars: [...calendars.values()].map(({ id, revision }) => ({ calendar: id, revision })),
    });
    for (const { _id, document } of found.procedures) procedures.set(_id, asProcedure(document));
    for (const { _id, document } of found.calendars) calendars.set(_id, asCalendar(document));
  };

  const keepOurs = async (): Promise<void> => {
    const ours = [...files.procedures.values()]
      .flat()
      .filter((document) => isNew(procedures, procedureKey(document), document));
    const days = [...files.calendars.values()]
      .flat()
      .filter((document) => isNew(calendars, calendarKey(document), document));
    await keepFiles({
      procedures: ours.map((document) => ({
        procedure: document.id,
        version: document.version,
        revision: document.revision,
        document,
        ...untoldIf(
          [...procedures.values()].some((each) => each.id === document.id && each.version === document.version),
        ),
      })),
      calendars: days.map((document) => ({
        calendar: document.id,
        revision: document.revision,
        document,
        ...untoldIf([...calendars.values()].some(({ id }) => id === document.id)),
      })),
    });
    for (const document of ours) procedures.set(procedureKey(document), document);
    for (const document of days) calendars.set(calendarKey(document), document);
  };

  const isNew = (known: ReadonlyMap<string, object>, key: string, document: object): boolean => {
    const before = known.get(key);
    if (before && canonical(before) !== canonical(document)) {
      log?.warn(
        { file: key },
        'a file differs from its revision in force, which stands: give the file a higher revision',
      );
    }
    return !before;
  };

  const again = (): Promise<Rulebook> => (reading ??= read().finally(() => (reading = undefined)));

  return {
    /** As it stands, at most ten seconds old. */
    current: async (): Promise<Rulebook> => (performance.now() - readAt < patience ? book : again()),
    /** As it stands now: after a change here, or when something is asked for that is not known. */
    async again(): Promise<Rulebook> {
      await reading?.catch(() => undefined); // it may have begun before the change
      return again();
    },
  };
}

/** Where there was a revision before, complaints may be open under it. */
const untoldIf = (hasOneBefore: boolean) => (hasOneBefore ? ({ untold: true } as const) : {});

const procedureKey = ({ id, version, revision }: ProcedureDocument): string => `${id}/${version}/${revision}`;
const calendarKey = ({ id, revision }: Calendar): string => `${id}/${revision}`;

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- checked before it was kept
const asProcedure = (document: object): ProcedureDocument => document as ProcedureDocument;
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- checked before it was kept
const asCalendar = (document: object): Calendar => document as Calendar;
