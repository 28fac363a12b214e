START TRANSACTION;

select w.position::int as position, n.*
from unnest($1::uuid[], $2::date[]) with ordinality as w (id, day, position)
cross join lateral ( select v.unit_id as "unitId", v.name, v.tier, v.area_id as "areaId", v.superior_id as "superiorId" from unit_version v where v.unit_id = w.id order by (v.valid @> w.day) desc, (lower(v.valid) > w.day), abs(lower(v.valid) - w.day) limit 1) n;

select id
from unnest($3::uuid[]) id
where coalesce((select true from unit_above above where above.unit_id in (id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false);

select range_agg(valid) @> daterange($2, $3, '[]') as lives
from unit_version
where unit_id = $1;

select t.id, t.code, t.name, t.decided_at as "decidedAt", t.line, t.subject_kinds as "subjectKinds", t.is_commendation as "isCommendation", lower(t.valid) as "validFrom", upper(t.valid) - 1 as "validTo"
from award_type t
where t.code = any ($1::text[]);

with made as ( insert into campaign (code, name, directive, launched_by_id, opens_on, closes_on, period_from, period_to, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id ), awards as ( insert into campaign_award_type (campaign_id, award_type_code) select made.id, award.code from made, (select distinct unnest($10::text[]) as code) award )
select id
from made;

insert into audit (text)
values ($1);

COMMIT;

select c.id, c.code, c.name, c.directive, c.launched_by_id as "launchedById", c.opens_on as "opensOn", c.closes_on as "closesOn", c.period_from as "periodFrom", c.period_to as "periodTo", array(select t.award_type_code from campaign_award_type t where t.campaign_id = c.id order by 1) as "awardTypeCodes"
from campaign c
where c.id = any ($1::uuid[]);

select u.id, u.code, u.line, u.is_body as "isBody", u.external, n.*
from (select $2::date as day) w cross join unit u
cross join lateral ( select min(lower(v.valid)) over () as "validFrom", case when bool_or(upper_inf(v.valid)) over () then null else max(upper(v.valid)) over () - 1 end as "validTo", v.name, v.tier, v.area_id as "areaId", v.superior_id as "superiorId" from unit_version v where v.unit_id = u.id order by (v.valid @> w.day) desc, (lower(v.valid) > w.day), abs(lower(v.valid) - w.day) limit 1) n
where u.id = any ($1::uuid[]);
