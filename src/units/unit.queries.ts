import type { CivilDate } from '../core/civil-date.js';
import type { Connection } from '../core/database.js';
import type { Area, AreaVersion, Unit, UnitVersion } from './unit.entity.js';

/** On a day outside a life the nearest version answers: a dissolved body keeps its last name, a future one has its first. */
export const nearest = (day: string): string =>
  `order by (v.valid @> ${day}) desc, (lower(v.valid) > ${day}), abs(lower(v.valid) - ${day}) limit 1`;
const NEAREST = nearest('w.day');

/** Units by id, with the first and last day of their life. */
export function unitsById(connection: Connection, ids: readonly string[]): Promise<Unit[]> {
  return connection.rows(
    `select u.id, u.code, u.line, u.is_body as "isBody", u.external, l.first as "validFrom", l.last as "validTo"
     from unit u
     cross join lateral (
       select min(lower(v.valid)) as first,
              case when bool_or(upper_inf(v.valid)) then null else max(upper(v.valid)) - 1 end as last
       from unit_version v where v.unit_id = u.id) l
     where u.id = any ($1::uuid[])`,
    [ids],
  );
}

/** The id of the unit with that code; null when there is none. */
export async function unitIdByCode(connection: Connection, code: string): Promise<string | null> {
  const [row] = await connection.rows<{ id: string }>(`select id from unit where code = $1`, [code]);
  return row?.id ?? null;
}

/** Units by id, with the first and last day of their life and their version on `day` (the nearest one outside it). */
export async function unitsPresentOn(connection: Connection, ids: readonly string[], day: CivilDate): Promise<Unit[]> {
  const rows = await connection.rows<Unit & UnitVersion>(
    `select u.id, u.code, u.line, u.is_body as "isBody", u.external, n.*
     from (select $2::date as day) w
     cross join unit u
     cross join lateral (
       select min(lower(v.valid)) over () as "validFrom",
              case when bool_or(upper_inf(v.valid)) over () then null else max(upper(v.valid)) over () - 1 end as "validTo",
              v.name, v.tier, v.area_id as "areaId", v.superior_id as "superiorId"
       from unit_version v where v.unit_id = u.id ${NEAREST}) n
     where u.id = any ($1::uuid[])`,
    [ids, day],
  );
  // Written out, not copied as what remains of a row: lists do this for forty units at a time.
  return rows.map(({ id, code, line, isBody, external, validFrom, validTo, name, tier, areaId, superiorId }) => {
    const present = { day, unitId: id, name, tier, areaId, superiorId };
    return { id, code, line, isBody, external, validFrom, validTo, present };
  });
}

/** Areas by id, with their latest code and the first and last day of their life. */
export function areasById(connection: Connection, ids: readonly string[]): Promise<Area[]> {
  return connection.rows(
    `select a.id, l.code, l.tier, l.first as "validFrom", l.last as "validTo"
     from area a
     cross join lateral (
       select min(lower(v.valid)) as first,
              case when bool_or(upper_inf(v.valid)) then null else max(upper(v.valid)) - 1 end as last,
              (array_agg(v.code order by lower(v.valid) desc))[1] as code,
              (array_agg(v.tier order by lower(v.valid) desc))[1] as tier
       from area_version v where v.area_id = a.id) l
     where a.id = any ($1::uuid[])`,
    [ids],
  );
}

/** The version of each unit on its day (the nearest one outside its life), in the order asked. */
export function unitVersionsOn(
  connection: Connection,
  wanted: readonly { id: string; day: CivilDate }[],
): Promise<(UnitVersion & { position: number })[]> {
  return connection.rows(
    `select w.position::int as position, n.*
     from unnest($1::uuid[], $2::date[]) with ordinality as w (id, day, position)
     cross join lateral (
       select v.unit_id as "unitId", v.name, v.tier, v.area_id as "areaId", v.superior_id as "superiorId"
       from unit_version v where v.unit_id = w.id ${NEAREST}) n`,
    [wanted.map(({ id }) => id), wanted.map(({ day }) => day)],
  );
}

