import { Personal, record } from '../audit/record.js';
import { mayAct, readingRoots, type Actor } from '../core/actor.js';
import { onViolation } from '../core/database-errors.js';
import type { CivilDate } from '../core/civil-date.js';
import type { Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import {
  decide,
  endingOf,
  startOf,
  type ModelAction,
  type ModelFacts,
  type ModelPermission,
  type ModelSide,
  type ModelStep,
} from './domain/life.js';
import type { EmulationModel } from './emulation-model.entity.js';
import { lockModel, modelsWrittenBy } from './emulation-model.queries.js';
import { insertModelEvent } from './write-model.queries.js';

type Sides = Pick<EmulationModel, 'ownerUnitId' | 'registeredWithId'>;

const PERMISSIONS: readonly ModelPermission[] = ['model.register', 'model.report', 'model.appraise', 'model.approve'];

/** What the actor may do at the units of a model that day. */
export function rightsOf(actor: Actor, model: Sides, day: CivilDate): ModelFacts['rights'] {
  const at = (unitId: string): ModelPermission[] =>
    PERMISSIONS.filter((permission) => mayAct(actor, permission, unitId, day));
  return { OWNER: at(model.ownerUnitId), LAUNCHER: at(model.registeredWithId) };
}

/** A model that is locked for an act, with what decides about it. */
export interface TakenModel {
  model: EmulationModel;
  facts: ModelFacts;
}

/** Locks the model; throws NOT_FOUND when the actor may not read it, STALE_VERSION when it is not as he knows it. */
export async function takeModel(
  tx: Transaction,
  actor: Actor,
  { id, expectedVersion }: { id: string; expectedVersion?: number | null },
): Promise<TakenModel> {
  const model = await lockModel(tx, { roots: readingRoots(actor, tx.today), day: tx.today }, id);
  if (!model) throw new DomainError('NOT_FOUND', 'model.notFound', { field: ['input', 'id'] });
  const [written] = await modelsWrittenBy(tx, actor.accountId, [id]);
  const { state, startsOn, endedOn } = model;
  const rights = rightsOf(actor, model, tx.today);
  const facts = { state, startsOn, endedOn, rights, wrote: written !== undefined, today: tx.today };
  if (expectedVersion && expectedVersion !== model.version) {
    throw new DomainError('STALE_VERSION', 'model.stale', { field: ['input', 'expectedVersion'] });
  }
  return { model, facts };
}

/** The step by which the actor may do this; throws why he may not. */
export function stepFor(facts: ModelFacts, action: ModelAction): ModelStep {
  const decided = decide(facts, action);
  if (decided instanceof DomainError) throw decided;
  return decided;
}

/** The unit for which somebody acts on a side of a model. */
function unitAt(model: Sides, side: ModelSide): string {
  return side === 'OWNER' ? model.ownerUnitId : model.registeredWithId;
}

export type MovedModel = Sides & Pick<EmulationModel, 'id' | 'periodFrom' | 'periodTo'>;

/** Does the step: writes its event, which moves the model. Answers with the event's id. */
export function move(
  tx: Transaction,
  actor: Actor,
  { model, step, reason = null }: { model: MovedModel; step: ModelStep; reason?: string | null },
): Promise<string> {
  return refusingDuplicates(() =>
    insertModelEvent(tx, {
      modelId: model.id,
      action: step.action,
      byId: actor.accountId,
      unitId: unitAt(model, step.side),
      day: tx.today,
      at: tx.now,
      reason,
      ending: endingOf(step, model.periodTo, tx.today),
      startsOn: step.action === 'APPROVE' ? startOf(model.periodFrom, tx.today) : null,
    }),
  );
}

/** One model of an owner and a name at a time: between registered and ended. */
export function refusingDuplicates<T>(work: () => Promise<T>): Promise<T> {
  const duplicate = (): DomainError => new DomainError('DUPLICATE', 'model.duplicate', { field: ['input', 'name'] });
  return onViolation('emulation_model_duplicate', duplicate, work);
}

/** Records an act in the audit. Reasons are written by people about people. */
export async function recordAct(
  tx: Transaction,
  actor: Actor,
  act: { model: Sides & { id: string }; step: ModelStep; reason?: string | null; details?: Record<string, unknown> },
): Promise<void> {
  const { model, step, reason, details } = act;
  await record(tx, actor, {
    action: `emulationModel.${step.action.toLowerCase()}`,
    subject: `emulationModel:${model.id}`,
    unitId: unitAt(model, step.side),
    details: { from: step.from, to: step.to, ...(reason && { reason: new Personal(reason) }), ...details },
  });
}
