import type { Connection } from '../core/database.js';
import type { GivenJudgement } from './judgement.entity.js';

// What was said of discipline and verification is told nowhere but in the findings, to those who may see them.
// An appraisal keeps its judgements with the findings, a council's vote and a signature with the event itself.
const OF_APPRAISAL = `select f.value as kept, f.value -> 'judgement' as judgement, f.ordinality as place
  from nomination_appraisal a cross join jsonb_array_elements(a.eligibility -> 'findings') with ordinality f
  where e.action = 'APPRAISE' and a.nomination_id = e.nomination_id and a.version = e.version
    and jsonb_typeof(f.value -> 'judgement') = 'object' and f.value -> 'sensitive' is null`;
const OF_EVENT = `select v.value, v.value, v.ordinality
  from jsonb_array_elements(e.data -> 'judgements') with ordinality v where jsonb_typeof(e.data -> 'judgements') = 'array'`;

/** What people have judged of the doubtful findings of nominations, the earliest act first. */
export function judgementsOf(
  connection: Connection,
  nominationIds: readonly string[],
): Promise<(GivenJudgement & { nominationId: string })[]> {
  return connection.rows(
    `select e.nomination_id as "nominationId", e.at, e.action, e.step, e.account_id as "accountId",
       coalesce(j.kept ->> 'ruleCode', j.kept -> 'rule' ->> 'code') as "ruleCode", j.kept ->> 'ruleId' as "ruleId",
       j.kept -> 'rule' as rule, j.kept ->> 'explanation' as explanation, coalesce(j.kept -> 'facts', '[]') as facts,
       (j.judgement ->> 'accept')::boolean as accept, j.judgement ->> 'reason' as reason
     from nomination_event e cross join lateral (${OF_APPRAISAL} union all ${OF_EVENT}) j
     where e.nomination_id = any ($1::uuid[]) and e.action in ('APPRAISE', 'ENDORSE', 'REJECT', 'AWARD')
     order by e.nomination_id, e.version, j.place`,
    [nominationIds],
  );
}
