select w.position::int as position, n.*
from unnest($1::uuid[], $2::date[]) with ordinality as w (id, day, position)
cross join lateral ( select v.unit_id as "unitId", v.name, v.tier, v.area_id as "areaId", v.superior_id as "superiorId" from unit_version v where v.unit_id = w.id order by (v.valid @> w.day) desc, (lower(v.valid) > w.day), abs(lower(v.valid) - w.day) limit 1) n;

select p.id, p.award_type_id as "awardTypeId", p.for_unit_id as "forUnitId", p.kind, p.args, p.proposed_by_id as "proposedById", p.proposed_at as "proposedAt", exists (select from award_rule_confirmation c where c.proposal_id = p.id) as "isConfirmed", jsonb_build_object('code', p.code, 'article', p.article, 'document', p.document, 'text', p.text, 'validFrom', lower(p.valid), 'validTo', upper(p.valid) - 1, 'confirmed', exists (select from award_rule_confirmation c where c.proposal_id = p.id)) as citation
from award_rule_proposal p
where not exists (select from award_rule_confirmation c where c.proposal_id = p.id) and (case when p.for_unit_id is null then $3::boolean else exists (select from unit_above b where b.unit_id = p.for_unit_id and b.above_id = any ($1::uuid[]) and b.valid @> $2::date) end) and ($4::uuid is null or p.id < $4)
order by p.id desc
limit $5;

select count(*)
from (select from award_rule_proposal p where not exists (select from award_rule_confirmation c where c.proposal_id = p.id) and (case when p.for_unit_id is null then $3::boolean else exists (select from unit_above b where b.unit_id = p.for_unit_id and b.above_id = any ($1::uuid[]) and b.valid @> $2::date) end) limit 10001) p;

select t.id, t.code, t.name, t.decided_at as "decidedAt", t.line, t.subject_kinds as "subjectKinds", t.is_commendation as "isCommendation", lower(t.valid) as "validFrom", upper(t.valid) - 1 as "validTo"
from award_type t
where t.id = any ($1::uuid[]);

select u.id, u.code, u.line, u.is_body as "isBody", u.external, n.*
from (select $2::date as day) w cross join unit u
cross join lateral ( select min(lower(v.valid)) over () as "validFrom", case when bool_or(upper_inf(v.valid)) over () then null else max(upper(v.valid)) over () - 1 end as "validTo", v.name, v.tier, v.area_id as "areaId", v.superior_id as "superiorId" from unit_version v where v.unit_id = u.id order by (v.valid @> w.day) desc, (lower(v.valid) > w.day), abs(lower(v.valid) - w.day) limit 1) n
where u.id = any ($1::uuid[]);

select a.id, a.username, a.full_name as "fullName", a.must_change_password as "mustChangePassword", a.managed_by_unit_id as "managedByUnitId", a.disabled_at as "disabledAt", a.disabled_at is not null as disabled
from account a
where a.id = any ($1::uuid[]);
