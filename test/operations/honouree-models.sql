select h.id, h.kind, h.display_name as "displayName", h.aliases, h.birth_year as "birthYear", h.death_year as "deathYear", h.gender, h.head_of_household as "headOfHousehold", h.hometown_id as "hometownId", h.unit_id as "unitId", h.area_id as "areaId", h.registered_by_id as "registeredById"
from honouree h
where h.id = $3::uuid and coalesce((select true from unit_above above where above.unit_id in (h.registered_by_id, h.unit_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false);

select m.id, m.code, m.name, m.owner_id as "ownerId", m.owner_unit_id as "ownerUnitId", m.registered_with_id as "registeredWithId", m.area_id as "areaId", m.field, m.theme, m.content, lower(m.period) as "periodFrom", upper(m.period) - 1 as "periodTo", m.starts_on as "startsOn", m.ended_on as "endedOn", m.ending, m.state, m.version, (m.state = 'RUNNING' and exists ( select from generate_series(half_year_start(m.starts_on)::timestamp, half_year_start($2::date - 15) - interval '6 months', interval '6 months') due where (upper_inf(m.period) or due < upper(m.period)) and not exists (select from model_report r where r.model_id = m.id and r.period_from = due::date))) as overdue
from unnest($3::uuid[]) owner
cross join lateral ( select * from emulation_model m where m.owner_id = owner and coalesce((select true from unit_above above where above.unit_id in (m.owner_unit_id, m.registered_with_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) order by m.id desc limit 100) m
order by m.id desc;
