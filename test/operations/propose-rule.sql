START TRANSACTION;

insert into idempotency_key as k (account_id, operation, key, fingerprint, created_at)
values ($1, $2, $3, $4, $5)
on conflict (account_id, operation, key) do update
set fingerprint = excluded.fingerprint, created_at = excluded.created_at, object_id = null
where k.created_at < excluded.created_at - interval '30 days'
returning 1;

select b.unit_id as "unitId", b.above_id as "aboveId"
from unit_above b
where b.unit_id = any ($1::uuid[]) and b.above_id = any ($2::uuid[]) and b.valid @> $3::date;

select t.id, t.code, t.name, t.decided_at as "decidedAt", t.line, t.subject_kinds as "subjectKinds", t.is_commendation as "isCommendation", lower(t.valid) as "validFrom", upper(t.valid) - 1 as "validTo"
from award_type t
where t.code = any ($1::text[]);

select r.id, r.award_type_id as "awardTypeId", r.kind, r.args, r.for_unit_id as "forUnitId", jsonb_build_object('code', r.code, 'article', r.article, 'document', r.document, 'text', r.text, 'validFrom', lower(r.valid), 'validTo', upper(r.valid) - 1, 'confirmed', r.confirmed) as citation
from rule_in_force r
where (r.award_type_id = any ($1::uuid[]) or r.award_type_id is null) and r.for_unit_id is null and r.stated @> $2::date and r.valid @> $2::date and ($3::text[] is null or r.kind = any ($3))
order by r.award_type_id nulls last, r.kind, r.code;

select
from award_rule_proposal r
where r.code = $1 and r.award_type_id is not distinct
from $2 and r.for_unit_id is not distinct
from $3 and r.args = $4::jsonb and r.article = $5 and r.document = $6 and r.valid = daterange($7::date, $8::date, '[]') and not exists (select from award_rule_confirmation c where c.proposal_id = r.id)
union all
select
from rule_in_force r
where r.code = $1 and r.award_type_id is not distinct
from $2 and r.for_unit_id is not distinct
from $3 and r.args = $4::jsonb and r.article = $5 and r.document = $6 and r.valid = daterange($7::date, $8::date, '[]') and r.confirmed
limit 1;

insert into award_rule_proposal (award_type_id, for_unit_id, kind, code, args, article, document, text, valid, proposed_by_id, proposer_unit_id, proposed_on, proposed_at)
values ($1, $2, $3, $4, $5::jsonb, $6, $7, $8, daterange($9::date, $10::date, '[]'), $11, $12, $13, $14)
returning id;

insert into audit (text)
values ($1);

update idempotency_key
set object_id = $4
where account_id = $1 and operation = $2 and key = $3;

COMMIT;

select w.position::int as position, n.*
from unnest($1::uuid[], $2::date[]) with ordinality as w (id, day, position)
cross join lateral ( select v.unit_id as "unitId", v.name, v.tier, v.area_id as "areaId", v.superior_id as "superiorId" from unit_version v where v.unit_id = w.id order by (v.valid @> w.day) desc, (lower(v.valid) > w.day), abs(lower(v.valid) - w.day) limit 1) n;

select p.id, p.award_type_id as "awardTypeId", p.for_unit_id as "forUnitId", p.kind, p.args, p.proposed_by_id as "proposedById", p.proposed_at as "proposedAt", exists (select from award_rule_confirmation c where c.proposal_id = p.id) as "isConfirmed", jsonb_build_object('code', p.code, 'article', p.article, 'document', p.document, 'text', p.text, 'validFrom', lower(p.valid), 'validTo', upper(p.valid) - 1, 'confirmed', exists (select from award_rule_confirmation c where c.proposal_id = p.id)) as citation
from award_rule_proposal p
where p.id = $4 and (case when p.for_unit_id is null then $3::boolean else exists (select from unit_above b where b.unit_id = p.for_unit_id and b.above_id = any ($1::uuid[]) and b.valid @> $2::date) end);

select t.id, t.code, t.name, t.decided_at as "decidedAt", t.line, t.subject_kinds as "subjectKinds", t.is_commendation as "isCommendation", lower(t.valid) as "validFrom", upper(t.valid) - 1 as "validTo"
from award_type t
where t.id = any ($1::uuid[]);

select u.id, u.code, u.line, u.is_body as "isBody", u.external, n.*
from (select $2::date as day) w cross join unit u
cross join lateral ( select min(lower(v.valid)) over () as "validFrom", case when bool_or(upper_inf(v.valid)) over () then null else max(upper(v.valid)) over () - 1 end as "validTo", v.name, v.tier, v.area_id as "areaId", v.superior_id as "superiorId" from unit_version v where v.unit_id = u.id order by (v.valid @> w.day) desc, (lower(v.valid) > w.day), abs(lower(v.valid) - w.day) limit 1) n
where u.id = any ($1::uuid[]);

select a.id, a.username, a.full_name as "fullName", a.must_change_password as "mustChangePassword", a.managed_by_unit_id as "managedByUnitId", a.disabled_at as "disabledAt", a.disabled_at is not null as disabled
from account a
where a.id = any ($1::uuid[]);
