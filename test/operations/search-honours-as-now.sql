-- × 2
select avg(((coalesce((select true from unit_above above where above.unit_id = any (a.unit_ids) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or a.route_unit_ids && $1::uuid[]))::int)::float8 as share
from (select unit_ids, route_unit_ids from award order by decided_on desc, id desc limit 2000) a;

-- × 2
select share, valid::text as valid, lower(valid) as from, upper(valid) as to, array_agg(past_id) as ids
from area_past
where area_id = $1 and share = any ($2::text[])
group by share, valid
order by share, valid;

with hit as ( select a.kind, a.merit_kind, a.issuer_tier, a.award_type_id, a.issued_by_id, a.origin, a.status = 'REVOKED' as revoked, case when date_part('year', a.decided_from) = date_part('year', a.decided_on) then date_part('year', a.decided_on)::int end as year, case when a.issued_by_id is null then a.decision_id end as printed_in from award a where (a.unit_ids && array(select below.unit_id from unit_above below where below.above_id = any ($1::uuid[]) and below.valid @> $2::date) or a.route_unit_ids && $1::uuid[]) and ((a.area_as_awarded_id = any ($3::uuid[]) and daterange(a.decided_from, a.decided_on, '[]') && $4::daterange)) and a.decision_id = any (array(select id from decision where fold(symbol) = fold($5))) ), grouped as ( select case grouping(kind, merit_kind, issuer_tier, award_type_id, year, issued_by_id, printed_in) when 127 then 'ALL' when 63 then 'KIND' when 95 then 'MERIT' when 111 then 'TIER' when 119 then 'TYPE' when 123 then 'YEAR' else 'ISSUER' end as facet, kind, merit_kind, issuer_tier, award_type_id, year, issued_by_id, printed_in, count(*) filter (where not revoked) as count, count(*) filter (where not revoked and origin = 'RECORDED') as recorded, count(*) filter (where revoked) as revoked from hit group by grouping sets ((), (kind), (merit_kind), (issuer_tier), (award_type_id), (year), (issued_by_id, printed_in)) )
select g.facet, g.kind, g.merit_kind as "meritKind", g.issuer_tier as tier, g.award_type_id as "awardTypeId", g.year, g.issued_by_id as "issuedById", q.issuer_as_printed as "issuerAsPrinted", sum(g.count)::int as count, sum(g.recorded)::int as recorded, sum(g.revoked)::int as revoked
from grouped g
left join lateral (select issuer_as_printed from decision where id = g.printed_in offset 0) q on true
group by g.facet, g.kind, g.merit_kind, g.issuer_tier, g.award_type_id, g.year, g.issued_by_id, q.issuer_as_printed having sum(g.count) > 0 or g.facet = 'ALL';

select a.id, a.kind, a.merit_kind as "meritKind", a.name_as_awarded as "nameAsAwarded", a.unit_as_awarded as "unitAsAwarded", a.citation_text as "citationText", a.posthumous, a.received_by as "receivedBy", a.prize::text as prize, a.status, a.flagged, a.decided_from as "decidedFrom", a.decided_on as "decidedTo", case when a.decided_from = a.decided_on then a.decided_on end as "decidedOn", a.decision_id as "decisionId", a.honouree_id as "honoureeId", a.award_type_id as "awardTypeId", a.nomination_id as "nominationId", a.area_as_awarded_id as "areaAsAwardedId", q.symbol as "decisionSymbol", q.issuer_as_printed as "issuerAsPrinted", found.rank, a.sort_key as "sortKey"
from (select a.id, 0 as rank from award a where (a.unit_ids && array(select below.unit_id from unit_above below where below.above_id = any ($1::uuid[]) and below.valid @> $2::date) or a.route_unit_ids && $1::uuid[]) and ((a.area_as_awarded_id = any ($3::uuid[]) and daterange(a.decided_from, a.decided_on, '[]') && $4::daterange)) and a.decision_id = any (array(select id from decision where fold(symbol) = fold($5))) order by a.decided_on desc, a.id desc limit $6) found
join award a on a.id = found.id
join decision q on q.id = a.decision_id
order by a.decided_on desc, a.id desc;

select count(*)
from (select from award a where (a.unit_ids && array(select below.unit_id from unit_above below where below.above_id = any ($1::uuid[]) and below.valid @> $2::date) or a.route_unit_ids && $1::uuid[]) and ((a.area_as_awarded_id = any ($3::uuid[]) and daterange(a.decided_from, a.decided_on, '[]') && $4::daterange)) and a.decision_id = any (array(select id from decision where fold(symbol) = fold($5))) limit 10001) counted;

select count(*)::int as count, (count(*) filter (where a.origin = 'RECORDED'))::int as recorded
from award a
where (a.unit_ids && array(select below.unit_id from unit_above below where below.above_id = any ($1::uuid[]) and below.valid @> $2::date) or a.route_unit_ids && $1::uuid[]) and ((a.area_as_awarded_id = any ($3::uuid[]) and daterange(a.decided_from, a.decided_on, '[]') && $4::daterange)) and a.status <> 'REVOKED' and a.decision_id = any (array(select id from decision where fold(symbol) = fold($5)));

select t.id, t.code, t.name, t.decided_at as "decidedAt", t.line, t.subject_kinds as "subjectKinds", t.is_commendation as "isCommendation", lower(t.valid) as "validFrom", upper(t.valid) - 1 as "validTo"
from award_type t
where t.id = any ($1::uuid[]);
