import { addDays, civilDate, type CivilDate } from '../../core/civil-date.js';
import { message } from '../../core/messages.vi.js';
import type { Answer } from './finding.js';

import { yearOf, type History, type Proposal } from './history.js';
import { proceedingFact } from './words.js';

/** A period of discipline, or one in which something is inspected, investigated or verified. Sensitive. */
export interface Proceeding {
  kind: string;
  from: CivilDate;
  /** Last day; null while it is open. */
  to: CivilDate | null;
}

/** R20: nobody is proposed or awarded while discipline is considered or something is verified. */
export function pendingProceedings(kinds: readonly string[], all: readonly Proceeding[], today: CivilDate): Answer {
  const open = all.filter(
    ({ kind, from, to }) => kinds.includes(kind) && from <= today && (to === null || today <= to),
  );
  const ends = open.flatMap(({ to }) => to ?? []).sort();
  const known = open.length > 0 && ends.length === open.length;
  const last = ends.at(-1);
  return {
    outcome: open.length > 0 ? 'NO' : 'YES',
    explanation: message(open.length > 0 ? 'law.pending' : 'law.nothingPending'),
    facts: open.map(proceedingFact),
    eligibleFrom: known && last ? addDays(last, 1) : null,
  };
}

/** The disciplines until a day, with the last day of the last one. */
export interface Disciplined {
  last: CivilDate;
  /** True while one has no end yet: then `last` is that day alone. */
  open: boolean;
  periods: readonly Proceeding[];
}

/** The disciplines that began until that day; null where there was none. An open one lasts. */
export function disciplinedUntil(
  kinds: readonly string[],
  all: readonly Proceeding[],
  day: CivilDate,
): Disciplined | null {
  const periods = all.filter((each) => kinds.includes(each.kind) && each.from <= day);
  const last = periods.map(({ to }) => to ?? day).reduce<CivilDate | null>((a, b) => (a && a > b ? a : b), null);
  return last ? { last, open: periods.some(({ to }) => to === null), periods } : null;
}

/** What is left of a history after that day: only whole years that began later count. */
export function historyAfter(history: History, last: CivilDate): History {
  const later = <Each extends { year: number }>(all: readonly Each[]): Each[] =>
    all.filter(({ year }) => year > yearOf(last));
  return {
    awards: history.awards.filter((award) => (award.achievedFrom ?? award.decidedFrom) > last),
    ratings: later(history.ratings),
    initiatives: later(history.initiatives),
    groupResults: later(history.groupResults),
    memberCounts: later(history.memberCounts),
  };
}

/**
 * R21: achievement before the end of a discipline does not count. Nothing of the period left, or no end in sight: it fails; so
 * it does where a standard of years is only met with years that do not count (`stillMet` false); where a part is left a
 * person weighs it. What is written about will not pass on a later day either; before that the next whole year counts.
 */
export function timeAfterDiscipline(
  found: Disciplined | null,
  { from, to, day }: Pick<Proposal, 'from' | 'to' | 'day'>,
  stillMet: boolean,
): Answer {
  if (!found) return { outcome: 'YES', explanation: message('law.noDiscipline'), facts: [], eligibleFrom: null };
  const { last, open, periods } = found;
  const nothingLeft = open || last >= (to ?? day);
  const shortened = last >= (from ?? civilDate(`${yearOf(day)}-01-01`));
  const outcome = nothingLeft || !stillMet ? 'NO' : shortened ? 'DOUBT' : 'YES';
  const keys = { NO: 'law.disciplineBars', DOUBT: 'law.disciplineShortens', YES: 'law.disciplineOver' } as const;
  const isKnown = outcome === 'NO' && stillMet && !open && from === null && to === null;
  return {
    outcome,
    explanation: open ? message('law.disciplineOpen') : message(keys[outcome], { day: last }),
    facts: periods.map(proceedingFact),
    eligibleFrom: isKnown ? civilDate(`${yearOf(last) + 1}-01-01`) : null,
  };
}
