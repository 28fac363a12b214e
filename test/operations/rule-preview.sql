select w.position::int as position, n.*
from unnest($1::uuid[], $2::date[]) with ordinality as w (id, day, position)
cross join lateral ( select v.unit_id as "unitId", v.name, v.tier, v.area_id as "areaId", v.superior_id as "superiorId" from unit_version v where v.unit_id = w.id order by (v.valid @> w.day) desc, (lower(v.valid) > w.day), abs(lower(v.valid) - w.day) limit 1) n;

select p.id, p.award_type_id as "awardTypeId", p.for_unit_id as "forUnitId", p.kind, p.args, p.proposed_by_id as "proposedById", p.proposed_at as "proposedAt", exists (select from award_rule_confirmation c where c.proposal_id = p.id) as "isConfirmed", jsonb_build_object('code', p.code, 'article', p.article, 'document', p.document, 'text', p.text, 'validFrom', lower(p.valid), 'validTo', upper(p.valid) - 1, 'confirmed', exists (select from award_rule_confirmation c where c.proposal_id = p.id)) as citation
from award_rule_proposal p
where p.id = $4 and (case when p.for_unit_id is null then $3::boolean else exists (select from unit_above b where b.unit_id = p.for_unit_id and b.above_id = any ($1::uuid[]) and b.valid @> $2::date) end);

select count(*)::int as count
from nomination n
where n.state not in ('AWARDED', 'REJECTED', 'WITHDRAWN') and n.state <> 'DRAFT' and ($1::uuid is null or n.award_type_id = $1) and ($2::uuid is null or exists (select from unit_above b where b.unit_id = n.proposed_by_id and b.above_id = $2));

select n.id
from nomination n
where n.state not in ('AWARDED', 'REJECTED', 'WITHDRAWN') and n.state <> 'DRAFT' and ($1::uuid is null or n.award_type_id = $1) and ($2::uuid is null or exists (select from unit_above b where b.unit_id = n.proposed_by_id and b.above_id = $2)) and ($3::uuid is null or n.id < $3)
order by n.id desc
limit $4;

-- × 2
select n.id as "nominationId", n.honouree_id as "honoureeId", h.kind, n.award_type_id as "awardTypeId", proposed.code as award, n.merit_kind as merit, n.proposed_by_id as "proposedById", n.achievement_from as "from", n.achievement_to as "to", n.law_date as "lawDate", (select min(s.received_on) from nomination_step s where s.nomination_id = n.id) as "firstReceivedOn", (select json_build_object('number', c.number, 'basis', c.basis, 'lawDate', c.law_date, 'day', c.chosen_day, 'reason', c.reason) from nomination_law_choice c where c.nomination_id = n.id order by c.number desc limit 1) as choice, array(select distinct k.kind from nomination_document k where k.nomination_id = n.id order by 1) as documents, case when h.kind = 'COLLECTIVE' then (select case when bool_or(upper_inf(v.valid)) then null else max(upper(v.valid)) - 1 end from unit_version v where v.unit_id = h.unit_id) end as "livedUntil", array( select json_build_object('cited', concat_ws(', ', t.name, d.symbol, to_char(a.decided_on, 'DD/MM/YYYY')), 'line', t.line) from award a join nomination p on p.id = a.nomination_id and p.id <> n.id and daterange(p.achievement_from, p.achievement_to, '[]') && daterange(n.achievement_from, n.achievement_to, '[]') and fold(p.achievements) = fold(n.achievements) join award_type t on t.id = a.award_type_id join decision d on d.id = a.decision_id where a.honouree_id = n.honouree_id and a.status <> 'REVOKED' and t.is_commendation order by a.decided_on) as "sameAchievementAwards"
from nomination n
join honouree h on h.id = n.honouree_id
join award_type proposed on proposed.id = n.award_type_id
where n.id = any ($1::uuid[]);

select s.stamp, case when s.stamp is distinct
from $1 then ( select coalesce(json_agg(r), '[]') from ( select r.id, r.award_type_id as "awardTypeId", r.kind, r.args, r.for_unit_id as "forUnitId", jsonb_build_object('code', r.code, 'article', r.article, 'document', r.document, 'text', r.text, 'validFrom', lower(r.valid), 'validTo', upper(r.valid) - 1, 'confirmed', r.confirmed) as citation from rule_in_force r order by r.award_type_id nulls last, r.kind, r.code, lower(r.valid)) r) end as rows
from award_rule_stamp s;

-- × 2
select b.unit_id as "unitId", b.above_id as "aboveId"
from unit_above b
where b.unit_id = any ($1::uuid[]) and b.above_id = any ($2::uuid[]) and b.valid @> $3::date;

select r.id, r.award_type_id as "awardTypeId", r.kind, r.args, r.for_unit_id as "forUnitId", jsonb_build_object('code', r.code, 'article', r.article, 'document', r.document, 'text', r.text, 'validFrom', lower(r.valid), 'validTo', upper(r.valid) - 1, 'confirmed', r.confirmed) as citation
from rules_on_trial($4) r
where (r.award_type_id = any ($1::uuid[]) or r.award_type_id is null) and r.kind = any ($3) and exists (select from unnest($2::date[]) as asked (day) where r.stated @> asked.day and r.valid @> asked.day)
order by r.award_type_id nulls last, r.kind, r.code, lower(r.valid);

select n.id, n.code, n.campaign_id as "campaignId", n.honouree_id as "honoureeId", n.award_type_id as "awardTypeId", n.merit_kind as "meritKind", n.proposed_by_id as "proposedById", n.wanted_decider_id as "wantedDeciderId", n.deciding_unit_id as "decidingUnitId", n.achievements, n.achievement_from as "achievementFrom", n.achievement_to as "achievementTo", n.model_id as "modelId", n.previous_id as "previousId", n.state, n.step, n.version, n.suspended, n.suspended_by_id as "suspendedById", n.restart, n.lies_with_id as "liesWithId", n.law_date as "lawDate", n.due_on as "dueOn", n.answer_by as "answerBy"
from nomination n
where n.id = any ($3::uuid[]) and (n.proposed_by_id = any ($1::uuid[]) or (n.state <> 'DRAFT' and ( coalesce((select true from unit_above above where above.unit_id in (n.proposed_by_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or coalesce((select true from nomination_step s where s.nomination_id = n.id and s.unit_id = any ($1::uuid[]) limit 1), false))));
