select n.id, n.code, n.campaign_id as "campaignId", n.honouree_id as "honoureeId", n.award_type_id as "awardTypeId", n.merit_kind as "meritKind", n.proposed_by_id as "proposedById", n.wanted_decider_id as "wantedDeciderId", n.deciding_unit_id as "decidingUnitId", n.achievements, n.achievement_from as "achievementFrom", n.achievement_to as "achievementTo", n.model_id as "modelId", n.previous_id as "previousId", n.state, n.step, n.version, n.suspended, n.suspended_by_id as "suspendedById", n.restart, n.lies_with_id as "liesWithId", n.law_date as "lawDate", n.due_on as "dueOn", n.answer_by as "answerBy", of.kind as "honoureeKind", of.display_name as "honoureeName", award.code as "awardCode", award.name as "awardName", proposer.code as "proposerCode", proposer.name as "proposerName", here.position as "stepPosition", here.unit_id as "stepUnitId", here.tier as "stepTier", here.line as "stepLine", here.decides as "stepDecides", here.external as "stepExternal", body.code as "bodyCode", body.name as "bodyName"
from (select n.* from (select * from nomination n where (n.state <> 'DRAFT' or n.proposed_by_id = any ($1::uuid[])) and n.state = any ($3::text[]) and n.proposed_by_id = $4::uuid order by n.id desc limit 200) n where (n.proposed_by_id = any ($1::uuid[]) or (n.state <> 'DRAFT' and ( coalesce((select true from unit_above above where above.unit_id in (n.proposed_by_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or coalesce((select true from nomination_step s where s.nomination_id = n.id and s.unit_id = any ($1::uuid[]) limit 1), false)))) order by n.id desc limit $5) n
left join lateral (select h.kind, h.display_name from honouree h where h.id = n.honouree_id limit 1) of on true
left join lateral (select t.code, t.name from award_type t where t.id = n.award_type_id limit 1) award on true
left join lateral (select u.code, v.name from unit u join unit_version v on v.unit_id = u.id where u.id = n.proposed_by_id order by (v.valid @> $2::date) desc, (lower(v.valid) > $2::date), abs(lower(v.valid) - $2::date) limit 1) proposer on true
left join lateral (select s.position, s.unit_id, s.tier, s.line, s.decides, s.external from nomination_step s where s.nomination_id = n.id and s.position = n.step limit 1) here on true
left join lateral (select u.code, v.name from unit u join unit_version v on v.unit_id = u.id where u.id = here.unit_id order by (v.valid @> $2::date) desc, (lower(v.valid) > $2::date), abs(lower(v.valid) - $2::date) limit 1) body on true
order by n.id desc;

select u.id, u.code, u.line, u.is_body as "isBody", u.external, n.*
from (select $2::date as day) w cross join unit u
cross join lateral ( select min(lower(v.valid)) over () as "validFrom", case when bool_or(upper_inf(v.valid)) over () then null else max(upper(v.valid)) over () - 1 end as "validTo", v.name, v.tier, v.area_id as "areaId", v.superior_id as "superiorId" from unit_version v where v.unit_id = u.id order by (v.valid @> w.day) desc, (lower(v.valid) > w.day), abs(lower(v.valid) - w.day) limit 1) n
where u.id = any ($1::uuid[]);

select count(*)
from (select from nomination n where (n.proposed_by_id = any ($1::uuid[]) or (n.state <> 'DRAFT' and ( coalesce((select true from unit_above above where above.unit_id in (n.proposed_by_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or coalesce((select true from nomination_step s where s.nomination_id = n.id and s.unit_id = any ($1::uuid[]) limit 1), false)))) and n.state = any ($3::text[]) and n.proposed_by_id = $4::uuid limit 10001) counted;

select s.nomination_id as "nominationId", s.position, s.unit_id as "unitId", s.tier, s.line, s.decides, s.external, s.council, s.posting, s.entered_at as "enteredAt", s.received_on as "receivedOn", s.due_on as "dueOn", s.left_at as "leftAt", s.outcome, s.rule_ids as "ruleIds"
from nomination_step s
where s.nomination_id = any ($1::uuid[])
order by s.nomination_id, s.position;

select distinct e.nomination_id as "nominationId", e.account_id as "accountId", e.action, e.step
from nomination_event e
where e.nomination_id = any ($1::uuid[]) and e.account_id is not null and (e.action in ('CREATE', 'EDIT', 'SUBMIT', 'RECEIVE', 'APPRAISE') or e.action = 'ENDORSE' and e.way = 'HEAD');
