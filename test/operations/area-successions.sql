select area_id as id
from area_version
where code = $1 and valid @> $2::date;

-- × 2
select a.id, l.code, l.tier, l.first as "validFrom", l.last as "validTo"
from area a
cross join lateral ( select min(lower(v.valid)) as first, case when bool_or(upper_inf(v.valid)) then null else max(upper(v.valid)) - 1 end as last, (array_agg(v.code order by lower(v.valid) desc))[1] as code, (array_agg(v.tier order by lower(v.valid) desc))[1] as tier from area_version v where v.area_id = a.id) l
where a.id = any ($1::uuid[]);

-- × 2
select to_area_id as of, from_area_id as "fromId", to_area_id as "toId", kind, effective_on as "effectiveOn", legal_basis as "legalBasis", whole, is_primary as "primary", evidence
from area_succession
where to_area_id = any ($1::uuid[])
order by effective_on desc, whole desc, id;

select from_area_id as of, from_area_id as "fromId", to_area_id as "toId", kind, effective_on as "effectiveOn", legal_basis as "legalBasis", whole, is_primary as "primary", evidence
from area_succession
where from_area_id = any ($1::uuid[])
order by effective_on, is_primary desc, id;
