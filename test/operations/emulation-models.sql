with hit as materialized ( select m.id from (select * from emulation_model m where true and m.state = any ($3::text[]) order by m.id desc limit 200) m where coalesce((select true from unit_above above where above.unit_id in (m.owner_unit_id, m.registered_with_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) order by m.id desc limit $4::bigint ), found as ( select id from hit where (select count(*) from hit) = $4::bigint union all (select m.id from (select m.id from emulation_model m where (select count(*) from hit) < $4::bigint and (m.owner_unit_id = any (array(select below.unit_id from unit_above below where below.above_id = any ($1::uuid[]) and below.valid @> $2::date)) or m.registered_with_id = any (array(select below.unit_id from unit_above below where below.above_id = any ($1::uuid[]) and below.valid @> $2::date))) and m.state = any ($3::text[]) offset 0) m order by m.id desc limit $4::bigint) )
select m.id, m.code, m.name, m.owner_id as "ownerId", m.owner_unit_id as "ownerUnitId", m.registered_with_id as "registeredWithId", m.area_id as "areaId", m.field, m.theme, m.content, lower(m.period) as "periodFrom", upper(m.period) - 1 as "periodTo", m.starts_on as "startsOn", m.ended_on as "endedOn", m.ending, m.state, m.version, (m.state = 'RUNNING' and exists ( select from generate_series(half_year_start(m.starts_on)::timestamp, half_year_start($2::date - 15) - interval '6 months', interval '6 months') due where (upper_inf(m.period) or due < upper(m.period)) and not exists (select from model_report r where r.model_id = m.id and r.period_from = due::date))) as overdue
from emulation_model m
where m.id in (select id from found)
order by m.id desc
limit $4::bigint;

select count(*)
from (select from emulation_model m where (m.owner_unit_id = any (array(select below.unit_id from unit_above below where below.above_id = any ($1::uuid[]) and below.valid @> $2::date)) or m.registered_with_id = any (array(select below.unit_id from unit_above below where below.above_id = any ($1::uuid[]) and below.valid @> $2::date))) and m.state = any ($3::text[]) limit 10001) counted;

select h.id, h.kind, h.display_name as "displayName", h.aliases, h.birth_year as "birthYear", h.death_year as "deathYear", h.gender, h.head_of_household as "headOfHousehold", h.hometown_id as "hometownId", h.unit_id as "unitId", h.area_id as "areaId", h.registered_by_id as "registeredById"
from honouree h
where h.id = any ($1::uuid[]);

select u.id, u.code, u.line, u.is_body as "isBody", u.external, n.*
from (select $2::date as day) w cross join unit u
cross join lateral ( select min(lower(v.valid)) over () as "validFrom", case when bool_or(upper_inf(v.valid)) over () then null else max(upper(v.valid)) over () - 1 end as "validTo", v.name, v.tier, v.area_id as "areaId", v.superior_id as "superiorId" from unit_version v where v.unit_id = u.id order by (v.valid @> w.day) desc, (lower(v.valid) > w.day), abs(lower(v.valid) - w.day) limit 1) n
where u.id = any ($1::uuid[]);

select a.id, l.code, l.tier, l.first as "validFrom", l.last as "validTo"
from area a
cross join lateral ( select min(lower(v.valid)) as first, case when bool_or(upper_inf(v.valid)) then null else max(upper(v.valid)) - 1 end as last, (array_agg(v.code order by lower(v.valid) desc))[1] as code, (array_agg(v.tier order by lower(v.valid) desc))[1] as tier from area_version v where v.area_id = a.id) l
where a.id = any ($1::uuid[]);

select g.id, g.model_id as "modelId", g.text, g.unit_of_measure as "unitOfMeasure", g.target
from model_goal g
where g.model_id = any ($1::uuid[]) and not g.dropped
order by g.model_id, g.position;

select distinct on (r.model_id, r.period_from) r.id, r.model_id as "modelId", r.period_from as "periodFrom", r.period_to as "periodTo", r.text, r.late, r.version, r.recorded_on as "recordedOn"
from model_report r
where r.model_id = any ($1::uuid[])
order by r.model_id, r.period_from, r.version desc;

select w.position::int as position, n.*
from unnest($1::uuid[], $2::date[]) with ordinality as w (id, day, position)
cross join lateral ( select v.area_id as "areaId", v.code, v.name, v.kind, v.tier, v.parent_id as "parentId" from area_version v where v.area_id = w.id order by (v.valid @> w.day) desc, (lower(v.valid) > w.day), abs(lower(v.valid) - w.day) limit 1) n;
