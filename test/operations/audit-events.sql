select a.id, s.pos::text as seq, (a.text::jsonb) ->> 'at' as at, (a.text::jsonb) ->> 'actor' as "actorId", (a.text::jsonb) ->> 'action' as action, (a.text::jsonb) ->> 'subject' as subject, (a.text::jsonb) ->> 'outcome' as outcome, encode(s.hash, 'hex') as hash
from audit a
left join audit_seal s on s.audit_id = a.id
where ($1::text is null or (a.text::jsonb) ->> 'subject' = $1) and ((a.text::jsonb) ->> 'unitId' in (select units_below($2::uuid[], $3)::text) or ((a.text::jsonb) ->> 'unitId' is null and exists ( select from unit_version v where v.unit_id = any ($2::uuid[]) and v.valid @> $3::date and v.superior_id is null))) and ($4::bigint is null or a.id < $4)
order by a.id desc
limit $5;

select count(*)
from (select from audit a where ($1::text is null or (a.text::jsonb) ->> 'subject' = $1) and ((a.text::jsonb) ->> 'unitId' in (select units_below($2::uuid[], $3)::text) or ((a.text::jsonb) ->> 'unitId' is null and exists ( select from unit_version v where v.unit_id = any ($2::uuid[]) and v.valid @> $3::date and v.superior_id is null))) limit 10001) counted;

select a.id, a.username, a.full_name as "fullName", a.must_change_password as "mustChangePassword", a.managed_by_unit_id as "managedByUnitId", a.disabled_at as "disabledAt", a.disabled_at is not null as disabled
from account a
where a.id = any ($1::uuid[]);
