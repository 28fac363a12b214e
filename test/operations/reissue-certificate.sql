START TRANSACTION;

select a.id, a.kind, a.status, a.decision_id as "decisionId", a.award_type_id as "awardTypeId", a.issued_by_id as "issuedById", q.issuer_as_printed as "issuerAsPrinted", q.symbol, a.decided_on as "decidedOn", a.name_as_awarded as "nameAsAwarded", a.unit_as_awarded as "unitAsAwarded", exists (select from certificate c where c.award_id = a.id) as "hasCertificate"
from award a
join decision q on q.id = a.decision_id
where a.id = $1 and true;

select id
from decision_heirs($1, $2) as id
order by id;

insert into certificate_reissue (award_id, unit_id, cause, request_symbol, document_id, issued_by_id, issued_at)
values ($1, $2, $3, $4, $5, $6, $7)
returning number;

insert into audit (text)
values ($1);

COMMIT;

select a.id, a.kind, a.merit_kind as "meritKind", a.name_as_awarded as "nameAsAwarded", a.unit_as_awarded as "unitAsAwarded", a.citation_text as "citationText", a.posthumous, a.received_by as "receivedBy", a.prize::text as prize, a.status, a.flagged, a.decided_from as "decidedFrom", a.decided_on as "decidedTo", case when a.decided_from = a.decided_on then a.decided_on end as "decidedOn", a.decision_id as "decisionId", a.honouree_id as "honoureeId", a.award_type_id as "awardTypeId", a.nomination_id as "nominationId", a.area_as_awarded_id as "areaAsAwardedId", q.symbol as "decisionSymbol", q.issuer_as_printed as "issuerAsPrinted"
from award a
join decision q on q.id = a.decision_id
where a.id = any ($1::uuid[]) and true;

select c.award_id as "awardId", c.year, c.number, c.token, c.reissues
from certificate c
where c.award_id = any ($1::uuid[]);
