START TRANSACTION;

select m.id, m.code, m.name, m.owner_id as "ownerId", m.owner_unit_id as "ownerUnitId", m.registered_with_id as "registeredWithId", m.area_id as "areaId", m.field, m.theme, m.content, lower(m.period) as "periodFrom", upper(m.period) - 1 as "periodTo", m.starts_on as "startsOn", m.ended_on as "endedOn", m.ending, m.state, m.version, (m.state = 'RUNNING' and exists ( select from generate_series(half_year_start(m.starts_on)::timestamp, half_year_start($2::date - 15) - interval '6 months', interval '6 months') due where (upper_inf(m.period) or due < upper(m.period)) and not exists (select from model_report r where r.model_id = m.id and r.period_from = due::date))) as overdue
from emulation_model m
where m.id = $3 and coalesce((select true from unit_above above where above.unit_id in (m.owner_unit_id, m.registered_with_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false)
for update of m;

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

select count(*)::int as versions, coalesce(bool_or(late), false) as late
from model_report
where model_id = $1 and period_from = $2;

insert into model_event (model_id, action, by_id, unit_id, day, at, reason, ending, starts_on)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
returning id;

with made as ( insert into model_report (model_id, event_id, period_from, period_to, version, text, late, recorded_on) values ($1, $2, $3, $4, $5, $6, $7, $8) returning id ) insert into model_figure (report_id, goal_id, value, note)
select made.id, f."goalId", f.value, f.note
from made, jsonb_to_recordset($9::jsonb) as f ("goalId" uuid, value text, note text);

insert into audit (text)
values ($1);

COMMIT;

select m.id, m.code, m.name, m.owner_id as "ownerId", m.owner_unit_id as "ownerUnitId", m.registered_with_id as "registeredWithId", m.area_id as "areaId", m.field, m.theme, m.content, lower(m.period) as "periodFrom", upper(m.period) - 1 as "periodTo", m.starts_on as "startsOn", m.ended_on as "endedOn", m.ending, m.state, m.version, (m.state = 'RUNNING' and exists ( select from generate_series(half_year_start(m.starts_on)::timestamp, half_year_start($2::date - 15) - interval '6 months', interval '6 months') due where (upper_inf(m.period) or due < upper(m.period)) and not exists (select from model_report r where r.model_id = m.id and r.period_from = due::date))) as overdue
from emulation_model m
where m.id = any ($3::uuid[]) and coalesce((select true from unit_above above where above.unit_id in (m.owner_unit_id, m.registered_with_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false);

select distinct model_id as id
from model_event
where model_id = any ($1::uuid[]) and by_id = $2 and action = any ($3::text[]);
