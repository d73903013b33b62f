import type { Day } from './complaint.ts';
import type { ExtensionRule, Limit, PauseRule, Suspension, Timetable, Timing, Warning, When } from './reckoner/rule.ts';

type Names = string | string[];

/** What a procedure file says of time (FORMAT.md 4.5 to 4.8, 4.12, 4.13). */
export type ProcedureFile = {
  id: string;
  version: Day;
  calendar: string;
  calendarChanges?: 'follow' | 'freeze';
  clocks: (Omit<
    Timing,
    'kind' | 'starts' | 'armed' | 'metBy' | 'cancelledBy' | 'fromLast' | 'warnings' | 'extensions'
  > & {
    kind?: Timing['kind'];
    starts: Names;
    armed?: Timing['armed'];
    metBy?: string[];
    cancelledBy?: string[];
    warnings?: Warning[];
    extensions?: ExtensionRule;
  })[];
  shortTracks?: {
    name: string;
    starts: Names;
    limit: Limit;
    counting?: Timing['counting'];
    endsAt?: string;
    roll?: Timing['roll'];
    takenBy: string[];
    notFor?: string[];
    relieves: string[];
  }[];
  pauses?: PauseRule[];
  suspensions?: Suspension[];
  retention?: { name: string; starts: Names; limit: Limit; counting?: Timing['counting']; when?: When }[];
  reopening?: { limit: Limit; counting?: Timing['counting']; by: ('complainant' | 'organisation')[] };
};

/** The timetable of a procedure: clocks, short tracks, retention and the window to reopen, all as clocks. */
export function timetableOf(procedure: ProcedureFile): Timetable {
  const { calendar, calendarChanges, clocks, shortTracks = [], retention = [], reopening } = procedure;
  return {
    calendar,
    ...(calendarChanges && { calendarChanges }),
    clocks: [
      ...clocks.map(timingOf),
      ...shortTracks.map(({ name, starts, limit, counting, endsAt, roll, takenBy, notFor }): Timing => ({
        name,
        kind: 'window',
        starts: [starts].flat(),
        armed: 'once',
        limit,
        metBy: takenBy,
        cancelledBy: [],
        ...(counting && { counting }),
        ...(endsAt && { endsAt }),
        ...(roll && { roll }),
        ...(notFor && { when: { noneOf: notFor } }),
      })),
      ...retention.map(({ name, starts, limit, counting, when }): Timing => ({
        name,
        kind: 'timer',
        starts: [starts].flat(),
        armed: 'once',
        fromLast: true,
        limit,
        metBy: [],
        cancelledBy: [],
        ...(counting && { counting }),
        ...(when && { when }),
      })),
      ...(reopening ? [reopeningWindow(reopening)] : []),
    ],
    relieves: Object.fromEntries(shortTracks.map(({ name, relieves }) => [name, relieves])),
    pauses: procedure.pauses ?? [],
    suspensions: procedure.suspensions ?? [],
  };
}

function timingOf(clock: ProcedureFile['clocks'][number]): Timing {
  const { name, kind = 'duty', starts, armed = 'once', tiers, startsAtLatest, limit, counting, endsAt, roll } = clock;
  const { metBy = [], cancelledBy, recurs, warnings, extensions, calendar, when } = clock;
  return {
    name,
    kind,
    starts: [starts].flat(),
    armed,
    limit,
    metBy,
    cancelledBy: cancelledBy ?? (kind === 'duty' ? ['withdrawn', 'transferred', 'closed'] : []),
    ...(tiers && { tiers }),
    ...(startsAtLatest && { startsAtLatest }),
    ...(counting && { counting }),
    ...(endsAt && { endsAt }),
    ...(roll && { roll }),
    ...(recurs && { recurs }),
    ...(warnings && { warnings }),
    ...(extensions && { extensions }),
    ...(calendar && { calendar }),
    ...(when && { when }),
  };
}

const reopeningWindow = ({ limit, counting }: NonNullable<ProcedureFile['reopening']>): Timing => ({
  name: 'reopening',
  kind: 'window',
  starts: ['closed'],
  armed: 'everyTime',
  limit,
  metBy: ['reopened'],
  cancelledBy: [],
  ...(counting && { counting }),
});
