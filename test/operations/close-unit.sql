START TRANSACTION;

select
from unit_version
where unit_id = $1
for update;

select unit_id as "unitId", name, tier, area_id as "areaId", superior_id as "superiorId", lower(valid) as "from", upper(valid) as "to"
from unit_version
where unit_id = $1
order by lower(valid);

select id
from unnest($3::uuid[]) id
where coalesce((select true from unit_above above where above.unit_id in (id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false);

select count(distinct unit_id)
from unit_version
where superior_id = $1 and valid && daterange($2, null);

update unit_version
set valid = daterange(lower(valid), $3)
where unit_id = $1 and lower(valid) = $2::date;

insert into audit (text)
values ($1);

set constraints unit_version_superior immediate;

COMMIT;

select u.id, u.code, u.line, u.is_body as "isBody", u.external, l.first as "validFrom", l.last as "validTo"
from unit u
cross join lateral ( select min(lower(v.valid)) as first, case when bool_or(upper_inf(v.valid)) then null else max(upper(v.valid)) - 1 end as last from unit_version v where v.unit_id = u.id) l
where u.id = any ($1::uuid[]);
