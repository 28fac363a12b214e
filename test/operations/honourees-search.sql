select avg(coalesce((select true from unit_above above where above.unit_id in (h.registered_by_id, h.unit_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false)::int)::float8 as share
from (select h.registered_by_id, h.unit_id from honouree h order by h.id desc limit 2000) h;

with found as materialized (select * from honouree h where (h.registered_by_id = any (array(select below.unit_id from unit_above below where below.above_id = any ($1::uuid[]) and below.valid @> $2::date)) or h.unit_id = any (array(select below.unit_id from unit_above below where below.above_id = any ($1::uuid[]) and below.valid @> $2::date))) and h.name_syllables @> $3::text[] and h.kind = $4 and h.unit_id = any (array(select units_below(array[$5::uuid], $2))) and h.area_id = $6::uuid )
select h.id, h.kind, h.display_name as "displayName", h.aliases, h.birth_year as "birthYear", h.death_year as "deathYear", h.gender, h.head_of_household as "headOfHousehold", h.hometown_id as "hometownId", h.unit_id as "unitId", h.area_id as "areaId", h.registered_by_id as "registeredById"
from (select * from found h order by h.id desc limit $7) h
order by h.id desc;

select count(*)
from (select from honouree h where (h.registered_by_id = any (array(select below.unit_id from unit_above below where below.above_id = any ($1::uuid[]) and below.valid @> $2::date)) or h.unit_id = any (array(select below.unit_id from unit_above below where below.above_id = any ($1::uuid[]) and below.valid @> $2::date))) and h.name_syllables @> $3::text[] and h.kind = $4 and h.unit_id = any (array(select units_below(array[$5::uuid], $2))) and h.area_id = $6::uuid limit 10001) counted;
