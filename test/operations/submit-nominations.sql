START TRANSACTION;

select n.id, n.code, n.campaign_id as "campaignId", n.honouree_id as "honoureeId", n.award_type_id as "awardTypeId", n.merit_kind as "meritKind", n.proposed_by_id as "proposedById", n.wanted_decider_id as "wantedDeciderId", n.deciding_unit_id as "decidingUnitId", n.achievements, n.achievement_from as "achievementFrom", n.achievement_to as "achievementTo", n.model_id as "modelId", n.previous_id as "previousId", n.state, n.step, n.version, n.suspended, n.suspended_by_id as "suspendedById", n.restart, n.lies_with_id as "liesWithId", n.law_date as "lawDate", n.due_on as "dueOn", n.answer_by as "answerBy"
from nomination n
where n.id = any ($3::uuid[]) and (n.proposed_by_id = any ($1::uuid[]) or (n.state <> 'DRAFT' and ( coalesce((select true from unit_above above where above.unit_id in (n.proposed_by_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or coalesce((select true from nomination_step s where s.nomination_id = n.id and s.unit_id = any ($1::uuid[]) limit 1), false))))
order by n.id
for update of n;

select i.id as "nominationId", coalesce((select json_agg(json_build_object('position', s.position, 'unitId', s.unit_id, 'tier', s.tier, 'line', s.line, 'decides', s.decides, 'external', s.external, 'council', s.council, 'posting', s.posting, 'receivedOn', s.received_on, 'gone', s.outcome is not distinct from 'CONVERTED') order by s.position) from nomination_step s where s.nomination_id = i.id), '[]') as steps, coalesce((select json_agg(json_build_object('accountId', e.account_id, 'action', e.action, 'step', e.step)) from nomination_event e where e.nomination_id = i.id and e.account_id is not null and (e.action in ('CREATE', 'EDIT', 'SUBMIT', 'RECEIVE', 'APPRAISE') or e.action = 'ENDORSE' and e.way = 'HEAD')), '[]') as persons, case when $2 then json_build_object( 'kinds', array(select d.kind from nomination_document d where d.nomination_id = i.id), 'openItem', (select m.item from nomination_missing_item m where m.nomination_id = i.id and m.answer is null and m.answered_by_document_id is null order by m.version, m.position limit 1)) end as "handedIn", (select r.stamp from award_rule_stamp r) as "rulesStamp"
from unnest($1::uuid[]) i (id);

select t.id, t.code, t.name, t.decided_at as "decidedAt", t.line, t.subject_kinds as "subjectKinds", t.is_commendation as "isCommendation", lower(t.valid) as "validFrom", upper(t.valid) - 1 as "validTo"
from award_type t
where t.id = any ($1::uuid[]);

select m.id, m.owner_id as "ownerId", m.state, (m.state = 'RUNNING' and exists ( select from generate_series(half_year_start(m.starts_on)::timestamp, half_year_start($2::date - 15) - interval '6 months', interval '6 months') due where (upper_inf(m.period) or due < upper(m.period)) and not exists (select from model_report r where r.model_id = m.id and r.period_from = due::date))) as overdue, m.registered_with_id as "registeredWithId"
from emulation_model m
where m.id = any ($1::uuid[]);

select n.id as "nominationId", n.honouree_id as "honoureeId", h.kind, n.award_type_id as "awardTypeId", proposed.code as award, n.merit_kind as merit, n.proposed_by_id as "proposedById", n.achievement_from as "from", n.achievement_to as "to", n.law_date as "lawDate", (select min(s.received_on) from nomination_step s where s.nomination_id = n.id) as "firstReceivedOn", (select json_build_object('number', c.number, 'basis', c.basis, 'lawDate', c.law_date, 'day', c.chosen_day, 'reason', c.reason) from nomination_law_choice c where c.nomination_id = n.id order by c.number desc limit 1) as choice, array(select distinct k.kind from nomination_document k where k.nomination_id = n.id order by 1) as documents, case when h.kind = 'COLLECTIVE' then (select case when bool_or(upper_inf(v.valid)) then null else max(upper(v.valid)) - 1 end from unit_version v where v.unit_id = h.unit_id) end as "livedUntil", array( select json_build_object('cited', concat_ws(', ', t.name, d.symbol, to_char(a.decided_on, 'DD/MM/YYYY')), 'line', t.line) from award a join nomination p on p.id = a.nomination_id and p.id <> n.id and daterange(p.achievement_from, p.achievement_to, '[]') && daterange(n.achievement_from, n.achievement_to, '[]') and fold(p.achievements) = fold(n.achievements) join award_type t on t.id = a.award_type_id join decision d on d.id = a.decision_id where a.honouree_id = n.honouree_id and a.status <> 'REVOKED' and t.is_commendation order by a.decided_on) as "sameAchievementAwards"
from nomination n
join honouree h on h.id = n.honouree_id
join award_type proposed on proposed.id = n.award_type_id
where n.id = any ($1::uuid[]);

with recursive up as ( select v.unit_id, v.superior_id, 0 as height from unit_version v where v.unit_id = $1 and v.valid @> $2::date union all select v.unit_id, v.superior_id, up.height + 1 from up join unit_version v on v.unit_id = up.superior_id and v.valid @> $2::date where up.height < 20 )
select u.id, u.code, v.name, v.tier, u.line, u.is_body as "isBody", u.external, v.area_id as "areaId", (select a.tier from area_version a where a.area_id = v.area_id and a.valid @> $2::date) as "areaTier", v.superior_id as "superiorId"
from up
join unit u on u.id = up.unit_id
join unit_version v on v.unit_id = u.id and v.valid @> $2::date
order by up.height;

select u.id, u.code, v.name, v.tier, u.line, u.is_body as "isBody", u.external, v.area_id as "areaId", (select a.tier from area_version a where a.area_id = v.area_id and a.valid @> $2::date) as "areaTier", v.superior_id as "superiorId"
from unit_version v
join unit u on u.id = v.unit_id
where v.valid @> $2::date and u.is_body and (u.external or v.area_id = any ($1::uuid[]))
order by u.code;

select range_agg(valid) @> daterange($2, $3, '[]') as lives
from unit_version
where unit_id = $1;

select series
from number_book
where unit_id = $1 and paper = $2
for share;

with made as ( insert into proposal (from_unit_id, to_unit_id, symbol, series_key, number, date, signer, created_by_id, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id ), listed as ( insert into proposal_nomination (proposal_id, nomination_id, step) select made.id, l."nominationId", l.step from made, jsonb_to_recordset($10::jsonb) as l ("nominationId" uuid, step int) )
select id
from made;

select o.code
from nomination n
join nomination o on o.honouree_id = n.honouree_id and o.award_type_id = n.award_type_id and o.merit_kind = n.merit_kind and o.campaign_id is not distinct
from n.campaign_id and o.id <> n.id and daterange(o.achievement_from, o.achievement_to, '[]') && daterange(n.achievement_from, n.achievement_to, '[]') and o.state in ('SUBMITTED', 'RECEIVED', 'APPRAISED', 'ENDORSED', 'RETURNED')
where n.id = any ($1::uuid[])
order by o.code
limit 1;

with recorded as (insert into audit (text) select t.value from unnest($5::text[]) with ordinality as t (value, ordinality) order by t.ordinality) insert into nomination_event (nomination_id, version, at, day, action, from_state, to_state, from_step, step, way, acting_unit_id, account_id, reason, data)
select "nominationId", version, $2, $3, action, "from", "to", "fromStep", step, way, "actingUnitId", $4, reason, data
from jsonb_to_recordset($1::jsonb) as e ("nominationId" uuid, version int, action text, "from" text, "to" text, "fromStep" int, step int, way text, "actingUnitId" uuid, reason text, data jsonb);

COMMIT;

select p.id, p.symbol, p.date, p.signer, p.from_unit_id as "fromUnitId", p.to_unit_id as "toUnitId"
from proposal p
where p.id = any ($3::uuid[]) and (coalesce((select true from unit_above above where above.unit_id in (p.from_unit_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or p.to_unit_id = any ($1::uuid[]));

select u.id, u.code, u.line, u.is_body as "isBody", u.external, n.*
from (select $2::date as day) w cross join unit u
cross join lateral ( select min(lower(v.valid)) over () as "validFrom", case when bool_or(upper_inf(v.valid)) over () then null else max(upper(v.valid)) over () - 1 end as "validTo", v.name, v.tier, v.area_id as "areaId", v.superior_id as "superiorId" from unit_version v where v.unit_id = u.id order by (v.valid @> w.day) desc, (lower(v.valid) > w.day), abs(lower(v.valid) - w.day) limit 1) n
where u.id = any ($1::uuid[]);

select l.proposal_id as "proposalId", l.nomination_id as "nominationId", h.kind
from proposal_nomination l
join nomination n on n.id = l.nomination_id
join honouree h on h.id = n.honouree_id
where l.proposal_id = any ($1::uuid[])
order by l.proposal_id, n.code;

select n.id, n.code, n.campaign_id as "campaignId", n.honouree_id as "honoureeId", n.award_type_id as "awardTypeId", n.merit_kind as "meritKind", n.proposed_by_id as "proposedById", n.wanted_decider_id as "wantedDeciderId", n.deciding_unit_id as "decidingUnitId", n.achievements, n.achievement_from as "achievementFrom", n.achievement_to as "achievementTo", n.model_id as "modelId", n.previous_id as "previousId", n.state, n.step, n.version, n.suspended, n.suspended_by_id as "suspendedById", n.restart, n.lies_with_id as "liesWithId", n.law_date as "lawDate", n.due_on as "dueOn", n.answer_by as "answerBy"
from nomination n
where n.id = any ($3::uuid[]) and (n.proposed_by_id = any ($1::uuid[]) or (n.state <> 'DRAFT' and ( coalesce((select true from unit_above above where above.unit_id in (n.proposed_by_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or coalesce((select true from nomination_step s where s.nomination_id = n.id and s.unit_id = any ($1::uuid[]) limit 1), false))));

select s.nomination_id as "nominationId", s.position, s.unit_id as "unitId", s.tier, s.line, s.decides, s.external, s.council, s.posting, s.entered_at as "enteredAt", s.received_on as "receivedOn", s.due_on as "dueOn", s.left_at as "leftAt", s.outcome, s.rule_ids as "ruleIds"
from nomination_step s
where s.nomination_id = any ($1::uuid[])
order by s.nomination_id, s.position;

select i.id as "nominationId", coalesce((select json_agg(json_build_object('position', s.position, 'unitId', s.unit_id, 'tier', s.tier, 'line', s.line, 'decides', s.decides, 'external', s.external, 'council', s.council, 'posting', s.posting, 'receivedOn', s.received_on, 'gone', s.outcome is not distinct from 'CONVERTED') order by s.position) from nomination_step s where s.nomination_id = i.id), '[]') as steps, coalesce((select json_agg(json_build_object('accountId', e.account_id, 'action', e.action, 'step', e.step)) from nomination_event e where e.nomination_id = i.id and e.account_id is not null and (e.action in ('CREATE', 'EDIT', 'SUBMIT', 'RECEIVE', 'APPRAISE') or e.action = 'ENDORSE' and e.way = 'HEAD')), '[]') as persons, case when $2 then json_build_object( 'kinds', array(select d.kind from nomination_document d where d.nomination_id = i.id), 'openItem', (select m.item from nomination_missing_item m where m.nomination_id = i.id and m.answer is null and m.answered_by_document_id is null order by m.version, m.position limit 1)) end as "handedIn", (select r.stamp from award_rule_stamp r) as "rulesStamp"
from unnest($1::uuid[]) i (id);
