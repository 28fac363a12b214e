import { message } from '../../core/messages.vi.js';
import type { ArgsOf } from './rule.js';
import type { Answer } from './finding.js';
import { proposedYear, type History, type Proposal } from './history.js';
import { awardWords, ratedYear, ratingWords } from './words.js';
import { awardYear, type Reading } from './years.js';

const NEEDED = {
  RATING: 'law.needsRating',
  INITIATIVE: 'law.needsInitiative',
  EITHER: 'law.needsEither',
  BOTH: 'law.needsBoth',
} as const;

/**
 * R09: the standard of a yearly title: another title of the same year with a rating, an initiative, one of the two, or both.
 * The other title is often given by the same session, so that its absence from the ledger is for a person to judge.
 */
export function yearStandard(
  { titles, ratings, needs }: ArgsOf['YEAR_STANDARD'],
  history: History,
  proposal: Proposal,
  reading: Reading,
): Answer {
  const year = proposedYear(proposal);
  const held = history.awards.filter((award) => titles.includes(award.award) && awardYear(award, reading) === year);
  const rated = history.ratings.filter((each) => each.year === year && ratings.includes(each.rating));
  const initiatives = history.initiatives.filter((each) => each.year === year);
  const [isRated, hasInitiative] = [rated.length > 0, initiatives.length > 0];
  const met = {
    RATING: isRated,
    INITIATIVE: hasInitiative,
    EITHER: isRated || hasInitiative,
    BOTH: isRated && hasInitiative,
  };
  const rating = ratingWords(ratings);
  const standard = message(NEEDED[needs], { rating });
  const params = { year: String(year), title: awardWords(titles), standard };
  const key = !met[needs] ? 'law.standardMissing' : held.length === 0 ? 'law.standardNoTitle' : 'law.standardMet';
  return {
    outcome: !met[needs] ? 'NO' : held.length === 0 ? 'DOUBT' : 'YES',
    explanation: message(key, params),
    facts: [
      ...held.map(({ cited }) => cited),
      ...rated.map(ratedYear),
      ...initiatives.map((each) => `${each.year}: ${each.title}`),
    ],
    eligibleFrom: null,
    awardIds: held.map(({ id }) => id),
  };
}
