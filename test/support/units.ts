import { query } from './shared-connection.js';

/** A unit of the demonstration by its code, whether anybody works there or not. */
export async function unitId(code: string): Promise<string> {
  const [unit] = await query<{ id: string }>(`select id from unit where code = $1`, [code]);
  if (!unit) throw new Error(`no unit ${code}`);
  return unit.id;
}

/** How a unit is to be. */
export interface NewUnit {
  code: string;
  name?: string;
  tier?: string;
  line?: string;
  superiorId?: string | null;
  areaId?: string | null;
}

/** Makes a unit that has lived since 2025-07-01. */
export async function makeUnit(unit: NewUnit): Promise<string> {
  const [made] = await query<{ id: string }>(
    `with made as (insert into unit (code, line, is_body) values ($1, $2, false) returning id)
     insert into unit_version (unit_id, valid, name, tier, area_id, superior_id)
     select id, daterange('2025-07-01', null), $3, $4, $5, $6 from made returning unit_id as id`,
    [
      unit.code,
      unit.line ?? 'STATE',
      unit.name ?? unit.code,
      unit.tier ?? 'GRASSROOTS',
      unit.areaId ?? null,
      unit.superiorId ?? null,
    ],
  );
  return made!.id;
}
