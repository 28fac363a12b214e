select c.id, c.code, c.name, c.directive, c.launched_by_id as "launchedById", c.opens_on as "opensOn", c.closes_on as "closesOn", c.period_from as "periodFrom", c.period_to as "periodTo", array(select t.award_type_code from campaign_award_type t where t.campaign_id = c.id order by 1) as "awardTypeCodes"
from campaign c
where $1::date is null or (c.opens_on, c.id) < ($1::date, $2::uuid)
order by c.opens_on desc, c.id desc
limit $3;

select u.id, u.code, u.line, u.is_body as "isBody", u.external, n.*
from (select $2::date as day) w cross join unit u
cross join lateral ( select min(lower(v.valid)) over () as "validFrom", case when bool_or(upper_inf(v.valid)) over () then null else max(upper(v.valid)) over () - 1 end as "validTo", v.name, v.tier, v.area_id as "areaId", v.superior_id as "superiorId" from unit_version v where v.unit_id = u.id order by (v.valid @> w.day) desc, (lower(v.valid) > w.day), abs(lower(v.valid) - w.day) limit 1) n
where u.id = any ($1::uuid[]);

select t.id, t.code, t.name, t.decided_at as "decidedAt", t.line, t.subject_kinds as "subjectKinds", t.is_commendation as "isCommendation", lower(t.valid) as "validFrom", upper(t.valid) - 1 as "validTo"
from award_type t
where t.code = any ($1::text[]);
