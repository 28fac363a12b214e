import type { CivilDate } from '../core/civil-date.js';
import type { Connection } from '../core/database.js';
import type { AreaRow } from './domain/bodies.js';

/** The province with that code and all that lies in it on that day, by code. */
export function areasOfProvince(connection: Connection, code: string, day: CivilDate): Promise<AreaRow[]> {
  return connection.rows(
    `with recursive below as (
       select v.area_id, v.code, v.name, v.tier, null::text as parent from area_version v
       where v.code = $1 and v.tier = 'PROVINCE' and v.valid @> $2::date
       union all
       select v.area_id, v.code, v.name, v.tier, below.code
       from below join area_version v on v.parent_id = below.area_id and v.valid @> $2::date
     ) select code, name, tier, parent as "parentCode" from below order by code`,
    [code, day],
  );
}
