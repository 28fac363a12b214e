import type { CivilDate } from '../core/civil-date.js';
import type { Connection } from '../core/database.js';
import { COUNT_CAP, type Cursor } from '../core/pagination.js';
import type { Unit } from './unit.entity.js';

/** What units are asked for; null members do not restrict. All conditions are of that day. */
export interface UnitConditions {
  day: CivilDate;
  syllables: readonly string[] | null;
  tier: string | null;
  line: string | null;
  areaId: string | null;
  superiorId: string | null;
}

function matching(conditions: UnitConditions, values: unknown[]): string {
  const clauses = [`v.valid @> $${values.push(conditions.day)}::date`];
  const add = (clause: (parameter: string) => string, value: unknown): void => {
    if (value !== null) clauses.push(clause(`$${values.push(value)}`));
  };
  add((p) => `syllables(v.name) @> ${p}::text[]`, conditions.syllables);
  add((p) => `v.tier = ${p}`, conditions.tier);
  add((p) => `u.line = ${p}`, conditions.line);
  add((p) => `v.area_id = ${p}::uuid`, conditions.areaId);
  add((p) => `v.superior_id = ${p}::uuid`, conditions.superiorId);
  return `from unit_version v join unit u on u.id = v.unit_id where ${clauses.join(' and ')}`;
}

/** A page of the units that lived on that day, by code. */
export function unitPage(
  connection: Connection,
  conditions: UnitConditions,
  after: Cursor | null,
  limit: number,
): Promise<Unit[]> {
  const values: unknown[] = [];
  const inner = matching(conditions, values);
  const keyset = after ? `and u.code collate "C" > $${values.push(after[0])}` : '';
  return connection.rows(
    `select f.*, l.first as "validFrom", l.last as "validTo"
     from (select u.id, u.code, u.line, u.is_body as "isBody", u.external ${inner} ${keyset}
           order by u.code collate "C" limit $${values.push(limit)}) f
     cross join lateral (
       select min(lower(o.valid)) as first,
              case when bool_or(upper_inf(o.valid)) then null else max(upper(o.valid)) - 1 end as last
       from unit_version o where o.unit_id = f.id) l
     order by f.code collate "C"`,
    values,
  );
}

/** How many units that is, counted to COUNT_CAP + 1. */
export async function countUnits(connection: Connection, conditions: UnitConditions): Promise<number> {
  const values: unknown[] = [];
  const inner = matching(conditions, values);
  const [row] = await connection.rows<{ count: number }>(
    `select count(*) from (select ${inner} limit ${COUNT_CAP + 1}) counted`,
    values,
  );
  return row?.count ?? 0;
}
