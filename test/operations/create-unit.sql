START TRANSACTION;

select
from unit_version
where unit_id = $1
for share;

select line
from unit
where id = $1;

select w.position::int as position, n.*
from unnest($1::uuid[], $2::date[]) with ordinality as w (id, day, position)
cross join lateral ( select v.unit_id as "unitId", v.name, v.tier, v.area_id as "areaId", v.superior_id as "superiorId" from unit_version v where v.unit_id = w.id order by (v.valid @> w.day) desc, (lower(v.valid) > w.day), abs(lower(v.valid) - w.day) limit 1) n;

select range_agg(valid) @> daterange($2, $3, '[]') as lives
from unit_version
where unit_id = $1;

select id
from unnest($3::uuid[]) id
where coalesce((select true from unit_above above where above.unit_id in (id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false);

select a.id, l.code, l.tier, l.first as "validFrom", l.last as "validTo"
from area a
cross join lateral ( select min(lower(v.valid)) as first, case when bool_or(upper_inf(v.valid)) then null else max(upper(v.valid)) - 1 end as last, (array_agg(v.code order by lower(v.valid) desc))[1] as code, (array_agg(v.tier order by lower(v.valid) desc))[1] as tier from area_version v where v.area_id = a.id) l
where a.id = any ($1::uuid[]);

insert into unit (code, line, is_body, external)
values ($1, $2, $3, $4)
returning id;

insert into unit_version (unit_id, valid, name, tier, area_id, superior_id)
values ($1, daterange($2, null), $3, $4, $5, $6);

insert into audit (text)
values ($1);

set constraints unit_version_superior immediate;

COMMIT;

select u.id, u.code, u.line, u.is_body as "isBody", u.external, l.first as "validFrom", l.last as "validTo"
from unit u
cross join lateral ( select min(lower(v.valid)) as first, case when bool_or(upper_inf(v.valid)) then null else max(upper(v.valid)) - 1 end as last from unit_version v where v.unit_id = u.id) l
where u.id = any ($1::uuid[]);

select w.position::int as position, n.*
from unnest($1::uuid[], $2::date[]) with ordinality as w (id, day, position)
cross join lateral ( select v.unit_id as "unitId", v.name, v.tier, v.area_id as "areaId", v.superior_id as "superiorId" from unit_version v where v.unit_id = w.id order by (v.valid @> w.day) desc, (lower(v.valid) > w.day), abs(lower(v.valid) - w.day) limit 1) n;

select u.id, u.code, u.line, u.is_body as "isBody", u.external, n.*
from (select $2::date as day) w cross join unit u
cross join lateral ( select min(lower(v.valid)) over () as "validFrom", case when bool_or(upper_inf(v.valid)) over () then null else max(upper(v.valid)) over () - 1 end as "validTo", v.name, v.tier, v.area_id as "areaId", v.superior_id as "superiorId" from unit_version v where v.unit_id = u.id order by (v.valid @> w.day) desc, (lower(v.valid) > w.day), abs(lower(v.valid) - w.day) limit 1) n
where u.id = any ($1::uuid[]);

select a.id, l.code, l.tier, l.first as "validFrom", l.last as "validTo"
from area a
cross join lateral ( select min(lower(v.valid)) as first, case when bool_or(upper_inf(v.valid)) then null else max(upper(v.valid)) - 1 end as last, (array_agg(v.code order by lower(v.valid) desc))[1] as code, (array_agg(v.tier order by lower(v.valid) desc))[1] as tier from area_version v where v.area_id = a.id) l
where a.id = any ($1::uuid[]);
