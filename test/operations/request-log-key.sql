START TRANSACTION;

select
from unit_version v
where v.unit_id = any ($1::uuid[]) and v.valid @> $2::date and v.superior_id is null
limit 1;

insert into award_log_key_request (cause, reason, requested_by_id, requested_at)
values ($1, $2, $3, $4)
returning id;

ROLLBACK;

START TRANSACTION;

insert into audit (text)
values ($1);

COMMIT;
