select r.id, r.effective_on as "effectiveOn", r.legal_basis as "legalBasis", r.state, r.planned_at as "plannedAt", r.applied_at as "appliedAt", r.note
from reorganisation r
where $1::date is null or (r.effective_on, r.id) < ($1::date, $2::uuid)
order by r.effective_on desc, r.id desc
limit $3;
