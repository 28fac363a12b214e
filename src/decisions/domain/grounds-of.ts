import type { Eligibility } from '../../award-law/domain/eligibility.js';

/** An earlier award on which a nomination rests, and by which rule. */
export interface Ground {
  nominationId: string;
  awardId: string;
  ruleId: string | null;
}

/**
 * The awards that speak for a nomination: those that its findings name where they passed, or were judged and accepted.
 * What only stands against it (another award for the same achievement) is no ground.
 */
export function groundsOf(nominationId: string, { findings }: Pick<Eligibility, 'findings'>): Ground[] {
  return findings
    .filter(({ verdict, judgement }) => verdict === 'PASSES' || judgement?.accept === true)
    .flatMap(({ ruleId, awardIds }) => (awardIds ?? []).map((awardId) => ({ nominationId, awardId, ruleId })));
}
