START TRANSACTION;

select a.id, a.username, a.full_name as "fullName", a.must_change_password as "mustChangePassword", a.managed_by_unit_id as "managedByUnitId", a.disabled_at as "disabledAt", a.disabled_at is not null as disabled, (a.managed_by_unit_id in (select units_below($1::uuid[], $2)) or exists (select from role_grant g where g.account_id = a.id and g.unit_id in (select units_below($1::uuid[], $2)))) as visible, coalesce(a.managed_by_unit_id in (select units_below($1::uuid[], $2)), false) and not exists (select from role_grant g where g.account_id = a.id and g.revoked_at is null and (upper_inf(g.valid) or upper(g.valid) > $2::date) and g.unit_id not in (select units_below($1::uuid[], $2))) as manageable
from account a
where a.id = $3
for update of a;

update account
set disabled_at = $2
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
