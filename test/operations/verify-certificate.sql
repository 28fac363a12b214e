select a.status, a.name_as_awarded as name, t.name as "awardType", q.symbol, q.issuer_as_printed as issuer, a.decided_on as "signedOn"
from certificate c
join award a on a.id = c.award_id
join decision q on q.id = a.decision_id
join award_type t on t.id = a.award_type_id
where c.token = $1;
