import type { CivilDate } from '../../core/civil-date.js';
import type { InputProblem } from '../../core/errors.js';
import { message, type MessageKey } from '../../core/messages.vi.js';
import { FIRST_YEAR } from './facts.js';

/** What is asked of any record of a fact before it is looked up; members that its kind has not are left out. */
interface RecordedFact {
  replacesId?: string | null;
  withdrawn?: boolean | null;
  year?: number;
  from?: CivilDate;
  to?: CivilDate | null;
  rank?: number;
  groupSize?: number | null;
  members?: number;
  completed?: number | null;
  ldtt?: number | null;
  cstdcs?: number | null;
}

const greater = (value: number | null | undefined, most: number | undefined): boolean =>
  value !== null && value !== undefined && most !== undefined && value > most;

/** What does not fit within the record itself. */
export function factProblems(fact: RecordedFact, today: CivilDate): InputProblem[] {
  const problems: InputProblem[] = [];
  const refuse = (field: keyof RecordedFact, key: MessageKey): void => {
    problems.push({ field: ['input', field], message: message(key) });
  };
  const thisYear = Number(today.slice(0, 4));
  if (greater(fact.year, thisYear)) {
    const text = message('input.notInteger', { min: FIRST_YEAR, max: thisYear });
    problems.push({ field: ['input', 'year'], message: text });
  }
  if (fact.withdrawn && !fact.replacesId) refuse('withdrawn', 'fact.withdrawsNothing');
  if (fact.from && fact.from > today) refuse('from', 'fact.fromFuture');
  if (fact.from && fact.to && fact.to < fact.from) refuse('to', 'input.dateOrder');
  if (greater(fact.rank, fact.groupSize ?? undefined)) refuse('rank', 'fact.rankBeyondGroup');
  for (const part of ['completed', 'ldtt', 'cstdcs'] as const) {
    if (greater(fact[part], fact.members)) refuse(part, 'fact.moreThanMembers');
  }
  return problems;
}
