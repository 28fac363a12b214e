import type { CivilDate } from '../core/civil-date.js';
import type { Unit } from './unit.entity.js';
import { nearest } from './unit.queries.js';

/** What may be asked of a unit that came with the row of another thing; for all else it is loaded. */
export const JOINED_UNIT = ['id', 'code', 'name'] as const;

/** SQL that joins, as `name`, code and name of the unit `id` on `day`; both are null where there is none. */
export function joinUnit(name: string, id: string, day: string): string {
  return `left join lateral (select u.code, v.name from unit u join unit_version v on v.unit_id = u.id
    where u.id = ${id} ${nearest(day)}) ${name} on true`;
}

/** SQL for code and name, on `day`, of the units that `ids` selects, each looked up once: a JSON object by id. */
export function unitsJoined(ids: string, day: string): string {
  return `(select json_object_agg(u.id, json_build_object('code', u.code, 'name', v.name))
    from unit u cross join lateral (select v.name from unit_version v where v.unit_id = u.id ${nearest(day)}) v
    where u.id = any (array(${ids})))`;
}

/** Such a unit. It has not more than JOINED_UNIT and its name of that day, so it must never get into a loader. */
export function joinedUnit(id: string, columns: { code: string | null; name: string | null }, day: CivilDate): Unit {
  const { code, name } = columns;
  return { id, code, present: { day, unitId: id, name } } as Unit;
}
