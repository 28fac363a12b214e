import { message } from '../../core/messages.vi.js';
import type { ArgsOf } from './rule.js';
import type { Answer } from './finding.js';
import { proposedYear, type History, type Proposal } from './history.js';
import { awardWords } from './words.js';
import { afterMissing, awardYear, runOf, twoDigits, type Reading } from './years.js';

/** R10, R12: a title held so many years running; a gap is for a person to judge (R11). */
export function consecutiveTitles(
  { titles, count }: ArgsOf['CONSECUTIVE_TITLES'],
  { awards }: History,
  proposal: Proposal,
  reading: Reading,
): Answer {
  const held = awards.filter(({ award }) => titles.includes(award));
  const proposed = proposedYear(proposal);
  const run = runOf(
    held.map((award) => awardYear(award, reading)),
    count,
    proposed,
    reading,
  );
  const title = awardWords(titles);
  const params = { title, count: twoDigits(count), years: run.years.join(', ') || message('law.none') };
  const facts = held.map(({ cited }) => cited);
  const awardIds = held.filter((award) => run.years.includes(awardYear(award, reading))).map(({ id }) => id);
  if (run.outcome === 'YES') {
    return { outcome: 'YES', explanation: message('law.titlesHeld', params), facts, eligibleFrom: null, awardIds };
  }
  if (run.outcome === 'DOUBT') {
    const broken = { ...params, gaps: run.gaps.join(', ') || message('law.none') };
    const explanation = message('law.titlesBroken', broken);
    return { outcome: 'DOUBT', explanation, facts, eligibleFrom: null, awardIds };
  }
  const short = { ...params, missing: twoDigits(run.missing) };
  const explanation = message('law.titlesMissing', short);
  return { outcome: 'NO', explanation, facts, eligibleFrom: afterMissing(run, proposed) };
}