/** The version of each area on its day (the nearest one outside its life), in the order asked. */
export function areaVersionsOn(
  connection: Connection,
  wanted: readonly { id: string; day: CivilDate }[],
): Promise<(AreaVersion & { position: number })[]> {
  return connection.rows(
    `select w.position::int as position, n.*
     from unnest($1::uuid[], $2::date[]) with ordinality as w (id, day, position)
     cross join lateral (
       select v.area_id as "areaId", v.code, v.name, v.kind, v.tier, v.parent_id as "parentId"
       from area_version v where v.area_id = w.id ${NEAREST}) n`,
    [wanted.map(({ id }) => id), wanted.map(({ day }) => day)],
  );
}

/**
 * SQL that is true when one of `units` (expressions, with commas) lies at or below one of the roots $1 on the day $2: the
 * one policy of reading. What has ended lies below its heirs, too (ADR 0027).
 * For one row it is a look at what is above its units. A scalar subquery, which the planner cannot turn into a join: a
 * list that is sorted by something else would then be read whole. And the roots stand where no index answers them: a
 * plan made without knowing them would go through all that is below them, for each row anew (0.2 ms instead of 2 µs).
 */
export function isBelow(units: string): string {
  return `coalesce((select true from unit_above above where above.unit_id in (${units})
    and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false)`;
}

/** SQL for all units at or below the roots $1 on the day $2, a row each. */
export const EACH_UNIT_BELOW = `(select below.unit_id from unit_above below
  where below.above_id = any ($1::uuid[]) and below.valid @> $2::date)`;

/** SQL for the array of these units. */
export const UNITS_BELOW = `array${EACH_UNIT_BELOW}`;

/** The same, each once though it lies below several of the roots: for what takes the first few of them. */
export const UNITS_BELOW_ONCE = `array(select distinct below.unit_id from unit_above below
  where below.above_id = any ($1::uuid[]) and below.valid @> $2::date)`;

/** Which of `ids` lie at or below `roots` on that day. */
export async function unitsAmongBelow(
  connection: Connection,
  roots: readonly string[],
  ids: readonly string[],
  day: CivilDate,
): Promise<string[]> {
  const rows = await connection.rows<{ id: string }>(`select id from unnest($3::uuid[]) id where ${isBelow('id')}`, [
    roots,
    day,
    ids,
  ]);
  return rows.map(({ id }) => id);
}

/** What each unit went over into, by code: not those of its successors. */
export function successorsOf(
  connection: Connection,
  ids: readonly string[],
): Promise<{ unitId: string; successorId: string }[]> {
  return connection.rows(
    `select distinct s.from_unit_id as "unitId", s.to_unit_id as "successorId", u.code
     from unit_succession s join unit u on u.id = s.to_unit_id
     where s.from_unit_id = any ($1::uuid[]) order by u.code`,
    [ids],
  );
}

/** A unit's line of superiors that day, itself first. */
export async function superiorsOf(connection: Connection, id: string, day: CivilDate): Promise<string[]> {
  const rows = await connection.rows<{ id: string }>(
    `with recursive up as (
       select $1::uuid as id, 0 as height
       union all
       select v.superior_id, up.height + 1 from up join unit_version v on v.unit_id = up.id and v.valid @> $2::date
       where v.superior_id is not null and up.height < 20
     ) select id from up order by height`,
    [id, day],
  );
  return rows.map((row) => row.id);
}

/** True when the unit's versions cover the whole period, both ends included; `to` null is open. */
export async function livesThrough(
  connection: Connection,
  id: string,
  from: CivilDate,
  to: CivilDate | null,
): Promise<boolean> {
  const [row] = await connection.rows<{ lives: boolean | null }>(
    `select range_agg(valid) @> daterange($2, $3, '[]') as lives from unit_version where unit_id = $1`,
    [id, from, to],
  );
  return row?.lives ?? false;
}
