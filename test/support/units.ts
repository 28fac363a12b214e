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
  /** Instead: the code of one that is made with it. */
  superiorCode?: string;
  areaId?: string | null;
  isBody?: boolean;
}

/** Makes units that have lived since 2025-07-01, all at once: what lies below what is written anew for each statement. */
export async function makeUnits(units: readonly NewUnit[]): Promise<string[]> {
  const made = await query<{ id: string }>(
    `with given as materialized (
       select uuidv7() as id, g.* from rows from (jsonb_to_recordset($1::jsonb) as (code text, line text, name text, tier text,
         "superiorId" uuid, "superiorCode" text, "areaId" uuid, "isBody" boolean)) with ordinality as g
         (code, line, name, tier, superior_id, superior_code, area_id, is_body, place)
     ), units as (
       insert into unit (id, code, line, is_body) select id, code, coalesce(line, 'STATE'), coalesce(is_body, false) from given order by place
     ), versions as (
       insert into unit_version (unit_id, valid, name, tier, area_id, superior_id)
       select id, daterange('2025-07-01', null), coalesce(name, code), coalesce(tier, 'GRASSROOTS'), area_id,
         coalesce(superior_id, (select s.id from given s where s.code = given.superior_code)) from given order by place
     )
     select id from given order by place`,
    [JSON.stringify(units)],
  );
  return made.map(({ id }) => id);
}

/** Makes a unit that has lived since 2025-07-01. */
export async function makeUnit(unit: NewUnit): Promise<string> {
  const [id] = await makeUnits([unit]);
  return id!;
}
