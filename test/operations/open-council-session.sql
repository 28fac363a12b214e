START TRANSACTION;

select n.id, n.code, n.campaign_id as "campaignId", n.honouree_id as "honoureeId", n.award_type_id as "awardTypeId", n.merit_kind as "meritKind", n.proposed_by_id as "proposedById", n.wanted_decider_id as "wantedDeciderId", n.deciding_unit_id as "decidingUnitId", n.achievements, n.achievement_from as "achievementFrom", n.achievement_to as "achievementTo", n.model_id as "modelId", n.previous_id as "previousId", n.state, n.step, n.version, n.suspended, n.suspended_by_id as "suspendedById", n.restart, n.lies_with_id as "liesWithId", n.law_date as "lawDate", n.due_on as "dueOn", n.answer_by as "answerBy"
from nomination n
where n.id = any ($3::uuid[]) and (n.proposed_by_id = any ($1::uuid[]) or (n.state <> 'DRAFT' and ( coalesce((select true from unit_above above where above.unit_id in (n.proposed_by_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or coalesce((select true from nomination_step s where s.nomination_id = n.id and s.unit_id = any ($1::uuid[]) limit 1), false))))
order by n.id
for update of n;

select i.id as "nominationId", coalesce((select json_agg(json_build_object('position', s.position, 'unitId', s.unit_id, 'tier', s.tier, 'line', s.line, 'decides', s.decides, 'external', s.external, 'council', s.council, 'posting', s.posting, 'receivedOn', s.received_on, 'gone', s.outcome is not distinct from 'CONVERTED') order by s.position) from nomination_step s where s.nomination_id = i.id), '[]') as steps, coalesce((select json_agg(json_build_object('accountId', e.account_id, 'action', e.action, 'step', e.step)) from nomination_event e where e.nomination_id = i.id and e.account_id is not null and (e.action in ('CREATE', 'EDIT', 'SUBMIT', 'RECEIVE', 'APPRAISE') or e.action = 'ENDORSE' and e.way = 'HEAD')), '[]') as persons, case when $2 then json_build_object( 'kinds', array(select d.kind from nomination_document d where d.nomination_id = i.id), 'openItem', (select m.item from nomination_missing_item m where m.nomination_id = i.id and m.answer is null and m.answered_by_document_id is null order by m.version, m.position limit 1)) end as "handedIn", (select r.stamp from award_rule_stamp r) as "rulesStamp"
from unnest($1::uuid[]) i (id);

select i.nomination_id as id
from council_item i
where i.nomination_id = any ($1::uuid[]) and i.open;

with recursive up as ( select v.unit_id, v.superior_id, 0 as height from unit_version v where v.unit_id = $1 and v.valid @> $2::date union all select v.unit_id, v.superior_id, up.height + 1 from up join unit_version v on v.unit_id = up.superior_id and v.valid @> $2::date where up.height < 20 )
select u.id, u.code, v.name, v.tier, u.line, u.is_body as "isBody", u.external, v.area_id as "areaId", (select a.tier from area_version a where a.area_id = v.area_id and a.valid @> $2::date) as "areaTier", v.superior_id as "superiorId"
from up
join unit u on u.id = up.unit_id
join unit_version v on v.unit_id = u.id and v.valid @> $2::date
order by up.height;

insert into council_session (unit_id, held_on, total_members, mode, opened_by_id, opened_at)
values ($1, $2, $3, $4, $5, $6)
returning id;

insert into council_item (session_id, total_members, nomination_id, step, threshold, threshold_rule_id, threshold_confirmed)
select $1, $2, "nominationId", step, threshold, "thresholdRuleId", "thresholdConfirmed"
from jsonb_to_recordset($3::jsonb) as i ("nominationId" uuid, step int, threshold numeric, "thresholdRuleId" uuid, "thresholdConfirmed" boolean);

insert into audit (text)
values ($1);

COMMIT;

select s.id, s.unit_id as "unitId", s.held_on as "heldOn", s.total_members as "totalMembers", s.mode, s.closed_at is not null as closed, s.cancelled_by_id is not null as cancelled, s.minutes_number as "minutesNumber"
from council_session s
where s.id = any ($3::uuid[]) and coalesce((select true from unit_above above where above.unit_id in (s.unit_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false);

select u.id, u.code, u.line, u.is_body as "isBody", u.external, n.*
from (select $2::date as day) w cross join unit u
cross join lateral ( select min(lower(v.valid)) over () as "validFrom", case when bool_or(upper_inf(v.valid)) over () then null else max(upper(v.valid)) over () - 1 end as "validTo", v.name, v.tier, v.area_id as "areaId", v.superior_id as "superiorId" from unit_version v where v.unit_id = u.id order by (v.valid @> w.day) desc, (lower(v.valid) > w.day), abs(lower(v.valid) - w.day) limit 1) n
where u.id = any ($1::uuid[]);

select i.session_id as "sessionId", i.nomination_id as "nominationId", i.total_members as "totalMembers", i.step, i.votes_for as "votesFor", i.votes_against as "votesAgainst", i.blank, i.absent_without_opinion as "absentWithoutOpinion", i.written_opinions as "writtenOpinions", i.recused, trim_scale(i.threshold)::text as threshold, i.threshold_rule_id as "thresholdRuleId", i.threshold_confirmed as "thresholdConfirmed", i.open, s.unit_id as "unitId", s.mode, not i.open and not exists ( select from nomination_event e where e.nomination_id = i.nomination_id and e.way = 'COUNCIL' and e.data ->> 'sessionId' = i.session_id::text) as "left", n.code
from council_item i
join council_session s on s.id = i.session_id
join nomination n on n.id = i.nomination_id
where i.session_id = any ($1::uuid[])
order by i.session_id, n.code;

select n.id, n.code, n.campaign_id as "campaignId", n.honouree_id as "honoureeId", n.award_type_id as "awardTypeId", n.merit_kind as "meritKind", n.proposed_by_id as "proposedById", n.wanted_decider_id as "wantedDeciderId", n.deciding_unit_id as "decidingUnitId", n.achievements, n.achievement_from as "achievementFrom", n.achievement_to as "achievementTo", n.model_id as "modelId", n.previous_id as "previousId", n.state, n.step, n.version, n.suspended, n.suspended_by_id as "suspendedById", n.restart, n.lies_with_id as "liesWithId", n.law_date as "lawDate", n.due_on as "dueOn", n.answer_by as "answerBy"
from nomination n
where n.id = any ($3::uuid[]) and (n.proposed_by_id = any ($1::uuid[]) or (n.state <> 'DRAFT' and ( coalesce((select true from unit_above above where above.unit_id in (n.proposed_by_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or coalesce((select true from nomination_step s where s.nomination_id = n.id and s.unit_id = any ($1::uuid[]) limit 1), false))));

select h.id, h.kind, h.display_name as "displayName", h.aliases, h.birth_year as "birthYear", h.death_year as "deathYear", h.gender, h.head_of_household as "headOfHousehold", h.hometown_id as "hometownId", h.unit_id as "unitId", h.area_id as "areaId", h.registered_by_id as "registeredById"
from honouree h
where h.id = any ($1::uuid[]);
