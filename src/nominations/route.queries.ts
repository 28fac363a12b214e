import type { CivilDate } from '../core/civil-date.js';
import type { Connection } from '../core/database.js';
import type { RouteUnit } from './domain/route.js';

const UNIT = `u.id, u.code, v.name, v.tier, u.line, u.is_body as "isBody", u.external, v.area_id as "areaId",
  (select a.tier from area_version a where a.area_id = v.area_id and a.valid @> $2::date) as "areaTier",
  v.superior_id as "superiorId"`;

/** The unit and those above it in its line on that day, itself first; empty when it does not live then. */
export function routeChain(connection: Connection, unitId: string, day: CivilDate): Promise<RouteUnit[]> {
  return connection.rows(
    `with recursive up as (
       select v.unit_id, v.superior_id, 0 as height from unit_version v where v.unit_id = $1 and v.valid @> $2::date
       union all
       select v.unit_id, v.superior_id, up.height + 1
       from up join unit_version v on v.unit_id = up.superior_id and v.valid @> $2::date where up.height < 20
     )
     select ${UNIT} from up join unit u on u.id = up.unit_id join unit_version v on v.unit_id = u.id and v.valid @> $2::date
     order by up.height`,
    [unitId, day],
  );
}

/** The bodies that live that day in these areas, and the external ones: where a route may cross to. */
export function bodiesBeside(connection: Connection, areaIds: readonly string[], day: CivilDate): Promise<RouteUnit[]> {
  return connection.rows(
    `select ${UNIT} from unit_version v join unit u on u.id = v.unit_id
     where v.valid @> $2::date and u.is_body and (u.external or v.area_id = any ($1::uuid[]))
     order by u.code`,
    [areaIds, day],
  );
}
