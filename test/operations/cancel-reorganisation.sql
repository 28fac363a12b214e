START TRANSACTION;

select r.id, r.effective_on as "effectiveOn", r.legal_basis as "legalBasis", r.state, r.planned_at as "plannedAt", r.applied_at as "appliedAt", r.note, r.changes, r.units
from reorganisation r
where r.id = $1
for update;

select id
from area
where id = any ($1::uuid[]);

select id
from unnest($3::uuid[]) id
where coalesce((select true from unit_above above where above.unit_id in (id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false);

update reorganisation
set state = $2, note = $4, applied_at = case when $2 = 'APPLIED' then $3::timestamptz end, ended_at = case when $2 <> 'APPLIED' then $3::timestamptz end
where id = $1;

insert into audit (text)
values ($1);

COMMIT;

select r.id, r.effective_on as "effectiveOn", r.legal_basis as "legalBasis", r.state, r.planned_at as "plannedAt", r.applied_at as "appliedAt", r.note
from reorganisation r
where r.id = any ($1::uuid[]);
