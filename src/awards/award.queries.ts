import type { Connection } from '../core/database.js';

/** Whom else the lines name, by award. */
export function sharersOf(
  connection: Connection,
  awardIds: readonly string[],
): Promise<{ awardId: string; honoureeId: string }[]> {
  return connection.rows(
    `select s.award_id as "awardId", s.honouree_id as "honoureeId" from award_shared_with s
     where s.award_id = any ($1::uuid[]) order by s.award_id, s.honouree_id`,
    [awardIds],
  );
}
