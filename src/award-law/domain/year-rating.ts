import { message } from '../../core/messages.vi.js';
import type { ArgsOf } from './rule.js';
import type { Answer } from './finding.js';
import { proposedYear, type History, type Proposal } from './history.js';
import { ratedYear, ratingWords } from './words.js';

/** The rating of the year is one of these. Where none is recorded nobody knows, and a person judges. */
export function yearRating({ ratings }: ArgsOf['YEAR_RATING'], history: History, proposal: Proposal): Answer {
  const year = proposedYear(proposal);
  const of = (wanted: number) => history.ratings.find((each) => each.year === wanted);
  // Before anything is written the year may have just begun: then the one before tells.
  const known = of(year) ?? (proposal.to === null ? of(year - 1) : undefined);
  const outcome = !known ? 'DOUBT' : ratings.includes(known.rating) ? 'YES' : 'NO';
  const keys = { YES: 'law.ratingReached', DOUBT: 'law.ratingUnknown', NO: 'law.ratingBelow' } as const;
  const params = {
    year: String(known?.year ?? year),
    wanted: ratingWords(ratings),
    is: ratingWords([known?.rating ?? '']),
  };
  return {
    outcome,
    explanation: message(keys[outcome], params),
    facts: known ? [ratedYear(known)] : [],
    eligibleFrom: null,
  };
}
