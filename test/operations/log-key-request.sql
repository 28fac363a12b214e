select
from unit_version v
where v.unit_id = any ($1::uuid[]) and v.valid @> $2::date and v.superior_id is null
limit 1;

select r.id, r.cause, r.reason, r.requested_at as "requestedAt", r.answered_at as "answeredAt", r.key_id as "keyId", r.requested_by_id as "requestedById"
from award_log_key_request r
where r.answered_at is null;
