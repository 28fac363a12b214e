START TRANSACTION;

select o.id, n.id as "nominationId", n.code, n.state, n.suspended, n.step = o.step and not o.voided as here, o.step, -- Another body may have taken the step over. coalesce((select s.unit_id from nomination_step s where s.nomination_id = n.id and s.position = o.step), o.unit_id) as "unitId", o.asked_id as "askedId", o.settled_by_id is not null as settled, exists (select from nomination_event e where e.nomination_id = n.id and e.account_id = $4 and e.action in ('CREATE', 'EDIT', 'SUBMIT')) as proposed
from nomination_opinion o
join nomination n on n.id = o.nomination_id
where o.id = $3 and (coalesce((select true from unit_above above where above.unit_id in (o.asked_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or (n.proposed_by_id = any ($1::uuid[]) or (n.state <> 'DRAFT' and ( coalesce((select true from unit_above above where above.unit_id in (n.proposed_by_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or coalesce((select true from nomination_step s where s.nomination_id = n.id and s.unit_id = any ($1::uuid[]) limit 1), false)))))
for update of n, o;

update nomination_opinion
set waived_reason = $2, settled_by_id = $3, settled_on = $4
where id = $1;

insert into audit (text)
select t.value
from unnest($1::text[]) with ordinality as t (value, ordinality)
order by t.ordinality;

COMMIT;

select o.id, o.nomination_id as "nominationId", o.step, o.unit_id as "unitId", o.asked_id as "askedId", o.unit_as_id as "unitAsId", o.asked_as_id as "askedAsId", o.rule_id as "ruleId", o.question, o.requested_on as "requestedOn", o.due_on as "dueOn", o.due_rule_id as "dueRuleId", (o.settled_by_id is null and not o.voided and n.state = 'RECEIVED' and not n.suspended and n.step = o.step) as waiting, o.stance, o.text, o.document_id as "documentId", o.recorded, o.waived_reason as "waivedReason", o.settled_by_id as "settledById", o.settled_on as "settledOn", o.voided, json_build_object('code', n.code, 'honouree', h.display_name, 'awardType', t.name, 'achievements', n.achievements, 'achievementFrom', n.achievement_from, 'achievementTo', n.achievement_to, 'proposedById', n.proposed_by_id) as matter
from nomination_opinion o
join nomination n on n.id = o.nomination_id
join honouree h on h.id = n.honouree_id
join award_type t on t.id = n.award_type_id
where o.id = any ($3::uuid[]) and (coalesce((select true from unit_above above where above.unit_id in (o.asked_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or (n.proposed_by_id = any ($1::uuid[]) or (n.state <> 'DRAFT' and ( coalesce((select true from unit_above above where above.unit_id in (n.proposed_by_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or coalesce((select true from nomination_step s where s.nomination_id = n.id and s.unit_id = any ($1::uuid[]) limit 1), false)))));

select u.id, u.code, u.line, u.is_body as "isBody", u.external, n.*
from (select $2::date as day) w cross join unit u
cross join lateral ( select min(lower(v.valid)) over () as "validFrom", case when bool_or(upper_inf(v.valid)) over () then null else max(upper(v.valid)) over () - 1 end as "validTo", v.name, v.tier, v.area_id as "areaId", v.superior_id as "superiorId" from unit_version v where v.unit_id = u.id order by (v.valid @> w.day) desc, (lower(v.valid) > w.day), abs(lower(v.valid) - w.day) limit 1) n
where u.id = any ($1::uuid[]);

select a.id, a.username, a.full_name as "fullName", a.must_change_password as "mustChangePassword", a.managed_by_unit_id as "managedByUnitId", a.disabled_at as "disabledAt", a.disabled_at is not null as disabled
from account a
where a.id = any ($1::uuid[]);

select n.id, n.code, n.campaign_id as "campaignId", n.honouree_id as "honoureeId", n.award_type_id as "awardTypeId", n.merit_kind as "meritKind", n.proposed_by_id as "proposedById", n.wanted_decider_id as "wantedDeciderId", n.deciding_unit_id as "decidingUnitId", n.achievements, n.achievement_from as "achievementFrom", n.achievement_to as "achievementTo", n.model_id as "modelId", n.previous_id as "previousId", n.state, n.step, n.version, n.suspended, n.suspended_by_id as "suspendedById", n.restart, n.lies_with_id as "liesWithId", n.law_date as "lawDate", n.due_on as "dueOn", n.answer_by as "answerBy"
from nomination n
where n.id = $3 and (n.proposed_by_id = any ($1::uuid[]) or (n.state <> 'DRAFT' and ( coalesce((select true from unit_above above where above.unit_id in (n.proposed_by_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or coalesce((select true from nomination_step s where s.nomination_id = n.id and s.unit_id = any ($1::uuid[]) limit 1), false))));
