select
from unit_version v
where v.unit_id = any ($1::uuid[]) and v.valid @> $2::date and v.superior_id is null
limit 1;

START TRANSACTION;

select j.id::text as id, j.task_identifier as name, j.attempts, j.max_attempts as "maxAttempts", j.run_at as "runAt", case when j.last_error ~ '^[A-Z_]+$' then j.last_error when j.last_error is not null then 'INTERNAL' end as "lastError", case when j.locked_at is not null then 'RUNNING' when j.attempts >= j.max_attempts then 'FAILED' else 'WAITING' end as state
from graphile_worker.jobs j
where j.id = $1::bigint;

select
from graphile_worker.reschedule_jobs(array[$1::bigint], run_at => now(), attempts => 0);

insert into audit (text)
values ($1);

COMMIT;

select j.id::text as id, j.task_identifier as name, j.attempts, j.max_attempts as "maxAttempts", j.run_at as "runAt", case when j.last_error ~ '^[A-Z_]+$' then j.last_error when j.last_error is not null then 'INTERNAL' end as "lastError", case when j.locked_at is not null then 'RUNNING' when j.attempts >= j.max_attempts then 'FAILED' else 'WAITING' end as state
from graphile_worker.jobs j
where j.id = $1::bigint;
