select avg(((coalesce((select true from unit_above above where above.unit_id = any (a.unit_ids) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or a.route_unit_ids && $1::uuid[]))::int)::float8 as share
from (select unit_ids, route_unit_ids from award order by decided_on desc, id desc limit 2000) a;

with recursive below as ( select a.id, '(,)'::daterange as valid, 0 as depth from area a where a.id = $1 union all select v.area_id, below.valid * daterange( case when exists (select from area_version o where o.area_id = v.area_id and lower(o.valid) < lower(v.valid)) then lower(v.valid) end, (select min(lower(o.valid)) from area_version o where o.area_id = v.area_id and lower(o.valid) > lower(v.valid))), below.depth + 1 from below join area_version v on v.parent_id = below.id and below.valid && daterange( case when exists (select from area_version o where o.area_id = v.area_id and lower(o.valid) < lower(v.valid)) then lower(v.valid) end, (select min(lower(o.valid)) from area_version o where o.area_id = v.area_id and lower(o.valid) > lower(v.valid))) where below.depth < 5 )
select valid::text as valid, array_agg(distinct id) as ids
from below
where not isempty(valid)
group by valid
order by valid;

select name, tones(name) = tones($2) as "isExact"
from spellings_of($1) name
order by name;

select a.id, a.kind, a.merit_kind as "meritKind", a.name_as_awarded as "nameAsAwarded", a.unit_as_awarded as "unitAsAwarded", a.citation_text as "citationText", a.posthumous, a.received_by as "receivedBy", a.prize::text as prize, a.status, a.flagged, a.decided_from as "decidedFrom", a.decided_on as "decidedTo", case when a.decided_from = a.decided_on then a.decided_on end as "decidedOn", a.decision_id as "decisionId", a.honouree_id as "honoureeId", a.award_type_id as "awardTypeId", a.nomination_id as "nominationId", a.area_as_awarded_id as "areaAsAwardedId", q.symbol as "decisionSymbol", q.issuer_as_printed as "issuerAsPrinted", found.rank, a.sort_key as "sortKey"
from (with a as materialized (select a.id, a.decided_on from award a where (a.unit_ids && array(select below.unit_id from unit_above below where below.above_id = any ($1::uuid[]) and below.valid @> $2::date) or a.route_unit_ids && $1::uuid[]) and a.names_id in (select f.id from findable_name f where f.syllables @> $3::text[] and f.name_folded <> $4) and ((a.area_as_awarded_id = any ($5::uuid[]) and daterange(a.decided_from, a.decided_on, '[]') && $6::daterange) or (a.area_as_awarded_id = any ($7::uuid[]) and daterange(a.decided_from, a.decided_on, '[]') && $8::daterange) or (a.area_as_awarded_id = any ($9::uuid[]) and daterange(a.decided_from, a.decided_on, '[]') && $10::daterange)) and a.decided_on >= $11::date and a.award_type_id = any (array(select id from award_type where code = any ($12::text[]))) and a.kind = any ($13::text[]) and a.decision_id = any (array(select id from decision where fold(symbol) = fold($14))) ) select a.id, 2 as rank from a order by a.decided_on desc, a.id desc limit $15) found
join award a on a.id = found.id
join decision q on q.id = a.decision_id
order by a.decided_on desc, a.id desc;

select count(*)
from (select from award a where (a.unit_ids && array(select below.unit_id from unit_above below where below.above_id = any ($1::uuid[]) and below.valid @> $2::date) or a.route_unit_ids && $1::uuid[]) and a.names_id in (select f.id from findable_name f where f.syllables @> $3::text[]) and ((a.area_as_awarded_id = any ($4::uuid[]) and daterange(a.decided_from, a.decided_on, '[]') && $5::daterange) or (a.area_as_awarded_id = any ($6::uuid[]) and daterange(a.decided_from, a.decided_on, '[]') && $7::daterange) or (a.area_as_awarded_id = any ($8::uuid[]) and daterange(a.decided_from, a.decided_on, '[]') && $9::daterange)) and a.decided_on >= $10::date and a.award_type_id = any (array(select id from award_type where code = any ($11::text[]))) and a.kind = any ($12::text[]) and a.decision_id = any (array(select id from decision where fold(symbol) = fold($13))) limit 10001) counted;

select a.id, l.code, l.tier, l.first as "validFrom", l.last as "validTo"
from area a
cross join lateral ( select min(lower(v.valid)) as first, case when bool_or(upper_inf(v.valid)) then null else max(upper(v.valid)) - 1 end as last, (array_agg(v.code order by lower(v.valid) desc))[1] as code, (array_agg(v.tier order by lower(v.valid) desc))[1] as tier from area_version v where v.area_id = a.id) l
where a.id = any ($1::uuid[]);

select t.id, t.code, t.name, t.decided_at as "decidedAt", t.line, t.subject_kinds as "subjectKinds", t.is_commendation as "isCommendation", lower(t.valid) as "validFrom", upper(t.valid) - 1 as "validTo"
from award_type t
where t.id = any ($1::uuid[]);

select h.id, h.kind, h.display_name as "displayName", h.aliases, h.birth_year as "birthYear", h.death_year as "deathYear", h.gender, h.head_of_household as "headOfHousehold", h.hometown_id as "hometownId", h.unit_id as "unitId", h.area_id as "areaId", h.registered_by_id as "registeredById"
from honouree h
where h.id = any ($1::uuid[]);

select s.award_id as "awardId", s.honouree_id as "honoureeId"
from award_shared_with s
where s.award_id = any ($1::uuid[])
order by s.award_id, s.honouree_id;

select n.id, n.code, n.campaign_id as "campaignId", n.honouree_id as "honoureeId", n.award_type_id as "awardTypeId", n.merit_kind as "meritKind", n.proposed_by_id as "proposedById", n.wanted_decider_id as "wantedDeciderId", n.deciding_unit_id as "decidingUnitId", n.achievements, n.achievement_from as "achievementFrom", n.achievement_to as "achievementTo", n.model_id as "modelId", n.previous_id as "previousId", n.state, n.step, n.version, n.suspended, n.suspended_by_id as "suspendedById", n.restart, n.lies_with_id as "liesWithId", n.law_date as "lawDate", n.due_on as "dueOn", n.answer_by as "answerBy"
from nomination n
where n.id = $3 and (n.proposed_by_id = any ($1::uuid[]) or (n.state <> 'DRAFT' and ( coalesce((select true from unit_above above where above.unit_id in (n.proposed_by_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or coalesce((select true from nomination_step s where s.nomination_id = n.id and s.unit_id = any ($1::uuid[]) limit 1), false))));

select c.award_id as "awardId", c.year, c.number, c.token, c.reissues
from certificate c
where c.award_id = any ($1::uuid[]);

select q.id, q.kind, q.origin, q.state, q.version, q.issued_by_id as "issuedById", q.issuer_as_printed as "issuerAsPrinted", q.award_type_id as "awardTypeId", q.title, q.legal_bases as "legalBases", q.drafted_by_id as "draftedById", q.drafters, q.checked_by_id as "checkedById", q.symbol, q.signed_on as "signedOn", q.signer, q.signer_capacity as "signerCapacity", q.total_prize::text as "totalPrize", q.note, q.recorded_for_id as "recordedForId", q.decided_from as "decidedFrom", q.decided_to as "decidedTo", q.source
from decision q
where q.id = any ($1::uuid[]);

select w.position::int as position, n.*
from unnest($1::uuid[], $2::date[]) with ordinality as w (id, day, position)
cross join lateral ( select v.area_id as "areaId", v.code, v.name, v.kind, v.tier, v.parent_id as "parentId" from area_version v where v.area_id = w.id order by (v.valid @> w.day) desc, (lower(v.valid) > w.day), abs(lower(v.valid) - w.day) limit 1) n;
