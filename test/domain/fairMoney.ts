import type { Action } from '../../domain/action.ts';
import type { Money } from '../../domain/actor.ts';
import type { Told } from './fairness.ts';

/** What is decided is within what the approver may promise, or whoever decides alone. */
export function promisesTooMuch(action: Action, limit: Money | undefined, told: Told): boolean {
  const isAlone = told.rules.tiers[told.tier - 1]?.approval !== 'always';
  if (action.kind === 'settle') return !isAlone || exceeds(action.redress ?? [], limit);
  if (action.kind === 'approve') return exceeds(told.redress, limit);
  if (action.kind !== 'decide' || told.settled) return false; // in writing, what was settled within one's limit
  if (told.approval) return exceeds(told.redress, told.approval.limit);
  return !isAlone || exceeds(told.redress, told.proposal?.limit);
}

function exceeds(pieces: readonly { amount?: Money }[], limit: Money | undefined): boolean {
  const amounts = pieces.flatMap(({ amount }) => amount ?? []);
  if (amounts.length === 0) return false;
  const cents = ({ value }: Money): number => Math.round(Number(value) * 100);
  const sum = amounts.reduce((total, amount) => total + cents(amount), 0);
  return !limit || amounts.some(({ currency }) => currency !== limit.currency) || sum > cents(limit);
}
