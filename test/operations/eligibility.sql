select h.id, h.kind, h.display_name as "displayName", h.aliases, h.birth_year as "birthYear", h.death_year as "deathYear", h.gender, h.head_of_household as "headOfHousehold", h.hometown_id as "hometownId", h.unit_id as "unitId", h.area_id as "areaId", h.registered_by_id as "registeredById"
from honouree h
where h.id = any ($3::uuid[]) and coalesce((select true from unit_above above where above.unit_id in (h.registered_by_id, h.unit_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false);

select t.id, t.code, t.name, t.decided_at as "decidedAt", t.line, t.subject_kinds as "subjectKinds", t.is_commendation as "isCommendation", lower(t.valid) as "validFrom", upper(t.valid) - 1 as "validTo"
from award_type t
where t.code = any ($1::text[]);

select s.stamp, case when s.stamp is distinct
from $1 then ( select coalesce(json_agg(r), '[]') from ( select r.id, r.award_type_id as "awardTypeId", r.kind, r.args, r.for_unit_id as "forUnitId", jsonb_build_object('code', r.code, 'article', r.article, 'document', r.document, 'text', r.text, 'validFrom', lower(r.valid), 'validTo', upper(r.valid) - 1, 'confirmed', r.confirmed) as citation from rule_in_force r order by r.award_type_id nulls last, r.kind, r.code, lower(r.valid)) r) end as rows
from award_rule_stamp s;

-- × 2
select f.id, f.honouree_id as "honoureeId", f.recorded_by_id as "recordedById", f.recorded_for_id as "recordedForId", f.recorded_at as "recordedAt", f.year, f.rating, f.source
from honouree_rating f
where f.honouree_id = any ($1::uuid[]) and not f.withdrawn and not exists (select from honouree_rating newer where newer.replaces_id = f.id)
order by f.year, f.id;

-- × 2
select f.id, f.honouree_id as "honoureeId", f.recorded_by_id as "recordedById", f.recorded_for_id as "recordedForId", f.recorded_at as "recordedAt", f.year, f.title, f.scope, f.recognised_by as "recognisedBy", f.symbol
from honouree_initiative f
where f.honouree_id = any ($1::uuid[]) and not f.withdrawn and not exists (select from honouree_initiative newer where newer.replaces_id = f.id)
order by f.year, f.id;

-- × 2
select f.id, f.honouree_id as "honoureeId", f.recorded_by_id as "recordedById", f.recorded_for_id as "recordedForId", f.recorded_at as "recordedAt", f.year, f.group_name as "group", f.rank, f.group_size as "groupSize", f.source
from honouree_group_result f
where f.honouree_id = any ($1::uuid[]) and not f.withdrawn and not exists (select from honouree_group_result newer where newer.replaces_id = f.id)
order by f.year, f.id;

-- × 2
select f.id, f.honouree_id as "honoureeId", f.recorded_by_id as "recordedById", f.recorded_for_id as "recordedForId", f.recorded_at as "recordedAt", f.year, f.members, f.completed, f.ldtt, f.cstdcs, f.source
from honouree_member_count f
where f.honouree_id = any ($1::uuid[]) and not f.withdrawn and not exists (select from honouree_member_count newer where newer.replaces_id = f.id)
order by f.year, f.id;

-- × 2
select a.id, held.honouree_id as "honoureeId", a.nomination_id as "nominationId", t.code as award, a.merit_kind as merit, a.achievement_from as "achievedFrom", a.achievement_to as "achievedTo", a.decided_from as "decidedFrom", a.decided_on as "decidedOn", concat_ws(', ', t.name, d.symbol, to_char(a.decided_on, 'DD/MM/YYYY')) as cited
from ( select a.id, a.honouree_id from award a where a.honouree_id = any ($1::uuid[]) union select s.award_id, s.honouree_id from award_shared_with s where s.honouree_id = any ($1::uuid[]) ) held (id, honouree_id)
join award a on a.id = held.id
join award_type t on t.id = a.award_type_id
join decision d on d.id = a.decision_id
where a.status <> 'REVOKED' and a.decided_from <= $2::date
order by held.honouree_id, a.decided_on, a.id;
