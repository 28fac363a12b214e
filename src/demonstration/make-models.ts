import type { CivilDate } from '../core/civil-date.js';
import type { Transaction } from '../core/database.js';
import { endingOf, MODEL_LIFE, startOf, type ModelState } from '../emulation-models/domain/life.js';
import { isLate } from '../emulation-models/domain/report-period.js';
import { standsAbove } from '../emulation-models/emulation-model.queries.js';
import { goalsOfModels } from '../emulation-models/model-part.queries.js';
import {
  insertModel,
  insertModelEvent,
  insertModelReport,
  replaceGoals,
} from '../emulation-models/write-model.queries.js';
import type { ModelRow } from './demonstration-data.js';
import { lifeOf, type MadeLife, type PlannedAct, type PlannedRole } from './domain/model-lives.js';
import { unitOf, versionOn } from './domain/units-in-time.js';
import type { MadeUnits } from './make-units.js';

/** Makes the models at the units of today, each with its history. Answers with how many. */
export async function makeModels(tx: Transaction, units: MadeUnits, models: readonly ModelRow[]): Promise<number> {
  let made = 0;
  for (const [index, model] of models.entries()) {
    const unit = livingOf(units, model.units, tx.today);
    const body = livingOf(units, model.registeredWith, tx.today);
    if (!unit || !body) continue;
    const places = { ownerUnitId: units.idOf(unit.code), registeredWithId: units.idOf(body.code) };
    if (!(await standsAbove(tx, places.registeredWithId, places.ownerUnitId, tx.today))) {
      throw new Error(`models.json: ${body.code} is not above ${unit.code} on ${tx.today}`);
    }
    const owner = await ownerAt(tx, places.ownerUnitId, model.ownerKind, index);
    if (!owner) continue;
    const start = unit.from > body.from ? unit.from : body.from;
    await makeModel(tx, { ...places, ...owner }, model, lifeOf(model, start, tx.today));
    made += 1;
  }
  return made;
}

/** The first of the units that lives on `day`, with its first day. */
function livingOf(
  units: MadeUnits,
  codes: readonly string[],
  day: CivilDate,
): { code: string; from: CivilDate } | undefined {
  const code = codes.find((candidate) => versionOn(unitOf(units.rows, candidate), day));
  const [first] = code === undefined ? [] : unitOf(units.rows, code).versions;
  return code !== undefined && first ? { code, from: first.from } : undefined;
}

interface ModelPlaces {
  ownerUnitId: string;
  registeredWithId: string;
  ownerId: string;
  areaId: string | null;
}

/** An honouree of the unit, of that kind if there is one: another one for another number. */
async function ownerAt(
  tx: Transaction,
  unitId: string,
  kind: string,
  number: number,
): Promise<Pick<ModelPlaces, 'ownerId' | 'areaId'> | null> {
  const found = await tx.rows<{ ownerId: string; areaId: string | null }>(
    `select h.id as "ownerId", coalesce(h.area_id, v.area_id) as "areaId"
     from honouree h join unit_version v on v.unit_id = $1 and v.valid @> $3::date
     where $1 in (h.registered_by_id, h.unit_id)
     order by h.kind <> $2, h.display_name collate "C", h.id`,
    [unitId, kind, tx.today],
  );
  return found[number % Math.max(1, Math.min(found.length, 5))] ?? null;
}

/** Somebody who holds the role at the unit on that day. */
async function holderOf(tx: Transaction, unitId: string, role: PlannedRole, day: CivilDate): Promise<string> {
  const [row] = await tx.rows<{ id: string }>(
    `select g.account_id as id from role_grant g join account a on a.id = g.account_id
     where g.unit_id = $1 and g.role = $2 and g.valid @> $3::date order by a.username limit 1`,
    [unitId, role, day],
  );
  if (!row) throw new Error(`models.json: no ${role} at ${unitId} on ${day}`);
  return row.id;
}

async function makeModel(tx: Transaction, places: ModelPlaces, row: ModelRow, life: MadeLife): Promise<void> {
  const { name, field, theme, content, goals } = row;
  const { periodFrom, periodTo, acts } = life;
  const [first] = acts;
  const id = await insertModel(tx, { ...places, name, field, theme, content, periodFrom, periodTo }, first?.day);
  let state: ModelState | null = null;
  for (const act of acts) {
    const step = MODEL_LIFE.find((candidate) => candidate.action === act.action && candidate.from === state);
    if (!step) throw new Error(`models.json: ${name}: ${act.action} from ${state}`);
    const unitId = act.by === 'UNIT_OFFICER' ? places.ownerUnitId : places.registeredWithId;
    const eventId = await insertModelEvent(tx, {
      modelId: id,
      action: act.action,
      byId: await holderOf(tx, unitId, act.by, act.day),
      unitId,
      day: act.day,
      at: act.day === tx.today ? tx.now : new Date(`${act.day}T09:00:00+07:00`),
      reason: act.reason ?? null,
      ending: endingOf(step, periodTo, act.day),
      startsOn: act.action === 'APPROVE' ? startOf(periodFrom, act.day) : null,
    });
    if (act.action === 'CREATE') await replaceGoals(tx, id, goals);
    if (act.period) await makeReport(tx, { modelId: id, eventId }, act as Required<PlannedAct>);
    state = step.to;
  }
}

/** A report with a figure for each goal: the further on, the nearer to its target. */
async function makeReport(
  tx: Transaction,
  of: { modelId: string; eventId: string },
  { period, day }: Required<PlannedAct>,
): Promise<void> {
  const share = period.from.endsWith('-01-01') ? 0.6 : 0.85;
  const goals = await goalsOfModels(tx, [of.modelId]);
  const figures = goals.map(({ id, target }) => ({ goalId: id, value: String(Math.round(Number(target) * share)) }));
  await insertModelReport(tx, {
    ...of,
    periodFrom: period.from,
    periodTo: period.to,
    version: 1,
    text: 'Duy trì đều; số liệu theo từng chỉ tiêu ghi kèm. Kỳ tới tiếp tục vận động các hộ còn lại.',
    late: isLate(period.to, day),
    recordedOn: day,
    figures,
  });
}
