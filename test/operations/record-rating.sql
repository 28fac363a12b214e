START TRANSACTION;

insert into idempotency_key as k (account_id, operation, key, fingerprint, created_at)
values ($1, $2, $3, $4, $5)
on conflict (account_id, operation, key) do update
set fingerprint = excluded.fingerprint, created_at = excluded.created_at, object_id = null
where k.created_at < excluded.created_at - interval '30 days'
returning 1;

select own.id
from unnest($2::uuid[]) as own (id)
where may_record_facts(own.id, $1, $3::date)
order by own.id;

select h.id, h.kind, h.display_name as "displayName", h.aliases, h.birth_year as "birthYear", h.death_year as "deathYear", h.gender, h.head_of_household as "headOfHousehold", h.hometown_id as "hometownId", h.unit_id as "unitId", h.area_id as "areaId", h.registered_by_id as "registeredById"
from honouree h
where h.id = any ($1::uuid[]);

select
from honouree
where id = $1 for no key update;

select f.id, f.honouree_id as "honoureeId", f.recorded_by_id as "recordedById", f.recorded_for_id as "recordedForId", f.recorded_at as "recordedAt", f.year, f.rating, f.source
from honouree_rating f
where f.honouree_id = any ($1::uuid[]) and not f.withdrawn and not exists (select from honouree_rating newer where newer.replaces_id = f.id)
order by f.year, f.id;

select f.id
from honouree_rating f
where f.honouree_id = $1 and f.year = $2 and f.withdrawn and not exists (select from honouree_rating newer where newer.replaces_id = f.id);

insert into honouree_rating (honouree_id, replaces_id, withdrawn, recorded_by_id, recorded_for_id, recorded_at, year, rating, source)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
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

select f.id, f.honouree_id as "honoureeId", f.recorded_by_id as "recordedById", f.recorded_for_id as "recordedForId", f.recorded_at as "recordedAt", f.year, f.rating, f.source
from honouree_rating f
where f.honouree_id = any ($1::uuid[]) and not f.withdrawn and not exists (select from honouree_rating newer where newer.replaces_id = f.id)
order by f.year, f.id;

select a.id, a.username, a.full_name as "fullName", a.must_change_password as "mustChangePassword", a.managed_by_unit_id as "managedByUnitId", a.disabled_at as "disabledAt", a.disabled_at is not null as disabled
from account a
where a.id = any ($1::uuid[]);

select u.id, u.code, u.line, u.is_body as "isBody", u.external, n.*
from (select $2::date as day) w cross join unit u
cross join lateral ( select min(lower(v.valid)) over () as "validFrom", case when bool_or(upper_inf(v.valid)) over () then null else max(upper(v.valid)) over () - 1 end as "validTo", v.name, v.tier, v.area_id as "areaId", v.superior_id as "superiorId" from unit_version v where v.unit_id = u.id order by (v.valid @> w.day) desc, (lower(v.valid) > w.day), abs(lower(v.valid) - w.day) limit 1) n
where u.id = any ($1::uuid[]);
