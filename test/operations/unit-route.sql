-- × 2
select u.id, u.code, u.line, u.is_body as "isBody", u.external, n.*
from (select $2::date as day) w cross join unit u
cross join lateral ( select min(lower(v.valid)) over () as "validFrom", case when bool_or(upper_inf(v.valid)) over () then null else max(upper(v.valid)) over () - 1 end as "validTo", v.name, v.tier, v.area_id as "areaId", v.superior_id as "superiorId" from unit_version v where v.unit_id = u.id order by (v.valid @> w.day) desc, (lower(v.valid) > w.day), abs(lower(v.valid) - w.day) limit 1) n
where u.id = any ($1::uuid[]);

select t.id, t.code, t.name, t.decided_at as "decidedAt", t.line, t.subject_kinds as "subjectKinds", t.is_commendation as "isCommendation", lower(t.valid) as "validFrom", upper(t.valid) - 1 as "validTo"
from award_type t
where t.code = any ($1::text[]);

with recursive up as ( select v.unit_id, v.superior_id, 0 as height from unit_version v where v.unit_id = $1 and v.valid @> $2::date union all select v.unit_id, v.superior_id, up.height + 1 from up join unit_version v on v.unit_id = up.superior_id and v.valid @> $2::date where up.height < 20 )
select u.id, u.code, v.name, v.tier, u.line, u.is_body as "isBody", u.external, v.area_id as "areaId", (select a.tier from area_version a where a.area_id = v.area_id and a.valid @> $2::date) as "areaTier", v.superior_id as "superiorId"
from up
join unit u on u.id = up.unit_id
join unit_version v on v.unit_id = u.id and v.valid @> $2::date
order by up.height;

select s.stamp, case when s.stamp is distinct
from $1 then ( select coalesce(json_agg(r), '[]') from ( select r.id, r.award_type_id as "awardTypeId", r.kind, r.args, r.for_unit_id as "forUnitId", jsonb_build_object('code', r.code, 'article', r.article, 'document', r.document, 'text', r.text, 'validFrom', lower(r.valid), 'validTo', upper(r.valid) - 1, 'confirmed', r.confirmed) as citation from rule_in_force r order by r.award_type_id nulls last, r.kind, r.code, lower(r.valid)) r) end as rows
from award_rule_stamp s;

select u.id, u.code, v.name, v.tier, u.line, u.is_body as "isBody", u.external, v.area_id as "areaId", (select a.tier from area_version a where a.area_id = v.area_id and a.valid @> $2::date) as "areaTier", v.superior_id as "superiorId"
from unit_version v
join unit u on u.id = v.unit_id
where v.valid @> $2::date and u.is_body and (u.external or v.area_id = any ($1::uuid[]))
order by u.code;
