START TRANSACTION;

select g.id, g.account_id as "accountId", g.role, g.unit_id as "unitId", lower(g.valid) as "validFrom", upper(g.valid) - 1 as "validTo", g.revoked_at as "revokedAt"
from role_grant g
where g.id = $1
for update;

select id
from unnest($3::uuid[]) id
where coalesce((select true from unit_above above where above.unit_id in (id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false);

update role_grant
set revoked_at = $2
where id = $1;

insert into audit (text)
values ($1);

COMMIT;

select a.id, a.username, a.full_name as "fullName", a.must_change_password as "mustChangePassword", a.managed_by_unit_id as "managedByUnitId", a.disabled_at as "disabledAt", a.disabled_at is not null as disabled
from account a
where a.id = any ($1::uuid[]);

select g.id, g.account_id as "accountId", g.role, g.unit_id as "unitId", lower(g.valid) as "validFrom", upper(g.valid) - 1 as "validTo", g.revoked_at as "revokedAt"
from role_grant g
where g.account_id = any ($1::uuid[])
order by lower(g.valid) desc, g.id desc;
