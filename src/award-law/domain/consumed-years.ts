import { civilDate } from '../../core/civil-date.js';
import { message } from '../../core/messages.vi.js';
import type { Answer } from './finding.js';
import { yearOf, type HeldAward, type History, type Proposal } from './history.js';
import { awardYear, distinct } from './years.js';

const yearsOf = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) + 1 }, (_, index) => from + index);

function consumedBy({ achievedFrom, achievedTo }: HeldAward): number[] {
  return achievedFrom && achievedTo ? yearsOf(yearOf(achievedFrom), yearOf(achievedTo)) : [];
}

/**
 * R18: the years for which an award was given are used up for that award: 2020–2022 rewarded, 2021–2023 cannot be. Where
 * the ledger does not say the years of an earlier one that may be of them, a person judges.
 */
export function consumedYears(award: string, { awards }: History, { from, to, day }: Proposal): Answer {
  const proposed = yearsOf(yearOf(from ?? to ?? day), yearOf(to ?? day));
  const same = awards.filter((each) => each.award === award);
  const used = distinct(same.flatMap(consumedBy));
  const again = proposed.filter((year) => used.includes(year));
  const unsure = same.filter((each) => {
    if (each.achievedFrom && each.achievedTo) return false;
    return yearsOf(awardYear(each, 'EARLY'), awardYear(each, 'LATE')).some((year) => proposed.includes(year));
  });
  const facts = same.map(({ cited }) => cited);
  const params = {
    years: again.join(', '),
    proposed: proposed.join(', '),
    used: used.join(', ') || message('law.none'),
  };
  if (again.length > 0) {
    const free = (used.at(-1) ?? 0) + proposed.length + 1;
    const eligibleFrom = civilDate(`${free}-01-01`);
    return { outcome: 'NO', explanation: message('law.yearsConsumed', params), facts, eligibleFrom };
  }
  const key = unsure.length > 0 ? 'law.yearsPerhapsConsumed' : 'law.yearsFree';
  return { outcome: unsure.length > 0 ? 'DOUBT' : 'YES', explanation: message(key, params), facts, eligibleFrom: null };
}
