select area_id as id
from area_version
where code = $1 and valid @> $2::date;

-- × 2
select a.id, l.code, l.tier, l.first as "validFrom", l.last as "validTo"
from area a
cross join lateral ( select min(lower(v.valid)) as first, case when bool_or(upper_inf(v.valid)) then null else max(upper(v.valid)) - 1 end as last, (array_agg(v.code order by lower(v.valid) desc))[1] as code, (array_agg(v.tier order by lower(v.valid) desc))[1] as tier from area_version v where v.area_id = a.id) l
where a.id = any ($1::uuid[]);

-- × 2
select w.position::int as position, n.*
from unnest($1::uuid[], $2::date[]) with ordinality as w (id, day, position)
cross join lateral ( select v.area_id as "areaId", v.code, v.name, v.kind, v.tier, v.parent_id as "parentId" from area_version v where v.area_id = w.id order by (v.valid @> w.day) desc, (lower(v.valid) > w.day), abs(lower(v.valid) - w.day) limit 1) n;

with recursive up as ( select w.position::int as position, v.area_id, v.parent_id, w.day, 0 as height from unnest($1::uuid[], $2::date[]) with ordinality as w (id, day, position) join area_version v on v.area_id = w.id and v.valid @> w.day union all select up.position, v.area_id, v.parent_id, up.day, up.height + 1 from up join area_version v on v.area_id = up.parent_id and v.valid @> up.day )
select position, array_agg(area_id order by height desc) as ids
from up
group by position;
