import type { Eligibility } from '../../award-law/domain/eligibility.js';
import type { PrizeMoney } from '../../award-law/domain/prize.js';

/** The prize of a line in whole đồng: confirmed, and not for an achievement that was awarded before (R17, R35). */
export function linePrize(prize: PrizeMoney | undefined, eligibility: Eligibility | undefined): string | null {
  if (!prize?.confirmed) return null;
  const again = eligibility?.findings.some(
    ({ rule, facts }) => rule.code.startsWith('ONE_AWARD_PER_ACHIEVEMENT') && facts.length > 0,
  );
  return again ? null : prize.amount;
}
