import type { CivilDate } from '../core/civil-date.js';
import type { Connection } from '../core/database.js';
import type { PlannedArea, PlannedUnit } from './domain/plan.js';
import { PLANNED_UNIT } from './reorganisation-facts.queries.js';

/** Which of the ids are those of areas. */
export async function areasAmong(connection: Connection, ids: readonly string[]): Promise<string[]> {
  const rows = await connection.rows<{ id: string }>(`select id from area where id = any ($1::uuid[])`, [ids]);
  return rows.map(({ id }) => id);
}

/**
 * The areas with these ids, or that bear one of these codes on that day or later; what lies in them then; and what contained
 * them. Each as it is on that day, or as it was last; `to` is open only where nothing is entered for later.
 */
export function areasForPlan(
  connection: Connection,
  ids: readonly string[],
  codes: readonly string[],
  day: CivilDate,
): Promise<PlannedArea[]> {
  return connection.rows(
    `with recursive named as (
       select id from area where id = any ($1::uuid[])
       union select area_id from area_version where code = any ($2::text[]) and valid && daterange($3, null)
     ), up as (
       select id from named
       union select v.parent_id from up join area_version v on v.area_id = up.id and v.valid @> ($3::date - 1)
       where v.parent_id is not null
     ), wanted as (
       select id from up
       union select v.area_id from area_version v join named n on n.id = v.parent_id where v.valid && daterange($3, null)
     )
     select distinct on (v.area_id) v.area_id as id, v.code, v.name, v.kind, v.tier, v.parent_id as "parentId",
            lower(v.valid) as "from", upper(v.valid) as "to"
     from wanted w join area_version v on v.area_id = w.id
     order by v.area_id, v.valid @> $3::date desc, lower(v.valid) desc`,
    [ids, codes, day],
  );
}

/** What works in one of the areas on that day, or begins to later. */
export function unitsInAreas(
  connection: Connection,
  areaIds: readonly string[],
  day: CivilDate,
): Promise<PlannedUnit[]> {
  return connection.rows(
    `select distinct on (u.id) ${PLANNED_UNIT} from unit_version v join unit u on u.id = v.unit_id
     where v.area_id = any ($1::uuid[]) and v.valid && daterange($2, null) order by u.id, lower(v.valid) desc`,
    [areaIds, day],
  );
}

/**
 * Which of the areas one may reorganise who administers these units: those in the territory of a province whose People's
 * Committee is among them, that day or the day before; all of them where one is of the central tier.
 */
export async function areasManaged(
  connection: Connection,
  roots: readonly string[],
  ids: readonly string[],
  day: CivilDate,
): Promise<string[]> {
  const rows = await connection.rows<{ id: string }>(
    `with recursive root as (
       select v.tier, v.area_id from unit_version v join unit u on u.id = v.unit_id
       where v.unit_id = any ($1::uuid[]) and v.valid && daterange($3::date - 1, null)
         and (v.tier = 'CENTRAL' or (v.tier = 'PROVINCE' and u.line = 'STATE' and u.is_body))
     ), up as (
       select i.id, i.id as above from unnest($2::uuid[]) i (id)
       union
       select up.id, v.parent_id from up
       join area_version v on v.area_id = up.above and v.valid && daterange($3::date - 1, $3::date, '[]')
       where v.parent_id is not null
     )
     select distinct up.id from up where exists (select from root where tier = 'CENTRAL' or area_id = up.above)`,
    [roots, ids, day],
  );
  return rows.map(({ id }) => id);
}

/** The areas that bear these codes on that day, each with the first day after that version; null while it is open. */
export function areasByCode(
  connection: Connection,
  codes: readonly string[],
  day: CivilDate,
): Promise<{ code: string; id: string; to: CivilDate | null }[]> {
  return connection.rows(
    `select code, area_id as id, upper(valid) as "to" from area_version where code = any ($1::text[]) and valid @> $2::date`,
    [codes, day],
  );
}
