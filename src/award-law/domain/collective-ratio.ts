import { message } from '../../core/messages.vi.js';
import type { ArgsOf } from './rule.js';
import type { Answer } from './finding.js';
import { proposedYear, type History, type Proposal } from './history.js';
import { comparePortion } from './portion.js';

const WORDS = {
  COMPLETED: 'law.measureCompleted',
  LDTT: 'law.measureLdtt',
  CSTDCS: 'law.measureCstdcs',
} as const;
const FIGURES = { COMPLETED: 'completed', LDTT: 'ldtt', CSTDCS: 'cstdcs' } as const;

/** R23: computed on all members; exactly the bound passes, but where the rule says more than it. */
export function collectiveRatio(
  { measure, percent, strict }: ArgsOf['COLLECTIVE_RATIO'],
  { memberCounts }: History,
  proposal: Proposal,
): Answer {
  const year = proposedYear(proposal);
  const what = message(WORDS[measure]);
  const bound = message(strict ? 'law.ratioOver' : 'law.ratioFrom', { what, percent: percent.replace('.', ',') });
  // Before anything is written the year may have just begun: then the one before tells.
  const known = memberCounts.find((each) => each.year === year) ?? memberCounts.find((each) => each.year === year - 1);
  const reached = known?.[FIGURES[measure]] ?? null;
  if (!known || reached === null || (known.year !== year && proposal.to !== null)) {
    const explanation = `${bound} ${message('law.ratioUnknown', { year: String(year) })}`;
    return { outcome: 'DOUBT', explanation, facts: [], eligibleFrom: null };
  }
  const compared = comparePortion(reached, known.members, percent);
  const enough = strict ? compared > 0 : compared >= 0;
  const numbers = { what, reached: String(reached), members: String(known.members) };
  return {
    outcome: enough ? 'YES' : 'NO',
    explanation: `${bound} ${message('law.ratioIs', numbers)}`,
    facts: [`${known.year}: ${reached}/${known.members}`],
    eligibleFrom: null,
  };
}
