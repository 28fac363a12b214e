select h.id, h.kind, h.display_name as "displayName", h.aliases, h.birth_year as "birthYear", h.death_year as "deathYear", h.gender, h.head_of_household as "headOfHousehold", h.hometown_id as "hometownId", h.unit_id as "unitId", h.area_id as "areaId", h.registered_by_id as "registeredById"
from honouree h
where h.id = $3::uuid and coalesce((select true from unit_above above where above.unit_id in (h.registered_by_id, h.unit_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false);

select f.id, f.honouree_id as "honoureeId", f.recorded_by_id as "recordedById", f.recorded_for_id as "recordedForId", f.recorded_at as "recordedAt", f.year, f.rating, f.source
from honouree_rating f
where f.honouree_id = any ($1::uuid[]) and not f.withdrawn and not exists (select from honouree_rating newer where newer.replaces_id = f.id)
order by f.year, f.id;

select f.id, f.honouree_id as "honoureeId", f.recorded_by_id as "recordedById", f.recorded_for_id as "recordedForId", f.recorded_at as "recordedAt", f.year, f.title, f.scope, f.recognised_by as "recognisedBy", f.symbol
from honouree_initiative f
where f.honouree_id = any ($1::uuid[]) and not f.withdrawn and not exists (select from honouree_initiative newer where newer.replaces_id = f.id)
order by f.year, f.id;

select f.id, f.honouree_id as "honoureeId", f.recorded_by_id as "recordedById", f.recorded_for_id as "recordedForId", f.recorded_at as "recordedAt", f.year, f.group_name as "group", f.rank, f.group_size as "groupSize", f.source
from honouree_group_result f
where f.honouree_id = any ($1::uuid[]) and not f.withdrawn and not exists (select from honouree_group_result newer where newer.replaces_id = f.id)
order by f.year, f.id;

select f.id, f.honouree_id as "honoureeId", f.recorded_by_id as "recordedById", f.recorded_for_id as "recordedForId", f.recorded_at as "recordedAt", f.year, f.members, f.completed, f.ldtt, f.cstdcs, f.source
from honouree_member_count f
where f.honouree_id = any ($1::uuid[]) and not f.withdrawn and not exists (select from honouree_member_count newer where newer.replaces_id = f.id)
order by f.year, f.id;

select distinct on (seen."honoureeId") seen.*, null as "nominationId"
from ( select n.honouree_id as "honoureeId", s.unit_id as "unitId" from nomination n join nomination_step s on s.nomination_id = n.id and s.unit_id = any ($2::uuid[]) where n.honouree_id = any ($1::uuid[]) union all select d.honouree_id, answering.id from honouree_discipline d cross join lateral (select d.recorded_for_id union select decision_heirs(d.recorded_for_id, $3::date)) as answering (id) where d.honouree_id = any ($1::uuid[]) and answering.id = any ($2::uuid[]) ) seen
order by seen."honoureeId", seen."unitId";

START TRANSACTION;

insert into audit (text)
select t.value
from unnest($1::text[]) with ordinality as t (value, ordinality)
order by t.ordinality;

select f.id, f.honouree_id as "honoureeId", f.recorded_by_id as "recordedById", f.recorded_for_id as "recordedForId", f.recorded_at as "recordedAt", f.kind, f.matter, f.from_day as "from", f.to_day as "to", f.source
from honouree_discipline f
where f.honouree_id = any ($1::uuid[]) and not f.withdrawn and not exists (select from honouree_discipline newer where newer.replaces_id = f.id)
order by f.from_day, f.id;

COMMIT;
