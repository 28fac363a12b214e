import type { Award } from '../awards/award.entity.js';
import type { Connection } from '../core/database.js';
import type { AwardScope } from '../decisions/decision-scope.js';
import { ALL_AWARDS, ledgerSql } from '../decisions/ledger-conditions.js';
import { AWARD_COLUMNS } from '../decisions/ledger.queries.js';

/** The latest awards of each honouree that the reader may read, its own and those that it shares. */
export function awardsOfHonourees(
  connection: Connection,
  scope: AwardScope,
  { honoureeIds, most }: { honoureeIds: readonly string[]; most: number },
): Promise<(Award & { ofId: string })[]> {
  const { where, values, value } = ledgerSql({ scope, conditions: ALL_AWARDS });
  return connection.rows(
    `select who.id as "ofId", found.* from unnest(${value(honoureeIds)}::uuid[]) who (id)
     cross join lateral (
       select ${AWARD_COLUMNS} from award a join decision q on q.id = a.decision_id
       where a.id = any (array(select own.id from award own where own.honouree_id = who.id
           union select s.award_id from award_shared_with s where s.honouree_id = who.id)) and ${where}
       order by a.decided_on desc, a.id desc limit ${value(most)}) found`,
    values,
  );
}
