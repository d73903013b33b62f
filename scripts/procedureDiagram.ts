import type { ActionKind } from '../domain/action.ts';
import type { Stage } from '../domain/complaint.ts';
import { rowOf } from '../domain/lifecycle.ts';
import type { To } from '../domain/row.ts';
import type { ClockRule, Rules, TierRule } from '../domain/rules.ts';

/**
 * The road under one procedure: its tiers, what leads from one to the next, the clocks that move a complaint, and the ways
 * outside. Where an action leads is asked of the table; what is drawn once for each tier is the investigation and the
 * answer.
 */
export function procedureDiagram(rules: Rules): string {
  const { tiers, external } = rules;
  return [
    'stateDiagram-v2',
    ...tiers.map(({ number, roles }) => `  tier${number}: tier ${number}, looked into by ${roles.join(', ')}`),
    ...tiers.map(({ number }) => `  decided${number}: decided at tier ${number}`),
    ...external.map(({ body }, index) => `  outside${index + 1}: ${plain(body)}`),
    '  [*] --> received',
    ...straight('received', 'acknowledge'),
    ...straight('acknowledged', 'assess'),
    '  assessed --> tier1: investigate',
    ...tiers.flatMap((tier) => ofTier(tier, rules)),
    ...rules.clocks.flatMap((rule) => ofClock(rule, rules)),
    ...straight('accepted', 'close', 'close, nothing is owed'),
    '  accepted --> remedied: verify, all is put right',
    ...straight('remedied', 'close'),
    ...straight('referred', 'close', 'close, exhausted'),
    ...external.map((_, index) => `  referred --> outside${index + 1}: refer`),
    ...external.flatMap((_, index) => [
      `  outside${index + 1} --> referred: recordOutcome`,
      `  outside${index + 1} --> accepted: recordOutcome, redress ordered`,
    ]),
    '  closed --> [*]',
  ].join('\n');
}

/** An action that leads from one stage to another, as the table has it. */
function straight(from: Stage, kind: ActionKind, label: string = kind): string[] {
  const way: To | undefined = rowOf(kind).from[from];
  return way ? [`  ${from} --> ${way}: ${label}`] : [];
}

function ofTier({ number, approval }: TierRule, { tiers }: Rules): string[] {
  const next = tiers[number];
  const enters = (by: string): boolean => next?.entryBy.includes(by) ?? false;
  return [
    `  tier${number} --> decided${number}: find, propose, ${approval === 'always' ? 'approve, ' : 'approve above authority, '}decide`,
    ...(rowOf('settle').from.received && approval !== 'always' ? [`  tier${number} --> decided${number}: settle`] : []),
    `  decided${number} --> accepted: accept`,
    `  decided${number} --> ${enters('complainant') ? `tier${number + 1}` : 'referred'}: reject`,
    ...(enters('organisation') ? [`  tier${number} --> tier${number + 1}: escalate, by the office`] : []),
  ];
}

/** What a clock does at due that moves it, from each tier in which it may run. */
function ofClock({ name, atDue = [], tiers: own }: ClockRule, { tiers, external }: Rules): string[] {
  const label = `the clock ${name}`;
  return atDue.flatMap((each) => {
    const from = tiers.filter(({ number }) => !own || own.includes(number));
    switch (each.do) {
      case 'escalate':
        return from.flatMap(({ number }) => {
          const target = each.to === 'next' ? number + 1 : each.to;
          const isOpen = each.to !== 'next' || (tiers[number]?.entryBy.includes('clock') ?? false);
          return target > number && target <= tiers.length && isOpen
            ? [`  tier${number} --> tier${target}: ${label}`]
            : [];
        });
      case 'close':
        return from.map(({ number }) => `  decided${number} --> closed: ${label}, ${each.as}`);
      case 'accept':
        return from.map(({ number }) => `  decided${number} --> accepted: ${label}, silence`);
      case 'openExternal': {
        const index = external.findIndex(({ body }) => body === each.body);
        return from.map(({ number }) => `  tier${number} --> outside${index + 1}: ${label} opens the way`);
      }
      case 'notify':
      case 'send':
      case 'record':
        return [];
    }
  });
}

/** Mermaid ends a label at a colon or semicolon. */
const plain = (text: string): string => text.replaceAll(/[:;]/g, ',');
