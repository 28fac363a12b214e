START TRANSACTION;

select u.id, u.code, u.line, u.is_body as "isBody", u.external, l.first as "validFrom", l.last as "validTo"
from unit u
cross join lateral ( select min(lower(v.valid)) as first, case when bool_or(upper_inf(v.valid)) then null else max(upper(v.valid)) - 1 end as last from unit_version v where v.unit_id = u.id) l
where u.id = any ($1::uuid[]);

select id
from unnest($3::uuid[]) id
where coalesce((select true from unit_above above where above.unit_id in (id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false);

insert into party_congress (unit_id, closed_on, term, source, recorded_by_id, recorded_at)
values ($1, $2, $3, $4, $5, $6);

insert into audit (text)
values ($1);

COMMIT;

select u.id, u.code, u.line, u.is_body as "isBody", u.external, n.*
from (select $2::date as day) w cross join unit u
cross join lateral ( select min(lower(v.valid)) over () as "validFrom", case when bool_or(upper_inf(v.valid)) over () then null else max(upper(v.valid)) over () - 1 end as "validTo", v.name, v.tier, v.area_id as "areaId", v.superior_id as "superiorId" from unit_version v where v.unit_id = u.id order by (v.valid @> w.day) desc, (lower(v.valid) > w.day), abs(lower(v.valid) - w.day) limit 1) n
where u.id = any ($1::uuid[]);

select unit_id as "unitId", closed_on as "closedOn", term, source
from party_congress
where unit_id = any ($1::uuid[])
order by closed_on desc;
