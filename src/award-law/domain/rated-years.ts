import { message } from '../../core/messages.vi.js';
import type { ArgsOf } from './rule.js';
import type { Answer } from './finding.js';
import { proposedYear, type History, type Proposal } from './history.js';
import { consecutiveTitles } from './consecutive-titles.js';
import { ratedYear, ratingWords } from './words.js';
import { afterMissing, runOf, twoDigits, type Reading } from './years.js';

const RANK = { YES: 0, DOUBT: 1, NO: 2 };

/**
 * R13: so many years running with a rating, and so many initiatives in these years; or a run of titles instead. The two
 * grounds are not added up, but a year may hold both (the mixed case of the ministry's answer).
 */
export function ratedYears(
  args: ArgsOf['RATED_YEARS'],
  history: History,
  proposal: Proposal,
  reading: Reading,
): Answer {
  const rated = byRatings(args, history, proposal);
  if (!args.orTitles) return rated;
  const titled = consecutiveTitles(args.orTitles, history, proposal, reading);
  const [best, other] = RANK[titled.outcome] < RANK[rated.outcome] ? [titled, rated] : [rated, titled];
  if (best.outcome === 'YES') return best;
  // Who lacks only an initiative may have it any day.
  const days = [best, other].map(({ eligibleFrom }) => eligibleFrom);
  const known = best.outcome === 'NO' && !days.includes(null);
  return {
    outcome: best.outcome,
    explanation: message('law.eitherGround', { first: best.explanation, second: other.explanation }),
    facts: [...best.facts, ...other.facts],
    awardIds: titled.awardIds,
    eligibleFrom: known ? (days.sort()[0] ?? null) : null,
  };
}

function byRatings(
  { years: count, ratings, initiatives: wanted }: ArgsOf['RATED_YEARS'],
  history: History,
  proposal: Proposal,
): Answer {
  const proposed = proposedYear(proposal);
  const good = history.ratings.filter(({ rating }) => ratings.includes(rating));
  const run = runOf(
    good.map(({ year }) => year),
    count,
    proposed,
  );
  const supporting = history.initiatives.filter(({ year }) => run.years.includes(year));
  const lacking = Math.max(0, wanted - supporting.length);
  const years = run.years.join(', ') || message('law.none');
  const params = { rating: ratingWords(ratings), count: twoDigits(count), years, wanted: twoDigits(wanted) };
  const facts = [...good.map(ratedYear), ...supporting.map(({ year, title }) => `${year}: ${title}`)];
  if (run.outcome === 'DOUBT') {
    const broken = { ...params, gaps: run.gaps.join(', ') || message('law.none') };
    const explanation = message('law.ratingsBroken', broken);
    return { outcome: 'DOUBT', explanation, facts, eligibleFrom: null };
  }
  if (run.outcome === 'YES' && lacking === 0) {
    return { outcome: 'YES', explanation: message('law.ratingsHeld', params), facts, eligibleFrom: null };
  }
  const missing = [
    ...(run.missing > 0
      ? [message('law.yearsMissing', { missing: twoDigits(run.missing), rating: params.rating })]
      : []),
    ...(lacking > 0 ? [message('law.initiativesMissing', { missing: twoDigits(lacking) })] : []),
  ].join(', ');
  const short = { ...params, missing };
  const explanation = message('law.ratingsMissing', short);
  // An initiative can be recognised any day; years take their time.
  return { outcome: 'NO', explanation, facts, eligibleFrom: run.missing > 0 ? afterMissing(run, proposed) : null };
}
