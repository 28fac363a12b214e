START TRANSACTION;

select u.id, u.code, u.line, u.is_body as "isBody", u.external, l.first as "validFrom", l.last as "validTo"
from unit u
cross join lateral ( select min(lower(v.valid)) as first, case when bool_or(upper_inf(v.valid)) then null else max(upper(v.valid)) - 1 end as last from unit_version v where v.unit_id = u.id) l
where u.id = any ($1::uuid[]);

select id
from unnest($3::uuid[]) id
where coalesce((select true from unit_above above where above.unit_id in (id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false);

insert into number_book as b (unit_id, paper, series, counted_as, kept_by_id, kept_at)
values ($1, $2, $3, $4, $5, $6)
on conflict (unit_id, paper) do update
set series = excluded.series, counted_as = excluded.counted_as, kept_by_id = excluded.kept_by_id, kept_at = excluded.kept_at
where (b.series, b.counted_as) is distinct
from (excluded.series, excluded.counted_as)
returning paper;

insert into audit (text)
values ($1);

COMMIT;

select u.id, u.code, u.line, u.is_body as "isBody", u.external, n.*
from (select $2::date as day) w cross join unit u
cross join lateral ( select min(lower(v.valid)) over () as "validFrom", case when bool_or(upper_inf(v.valid)) over () then null else max(upper(v.valid)) over () - 1 end as "validTo", v.name, v.tier, v.area_id as "areaId", v.superior_id as "superiorId" from unit_version v where v.unit_id = u.id order by (v.valid @> w.day) desc, (lower(v.valid) > w.day), abs(lower(v.valid) - w.day) limit 1) n
where u.id = any ($1::uuid[]);

select b.unit_id as "unitId", b.paper, b.series, coalesce(( select jsonb_agg(jsonb_build_object('period', s.period, 'last', s.last) order by s.period desc) from number_series s where s.unit_id = b.unit_id and s.series = b.counted_as), '[]') as used
from number_book b
where b.unit_id = any ($1::uuid[]) and b.series is not null
order by b.paper;
