select n.id, n.code, n.campaign_id as "campaignId", n.honouree_id as "honoureeId", n.award_type_id as "awardTypeId", n.merit_kind as "meritKind", n.proposed_by_id as "proposedById", n.wanted_decider_id as "wantedDeciderId", n.deciding_unit_id as "decidingUnitId", n.achievements, n.achievement_from as "achievementFrom", n.achievement_to as "achievementTo", n.model_id as "modelId", n.previous_id as "previousId", n.state, n.step, n.version, n.suspended, n.suspended_by_id as "suspendedById", n.restart, n.lies_with_id as "liesWithId", n.law_date as "lawDate", n.due_on as "dueOn", n.answer_by as "answerBy", (select a.eligibility from nomination_appraisal a where a.nomination_id = n.id order by a.version desc limit 1) as appraised
from nomination n
where n.id = $3::uuid and (n.proposed_by_id = any ($1::uuid[]) or (n.state <> 'DRAFT' and ( coalesce((select true from unit_above above where above.unit_id in (n.proposed_by_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or coalesce((select true from nomination_step s where s.nomination_id = n.id and s.unit_id = any ($1::uuid[]) limit 1), false))));

select distinct on (n.id) n.id as "nominationId", n.honouree_id as "honoureeId", s.unit_id as "unitId"
from nomination n
join nomination_step s on s.nomination_id = n.id and s.unit_id = any ($2::uuid[])
where n.id = any ($1::uuid[])
order by n.id, s.position;

START TRANSACTION;

select n.id as "nominationId", n.honouree_id as "honoureeId", h.kind, n.award_type_id as "awardTypeId", proposed.code as award, n.merit_kind as merit, n.proposed_by_id as "proposedById", n.achievement_from as "from", n.achievement_to as "to", n.law_date as "lawDate", (select min(s.received_on) from nomination_step s where s.nomination_id = n.id) as "firstReceivedOn", (select json_build_object('number', c.number, 'basis', c.basis, 'lawDate', c.law_date, 'day', c.chosen_day, 'reason', c.reason) from nomination_law_choice c where c.nomination_id = n.id order by c.number desc limit 1) as choice, array(select distinct k.kind from nomination_document k where k.nomination_id = n.id order by 1) as documents, case when h.kind = 'COLLECTIVE' then (select case when bool_or(upper_inf(v.valid)) then null else max(upper(v.valid)) - 1 end from unit_version v where v.unit_id = h.unit_id) end as "livedUntil", array( select json_build_object('cited', concat_ws(', ', t.name, d.symbol, to_char(a.decided_on, 'DD/MM/YYYY')), 'line', t.line) from award a join nomination p on p.id = a.nomination_id and p.id <> n.id and daterange(p.achievement_from, p.achievement_to, '[]') && daterange(n.achievement_from, n.achievement_to, '[]') and fold(p.achievements) = fold(n.achievements) join award_type t on t.id = a.award_type_id join decision d on d.id = a.decision_id where a.honouree_id = n.honouree_id and a.status <> 'REVOKED' and t.is_commendation order by a.decided_on) as "sameAchievementAwards"
from nomination n
join honouree h on h.id = n.honouree_id
join award_type proposed on proposed.id = n.award_type_id
where n.id = any ($1::uuid[]);

select s.stamp, case when s.stamp is distinct
from $1 then ( select coalesce(json_agg(r), '[]') from ( select r.id, r.award_type_id as "awardTypeId", r.kind, r.args, r.for_unit_id as "forUnitId", jsonb_build_object('code', r.code, 'article', r.article, 'document', r.document, 'text', r.text, 'validFrom', lower(r.valid), 'validTo', upper(r.valid) - 1, 'confirmed', r.confirmed) as citation from rule_in_force r order by r.award_type_id nulls last, r.kind, r.code, lower(r.valid)) r) end as rows
from award_rule_stamp s;

select n.id as "nominationId", s.tier, s.line, coalesce((select a.tier from unit_version v join area_version a on a.area_id = v.area_id where v.unit_id = s.unit_id order by lower(v.valid) desc, lower(a.valid) desc limit 1), s.tier) as "areaTier", array(select r.code from nomination_opinion o join award_rule r on r.id = o.rule_id where o.nomination_id = n.id and o.step = n.step and not o.voided and (o.settled_by_id is not null or coalesce(o.due_on < $2::date and (select r.confirmed and r.args ->> 'silence' = 'PROCEED' from award_rule r where r.id = o.due_rule_id), false))) as settled
from nomination n
join nomination_step s on s.nomination_id = n.id and s.position = n.step and not s.external
where n.id = any ($1::uuid[]) and n.state in ('RECEIVED', 'APPRAISED', 'ENDORSED');

select f.id, f.honouree_id as "honoureeId", f.recorded_by_id as "recordedById", f.recorded_for_id as "recordedForId", f.recorded_at as "recordedAt", f.kind, f.matter, f.from_day as "from", f.to_day as "to", f.source
from honouree_discipline f
where f.honouree_id = any ($1::uuid[]) and not f.withdrawn and not exists (select from honouree_discipline newer where newer.replaces_id = f.id)
order by f.from_day, f.id;

insert into audit (text)
select t.value
from unnest($1::text[]) with ordinality as t (value, ordinality)
order by t.ordinality;

COMMIT;
