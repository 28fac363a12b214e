START TRANSACTION;

select n.id, n.code, n.campaign_id as "campaignId", n.honouree_id as "honoureeId", n.award_type_id as "awardTypeId", n.merit_kind as "meritKind", n.proposed_by_id as "proposedById", n.wanted_decider_id as "wantedDeciderId", n.deciding_unit_id as "decidingUnitId", n.achievements, n.achievement_from as "achievementFrom", n.achievement_to as "achievementTo", n.model_id as "modelId", n.previous_id as "previousId", n.state, n.step, n.version, n.suspended, n.suspended_by_id as "suspendedById", n.restart, n.lies_with_id as "liesWithId", n.law_date as "lawDate", n.due_on as "dueOn", n.answer_by as "answerBy"
from nomination n
where n.id = any ($3::uuid[]) and (n.proposed_by_id = any ($1::uuid[]) or (n.state <> 'DRAFT' and ( coalesce((select true from unit_above above where above.unit_id in (n.proposed_by_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or coalesce((select true from nomination_step s where s.nomination_id = n.id and s.unit_id = any ($1::uuid[]) limit 1), false))))
order by n.id
for update of n;

select i.id as "nominationId", coalesce((select json_agg(json_build_object('position', s.position, 'unitId', s.unit_id, 'tier', s.tier, 'line', s.line, 'decides', s.decides, 'external', s.external, 'council', s.council, 'posting', s.posting, 'receivedOn', s.received_on, 'gone', s.outcome is not distinct from 'CONVERTED') order by s.position) from nomination_step s where s.nomination_id = i.id), '[]') as steps, coalesce((select json_agg(json_build_object('accountId', e.account_id, 'action', e.action, 'step', e.step)) from nomination_event e where e.nomination_id = i.id and e.account_id is not null and (e.action in ('CREATE', 'EDIT', 'SUBMIT', 'RECEIVE', 'APPRAISE') or e.action = 'ENDORSE' and e.way = 'HEAD')), '[]') as persons, case when $2 then json_build_object( 'kinds', array(select d.kind from nomination_document d where d.nomination_id = i.id), 'openItem', (select m.item from nomination_missing_item m where m.nomination_id = i.id and m.answer is null and m.answered_by_document_id is null order by m.version, m.position limit 1)) end as "handedIn", (select r.stamp from award_rule_stamp r) as "rulesStamp"
from unnest($1::uuid[]) i (id);

select u.id, u.code, u.line, u.is_body as "isBody", u.external, n.*
from (select $2::date as day) w cross join unit u
cross join lateral ( select min(lower(v.valid)) over () as "validFrom", case when bool_or(upper_inf(v.valid)) over () then null else max(upper(v.valid)) over () - 1 end as "validTo", v.name, v.tier, v.area_id as "areaId", v.superior_id as "superiorId" from unit_version v where v.unit_id = u.id order by (v.valid @> w.day) desc, (lower(v.valid) > w.day), abs(lower(v.valid) - w.day) limit 1) n
where u.id = any ($1::uuid[]);

select n.id as "nominationId", s.tier, s.line, coalesce((select a.tier from unit_version v join area_version a on a.area_id = v.area_id where v.unit_id = s.unit_id order by lower(v.valid) desc, lower(a.valid) desc limit 1), s.tier) as "areaTier", array(select r.code from nomination_opinion o join award_rule r on r.id = o.rule_id where o.nomination_id = n.id and o.step = n.step and not o.voided and (o.settled_by_id is not null or coalesce(o.due_on < $2::date and (select r.confirmed and r.args ->> 'silence' = 'PROCEED' from award_rule r where r.id = o.due_rule_id), false))) as settled
from nomination n
join nomination_step s on s.nomination_id = n.id and s.position = n.step and not s.external
where n.id = any ($1::uuid[]) and n.state in ('RECEIVED', 'APPRAISED', 'ENDORSED');

insert into nomination_opinion (nomination_id, step, unit_id, asked_id, rule_id, question, requested_by_id, requested_on, due_on, due_rule_id)
select "nominationId", step, "unitId", $2, "ruleId", $3, $4, $5, "dueOn", "dueRuleId"
from jsonb_to_recordset($1::jsonb) as o ("nominationId" uuid, step int, "unitId" uuid, "ruleId" uuid, "dueOn" date, "dueRuleId" uuid);

insert into audit (text)
select t.value
from unnest($1::text[]) with ordinality as t (value, ordinality)
order by t.ordinality;

COMMIT;

select n.id, n.code, n.campaign_id as "campaignId", n.honouree_id as "honoureeId", n.award_type_id as "awardTypeId", n.merit_kind as "meritKind", n.proposed_by_id as "proposedById", n.wanted_decider_id as "wantedDeciderId", n.deciding_unit_id as "decidingUnitId", n.achievements, n.achievement_from as "achievementFrom", n.achievement_to as "achievementTo", n.model_id as "modelId", n.previous_id as "previousId", n.state, n.step, n.version, n.suspended, n.suspended_by_id as "suspendedById", n.restart, n.lies_with_id as "liesWithId", n.law_date as "lawDate", n.due_on as "dueOn", n.answer_by as "answerBy"
from nomination n
where n.id = any ($3::uuid[]) and (n.proposed_by_id = any ($1::uuid[]) or (n.state <> 'DRAFT' and ( coalesce((select true from unit_above above where above.unit_id in (n.proposed_by_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or coalesce((select true from nomination_step s where s.nomination_id = n.id and s.unit_id = any ($1::uuid[]) limit 1), false))));

select o.id, o.nomination_id as "nominationId", o.step, o.unit_id as "unitId", o.asked_id as "askedId", o.unit_as_id as "unitAsId", o.asked_as_id as "askedAsId", o.rule_id as "ruleId", o.question, o.requested_on as "requestedOn", o.due_on as "dueOn", o.due_rule_id as "dueRuleId", (o.settled_by_id is null and not o.voided and n.state = 'RECEIVED' and not n.suspended and n.step = o.step) as waiting, o.stance, o.text, o.document_id as "documentId", o.recorded, o.waived_reason as "waivedReason", o.settled_by_id as "settledById", o.settled_on as "settledOn", o.voided, json_build_object('code', n.code, 'honouree', h.display_name, 'awardType', t.name, 'achievements', n.achievements, 'achievementFrom', n.achievement_from, 'achievementTo', n.achievement_to, 'proposedById', n.proposed_by_id) as matter
from nomination_opinion o
join nomination n on n.id = o.nomination_id
join honouree h on h.id = n.honouree_id
join award_type t on t.id = n.award_type_id
where o.nomination_id = any ($1::uuid[])
order by o.nomination_id, o.id;

select u.id, u.code, u.line, u.is_body as "isBody", u.external, n.*
from (select $2::date as day) w cross join unit u
cross join lateral ( select min(lower(v.valid)) over () as "validFrom", case when bool_or(upper_inf(v.valid)) over () then null else max(upper(v.valid)) over () - 1 end as "validTo", v.name, v.tier, v.area_id as "areaId", v.superior_id as "superiorId" from unit_version v where v.unit_id = u.id order by (v.valid @> w.day) desc, (lower(v.valid) > w.day), abs(lower(v.valid) - w.day) limit 1) n
where u.id = any ($1::uuid[]);

select r.id, r.award_type_id as "awardTypeId", r.kind, r.args, r.for_unit_id as "forUnitId", jsonb_build_object('code', r.code, 'article', r.article, 'document', r.document, 'text', r.text, 'validFrom', lower(r.valid), 'validTo', upper(r.valid) - 1, 'confirmed', r.confirmed) as citation
from award_rule r
where r.id = any ($1::uuid[]);
