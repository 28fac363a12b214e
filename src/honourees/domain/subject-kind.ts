import type { InputProblem } from '../../core/errors.js';
import { message } from '../../core/messages.vi.js';

export const SUBJECT_KINDS = ['INDIVIDUAL', 'COLLECTIVE', 'HOUSEHOLD'] as const;
/** Cá nhân, tập thể, hộ gia đình. */
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

interface KindFacts {
  kind: SubjectKind;
  birthYear?: number | null;
  gender?: string | null;
  headOfHousehold?: string | null;
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
