START TRANSACTION;

select a.id, a.kind, a.status, a.decision_id as "decisionId", a.award_type_id as "awardTypeId", a.issued_by_id as "issuedById", q.issuer_as_printed as "issuerAsPrinted", q.symbol, a.decided_on as "decidedOn", a.name_as_awarded as "nameAsAwarded", a.unit_as_awarded as "unitAsAwarded", not exists (select from unit u where u.id = a.issued_by_id and not u.external) as "issuedOutside", exists (select from certificate c where c.award_id = a.id) as "hasCertificate"
from award a
join decision q on q.id = a.decision_id
where a.id = $1 and true;

select id
from decision_heirs($1, $2) as id
order by id;

select f.award_id as "awardId", f.revoked_award_id as id, s.outcome, s.reason, s.unit_id as "unitId", s.settled_at as "settledAt"
from award_flag f
join award a on a.id = f.revoked_award_id
left join award_flag_settlement s on s.award_id = f.award_id and s.revoked_award_id = f.revoked_award_id
where f.award_id = any ($1::uuid[])
order by a.decided_on, a.id;

insert into award_flag_settlement (award_id, revoked_award_id, outcome, reason, unit_id, settled_by_id, settled_at)
select $1, flag, $3, $4, $5, $6, $7
from unnest($2::uuid[]) flag;

insert into audit (text)
values ($1);

COMMIT;

select a.id, a.kind, a.merit_kind as "meritKind", a.name_as_awarded as "nameAsAwarded", a.unit_as_awarded as "unitAsAwarded", a.citation_text as "citationText", a.posthumous, a.received_by as "receivedBy", a.prize::text as prize, a.status, a.flagged, a.decided_from as "decidedFrom", a.decided_on as "decidedTo", case when a.decided_from = a.decided_on then a.decided_on end as "decidedOn", a.decision_id as "decisionId", a.honouree_id as "honoureeId", a.award_type_id as "awardTypeId", a.nomination_id as "nominationId", a.area_as_awarded_id as "areaAsAwardedId", q.symbol as "decisionSymbol", q.issuer_as_printed as "issuerAsPrinted"
from award a
join decision q on q.id = a.decision_id
where a.id = any ($1::uuid[]) and true;

select f.award_id as "awardId", f.revoked_award_id as id, s.outcome, s.reason, s.unit_id as "unitId", s.settled_at as "settledAt"
from award_flag f
join award a on a.id = f.revoked_award_id
left join award_flag_settlement s on s.award_id = f.award_id and s.revoked_award_id = f.revoked_award_id
where f.award_id = any ($1::uuid[])
order by a.decided_on, a.id;

select u.id, u.code, u.line, u.is_body as "isBody", u.external, n.*
from (select $2::date as day) w cross join unit u
cross join lateral ( select min(lower(v.valid)) over () as "validFrom", case when bool_or(upper_inf(v.valid)) over () then null else max(upper(v.valid)) over () - 1 end as "validTo", v.name, v.tier, v.area_id as "areaId", v.superior_id as "superiorId" from unit_version v where v.unit_id = u.id order by (v.valid @> w.day) desc, (lower(v.valid) > w.day), abs(lower(v.valid) - w.day) limit 1) n
where u.id = any ($1::uuid[]);

select a.id, a.kind, a.merit_kind as "meritKind", a.name_as_awarded as "nameAsAwarded", a.unit_as_awarded as "unitAsAwarded", a.citation_text as "citationText", a.posthumous, a.received_by as "receivedBy", a.prize::text as prize, a.status, a.flagged, a.decided_from as "decidedFrom", a.decided_on as "decidedTo", case when a.decided_from = a.decided_on then a.decided_on end as "decidedOn", a.decision_id as "decisionId", a.honouree_id as "honoureeId", a.award_type_id as "awardTypeId", a.nomination_id as "nominationId", a.area_as_awarded_id as "areaAsAwardedId", q.symbol as "decisionSymbol", q.issuer_as_printed as "issuerAsPrinted"
from award a
join decision q on q.id = a.decision_id
where a.id = any ($3::uuid[]) and (coalesce((select true from unit_above above where above.unit_id = any (a.unit_ids) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or a.route_unit_ids && $1::uuid[]);
