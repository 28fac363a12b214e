select a.id, s.pos::text as seq, (a.text::jsonb) ->> 'at' as at, (a.text::jsonb) ->> 'actor' as "actorId", (a.text::jsonb) ->> 'action' as action, (a.text::jsonb) ->> 'subject' as subject, (a.text::jsonb) ->> 'outcome' as outcome, encode(s.hash, 'hex') as hash
from (select * from audit a where true order by a.id desc limit 2000) a
left join audit_seal s on s.audit_id = a.id
where coalesce((a.text::jsonb) ->> 'unitId', '') = any (array(select unit::text as unit from units_below($1::uuid[], $2) unit union all select '' where exists ( select from unit_version v where v.unit_id = any ($1::uuid[]) and v.valid @> $2::date and v.superior_id is null)))
order by a.id desc
limit $3;

select count(*)
from (select from (select unit::text as unit from units_below($1::uuid[], $2) unit union all select '' where exists ( select from unit_version v where v.unit_id = any ($1::uuid[]) and v.valid @> $2::date and v.superior_id is null)) u cross join lateral (select from audit a where coalesce((a.text::jsonb) ->> 'unitId', '') = u.unit limit 10001) n limit 10001) counted;

select a.id, a.username, a.full_name as "fullName", a.must_change_password as "mustChangePassword", a.managed_by_unit_id as "managedByUnitId", a.disabled_at as "disabledAt", a.disabled_at is not null as disabled
from account a
where a.id = any ($1::uuid[]);
