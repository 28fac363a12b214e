select a.id, a.kind, a.merit_kind as "meritKind", a.name_as_awarded as "nameAsAwarded", a.unit_as_awarded as "unitAsAwarded", a.citation_text as "citationText", a.posthumous, a.received_by as "receivedBy", a.prize::text as prize, a.status, a.flagged, a.decided_from as "decidedFrom", a.decided_on as "decidedTo", case when a.decided_from = a.decided_on then a.decided_on end as "decidedOn", a.decision_id as "decisionId", a.honouree_id as "honoureeId", a.award_type_id as "awardTypeId", a.nomination_id as "nominationId", a.area_as_awarded_id as "areaAsAwardedId", q.symbol as "decisionSymbol", q.issuer_as_printed as "issuerAsPrinted"
from award a
join honouree h on h.id = a.honouree_id
left join nomination n on n.id = a.nomination_id
join decision q on q.id = a.decision_id
where (coalesce((select true from unit_above above where above.unit_id in (h.registered_by_id, h.unit_id, a.issued_by_id, a.recorded_for_id, n.proposed_by_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or coalesce((select true from nomination_step s where s.nomination_id = a.nomination_id and s.unit_id = any ($1::uuid[]) limit 1), false)) and a.name_syllables @> $3::text[]
order by a.decided_on desc, a.id desc
limit $4;

select h.id, h.kind, h.display_name as "displayName", h.aliases, h.birth_year as "birthYear", h.death_year as "deathYear", h.gender, h.head_of_household as "headOfHousehold", h.hometown_id as "hometownId", h.unit_id as "unitId", h.area_id as "areaId", h.registered_by_id as "registeredById"
from honouree h
where h.id = any ($1::uuid[]);

select a.id, a.kind, a.merit_kind as "meritKind", a.name_as_awarded as "nameAsAwarded", a.unit_as_awarded as "unitAsAwarded", a.citation_text as "citationText", a.posthumous, a.received_by as "receivedBy", a.prize::text as prize, a.status, a.flagged, a.decided_from as "decidedFrom", a.decided_on as "decidedTo", case when a.decided_from = a.decided_on then a.decided_on end as "decidedOn", a.decision_id as "decisionId", a.honouree_id as "honoureeId", a.award_type_id as "awardTypeId", a.nomination_id as "nominationId", a.area_as_awarded_id as "areaAsAwardedId", q.symbol as "decisionSymbol", q.issuer_as_printed as "issuerAsPrinted"
from award a
join honouree h on h.id = a.honouree_id
left join nomination n on n.id = a.nomination_id
join decision q on q.id = a.decision_id
where (coalesce((select true from unit_above above where above.unit_id in (h.registered_by_id, h.unit_id, a.issued_by_id, a.recorded_for_id, n.proposed_by_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or coalesce((select true from nomination_step s where s.nomination_id = a.nomination_id and s.unit_id = any ($1::uuid[]) limit 1), false)) and a.honouree_id = $3::uuid
order by a.decided_on desc, a.id desc
limit $4;

select count(*)
from (select from award a join honouree h on h.id = a.honouree_id left join nomination n on n.id = a.nomination_id where (coalesce((select true from unit_above above where above.unit_id in (h.registered_by_id, h.unit_id, a.issued_by_id, a.recorded_for_id, n.proposed_by_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or coalesce((select true from nomination_step s where s.nomination_id = a.nomination_id and s.unit_id = any ($1::uuid[]) limit 1), false)) and a.honouree_id = $3::uuid limit 10001) counted;
