select m.id, m.code, m.name, m.owner_id as "ownerId", m.owner_unit_id as "ownerUnitId", m.registered_with_id as "registeredWithId", m.area_id as "areaId", m.field, m.theme, m.content, lower(m.period) as "periodFrom", upper(m.period) - 1 as "periodTo", m.starts_on as "startsOn", m.ended_on as "endedOn", m.ending, m.state, m.version, (m.state = 'RUNNING' and exists ( select from generate_series(half_year_start(m.starts_on)::timestamp, half_year_start($2::date - 15) - interval '6 months', interval '6 months') due where (upper_inf(m.period) or due < upper(m.period)) and not exists (select from model_report r where r.model_id = m.id and r.period_from = due::date))) as overdue
from emulation_model m
where m.id = any ($3::uuid[]) and coalesce((select true from unit_above above where above.unit_id in (m.owner_unit_id, m.registered_with_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false);

select distinct model_id as id
from model_event
where model_id = any ($1::uuid[]) and by_id = $2 and action = any ($3::text[]);

select g.id, g.model_id as "modelId", g.text, g.unit_of_measure as "unitOfMeasure", g.target
from model_goal g
where g.model_id = any ($1::uuid[]) and not g.dropped
order by g.model_id, g.position;

select distinct on (r.model_id, r.period_from) r.id, r.model_id as "modelId", r.period_from as "periodFrom", r.period_to as "periodTo", r.text, r.late, r.version, r.recorded_on as "recordedOn"
from model_report r
where r.model_id = any ($1::uuid[])
order by r.model_id, r.period_from, r.version desc;

select e.id, e.model_id as "modelId", e.action, e.from_state as "from", e.to_state as "to", e.day, e.at, coalesce(a.full_name, e.by_job) as by, e.reason, e.unit_id as "unitId"
from model_event e
left join account a on a.id = e.by_id
where e.model_id = any ($1::uuid[])
order by e.model_id, e.version;

select u.id, u.code, u.line, u.is_body as "isBody", u.external, n.*
from (select $2::date as day) w cross join unit u
cross join lateral ( select min(lower(v.valid)) over () as "validFrom", case when bool_or(upper_inf(v.valid)) over () then null else max(upper(v.valid)) over () - 1 end as "validTo", v.name, v.tier, v.area_id as "areaId", v.superior_id as "superiorId" from unit_version v where v.unit_id = u.id order by (v.valid @> w.day) desc, (lower(v.valid) > w.day), abs(lower(v.valid) - w.day) limit 1) n
where u.id = any ($1::uuid[]);
