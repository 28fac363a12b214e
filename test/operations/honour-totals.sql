select avg(((coalesce((select true from unit_above above where above.unit_id = any (a.unit_ids) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or a.route_unit_ids && $1::uuid[]))::int)::float8 as share
from (select unit_ids, route_unit_ids from award order by decided_on desc, id desc limit 2000) a;

with hit as ( select a.kind, a.merit_kind, a.issuer_tier, a.award_type_id, a.issued_by_id, a.origin, case when date_part('year', a.decided_from) = date_part('year', a.decided_on) then date_part('year', a.decided_on)::int end as year, case when a.issued_by_id is null then a.decision_id end as printed_in from award a where (coalesce((select true from unit_above above where above.unit_id = any (a.unit_ids) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or a.route_unit_ids && $1::uuid[]) and a.name_syllables @> $3::text[] and a.status <> 'REVOKED' and a.decision_id = any (array(select id from decision where fold(symbol) = fold($4))) and a.issuer_tier = $5 and a.origin = $6 ), grouped as ( select case grouping(kind, merit_kind, issuer_tier, award_type_id, year, issued_by_id, printed_in) when 127 then 'ALL' when 63 then 'KIND' when 95 then 'MERIT' when 111 then 'TIER' when 119 then 'TYPE' when 123 then 'YEAR' else 'ISSUER' end as facet, kind, merit_kind, issuer_tier, award_type_id, year, issued_by_id, printed_in, count(*) as count, count(*) filter (where origin = 'RECORDED') as recorded from hit group by grouping sets ((), (kind), (merit_kind), (issuer_tier), (award_type_id), (year), (issued_by_id, printed_in)) )
select g.facet, g.kind, g.merit_kind as "meritKind", g.issuer_tier as tier, g.award_type_id as "awardTypeId", g.year, g.issued_by_id as "issuedById", q.issuer_as_printed as "issuerAsPrinted", sum(g.count)::int as count, sum(g.recorded)::int as recorded
from grouped g
left join decision q on q.id = g.printed_in
group by g.facet, g.kind, g.merit_kind, g.issuer_tier, g.award_type_id, g.year, g.issued_by_id, q.issuer_as_printed;

select count(*)::int as count
from award a
where (coalesce((select true from unit_above above where above.unit_id = any (a.unit_ids) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or a.route_unit_ids && $1::uuid[]) and a.name_syllables @> $3::text[] and a.status = 'REVOKED' and a.decision_id = any (array(select id from decision where fold(symbol) = fold($4))) and a.issuer_tier = $5 and a.origin = $6;

-- × 2
select t.id, t.code, t.name, t.decided_at as "decidedAt", t.line, t.subject_kinds as "subjectKinds", t.is_commendation as "isCommendation", lower(t.valid) as "validFrom", upper(t.valid) - 1 as "validTo"
from award_type t
where t.id = any ($1::uuid[]);

select u.id, u.code, u.line, u.is_body as "isBody", u.external, n.*
from (select $2::date as day) w cross join unit u
cross join lateral ( select min(lower(v.valid)) over () as "validFrom", case when bool_or(upper_inf(v.valid)) over () then null else max(upper(v.valid)) over () - 1 end as "validTo", v.name, v.tier, v.area_id as "areaId", v.superior_id as "superiorId" from unit_version v where v.unit_id = u.id order by (v.valid @> w.day) desc, (lower(v.valid) > w.day), abs(lower(v.valid) - w.day) limit 1) n
where u.id = any ($1::uuid[]);
