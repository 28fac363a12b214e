START TRANSACTION;

select h.id, h.kind, h.display_name as "displayName", h.aliases, h.birth_year as "birthYear", h.death_year as "deathYear", h.gender, h.head_of_household as "headOfHousehold", h.hometown_id as "hometownId", h.unit_id as "unitId", h.area_id as "areaId", h.registered_by_id as "registeredById"
from honouree h
where h.id = any ($3::uuid[]) and coalesce((select true from unit_above above where above.unit_id in (h.registered_by_id, h.unit_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false);

select t.id, t.code, t.name, t.decided_at as "decidedAt", t.line, t.subject_kinds as "subjectKinds", t.is_commendation as "isCommendation", lower(t.valid) as "validFrom", upper(t.valid) - 1 as "validTo"
from award_type t
where t.code = any ($1::text[]);

select id
from area
where id = any ($1::uuid[]);

select v.name
from unit_version v
where v.unit_id = $1 and v.valid && daterange($2, $3, '[]')
order by lower(v.valid) desc
limit 1;

select pg_advisory_xact_lock(hashtextextended(fold($1), $2));

select
from decision q
where fold(q.symbol) = fold($1) and (q.issued_by_id = $2::uuid or fold(q.issuer_as_printed) = fold($3)) and coalesce(q.decided_from, q.signed_on) <= $5 and coalesce(q.decided_to, q.signed_on) >= $4
limit 1;

insert into decision (origin, recorded_for_id, issued_by_id, issuer_as_printed, symbol, decided_from, decided_to, signed_on, title, source, award_type_id, legal_bases, drafted_by_id, drafted_at)
values ('RECORDED', $1, $2, $3, $4, $5::date, $6::date, case when $5::date = $6::date then $5::date end, $7, $8, $9, '{}', $10, $11)
returning id;

insert into recorded_line (decision_id, position, honouree_id, award_type_id, merit_kind, name_as_awarded, unit_as_awarded, area_id, citation_text, posthumous, received_by, shared_with)
select $1, l.position, l."honoureeId", l."awardTypeId", l."meritKind", l."nameAsAwarded", l."unitAsAwarded", l."areaId", l."citationText", l.posthumous, l."receivedBy", l."sharedWith"
from jsonb_to_recordset($2::jsonb) as l (position int, "honoureeId" uuid, "awardTypeId" uuid, "meritKind" text, "nameAsAwarded" text, "unitAsAwarded" text, "areaId" uuid, "citationText" text, posthumous boolean, "receivedBy" text, "sharedWith" uuid[]);

with entry as (insert into audit (text) values ($1) returning id) insert into audit_salt (audit_id, salt)
select id, $2
from entry;

COMMIT;

select q.id, q.kind, q.origin, q.state, q.version, q.issued_by_id as "issuedById", q.issuer_as_printed as "issuerAsPrinted", q.award_type_id as "awardTypeId", q.title, q.legal_bases as "legalBases", q.drafted_by_id as "draftedById", q.drafters, q.checked_by_id as "checkedById", q.symbol, q.signed_on as "signedOn", q.signer, q.signer_capacity as "signerCapacity", q.total_prize::text as "totalPrize", q.note, q.recorded_for_id as "recordedForId", q.decided_from as "decidedFrom", q.decided_to as "decidedTo", q.source
from decision q
where q.id = any ($4::uuid[]) and (case when q.state = 'ISSUED' then (coalesce((select true from unit_above above where above.unit_id in (q.issued_by_id, q.recorded_for_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or coalesce((select true from award l join nomination n on n.id = l.nomination_id where l.decision_id = q.id and (n.proposed_by_id = any ($3::uuid[]) or exists ( select from nomination_step s where s.nomination_id = n.id and s.unit_id = any ($3::uuid[]))) limit 1), false) or q.kind <> 'AWARD' and coalesce((select true from award l join nomination n on n.id = l.nomination_id where l.id = (select c.award_id from award_change c where c.decision_id = q.id) and (n.proposed_by_id = any ($3::uuid[]) or exists ( select from nomination_step s where s.nomination_id = n.id and s.unit_id = any ($3::uuid[]))) limit 1), false)) when q.recorded_for_id is not null then q.recorded_for_id = any ($1::uuid[]) else q.issued_by_id = any ($3::uuid[]) end);

select a.id, a.kind, a.merit_kind as "meritKind", a.name_as_awarded as "nameAsAwarded", a.unit_as_awarded as "unitAsAwarded", a.citation_text as "citationText", a.posthumous, a.received_by as "receivedBy", a.prize::text as prize, a.status, a.flagged, a.decided_from as "decidedFrom", a.decided_on as "decidedTo", case when a.decided_from = a.decided_on then a.decided_on end as "decidedOn", a.decision_id as "decisionId", a.honouree_id as "honoureeId", a.award_type_id as "awardTypeId", a.nomination_id as "nominationId", a.area_as_awarded_id as "areaAsAwardedId", q.symbol as "decisionSymbol", q.issuer_as_printed as "issuerAsPrinted", a.position
from award a
join decision q on q.id = a.decision_id
where true and a.decision_id = $1::uuid and a.position > $2
order by a.position
limit $3;

select u.id, u.code, u.line, u.is_body as "isBody", u.external, n.*
from (select $2::date as day) w cross join unit u
cross join lateral ( select min(lower(v.valid)) over () as "validFrom", case when bool_or(upper_inf(v.valid)) over () then null else max(upper(v.valid)) over () - 1 end as "validTo", v.name, v.tier, v.area_id as "areaId", v.superior_id as "superiorId" from unit_version v where v.unit_id = u.id order by (v.valid @> w.day) desc, (lower(v.valid) > w.day), abs(lower(v.valid) - w.day) limit 1) n
where u.id = any ($1::uuid[]);

select t.id as "decisionId", t.kind, count(*)::int as count
from ( select a.decision_id as id, a.kind from award a where a.decision_id = any ($1::uuid[]) union all select l.decision_id, h.kind from decision_line l join decision q on q.id = l.decision_id and q.state <> 'ISSUED' join nomination n on n.id = l.nomination_id join honouree h on h.id = n.honouree_id where l.decision_id = any ($1::uuid[]) union all select l.decision_id, h.kind from recorded_line l join decision q on q.id = l.decision_id and q.state <> 'ISSUED' join honouree h on h.id = l.honouree_id where l.decision_id = any ($1::uuid[])) t
group by t.id, t.kind;

select l.decision_id as "decisionId", l.position, l.honouree_id as "honoureeId", l.award_type_id as "awardTypeId", l.merit_kind as "meritKind", l.name_as_awarded as "nameAsAwarded", l.unit_as_awarded as "unitAsAwarded", l.area_id as "areaId", l.citation_text as "citationText", l.posthumous, l.received_by as "receivedBy", l.shared_with as "sharedWithIds"
from recorded_line l
join decision q on q.id = l.decision_id
where q.state = 'DRAFT' and l.decision_id = any ($1::uuid[])
order by l.decision_id, l.position;

select t.id, t.code, t.name, t.decided_at as "decidedAt", t.line, t.subject_kinds as "subjectKinds", t.is_commendation as "isCommendation", lower(t.valid) as "validFrom", upper(t.valid) - 1 as "validTo"
from award_type t
where t.id = any ($1::uuid[]);

select h.id, h.kind, h.display_name as "displayName", h.aliases, h.birth_year as "birthYear", h.death_year as "deathYear", h.gender, h.head_of_household as "headOfHousehold", h.hometown_id as "hometownId", h.unit_id as "unitId", h.area_id as "areaId", h.registered_by_id as "registeredById"
from honouree h
where h.id = any ($1::uuid[]);

select a.id, l.code, l.tier, l.first as "validFrom", l.last as "validTo"
from area a
cross join lateral ( select min(lower(v.valid)) as first, case when bool_or(upper_inf(v.valid)) then null else max(upper(v.valid)) - 1 end as last, (array_agg(v.code order by lower(v.valid) desc))[1] as code, (array_agg(v.tier order by lower(v.valid) desc))[1] as tier from area_version v where v.area_id = a.id) l
where a.id = any ($1::uuid[]);

select w.position::int as position, n.*
from unnest($1::uuid[], $2::date[]) with ordinality as w (id, day, position)
cross join lateral ( select v.area_id as "areaId", v.code, v.name, v.kind, v.tier, v.parent_id as "parentId" from area_version v where v.area_id = w.id order by (v.valid @> w.day) desc, (lower(v.valid) > w.day), abs(lower(v.valid) - w.day) limit 1) n;
