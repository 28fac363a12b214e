import type { CivilDate } from '../core/civil-date.js';
import type { Transaction } from '../core/database.js';
import type { AreaVersion, Line, UnitVersion } from './unit.entity.js';

/** A new area with its first version, valid from that day. Answers with its id. */
export async function insertArea(
  tx: Transaction,
  area: Omit<AreaVersion, 'areaId'> & { validFrom: CivilDate },
): Promise<string> {
  const [row] = await tx.rows<{ id: string }>(`insert into area default values returning id`);
  if (!row) throw new Error('insert returned nothing');
  await tx.rows(
    `insert into area_version (area_id, valid, code, name, kind, tier, parent_id)
     values ($1, daterange($2, null), $3, $4, $5, $6, $7)`,
    [row.id, area.validFrom, area.code, area.name, area.kind, area.tier, area.parentId],
  );
  return row.id;
}

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
