select h.id, h.kind, h.display_name as "displayName", h.aliases, h.birth_year as "birthYear", h.death_year as "deathYear", h.gender, h.head_of_household as "headOfHousehold", h.hometown_id as "hometownId", h.unit_id as "unitId", h.area_id as "areaId", h.registered_by_id as "registeredById"
from honouree h
where h.id = $3::uuid and coalesce((select true from unit_above above where above.unit_id in (h.registered_by_id, h.unit_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false);
