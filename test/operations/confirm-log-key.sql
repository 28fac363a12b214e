START TRANSACTION;

select
from unit_version v
where v.unit_id = any ($1::uuid[]) and v.valid @> $2::date and v.superior_id is null
limit 1;

select r.id, r.cause, r.reason, r.requested_at as "requestedAt", r.answered_at as "answeredAt", r.key_id as "keyId", r.requested_by_id as "requestedById"
from award_log_key_request r
where r.id = $1
for update;

insert into audit (text)
values ($1);

update award_log_key_request
set answered_by_id = $2, answered_at = $3, key_id = $4
where id = $1;

COMMIT;

select k.id, k.public_key as "publicKey", k.entry_idx as "entryIndex", to_char(k.since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as since, lead(to_char(k.since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) over (order by k.entry_idx) as until, e.facts
from award_log_key k
join award_log_entry e on e.idx = k.entry_idx
order by k.entry_idx;

select r.id, r.cause, r.reason, r.requested_at as "requestedAt", r.answered_at as "answeredAt", r.key_id as "keyId", r.requested_by_id as "requestedById"
from award_log_key_request r
where r.id = $1;
