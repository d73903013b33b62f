import type { Money } from './actor.ts';

/** The amount in hundredths, exact. Takes what the border let through: at most nine digits and two decimals. */
export function hundredths({ value }: Money): number {
  const [whole = '0', part = ''] = value.split('.');
  return Number(whole) * 100 + Number(part.padEnd(2, '0'));
}

/** Whether the sum of these amounts is within a limit. Another currency than the limit's is never within it. */
export function within(amounts: readonly Money[], limit: Money | undefined): boolean {
  if (amounts.length === 0) return true;
  if (!limit || amounts.some(({ currency }) => currency !== limit.currency)) return false;
  return amounts.reduce((sum, amount) => sum + hundredths(amount), 0) <= hundredths(limit);
}
