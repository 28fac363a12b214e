import type { CivilDate } from '../core/civil-date.js';
import type { Transaction } from '../core/database.js';
import type { ModelAction, ModelEnding } from './domain/life.js';
import type { EmulationModel, ModelGoal, ModelReport } from './emulation-model.entity.js';

/** What is written of a model before it is registered. */
export type ModelContent = Pick<
  EmulationModel,
  'name' | 'registeredWithId' | 'areaId' | 'field' | 'theme' | 'content' | 'periodFrom' | 'periodTo'
>;

/** A new model; without its first event it is not there yet. */
export type NewModel = ModelContent & Pick<EmulationModel, 'ownerId' | 'ownerUnitId'>;

/** The row of a new model, its code made for the year of `day`. Answers with its id. */
export async function insertModel(tx: Transaction, model: NewModel, day: CivilDate = tx.today): Promise<string> {
  const { name, ownerId, ownerUnitId, registeredWithId, areaId, field, theme, content, periodFrom, periodTo } = model;
  const [row] = await tx.rows<{ id: string }>(
    `with number as (select nextval('emulation_model_number')::text as n)
     insert into emulation_model (code, name, owner_id, owner_unit_id, registered_with_id, area_id, field, theme, content,
                                  period, created_at)
     select format('MH-%s-%s', $1::text, lpad(n, greatest(6, length(n)), '0')), $2, $3, $4, $5, $6, $7, $8, $9,
            daterange($10, $11, '[]'), $12
     from number returning id`,
    [day.slice(0, 4), name, ownerId, ownerUnitId, registeredWithId, areaId, field, theme, content, periodFrom, periodTo, tx.now],
  ); // prettier-ignore
  if (!row) throw new Error('insert returned nothing');
  return row.id;
}

/** Writes what an edit left of the content. */
export async function updateModel(tx: Transaction, id: string, content: ModelContent): Promise<void> {
  const { name, registeredWithId, areaId, field, theme, content: text, periodFrom, periodTo } = content;
  await tx.rows(
    `update emulation_model set name = $2, registered_with_id = $3, area_id = $4, field = $5, theme = $6, content = $7,
            period = daterange($8, $9, '[]')
     where id = $1`,
    [id, name, registeredWithId, areaId, field, theme, text, periodFrom, periodTo],
  );
}

/** The goals of a model from now on; those before are dropped. */
export async function replaceGoals(
  tx: Transaction,
  modelId: string,
  goals: readonly Omit<ModelGoal, 'id'>[],
): Promise<void> {
  await tx.rows(`update model_goal set dropped = true where model_id = $1 and not dropped`, [modelId]);
  await tx.rows(
    `insert into model_goal (model_id, position, text, unit_of_measure, target)
     select $1, g.position, g.goal ->> 'text', g.goal ->> 'unitOfMeasure', g.goal ->> 'target'
     from jsonb_array_elements($2::jsonb) with ordinality as g (goal, position)`,
    [modelId, JSON.stringify(goals)],
  );
}

/** An act in the life of a model. */
export interface NewModelEvent {
  modelId: string;
  action: ModelAction;
  byId: string;
  unitId: string;
  day: CivilDate;
  at: Date;
  reason: string | null;
  ending: ModelEnding | null;
  startsOn: CivilDate | null;
}

/** The act itself: the database moves the model, or refuses. Answers with the event's id. */
export async function insertModelEvent(tx: Transaction, event: NewModelEvent): Promise<string> {
  const { modelId, action, byId, unitId, day, at, reason, ending, startsOn } = event;
  const [row] = await tx.rows<{ id: string }>(
    `insert into model_event (model_id, action, by_id, unit_id, day, at, reason, ending, starts_on)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
    [modelId, action, byId, unitId, day, at, reason, ending, startsOn],
  );
  if (!row) throw new Error('insert returned nothing');
  return row.id;
}

/** A version of a report with its figures. */
export interface NewModelReport extends Omit<ModelReport, 'id'> {
  modelId: string;
  eventId: string;
  figures: readonly { goalId: string; value: string; note?: string | null }[];
}

/** Writes a report that its event has let through. */
export async function insertModelReport(tx: Transaction, report: NewModelReport): Promise<void> {
  const { modelId, eventId, periodFrom, periodTo, version, text, late, recordedOn, figures } = report;
  await tx.rows(
    `with made as (
       insert into model_report (model_id, event_id, period_from, period_to, version, text, late, recorded_on)
       values ($1, $2, $3, $4, $5, $6, $7, $8) returning id
     )
     insert into model_figure (report_id, goal_id, value, note)
     select made.id, f."goalId", f.value, f.note
     from made, jsonb_to_recordset($9::jsonb) as f ("goalId" uuid, value text, note text)`,
    [modelId, eventId, periodFrom, periodTo, version, text, late, recordedOn, JSON.stringify(figures)],
  );
}
