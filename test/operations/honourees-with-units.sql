select h.id, h.kind, h.display_name as "displayName", h.aliases, h.birth_year as "birthYear", h.death_year as "deathYear", h.gender, h.head_of_household as "headOfHousehold", h.hometown_id as "hometownId", h.unit_id as "unitId", h.area_id as "areaId", h.registered_by_id as "registeredById", body.code as "bodyCode", body.name as "bodyName", maker.code as "makerCode", maker.name as "makerName"
from honouree h
left join lateral (select u.code, v.name from unit u join unit_version v on v.unit_id = u.id where u.id = h.unit_id order by (v.valid @> $2::date) desc, (lower(v.valid) > $2::date), abs(lower(v.valid) - $2::date) limit 1) body on true
left join lateral (select u.code, v.name from unit u join unit_version v on v.unit_id = u.id where u.id = h.registered_by_id order by (v.valid @> $2::date) desc, (lower(v.valid) > $2::date), abs(lower(v.valid) - $2::date) limit 1) maker on true
where h.id = $3::uuid and coalesce((select true from unit_above above where above.unit_id in (h.registered_by_id, h.unit_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false);

select avg(coalesce((select true from unit_above above where above.unit_id in (h.registered_by_id, h.unit_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false)::int)::float8 as share
from (select h.registered_by_id, h.unit_id from honouree h order by h.id desc limit 2000) h;

select h.id, h.kind, h.display_name as "displayName", h.aliases, h.birth_year as "birthYear", h.death_year as "deathYear", h.gender, h.head_of_household as "headOfHousehold", h.hometown_id as "hometownId", h.unit_id as "unitId", h.area_id as "areaId", h.registered_by_id as "registeredById", body.code as "bodyCode", body.name as "bodyName", maker.code as "makerCode", maker.name as "makerName"
from (select h.* from (select * from honouree h where true order by h.id desc limit 2000) h where coalesce((select true from unit_above above where above.unit_id in (h.registered_by_id, h.unit_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) order by h.id desc limit (select $3::int)) h
left join lateral (select u.code, v.name from unit u join unit_version v on v.unit_id = u.id where u.id = h.unit_id order by (v.valid @> $2::date) desc, (lower(v.valid) > $2::date), abs(lower(v.valid) - $2::date) limit 1) body on true
left join lateral (select u.code, v.name from unit u join unit_version v on v.unit_id = u.id where u.id = h.registered_by_id order by (v.valid @> $2::date) desc, (lower(v.valid) > $2::date), abs(lower(v.valid) - $2::date) limit 1) maker on true
order by h.id desc;
