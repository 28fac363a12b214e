select id, password_hash as "passwordHash", password_expires_at as "passwordExpiresAt", disabled_at is not null as disabled
from account
where username = $1;

START TRANSACTION;

update account
set password_hash = $2, must_change_password = false, password_expires_at = null
where id = $1;

delete from session
where account_id = $1 and ($2::bytea is null or token_hash = $2) and ($3::bytea is null or token_hash <> $3)
returning 1;

insert into audit (text)
values ($1);

COMMIT;

select a.id, a.username, a.full_name as "fullName", a.must_change_password as "mustChangePassword", a.managed_by_unit_id as "managedByUnitId", a.disabled_at as "disabledAt", a.disabled_at is not null as disabled
from account a
where a.id = any ($1::uuid[]);
