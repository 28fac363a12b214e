START TRANSACTION;

select a.id, a.username, a.full_name as "fullName", a.must_change_password as "mustChangePassword", a.managed_by_unit_id as "managedByUnitId", a.disabled_at as "disabledAt", a.disabled_at is not null as disabled, (a.managed_by_unit_id in (select units_below($1::uuid[], $2)) or exists (select from role_grant g where g.account_id = a.id and g.unit_id in (select units_below($1::uuid[], $2)))) as visible, coalesce(a.managed_by_unit_id in (select units_below($1::uuid[], $2)), false) and not exists (select from role_grant g where g.account_id = a.id and g.revoked_at is null and (upper_inf(g.valid) or upper(g.valid) > $2::date) and g.unit_id not in (select units_below($1::uuid[], $2))) as manageable
from account a
where a.id = $3
for update of a;

select w.position::int as position, n.*
from unnest($1::uuid[], $2::date[]) with ordinality as w (id, day, position)
cross join lateral ( select v.unit_id as "unitId", v.name, v.tier, v.area_id as "areaId", v.superior_id as "superiorId" from unit_version v where v.unit_id = w.id order by (v.valid @> w.day) desc, (lower(v.valid) > w.day), abs(lower(v.valid) - w.day) limit 1) n;

select id
from unnest($3::uuid[]) id
where coalesce((select true from unit_above above where above.unit_id in (id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false);

select range_agg(valid) @> daterange($2, $3, '[]') as lives
from unit_version
where unit_id = $1;

insert into role_grant (account_id, role, unit_id, valid)
values ($1, $2, $3, daterange($4, $5, '[]'))
returning id;

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

select u.id, u.code, u.line, u.is_body as "isBody", u.external, n.*
from (select $2::date as day) w cross join unit u
cross join lateral ( select min(lower(v.valid)) over () as "validFrom", case when bool_or(upper_inf(v.valid)) over () then null else max(upper(v.valid)) over () - 1 end as "validTo", v.name, v.tier, v.area_id as "areaId", v.superior_id as "superiorId" from unit_version v where v.unit_id = u.id order by (v.valid @> w.day) desc, (lower(v.valid) > w.day), abs(lower(v.valid) - w.day) limit 1) n
where u.id = any ($1::uuid[]);
