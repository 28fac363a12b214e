import type { Connection } from '../core/database.js';
import type { FormerVersionOf } from './former-area-version.entity.js';
import type { Succession } from './succession.entity.js';

/** A succession, with the area whose answer it belongs to. */
export interface SuccessionOf extends Succession {
  of: string;
}

const COLUMNS = `from_area_id as "fromId", to_area_id as "toId", kind, effective_on as "effectiveOn",
  legal_basis as "legalBasis", whole, is_primary as "primary", evidence`;

/** What became of each area, the earliest first, then the primary one. */
export function successorsOf(connection: Connection, ids: readonly string[]): Promise<SuccessionOf[]> {
  return connection.rows(
    `select from_area_id as of, ${COLUMNS} from area_succession where from_area_id = any ($1::uuid[])
     order by effective_on, is_primary desc, id`,
    [ids],
  );
}

/** What each area was made of, or was given, the latest first, then what came as a whole. */
export function predecessorsOf(connection: Connection, ids: readonly string[]): Promise<SuccessionOf[]> {
  return connection.rows(
    `select to_area_id as of, ${COLUMNS} from area_succession where to_area_id = any ($1::uuid[])
     order by effective_on desc, whole desc, id`,
    [ids],
  );
}

/** What was said of each area before loads knew better, the latest knowledge first, then by day. */
export function formerVersionsOf(connection: Connection, ids: readonly string[]): Promise<FormerVersionOf[]> {
  return connection.rows(
    `select s.area_id as "areaId", s.code, s.name, s.kind, lower(s.valid) as "validFrom", upper(s.valid) - 1 as "validTo",
            l.at as "knownFrom", s.superseded_at as "knownUntil"
     from area_version_superseded s left join area_load l on l.id = s.load_id
     where s.area_id = any ($1::uuid[]) order by s.superseded_at desc, lower(s.valid)`,
    [ids],
  );
}
