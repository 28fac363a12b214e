select q.id, q.kind, q.origin, q.state, q.version, q.issued_by_id as "issuedById", q.issuer_as_printed as "issuerAsPrinted", q.award_type_id as "awardTypeId", q.title, q.legal_bases as "legalBases", q.drafted_by_id as "draftedById", q.drafters, q.checked_by_id as "checkedById", q.symbol, q.signed_on as "signedOn", q.signer, q.signer_capacity as "signerCapacity", q.total_prize::text as "totalPrize", q.note, q.recorded_for_id as "recordedForId", q.decided_from as "decidedFrom", q.decided_to as "decidedTo", q.source
from decision q
where q.id = any ($4::uuid[]) and (case when q.state = 'ISSUED' then (coalesce((select true from unit_above above where above.unit_id in (q.issued_by_id, q.recorded_for_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or coalesce((select true from award l join nomination n on n.id = l.nomination_id where l.decision_id = q.id and (n.proposed_by_id = any ($3::uuid[]) or exists ( select from nomination_step s where s.nomination_id = n.id and s.unit_id = any ($3::uuid[]))) limit 1), false) or q.kind <> 'AWARD' and coalesce((select true from award l join nomination n on n.id = l.nomination_id where l.id = (select c.award_id from award_change c where c.decision_id = q.id) and (n.proposed_by_id = any ($3::uuid[]) or exists ( select from nomination_step s where s.nomination_id = n.id and s.unit_id = any ($3::uuid[]))) limit 1), false)) when q.recorded_for_id is not null then q.recorded_for_id = any ($1::uuid[]) else q.issued_by_id = any ($3::uuid[]) end);

select c.decision_id as "decisionId", c.award_id as "awardId", c.kind, c.ground, c.reason, c.name_as_awarded as "nameAsAwarded", c.unit_as_awarded as "unitAsAwarded", c.recover_item as "recoverItem", c.recover_prize as "recoverPrize"
from award_change c
where c.decision_id = any ($1::uuid[]);

select a.id, a.kind, a.status, a.decision_id as "decisionId", a.award_type_id as "awardTypeId", a.issued_by_id as "issuedById", q.issuer_as_printed as "issuerAsPrinted", q.symbol, a.decided_on as "decidedOn", a.name_as_awarded as "nameAsAwarded", a.unit_as_awarded as "unitAsAwarded", not exists (select from unit u where u.id = a.issued_by_id and not u.external) as "issuedOutside", exists (select from certificate c where c.award_id = a.id) as "hasCertificate"
from award a
join decision q on q.id = a.decision_id
where a.id = $1 and true;

select w.position::int as position, n.*
from unnest($1::uuid[], $2::date[]) with ordinality as w (id, day, position)
cross join lateral ( select v.unit_id as "unitId", v.name, v.tier, v.area_id as "areaId", v.superior_id as "superiorId" from unit_version v where v.unit_id = w.id order by (v.valid @> w.day) desc, (lower(v.valid) > w.day), abs(lower(v.valid) - w.day) limit 1) n;

select id
from decision_heirs($1, $2) as id
order by id;
