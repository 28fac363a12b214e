select a.status, a.flagged, a.name_as_awarded as name, t.name as "awardType", q.symbol, q.issuer_as_printed as issuer, a.decided_on as "signedOn", coalesce(( select jsonb_agg(jsonb_build_object('kind', c.kind, 'symbol', l.symbol, 'signedOn', l.signed_on, 'issuer', l.issuer_as_printed, 'name', c.name_as_awarded) order by l.issued_at, l.id) from award_change c join decision l on l.id = c.decision_id where c.award_id = a.id and not c.open), '[]') as changes
from certificate c
join award a on a.id = c.award_id
join decision q on q.id = a.decision_id
join award_type t on t.id = a.award_type_id
where c.token = $1;
