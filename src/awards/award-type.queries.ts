import type { CivilDate } from '../core/civil-date.js';
import type { Connection } from '../core/database.js';
import type { AwardType } from './award-type.entity.js';

const COLUMNS = `t.id, t.code, t.name, t.decided_at as "decidedAt", t.line, t.subject_kinds as "subjectKinds",
  t.is_commendation as "isCommendation", lower(t.valid) as "validFrom", upper(t.valid) - 1 as "validTo"`;

/** The award types that exist on a day, by code: some forty. */
export function awardTypesOn(connection: Connection, day: CivilDate): Promise<AwardType[]> {
  return connection.rows(`select ${COLUMNS} from award_type t where t.valid @> $1::date order by t.code`, [day]);
}

/** Award types by id. */
export function awardTypesById(connection: Connection, ids: readonly string[]): Promise<AwardType[]> {
  return connection.rows(`select ${COLUMNS} from award_type t where t.id = any ($1::uuid[])`, [ids]);
}

/** Award types by code, whenever they exist. */
export function awardTypesByCode(connection: Connection, codes: readonly string[]): Promise<AwardType[]> {
  return connection.rows(`select ${COLUMNS} from award_type t where t.code = any ($1::text[])`, [codes]);
}
