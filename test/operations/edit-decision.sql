START TRANSACTION;

select q.id, q.kind, q.origin, q.state, q.version, q.issued_by_id as "issuedById", q.issuer_as_printed as "issuerAsPrinted", q.award_type_id as "awardTypeId", q.title, q.legal_bases as "legalBases", q.drafted_by_id as "draftedById", q.drafters, q.checked_by_id as "checkedById", q.symbol, q.signed_on as "signedOn", q.signer, q.signer_capacity as "signerCapacity", q.total_prize::text as "totalPrize", q.note, q.recorded_for_id as "recordedForId", q.decided_from as "decidedFrom", q.decided_to as "decidedTo", q.source
from decision q
where q.id = $4 and (case when q.state = 'ISSUED' then (coalesce((select true from unit_above above where above.unit_id in (q.issued_by_id, q.recorded_for_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or coalesce((select true from award l join nomination n on n.id = l.nomination_id where l.decision_id = q.id and (n.proposed_by_id = any ($3::uuid[]) or exists ( select from nomination_step s where s.nomination_id = n.id and s.unit_id = any ($3::uuid[]))) limit 1), false) or q.kind <> 'AWARD' and coalesce((select true from award l join nomination n on n.id = l.nomination_id where l.id = (select c.award_id from award_change c where c.decision_id = q.id) and (n.proposed_by_id = any ($3::uuid[]) or exists ( select from nomination_step s where s.nomination_id = n.id and s.unit_id = any ($3::uuid[]))) limit 1), false)) when q.recorded_for_id is not null then q.recorded_for_id = any ($1::uuid[]) else q.issued_by_id = any ($3::uuid[]) end)
for update of q;

update decision
set title = $3, legal_bases = $4, version = version + 1, drafters = case when $2::uuid = any (drafters) then drafters else drafters || $2::uuid end
where id = $1;

insert into audit (text)
values ($1);

COMMIT;

select q.id, q.kind, q.origin, q.state, q.version, q.issued_by_id as "issuedById", q.issuer_as_printed as "issuerAsPrinted", q.award_type_id as "awardTypeId", q.title, q.legal_bases as "legalBases", q.drafted_by_id as "draftedById", q.drafters, q.checked_by_id as "checkedById", q.symbol, q.signed_on as "signedOn", q.signer, q.signer_capacity as "signerCapacity", q.total_prize::text as "totalPrize", q.note, q.recorded_for_id as "recordedForId", q.decided_from as "decidedFrom", q.decided_to as "decidedTo", q.source
from decision q
where q.id = any ($4::uuid[]) and (case when q.state = 'ISSUED' then (coalesce((select true from unit_above above where above.unit_id in (q.issued_by_id, q.recorded_for_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or coalesce((select true from award l join nomination n on n.id = l.nomination_id where l.decision_id = q.id and (n.proposed_by_id = any ($3::uuid[]) or exists ( select from nomination_step s where s.nomination_id = n.id and s.unit_id = any ($3::uuid[]))) limit 1), false) or q.kind <> 'AWARD' and coalesce((select true from award l join nomination n on n.id = l.nomination_id where l.id = (select c.award_id from award_change c where c.decision_id = q.id) and (n.proposed_by_id = any ($3::uuid[]) or exists ( select from nomination_step s where s.nomination_id = n.id and s.unit_id = any ($3::uuid[]))) limit 1), false)) when q.recorded_for_id is not null then q.recorded_for_id = any ($1::uuid[]) else q.issued_by_id = any ($3::uuid[]) end);
