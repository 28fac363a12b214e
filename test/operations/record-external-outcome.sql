START TRANSACTION;

select n.id, n.code, n.campaign_id as "campaignId", n.honouree_id as "honoureeId", n.award_type_id as "awardTypeId", n.merit_kind as "meritKind", n.proposed_by_id as "proposedById", n.wanted_decider_id as "wantedDeciderId", n.deciding_unit_id as "decidingUnitId", n.achievements, n.achievement_from as "achievementFrom", n.achievement_to as "achievementTo", n.model_id as "modelId", n.previous_id as "previousId", n.state, n.step, n.version, n.suspended, n.suspended_by_id as "suspendedById", n.restart, n.lies_with_id as "liesWithId", n.law_date as "lawDate", n.due_on as "dueOn", n.answer_by as "answerBy"
from nomination n
where n.id = any ($3::uuid[]) and (n.proposed_by_id = any ($1::uuid[]) or (n.state <> 'DRAFT' and ( coalesce((select true from unit_above above where above.unit_id in (n.proposed_by_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or coalesce((select true from nomination_step s where s.nomination_id = n.id and s.unit_id = any ($1::uuid[]) limit 1), false))))
order by n.id
for update of n;

select i.id as "nominationId", coalesce((select json_agg(json_build_object('position', s.position, 'unitId', s.unit_id, 'tier', s.tier, 'line', s.line, 'decides', s.decides, 'external', s.external, 'council', s.council, 'posting', s.posting, 'receivedOn', s.received_on, 'gone', s.outcome is not distinct from 'CONVERTED') order by s.position) from nomination_step s where s.nomination_id = i.id), '[]') as steps, coalesce((select json_agg(json_build_object('accountId', e.account_id, 'action', e.action, 'step', e.step)) from nomination_event e where e.nomination_id = i.id and e.account_id is not null and (e.action in ('CREATE', 'EDIT', 'SUBMIT', 'RECEIVE', 'APPRAISE') or e.action = 'ENDORSE' and e.way = 'HEAD')), '[]') as persons, case when $2 then json_build_object( 'kinds', array(select d.kind from nomination_document d where d.nomination_id = i.id), 'openItem', (select m.item from nomination_missing_item m where m.nomination_id = i.id and m.answer is null and m.answered_by_document_id is null order by m.version, m.position limit 1)) end as "handedIn", (select r.stamp from award_rule_stamp r) as "rulesStamp"
from unnest($1::uuid[]) i (id);

select n.code, max(p.date) as day
from nomination n
join proposal_nomination l on l.nomination_id = n.id and l.step = n.step
join proposal p on p.id = l.proposal_id
where n.id = any ($1::uuid[])
group by n.code
order by n.code;

select o.id, o.nomination_id as "nominationId", o.unit_id as "unitId", o.outcome, o.issuer_as_printed as "issuerAsPrinted", o.symbol, o.signed_on as "signedOn", o.document_id as "documentId", o.reason, o.recorded_by_id as "recordedById", o.recorded_at as "recordedAt", o.confirmed_by_id as "confirmedById", o.confirmed_at as "confirmedAt", o.dropped
from external_outcome o
where o.nomination_id = any ($1::uuid[])
order by o.nomination_id, o.id;

insert into external_outcome (nomination_id, unit_id, outcome, issuer_as_printed, symbol, signed_on, document_id, reason, recorded_by_id, recorded_at)
select n."nominationId", n."unitId", $2, $3, $4, $5, $6, $7, $8, $9
from jsonb_to_recordset($1::jsonb) as n ("nominationId" uuid, "unitId" uuid);

insert into audit (text)
values ($1);

COMMIT;

select n.id, n.code, n.campaign_id as "campaignId", n.honouree_id as "honoureeId", n.award_type_id as "awardTypeId", n.merit_kind as "meritKind", n.proposed_by_id as "proposedById", n.wanted_decider_id as "wantedDeciderId", n.deciding_unit_id as "decidingUnitId", n.achievements, n.achievement_from as "achievementFrom", n.achievement_to as "achievementTo", n.model_id as "modelId", n.previous_id as "previousId", n.state, n.step, n.version, n.suspended, n.suspended_by_id as "suspendedById", n.restart, n.lies_with_id as "liesWithId", n.law_date as "lawDate", n.due_on as "dueOn", n.answer_by as "answerBy"
from nomination n
where n.id = any ($3::uuid[]) and (n.proposed_by_id = any ($1::uuid[]) or (n.state <> 'DRAFT' and ( coalesce((select true from unit_above above where above.unit_id in (n.proposed_by_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or coalesce((select true from nomination_step s where s.nomination_id = n.id and s.unit_id = any ($1::uuid[]) limit 1), false))));

select o.id, o.nomination_id as "nominationId", o.unit_id as "unitId", o.outcome, o.issuer_as_printed as "issuerAsPrinted", o.symbol, o.signed_on as "signedOn", o.document_id as "documentId", o.reason, o.recorded_by_id as "recordedById", o.recorded_at as "recordedAt", o.confirmed_by_id as "confirmedById", o.confirmed_at as "confirmedAt", o.dropped
from external_outcome o
where o.nomination_id = any ($1::uuid[])
order by o.nomination_id, o.id;

select u.id, u.code, u.line, u.is_body as "isBody", u.external, n.*
from (select $2::date as day) w cross join unit u
cross join lateral ( select min(lower(v.valid)) over () as "validFrom", case when bool_or(upper_inf(v.valid)) over () then null else max(upper(v.valid)) over () - 1 end as "validTo", v.name, v.tier, v.area_id as "areaId", v.superior_id as "superiorId" from unit_version v where v.unit_id = u.id order by (v.valid @> w.day) desc, (lower(v.valid) > w.day), abs(lower(v.valid) - w.day) limit 1) n
where u.id = any ($1::uuid[]);

select a.id, a.username, a.full_name as "fullName", a.must_change_password as "mustChangePassword", a.managed_by_unit_id as "managedByUnitId", a.disabled_at as "disabledAt", a.disabled_at is not null as disabled
from account a
where a.id = any ($1::uuid[]);
