import { message } from '../../core/messages.vi.js';
import type { ArgsOf } from './rule.js';
import type { Answer, Outcome } from './finding.js';
import { proposedYear, type History, type Proposal } from './history.js';
import { awardWords, ratedYear, ratingWords } from './words.js';
import { afterMissing, awardYear, distinct, runOf, twoDigits, type Reading } from './years.js';

type Args = ArgsOf['PRIOR_AWARD'];

/**
 * R14: an earlier award, so many good years running and so many titles in these years. Whether the years have to follow the
 * earlier award was not readable in the law of 2022 (`order` UNREAD): where it matters a person judges.
 */
export function priorAward(args: Args, history: History, proposal: Proposal, reading: Reading): Answer {
  const prior = history.awards.filter(({ award }) => args.awards.includes(award));
  const good = history.ratings.filter(({ rating }) => args.ratings.includes(rating)).map(({ year }) => year);
  const titled = history.awards.filter(({ award }) => args.titles.includes(award));
  const titleYears = distinct(titled.map((award) => awardYear(award, reading)));
  const proposed = proposedYear(proposal);
  const run = runOf(good, args.years, proposed);
  const enough = (years: readonly number[]): boolean =>
    years.length >= args.years && titleYears.filter((year) => years.includes(year)).length >= args.titleCount;
  const unbroken = run.outcome === 'YES' ? run.years : []; // else these are all that are known, with a gap (R11)
  const follows = prior.some((award) => enough(unbroken.filter((year) => year > awardYear(award, 'LATE'))));
  const titledInRun = titled.filter((award) => run.years.includes(awardYear(award, reading)));
  const inRun = titleYears.filter((year) => run.years.includes(year));
  const missing = [
    ...(prior.length === 0 ? [message('law.priorMissing', { award: awardWords(args.awards) })] : []),
    ...(run.missing > 0
      ? [message('law.yearsMissing', { missing: twoDigits(run.missing), rating: ratingWords(args.ratings) })]
      : []),
    ...(inRun.length < args.titleCount && run.outcome !== 'DOUBT'
      ? [
          message('law.titlesLacking', {
            missing: twoDigits(args.titleCount - inRun.length),
            title: awardWords(args.titles),
          }),
        ]
      : []),
  ];
  const outcome = outcomeOf(args, { follows, within: enough(unbroken), missing: missing.length > 0 });
  return {
    outcome,
    explanation: explain(args, { outcome, years: run.years, gaps: run.gaps, missing }),
    facts: [
      ...prior.map(({ cited }) => cited),
      ...titled.map(({ cited }) => cited),
      ...history.ratings.filter(({ year }) => good.includes(year)).map(ratedYear),
    ],
    eligibleFrom: outcome === 'NO' && run.missing > 0 ? afterMissing(run, proposed) : null,
    awardIds: [...prior, ...titledInRun].map(({ id }) => id),
  };
}

function outcomeOf({ order }: Args, found: { follows: boolean; within: boolean; missing: boolean }): Outcome {
  if (found.follows) return 'YES';
  if (found.missing) return 'NO';
  if (!found.within) return 'DOUBT';
  return order === 'ANY' ? 'YES' : order === 'AFTER' ? 'NO' : 'DOUBT';
}

function explain(
  { awards, years: count, ratings, titles, titleCount }: Args,
  { outcome, years, gaps, missing }: { outcome: Outcome; years: number[]; gaps: number[]; missing: string[] },
): string {
  const wanted = message('law.priorWanted', {
    award: awardWords(awards),
    count: twoDigits(count),
    rating: ratingWords(ratings),
    titles: twoDigits(titleCount),
    title: awardWords(titles),
  });
  if (outcome === 'YES') return `${wanted} ${message('law.priorHeld', { years: years.join(', ') })}`;
  if (missing.length > 0) return `${wanted} ${message('law.lacks', { missing: missing.join(', ') })}`;
  if (gaps.length > 0) return `${wanted} ${message('law.yearsBroken', { gaps: gaps.join(', ') })}`;
  return `${wanted} ${message('law.priorNotFollowed')}`;
}
