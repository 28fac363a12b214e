import type { CivilDate } from '../core/civil-date.js';
import type { Transaction } from '../core/database.js';
import type { Line, UnitVersion } from './unit.entity.js';

/** What a unit is from its first day. */
export interface NewUnit extends Omit<UnitVersion, 'unitId'> {
  code: string;
  line: Line;
  isBody: boolean;
  external: boolean;
  validFrom: CivilDate;
}

/** A new unit with its first version, valid from that day. Answers with its id. */
export async function insertUnit(tx: Transaction, unit: NewUnit): Promise<string> {
  const [row] = await tx.rows<{ id: string }>(
    `insert into unit (code, line, is_body, external) values ($1, $2, $3, $4) returning id`,
    [unit.code, unit.line, unit.isBody, unit.external],
  );
  if (!row) throw new Error('insert returned nothing');
  await tx.rows(
    `insert into unit_version (unit_id, valid, name, tier, area_id, superior_id)
     values ($1, daterange($2, null), $3, $4, $5, $6)`,
    [row.id, unit.validFrom, unit.name, unit.tier, unit.areaId, unit.superiorId],
  );
  return row.id;
}

/** A version of a unit with its period; `to` is the first day after it, null is open. */
export interface UnitPeriod extends UnitVersion {
  from: CivilDate;
  to: CivilDate | null;
}

const PERIOD = `unit_id as "unitId", name, tier, area_id as "areaId", superior_id as "superiorId", lower(valid) as "from", upper(valid) as "to"`;

/** New units without versions, all at once. Answers with their ids by code. */
export async function insertUnits(
  tx: Transaction,
  units: readonly Pick<NewUnit, 'code' | 'line' | 'isBody' | 'external'>[],
): Promise<Map<string, string>> {
  const rows = await tx.rows<{ id: string; code: string }>(
    `insert into unit (code, line, is_body, external)
     select code, line, "isBody", external
     from jsonb_to_recordset($1::jsonb) as u (code text, line text, "isBody" boolean, external boolean)
     returning id, code`,
    [JSON.stringify(units)],
  );
  return new Map(rows.map(({ id, code }) => [code, id]));
}

/** Versions of units, all at once. */
export async function insertUnitVersions(tx: Transaction, versions: readonly UnitPeriod[]): Promise<void> {
  await tx.rows(
    `insert into unit_version (unit_id, valid, name, tier, area_id, superior_id)
     select "unitId", daterange("from", "to"), name, tier, "areaId", "superiorId"
     from jsonb_to_recordset($1::jsonb)
       as v ("unitId" uuid, "from" date, "to" date, name text, tier text, "areaId" uuid, "superiorId" uuid)`,
    [JSON.stringify(versions)],
  );
}

/** Locks a unit against other changes and answers with its versions, the oldest first; empty when there is none. */
export async function lockUnit(tx: Transaction, id: string): Promise<UnitPeriod[]> {
  await tx.rows(`select from unit_version where unit_id = $1 for update`, [id]);
  return tx.rows(`select ${PERIOD} from unit_version where unit_id = $1 order by lower(valid)`, [id]);
}

/** Keeps a unit from ending while something is put below it. */
export async function holdUnit(tx: Transaction, id: string): Promise<void> {
  await tx.rows(`select from unit_version where unit_id = $1 for share`, [id]);
}

/** The version ends on `to` (the first day after it). */
export async function endUnitVersion(tx: Transaction, version: UnitPeriod, to: CivilDate): Promise<void> {
  await tx.rows(
    `update unit_version set valid = daterange(lower(valid), $3) where unit_id = $1 and lower(valid) = $2::date`,
    [version.unitId, version.from, to],
  );
}

export async function insertUnitVersion(tx: Transaction, version: UnitPeriod): Promise<void> {
  await tx.rows(
    `insert into unit_version (unit_id, valid, name, tier, area_id, superior_id)
     values ($1, daterange($2, $3), $4, $5, $6, $7)`,
    [version.unitId, version.from, version.to, version.name, version.tier, version.areaId, version.superiorId],
  );
}

/** How many units stand below it on that day or later. */
export async function countChildrenFrom(tx: Transaction, id: string, day: CivilDate): Promise<number> {
  const [row] = await tx.rows<{ count: number }>(
    `select count(distinct unit_id) from unit_version where superior_id = $1 and valid && daterange($2, null)`,
    [id, day],
  );
  return row?.count ?? 0;
}

/** Line of a unit; null when there is none. */
export async function lineOf(tx: Transaction, id: string): Promise<Line | null> {
  const [row] = await tx.rows<{ line: Line }>(`select line from unit where id = $1`, [id]);
  return row?.line ?? null;
}

/** Has the database check the temporal keys now, so that a violation is named before the commit. */
export async function checkUnitPeriods(tx: Transaction): Promise<void> {
  await tx.rows(`set constraints unit_version_superior immediate`);
}
