import type { Entry } from '../domain/action.ts';

/** One entry, for people who read a path. */
export function sentence({ action, by, at }: Entry): string {
  const { kind } = action;
  const day = at.slice(0, 10);
  if (kind === 'runOut') return `${day} the clock ${action.clock} of tier ${action.tier} runs out`;
  if (kind === 'warn' || kind === 'remind') return `${day} the clock ${action.clock} ${kind}s`;
  const more = [
    ...('outcome' in action && action.outcome ? [action.outcome] : []),
    ...('reason' in action && kind === 'close' ? [action.reason] : []),
    ...('redress' in action && Array.isArray(action.redress) && action.redress.length > 0 ? ['with redress'] : []),
    ...('tags' in action && action.tags && action.tags.length > 0 ? action.tags : []),
    ...('subjects' in action
      ? (action.subjects ?? []).flatMap((each) => ('staff' in each ? `about ${each.staff}` : []))
      : []),
  ];
  return `${day} ${by.id}: ${[kind, ...more].join(', ')}`;
}
