START TRANSACTION;

-- × 3
insert into sign_in_attempt as t (key, failures, blocked_until, last_at)
values ($1, 0, 'epoch', $2)
on conflict (key) do update
set key = excluded.key
returning case when last_at < $2::timestamptz - interval '1 day' then 0 else failures end as failures, greatest(0, ceil(extract(epoch from blocked_until - $2::timestamptz)))::int as "waitSeconds";

-- × 3
update sign_in_attempt
set failures = $3, last_at = $2, blocked_until = case when $4::int > 0 then $2::timestamptz + make_interval(secs => $4::int) else blocked_until end
where key = $1;

COMMIT;

select id, password_hash as "passwordHash", password_expires_at as "passwordExpiresAt", disabled_at is not null as disabled
from account
where username = $1;

-- × 2
delete from sign_in_attempt
where key = $1;

update sign_in_attempt
set failures = greatest(0, failures - 1), blocked_until = 'epoch'
where key = $1;

START TRANSACTION;

insert into session (token_hash, account_id, created_at, expires_at)
select $1, id, $3, $4
from account
where id = $2 and password_hash = $5 and disabled_at is null
for share
returning 1;

insert into audit (text)
values ($1);

COMMIT;

select a.id, a.username, a.full_name as "fullName", a.must_change_password as "mustChangePassword", a.managed_by_unit_id as "managedByUnitId", a.disabled_at as "disabledAt", a.disabled_at is not null as disabled
from account a
where a.id = any ($1::uuid[]);
