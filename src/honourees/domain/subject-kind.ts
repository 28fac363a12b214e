import type { CivilDate } from '../../core/civil-date.js';
import type { InputProblem } from '../../core/errors.js';
import { message } from '../../core/messages.vi.js';

export const SUBJECT_KINDS = ['INDIVIDUAL', 'COLLECTIVE', 'HOUSEHOLD'] as const;
/** Cá nhân, tập thể, hộ gia đình. */
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/** As they stand within a sentence. */
export const KIND_WORDS: Readonly<Record<SubjectKind, string>> = {
  INDIVIDUAL: message('law.individual'),
  COLLECTIVE: message('law.collective'),
  HOUSEHOLD: message('law.household'),
};

interface KindFacts {
  kind: SubjectKind;
  birthYear?: number | null;
  gender?: string | null;
  headOfHousehold?: string | null;
}

const EARLIEST_BIRTH = 1800;

/** A year of birth lies between 1800 and the year of `today`. */
export function birthYearProblems(birthYear: number | null | undefined, today: CivilDate): InputProblem[] {
  const thisYear = Number(today.slice(0, 4));
  if (birthYear === null || birthYear === undefined) return [];
  if (birthYear >= EARLIEST_BIRTH && birthYear <= thisYear) return [];
  const text = message('input.notInteger', { min: EARLIEST_BIRTH, max: thisYear });
  return [{ field: ['input', 'birthYear'], message: text }];
}

/** What does not fit the kind: only people have a year of birth and a gender, only households a head. */
export function kindProblems(facts: KindFacts): InputProblem[] {
  const problems: InputProblem[] = [];
  const refuse = (field: keyof KindFacts, text: string): void => {
    if (facts[field] !== undefined && facts[field] !== null) problems.push({ field: ['input', field], message: text });
  };
  if (facts.kind !== 'INDIVIDUAL') {
    refuse('birthYear', message('honouree.onlyIndividual'));
    refuse('gender', message('honouree.onlyIndividual'));
  }
  if (facts.kind !== 'HOUSEHOLD') refuse('headOfHousehold', message('honouree.onlyHousehold'));
  return problems;
}
