START TRANSACTION;

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

select f.id, f.honouree_id as "honoureeId", f.recorded_by_id as "recordedById", f.recorded_for_id as "recordedForId", f.recorded_at as "recordedAt", f.year, f.title, f.scope, f.recognised_by as "recognisedBy", f.symbol
from honouree_initiative f
where f.honouree_id = any ($1::uuid[]) and not f.withdrawn and not exists (select from honouree_initiative newer where newer.replaces_id = f.id)
order by f.year, f.id;

insert into honouree_initiative (honouree_id, replaces_id, withdrawn, recorded_by_id, recorded_for_id, recorded_at, year, title, scope, recognised_by, symbol)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
returning id;

with entry as (insert into audit (text) values ($1) returning id) insert into audit_salt (audit_id, salt)
select id, $2
from entry;

COMMIT;

select h.id, h.kind, h.display_name as "displayName", h.aliases, h.birth_year as "birthYear", h.death_year as "deathYear", h.gender, h.head_of_household as "headOfHousehold", h.hometown_id as "hometownId", h.unit_id as "unitId", h.area_id as "areaId", h.registered_by_id as "registeredById"
from honouree h
where h.id = any ($3::uuid[]) and coalesce((select true from unit_above above where above.unit_id in (h.registered_by_id, h.unit_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false);

select f.id, f.honouree_id as "honoureeId", f.recorded_by_id as "recordedById", f.recorded_for_id as "recordedForId", f.recorded_at as "recordedAt", f.year, f.title, f.scope, f.recognised_by as "recognisedBy", f.symbol
from honouree_initiative f
where f.honouree_id = any ($1::uuid[]) and not f.withdrawn and not exists (select from honouree_initiative newer where newer.replaces_id = f.id)
order by f.year, f.id;
