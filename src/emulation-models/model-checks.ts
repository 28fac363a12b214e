import type { Transaction } from '../core/database.js';
import { InvalidInput, type InputProblem } from '../core/errors.js';
import { message } from '../core/messages.vi.js';
import { registrationProblems } from './domain/registration.js';
import { periodProblems } from './domain/report-period.js';
import type { EmulationModel } from './emulation-model.entity.js';
import type { ReportOnModelInput } from './emulation-model.inputs.js';
import { standsAbove } from './emulation-model.queries.js';
import { goalsOfModels } from './model-part.queries.js';
import type { ModelContent } from './write-model.queries.js';

/** Throws what a registration lacks (R49), each with its field. */
export async function checkRegistration(
  tx: Transaction,
  model: ModelContent & { ownerUnitId: string },
  goals: number,
): Promise<void> {
  const launcherAbove = await standsAbove(tx, model.registeredWithId, model.ownerUnitId, tx.today);
  const problems = registrationProblems({ ...model, goals, launcherAbove });
  if (problems.length > 0) throw new InvalidInput(problems);
}

/** Throws unless there can be a report on this half-year, with these figures. */
export async function checkReport(tx: Transaction, model: EmulationModel, input: ReportOnModelInput): Promise<void> {
  const { periodFrom: from, periodTo: to } = input;
  const { startsOn, periodTo, endedOn } = model;
  if (startsOn === null) throw new Error('a model that runs has a first day');
  const problems = periodProblems({ startsOn, periodTo, endedOn }, { from, to }, tx.today);
  problems.push(...(await figureProblems(tx, model.id, input.figures ?? [])));
  if (problems.length > 0) throw new InvalidInput(problems);
}

async function figureProblems(
  tx: Transaction,
  modelId: string,
  figures: readonly { goalId: string }[],
): Promise<InputProblem[]> {
  if (figures.length === 0) return [];
  const goals = new Set((await goalsOfModels(tx, [modelId])).map(({ id }) => id));
  const seen = new Set<string>();
  return figures.flatMap(({ goalId }, index) => {
    const again = seen.has(goalId);
    seen.add(goalId);
    if (goals.has(goalId) && !again) return [];
    const text = message(again ? 'model.goalTwice' : 'model.goalUnknown');
    return [{ field: ['input', 'figures', String(index), 'goalId'], message: text }];
  });
}
