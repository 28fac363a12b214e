import type { CivilDate } from '../../core/civil-date.js';
import type { InputProblem } from '../../core/errors.js';
import { message, type MessageKey } from '../../core/messages.vi.js';

/** What a registration is judged by (R49): name, place, content, a goal, a launching body, a period in order. */
export interface RegistrationFacts {
  name: string;
  content: string;
  areaId: string | null;
  goals: number;
  periodFrom: CivilDate;
  periodTo: CivilDate | null;
  /** The body with which it is registered lives, acts here and stands above the owner's unit in either line. */
  launcherAbove: boolean;
}

/** What a registration lacks, each with its field. */
export function registrationProblems(facts: RegistrationFacts): InputProblem[] {
  const problems: InputProblem[] = [];
  const ask = (fits: boolean, field: string, key: MessageKey): void => {
    if (!fits) problems.push({ field: ['input', field], message: message(key) });
  };
  ask(facts.name !== '', 'name', 'input.required');
  ask(facts.content !== '', 'content', 'input.required');
  ask(facts.areaId !== null, 'areaId', 'model.placeMissing');
  ask(facts.goals > 0, 'goals', 'model.goalMissing');
  ask(facts.launcherAbove, 'registeredWithId', 'model.launcherNotAbove');
  ask(facts.periodTo === null || facts.periodFrom <= facts.periodTo, 'periodTo', 'input.dateOrder');
  return problems;
}
