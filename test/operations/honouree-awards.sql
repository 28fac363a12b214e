select avg(((coalesce((select true from unit_above above where above.unit_id = any (a.unit_ids) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or a.route_unit_ids && $1::uuid[]))::int)::float8 as share
from (select unit_ids, route_unit_ids from award order by decided_on desc, id desc limit 2000) a;

select name, tones(name) = tones($2) as "isExact"
from spellings_of($1) name
order by name;

select a.id, a.kind, a.merit_kind as "meritKind", a.name_as_awarded as "nameAsAwarded", a.unit_as_awarded as "unitAsAwarded", a.citation_text as "citationText", a.posthumous, a.received_by as "receivedBy", a.prize::text as prize, a.status, a.flagged, a.decided_from as "decidedFrom", a.decided_on as "decidedTo", case when a.decided_from = a.decided_on then a.decided_on end as "decidedOn", a.decision_id as "decisionId", a.honouree_id as "honoureeId", a.award_type_id as "awardTypeId", a.nomination_id as "nominationId", a.area_as_awarded_id as "areaAsAwardedId", q.symbol as "decisionSymbol", q.issuer_as_printed as "issuerAsPrinted", found.rank, a.sort_key as "sortKey"
from (select a.id, 0 as rank from award a where (a.unit_ids && array(select below.unit_id from unit_above below where below.above_id = any ($1::uuid[]) and below.valid @> $2::date) or a.route_unit_ids && $1::uuid[]) and a.names_id in (select f.id from findable_name f where f.name_folded = $3) and a.name_as_awarded = any ($4::text[]) order by a.decided_on desc, a.id desc limit $5) found
join award a on a.id = found.id
join decision q on q.id = a.decision_id
order by a.decided_on desc, a.id desc;

select a.id, a.kind, a.merit_kind as "meritKind", a.name_as_awarded as "nameAsAwarded", a.unit_as_awarded as "unitAsAwarded", a.citation_text as "citationText", a.posthumous, a.received_by as "receivedBy", a.prize::text as prize, a.status, a.flagged, a.decided_from as "decidedFrom", a.decided_on as "decidedTo", case when a.decided_from = a.decided_on then a.decided_on end as "decidedOn", a.decision_id as "decisionId", a.honouree_id as "honoureeId", a.award_type_id as "awardTypeId", a.nomination_id as "nominationId", a.area_as_awarded_id as "areaAsAwardedId", q.symbol as "decisionSymbol", q.issuer_as_printed as "issuerAsPrinted", found.rank, a.sort_key as "sortKey"
from (with a as materialized (select a.id, a.decided_on from award a where (a.unit_ids && array(select below.unit_id from unit_above below where below.above_id = any ($1::uuid[]) and below.valid @> $2::date) or a.route_unit_ids && $1::uuid[]) and a.names_id in (select f.id from findable_name f where f.syllables @> $3::text[] and f.name_folded <> $4) ) select a.id, 2 as rank from a order by a.decided_on desc, a.id desc limit $5) found
join award a on a.id = found.id
join decision q on q.id = a.decision_id
order by a.decided_on desc, a.id desc;

select h.id, h.kind, h.display_name as "displayName", h.aliases, h.birth_year as "birthYear", h.death_year as "deathYear", h.gender, h.head_of_household as "headOfHousehold", h.hometown_id as "hometownId", h.unit_id as "unitId", h.area_id as "areaId", h.registered_by_id as "registeredById"
from honouree h
where h.id = any ($1::uuid[]);

select a.id, a.kind, a.merit_kind as "meritKind", a.name_as_awarded as "nameAsAwarded", a.unit_as_awarded as "unitAsAwarded", a.citation_text as "citationText", a.posthumous, a.received_by as "receivedBy", a.prize::text as prize, a.status, a.flagged, a.decided_from as "decidedFrom", a.decided_on as "decidedTo", case when a.decided_from = a.decided_on then a.decided_on end as "decidedOn", a.decision_id as "decisionId", a.honouree_id as "honoureeId", a.award_type_id as "awardTypeId", a.nomination_id as "nominationId", a.area_as_awarded_id as "areaAsAwardedId", q.symbol as "decisionSymbol", q.issuer_as_printed as "issuerAsPrinted"
from award a
join decision q on q.id = a.decision_id
where (coalesce((select true from unit_above above where above.unit_id = any (a.unit_ids) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or a.route_unit_ids && $1::uuid[]) and a.honouree_id = $3::uuid
order by a.decided_on desc, a.id desc
limit $4;

select count(*)
from (select from award a where (coalesce((select true from unit_above above where above.unit_id = any (a.unit_ids) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or a.route_unit_ids && $1::uuid[]) and a.honouree_id = $3::uuid limit 10001) counted;
