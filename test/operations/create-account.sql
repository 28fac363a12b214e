START TRANSACTION;

insert into idempotency_key as k (account_id, operation, key, fingerprint, created_at)
values ($1, $2, $3, $4, $5)
on conflict (account_id, operation, key) do update
set fingerprint = excluded.fingerprint, created_at = excluded.created_at, object_id = null
where k.created_at < excluded.created_at - interval '30 days'
returning 1;

INSERT INTO "account"("id", "username", "full_name", "password_hash", "must_change_password", "password_expires_at", "managed_by_unit_id", "disabled_at", "created_at")
VALUES (DEFAULT, $1, $2, $3, $4, $5, $6, DEFAULT, $7)
RETURNING "id";

with entry as (insert into audit (text) values ($1) returning id) insert into audit_salt (audit_id, salt)
select id, $2
from entry;

update idempotency_key
set object_id = $4
where account_id = $1 and operation = $2 and key = $3;

COMMIT;

select a.id, a.username, a.full_name as "fullName", a.must_change_password as "mustChangePassword", a.managed_by_unit_id as "managedByUnitId", a.disabled_at as "disabledAt", a.disabled_at is not null as disabled
from account a
where a.id = any ($1::uuid[]);

select g.id, g.account_id as "accountId", g.role, g.unit_id as "unitId", lower(g.valid) as "validFrom", upper(g.valid) - 1 as "validTo", g.revoked_at as "revokedAt"
from role_grant g
where g.account_id = any ($1::uuid[])
order by lower(g.valid) desc, g.id desc;
