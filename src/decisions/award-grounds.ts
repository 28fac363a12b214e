import type { Eligibility } from '../award-law/domain/eligibility.js';
import type { Transaction } from '../core/database.js';
import { latestFindings } from '../nominations/nomination.queries.js';
import { groundsOf, type Ground } from './domain/grounds-of.js';

/**
 * The awards on which the nominations of a decision rest: by what the rules say at its signature, and by what was found,
 * and perhaps judged, when each was last appraised.
 */
export async function keptGrounds(
  tx: Transaction,
  eligibility: ReadonlyMap<string, Pick<Eligibility, 'findings'>>,
): Promise<Ground[]> {
  const now = [...eligibility].flatMap(([nominationId, found]) => groundsOf(nominationId, found));
  const appraised = await latestFindings(tx, [...eligibility.keys()]);
  return [...now, ...appraised.flatMap(({ nominationId, eligibility: found }) => groundsOf(nominationId, found))];
}

/** Keeps them with the awards of the decision. One that was revoked in the meantime is no ground any more. */
export async function insertGrounds(tx: Transaction, decisionId: string, grounds: readonly Ground[]): Promise<void> {
  await tx.rows(
    `insert into award_ground (award_id, ground_award_id, rule_id)
     select distinct on (a.id, g.id) a.id, g.id, r.id
     from jsonb_to_recordset($2::jsonb) as w ("nominationId" uuid, "awardId" uuid, "ruleId" uuid)
     join award a on a.decision_id = $1 and a.nomination_id = w."nominationId"
     join award g on g.id = w."awardId" and g.id <> a.id and g.status <> 'REVOKED' and g.decided_from <= a.decided_on
     left join award_rule r on r.id = w."ruleId"
     order by a.id, g.id, r.id`,
    [decisionId, JSON.stringify(grounds)],
  );
}
