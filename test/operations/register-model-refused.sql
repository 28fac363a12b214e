START TRANSACTION;

select h.id, h.kind, h.display_name as "displayName", h.aliases, h.birth_year as "birthYear", h.death_year as "deathYear", h.gender, h.head_of_household as "headOfHousehold", h.hometown_id as "hometownId", h.unit_id as "unitId", h.area_id as "areaId", h.registered_by_id as "registeredById"
from honouree h
where h.id = any ($3::uuid[]) and coalesce((select true from unit_above above where above.unit_id in (h.registered_by_id, h.unit_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false);

-- × 2
select w.position::int as position, n.*
from unnest($1::uuid[], $2::date[]) with ordinality as w (id, day, position)
cross join lateral ( select v.unit_id as "unitId", v.name, v.tier, v.area_id as "areaId", v.superior_id as "superiorId" from unit_version v where v.unit_id = w.id order by (v.valid @> w.day) desc, (lower(v.valid) > w.day), abs(lower(v.valid) - w.day) limit 1) n;

select range_agg(valid) @> daterange($2, $3, '[]') as lives
from unit_version
where unit_id = $1;

select
from area
where id = $1;

with recursive up as ( select $2::uuid as id, 0 as height union all select v.superior_id, up.height + 1 from up join unit_version v on v.unit_id = up.id and v.valid @> $3::date where v.superior_id is not null and up.height < 20 ), chain as ( select up.id, up.height, u.line, a.area_id, a.tier from up join unit u on u.id = up.id join unit_version v on v.unit_id = up.id and v.valid @> $3::date left join area_version a on a.area_id = v.area_id and a.valid @> $3::date )
select exists ( select from unit b join unit_version v on v.unit_id = b.id and v.valid @> $3::date where b.id = $1 and b.id <> $2 and b.is_body and not b.external and exists ( select from chain c where c.id = b.id and c.height > 0 or b.line in ('STATE', 'PARTY') and b.line <> c.line and v.area_id = c.area_id and v.tier = c.tier)) as above;

ROLLBACK;
