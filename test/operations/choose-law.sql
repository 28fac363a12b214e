START TRANSACTION;

select n.id, n.code, n.campaign_id as "campaignId", n.honouree_id as "honoureeId", n.award_type_id as "awardTypeId", n.merit_kind as "meritKind", n.proposed_by_id as "proposedById", n.wanted_decider_id as "wantedDeciderId", n.deciding_unit_id as "decidingUnitId", n.achievements, n.achievement_from as "achievementFrom", n.achievement_to as "achievementTo", n.model_id as "modelId", n.previous_id as "previousId", n.state, n.step, n.version, n.suspended, n.suspended_by_id as "suspendedById", n.restart, n.lies_with_id as "liesWithId", n.law_date as "lawDate", n.due_on as "dueOn", n.answer_by as "answerBy"
from nomination n
where n.id = any ($3::uuid[]) and (n.proposed_by_id = any ($1::uuid[]) or (n.state <> 'DRAFT' and ( coalesce((select true from unit_above above where above.unit_id in (n.proposed_by_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or coalesce((select true from nomination_step s where s.nomination_id = n.id and s.unit_id = any ($1::uuid[]) limit 1), false))))
order by n.id
for update of n;

select i.id as "nominationId", coalesce((select json_agg(json_build_object('position', s.position, 'unitId', s.unit_id, 'tier', s.tier, 'line', s.line, 'decides', s.decides, 'external', s.external, 'council', s.council, 'posting', s.posting, 'receivedOn', s.received_on, 'gone', s.outcome is not distinct from 'CONVERTED') order by s.position) from nomination_step s where s.nomination_id = i.id), '[]') as steps, coalesce((select json_agg(json_build_object('accountId', e.account_id, 'action', e.action, 'step', e.step)) from nomination_event e where e.nomination_id = i.id and e.account_id is not null and (e.action in ('CREATE', 'EDIT', 'SUBMIT', 'RECEIVE', 'APPRAISE') or e.action = 'ENDORSE' and e.way = 'HEAD')), '[]') as persons, case when $2 then json_build_object( 'kinds', array(select d.kind from nomination_document d where d.nomination_id = i.id), 'openItem', (select m.item from nomination_missing_item m where m.nomination_id = i.id and m.answer is null and m.answered_by_document_id is null order by m.version, m.position limit 1)) end as "handedIn", (select r.stamp from award_rule_stamp r) as "rulesStamp"
from unnest($1::uuid[]) i (id);

select c.nomination_id as "nominationId", c.number, c.basis, c.law_date as "lawDate", c.law_date_regime as "lawDateRegime", c.law_date_verdict as "lawDateVerdict", c.first_received_on as "firstReceivedOn", c.chosen_day as "chosenDay", c.chosen_regime as "chosenRegime", c.chosen_verdict as "chosenVerdict", c.rule_id as "ruleId", c.reason, c.at, c.unit_id as "unitId", c.account_id as "accountId"
from nomination_law_choice c
where c.nomination_id = any ($1::uuid[])
order by c.nomination_id, c.number;

-- × 2
select n.id as "nominationId", n.honouree_id as "honoureeId", h.kind, n.award_type_id as "awardTypeId", proposed.code as award, n.merit_kind as merit, n.proposed_by_id as "proposedById", n.achievement_from as "from", n.achievement_to as "to", n.law_date as "lawDate", (select min(s.received_on) from nomination_step s where s.nomination_id = n.id) as "firstReceivedOn", (select json_build_object('number', c.number, 'basis', c.basis, 'lawDate', c.law_date, 'day', c.chosen_day, 'reason', c.reason) from nomination_law_choice c where c.nomination_id = n.id order by c.number desc limit 1) as choice, array(select distinct k.kind from nomination_document k where k.nomination_id = n.id order by 1) as documents, case when h.kind = 'COLLECTIVE' then (select case when bool_or(upper_inf(v.valid)) then null else max(upper(v.valid)) - 1 end from unit_version v where v.unit_id = h.unit_id) end as "livedUntil", array( select json_build_object('cited', concat_ws(', ', t.name, d.symbol, to_char(a.decided_on, 'DD/MM/YYYY')), 'line', t.line) from award a join nomination p on p.id = a.nomination_id and p.id <> n.id and daterange(p.achievement_from, p.achievement_to, '[]') && daterange(n.achievement_from, n.achievement_to, '[]') and fold(p.achievements) = fold(n.achievements) join award_type t on t.id = a.award_type_id join decision d on d.id = a.decision_id where a.honouree_id = n.honouree_id and a.status <> 'REVOKED' and t.is_commendation order by a.decided_on) as "sameAchievementAwards"
from nomination n
join honouree h on h.id = n.honouree_id
join award_type proposed on proposed.id = n.award_type_id
where n.id = any ($1::uuid[]);

insert into nomination_law_choice (nomination_id, number, version, step, basis, law_date, law_date_regime, law_date_verdict, first_received_on, chosen_day, chosen_regime, chosen_verdict, rule_id, reason, unit_id, account_id, at, day)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18);

with entry as (insert into audit (text) values ($1) returning id) insert into audit_salt (audit_id, salt)
select id, $2
from entry;

COMMIT;

select n.id, n.code, n.campaign_id as "campaignId", n.honouree_id as "honoureeId", n.award_type_id as "awardTypeId", n.merit_kind as "meritKind", n.proposed_by_id as "proposedById", n.wanted_decider_id as "wantedDeciderId", n.deciding_unit_id as "decidingUnitId", n.achievements, n.achievement_from as "achievementFrom", n.achievement_to as "achievementTo", n.model_id as "modelId", n.previous_id as "previousId", n.state, n.step, n.version, n.suspended, n.suspended_by_id as "suspendedById", n.restart, n.lies_with_id as "liesWithId", n.law_date as "lawDate", n.due_on as "dueOn", n.answer_by as "answerBy"
from nomination n
where n.id = $3 and (n.proposed_by_id = any ($1::uuid[]) or (n.state <> 'DRAFT' and ( coalesce((select true from unit_above above where above.unit_id in (n.proposed_by_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or coalesce((select true from nomination_step s where s.nomination_id = n.id and s.unit_id = any ($1::uuid[]) limit 1), false))));

select c.nomination_id as "nominationId", c.number, c.basis, c.law_date as "lawDate", c.law_date_regime as "lawDateRegime", c.law_date_verdict as "lawDateVerdict", c.first_received_on as "firstReceivedOn", c.chosen_day as "chosenDay", c.chosen_regime as "chosenRegime", c.chosen_verdict as "chosenVerdict", c.rule_id as "ruleId", c.reason, c.at, c.unit_id as "unitId", c.account_id as "accountId"
from nomination_law_choice c
where c.nomination_id = any ($1::uuid[])
order by c.nomination_id, c.number;

select a.id, a.username, a.full_name as "fullName", a.must_change_password as "mustChangePassword", a.managed_by_unit_id as "managedByUnitId", a.disabled_at as "disabledAt", a.disabled_at is not null as disabled
from account a
where a.id = any ($1::uuid[]);

select u.id, u.code, u.line, u.is_body as "isBody", u.external, n.*
from (select $2::date as day) w cross join unit u
cross join lateral ( select min(lower(v.valid)) over () as "validFrom", case when bool_or(upper_inf(v.valid)) over () then null else max(upper(v.valid)) over () - 1 end as "validTo", v.name, v.tier, v.area_id as "areaId", v.superior_id as "superiorId" from unit_version v where v.unit_id = u.id order by (v.valid @> w.day) desc, (lower(v.valid) > w.day), abs(lower(v.valid) - w.day) limit 1) n
where u.id = any ($1::uuid[]);

select r.id, r.award_type_id as "awardTypeId", r.kind, r.args, r.for_unit_id as "forUnitId", jsonb_build_object('code', r.code, 'article', r.article, 'document', r.document, 'text', r.text, 'validFrom', lower(r.valid), 'validTo', upper(r.valid) - 1, 'confirmed', r.confirmed) as citation
from award_rule r
where r.id = any ($1::uuid[]);
