import type { CivilDate } from '../core/civil-date.js';
import type { Connection } from '../core/database.js';
import type { HeldAward } from './domain/history.js';

/** The awards of these honourees that were decided until a day and are not revoked, those they share too; the earliest first. */
export function heldAwards(
  connection: Connection,
  honoureeIds: readonly string[],
  until: CivilDate,
): Promise<(HeldAward & { honoureeId: string; nominationId: string | null })[]> {
  return connection.rows(
    `select a.id, held.honouree_id as "honoureeId", a.nomination_id as "nominationId", t.code as award, a.merit_kind as merit,
       a.achievement_from as "achievedFrom", a.achievement_to as "achievedTo", a.decided_from as "decidedFrom",
       a.decided_on as "decidedOn", concat_ws(', ', t.name, d.symbol, to_char(a.decided_on, 'DD/MM/YYYY')) as cited
     from (
       select a.id, a.honouree_id from award a where a.honouree_id = any ($1::uuid[])
       union
       select s.award_id, s.honouree_id from award_shared_with s where s.honouree_id = any ($1::uuid[])
     ) held (id, honouree_id)
     join award a on a.id = held.id
     join award_type t on t.id = a.award_type_id
     join decision d on d.id = a.decision_id
     where a.status <> 'REVOKED' and a.decided_from <= $2::date
     order by held.honouree_id, a.decided_on, a.id`,
    [honoureeIds, until],
  );
}
