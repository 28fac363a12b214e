START TRANSACTION;

insert into idempotency_key as k (account_id, operation, key, fingerprint, created_at)
values ($1, $2, $3, $4, $5)
on conflict (account_id, operation, key) do update
set fingerprint = excluded.fingerprint, created_at = excluded.created_at, object_id = null
where k.created_at < excluded.created_at - interval '30 days'
returning 1;

select id
from unnest($3::uuid[]) id
where coalesce((select true from unit_above above where above.unit_id in (id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false);

select
from area
where id = $1;

insert into honouree (kind, display_name, birth_year, gender, head_of_household, unit_id, area_id, registered_by_id, created_at)
select kind, "displayName", "birthYear", gender, "headOfHousehold", "unitId", "areaId", "registeredById", $2
from jsonb_to_recordset($1::jsonb) as h (kind text, "displayName" text, "birthYear" smallint, gender text, "headOfHousehold" text, "unitId" uuid, "areaId" uuid, "registeredById" uuid)
returning id;

with entry as (insert into audit (text) values ($1) returning id) insert into audit_salt (audit_id, salt)
select id, $2
from entry;

update idempotency_key
set object_id = $4
where account_id = $1 and operation = $2 and key = $3;

COMMIT;

select h.id, h.kind, h.display_name as "displayName", h.aliases, h.birth_year as "birthYear", h.death_year as "deathYear", h.gender, h.head_of_household as "headOfHousehold", h.hometown_id as "hometownId", h.unit_id as "unitId", h.area_id as "areaId", h.registered_by_id as "registeredById"
from honouree h
where h.id = any ($3::uuid[]) and coalesce((select true from unit_above above where above.unit_id in (h.registered_by_id, h.unit_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false);

select h.id, h.kind, h.display_name as "displayName", h.aliases, h.birth_year as "birthYear", h.death_year as "deathYear", h.gender, h.head_of_household as "headOfHousehold", h.hometown_id as "hometownId", h.unit_id as "unitId", h.area_id as "areaId", h.registered_by_id as "registeredById"
from honouree h
where coalesce((select true from unit_above above where above.unit_id in (h.registered_by_id, h.unit_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) and h.kind = $3 and h.id <> $4 and h.name_syllables @> syllables($5) and fold(h.display_name) = fold($5)
order by h.id desc
limit 20;

select u.id, u.code, u.line, u.is_body as "isBody", u.external, n.*
from (select $2::date as day) w cross join unit u
cross join lateral ( select min(lower(v.valid)) over () as "validFrom", case when bool_or(upper_inf(v.valid)) over () then null else max(upper(v.valid)) over () - 1 end as "validTo", v.name, v.tier, v.area_id as "areaId", v.superior_id as "superiorId" from unit_version v where v.unit_id = u.id order by (v.valid @> w.day) desc, (lower(v.valid) > w.day), abs(lower(v.valid) - w.day) limit 1) n
where u.id = any ($1::uuid[]);

select a.id, l.code, l.tier, l.first as "validFrom", l.last as "validTo"
from area a
cross join lateral ( select min(lower(v.valid)) as first, case when bool_or(upper_inf(v.valid)) then null else max(upper(v.valid)) - 1 end as last, (array_agg(v.code order by lower(v.valid) desc))[1] as code, (array_agg(v.tier order by lower(v.valid) desc))[1] as tier from area_version v where v.area_id = a.id) l
where a.id = any ($1::uuid[]);

select w.position::int as position, n.*
from unnest($1::uuid[], $2::date[]) with ordinality as w (id, day, position)
cross join lateral ( select v.area_id as "areaId", v.code, v.name, v.kind, v.tier, v.parent_id as "parentId" from area_version v where v.area_id = w.id order by (v.valid @> w.day) desc, (lower(v.valid) > w.day), abs(lower(v.valid) - w.day) limit 1) n;
