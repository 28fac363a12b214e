START TRANSACTION;

select pg_advisory_xact_lock(7019310);

-- × 2
select id
from area
where id = any ($1::uuid[]);

select id
from unnest($3::uuid[]) id
where coalesce((select true from unit_above above where above.unit_id in (id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false);

with recursive named as ( select id from area where id = any ($1::uuid[]) union select area_id from area_version where code = any ($2::text[]) and valid && daterange($3, null) ), up as ( select id from named union select v.parent_id from up join area_version v on v.area_id = up.id and v.valid @> ($3::date - 1) where v.parent_id is not null ), wanted as ( select id from up union select v.area_id from area_version v join named n on n.id = v.parent_id where v.valid && daterange($3, null) )
select distinct on (v.area_id) v.area_id as id, v.code, v.name, v.kind, v.tier, v.parent_id as "parentId", lower(v.valid) as "from", upper(v.valid) as "to"
from wanted w
join area_version v on v.area_id = w.id
order by v.area_id, v.valid @> $3::date desc, lower(v.valid) desc;

select distinct on (u.id) u.id, u.code, u.line, u.is_body as "isBody", u.external, v.name, v.tier, v.area_id as "areaId", v.superior_id as "superiorId", lower(v.valid) as "from", upper(v.valid) as "to"
from unit u
join unit_version v on v.unit_id = u.id
where u.id = any ($1::uuid[])
order by u.id, v.valid @> $2::date desc, lower(v.valid) desc;

select distinct on (u.id) u.id, u.code, u.line, u.is_body as "isBody", u.external, v.name, v.tier, v.area_id as "areaId", v.superior_id as "superiorId", lower(v.valid) as "from", upper(v.valid) as "to"
from unit_version v
join unit u on u.id = v.unit_id
where v.superior_id = any ($1::uuid[]) and v.valid && daterange($2, null)
order by u.id, lower(v.valid) desc;

select distinct on (u.id) u.id, u.code, u.line, u.is_body as "isBody", u.external, v.name, v.tier, v.area_id as "areaId", v.superior_id as "superiorId", lower(v.valid) as "from", upper(v.valid) as "to"
from unit_version v
join unit u on u.id = v.unit_id
where v.area_id = any ($1::uuid[]) and v.valid && daterange($2, null)
order by u.id, lower(v.valid) desc;

select n.id, n.code, n.version, n.state, n.step, n.proposed_by_id as "proposedById", n.award_type_id as "awardTypeId", n.suspended_by_id as "suspendedById", n.wanted_decider_id as "wantedDeciderId", case when h.kind = 'COLLECTIVE' then h.unit_id end as "honouredUnitId", r.route
from (select n.id from nomination n where n.proposed_by_id = any ($1::uuid[]) and n.state not in ('DRAFT', 'AWARDED', 'REJECTED', 'WITHDRAWN') union select n.id from nomination_step s join nomination n on n.id = s.nomination_id where s.unit_id = any ($1::uuid[]) and s.position >= n.step and n.state not in ('DRAFT', 'AWARDED', 'REJECTED', 'WITHDRAWN') union select n.id from nomination n where n.lies_with_id = any ($1::uuid[]) and n.state not in ('DRAFT', 'AWARDED', 'REJECTED', 'WITHDRAWN') union select n.id from honouree h join nomination n on n.honouree_id = h.id where h.unit_id = any ($1::uuid[]) and h.kind = 'COLLECTIVE' and n.state not in ('DRAFT', 'AWARDED', 'REJECTED', 'WITHDRAWN')) found
join nomination n on n.id = found.id
join honouree h on h.id = n.honouree_id
cross join lateral ( select jsonb_agg(jsonb_build_object('unitId', s.unit_id, 'gone', s.outcome is not distinct from 'CONVERTED', 'external', s.external) order by s.position) as route from nomination_step s where s.nomination_id = n.id) r
order by n.code;

-- × 2
select distinct u.id as "unitId", r.award_type_id as "awardTypeId"
from jsonb_to_recordset($1::jsonb) as u (id text, code text, line text, tier text, "areaId" uuid, "areaTier" text, "isBody" boolean)
join living_award_rule r on r.kind = 'COMPETENCE' and r.valid @> $2::date and r.args ->> 'tier' = u.tier and r.args ->> 'line' = u.line and coalesce(r.args ->> 'unitCode', u.code) = u.code and (r.args ->> 'areaTier' is null or r.args ->> 'areaTier' = coalesce(u."areaTier", (select a.tier from area_version a where a.area_id = u."areaId" and a.valid @> $2::date)))
where u."isBody" and r.award_type_id is not null;

select n.id, n.proposed_by_id as "unitId", n.version
from nomination n
where n.proposed_by_id = any ($1::uuid[]) and n.state = 'DRAFT'
order by n.id;

select m.id, m.version, m.owner_unit_id as "ownerUnitId", m.registered_with_id as "registeredWithId"
from emulation_model m
where (m.owner_unit_id = any ($1::uuid[]) or m.registered_with_id = any ($1::uuid[]) or m.area_id = any ($2::uuid[])) and m.state <> 'ENDED' and m.version > 0
order by m.id;

select g.id, g.unit_id as "unitId", 0 as version
from role_grant g
where g.unit_id = any ($1::uuid[]) and g.revoked_at is null and g.valid && daterange($2, null)
order by g.id;

select s.id, s.unit_id as "unitId", (select count(i.votes_for) from council_item i where i.session_id = s.id)::int + (select count(*) from council_ballot b where b.session_id = s.id)::int as version
from council_session s
where s.unit_id = any ($1::uuid[]) and s.closed_at is null and s.cancelled_by_id is null
order by s.id;

select d.id, d.issued_by_id as "unitId", d.version
from decision d
where d.issued_by_id = any ($1::uuid[]) and d.state <> 'ISSUED' and d.origin = 'ISSUED'
order by d.id;

select o.id, o.asked_id as "unitId", 0 as version
from (select id from nomination_opinion where asked_id = any ($1::uuid[]) union select id from nomination_opinion where unit_id = any ($1::uuid[])) found
join nomination_opinion o on o.id = found.id
join nomination n on n.id = o.nomination_id
where o.settled_by_id is null and not o.voided and n.state not in ('DRAFT', 'AWARDED', 'REJECTED', 'WITHDRAWN')
order by o.id;

select t.id, t.code, t.name
from award_type t
where exists (select from jsonb_to_recordset($1::jsonb) as u (id uuid, code text, line text, tier text, "areaId" uuid, "isBody" boolean) join living_award_rule r on r.award_type_id = t.id and r.kind = 'COMPETENCE' and r.valid @> ($2::date - 1) and r.args ->> 'tier' = u.tier and r.args ->> 'line' = u.line and coalesce(r.args ->> 'unitCode', u.code) = u.code and (r.args ->> 'areaTier' is null or r.args ->> 'areaTier' = coalesce(null, (select a.tier from area_version a where a.area_id = u."areaId" and a.valid @> ($2::date - 1)))) where u."isBody") and not exists ( select from (select u.id, u.code, u.line, v.tier, v.area_id as "areaId" from unit u join unit_version v on v.unit_id = u.id and v.valid @> $2::date where u.is_body and u.id <> all ($3::uuid[])) b join living_award_rule r on r.award_type_id = t.id and r.kind = 'COMPETENCE' and r.valid @> $2::date and r.args ->> 'tier' = b.tier and r.args ->> 'line' = b.line and coalesce(r.args ->> 'unitCode', b.code) = b.code and (r.args ->> 'areaTier' is null or r.args ->> 'areaTier' = coalesce(null, (select a.tier from area_version a where a.area_id = b."areaId" and a.valid @> $2::date))))
order by t.code;

select code
from unit
where code = any ($1::text[]);

select effective_on as day
from reorganisation
where state = 'PLANNED' and (units && $1::uuid[] or areas && $2::uuid[])
order by effective_on
limit 1;

insert into reorganisation (effective_on, legal_basis, changes, units, areas, state, planned_by_id, planned_by_job, planned_at, applied_at)
values ($1, $2, $3, $4::uuid[], $5::uuid[], $6, $7, case when $7::uuid is null then 'data:reorganise' end, $8, $9)
returning id;

insert into unit (code, line, is_body, external)
select code, line, "isBody", external
from jsonb_to_recordset($1::jsonb) as u (code text, line text, "isBody" boolean, external boolean)
returning id, code;

update unit_version
set valid = daterange(lower(valid), $2)
where unit_id = any ($1::uuid[]) and valid @> $2::date;

insert into unit_version (unit_id, valid, name, tier, area_id, superior_id)
select "unitId", daterange("from", "to"), name, tier, "areaId", "superiorId"
from jsonb_to_recordset($1::jsonb) as v ("unitId" uuid, "from" date, "to" date, name text, tier text, "areaId" uuid, "superiorId" uuid);

set constraints unit_version_superior immediate;

insert into unit_succession (from_unit_id, to_unit_id, kind, effective_on, legal_basis, reorganisation_id)
select "fromId", "toId", kind, $3, "legalBasis", $2
from jsonb_to_recordset($1::jsonb) as s ("fromId" uuid, "toId" uuid, kind text, "legalBasis" text)
on conflict on constraint unit_succession_once do nothing;

insert into reorganisation_taker (reorganisation_id, unit_id, taker_id)
select $1, p.unit_id, p.taker_id
from unnest($2::uuid[], $3::uuid[]) as p (unit_id, taker_id);

select nomination_drafts_follow($1);

select nomination_id as "nominationId", step, unit_id as "unitId", asked_id as "askedId"
from nomination_opinions_hand_over($1)
order by 1, 4;

insert into model_event (model_id, action, by_job, unit_id, day, at, reason)
select m.id, 'CONVERT', 'reorganisation:' || $1, coalesce(t.taker_id, m.owner_unit_id), $3, $4, $5
from emulation_model m
left join reorganisation_taker t on t.reorganisation_id = $1::uuid and t.unit_id = m.owner_unit_id
where m.id = any ($2::uuid[]);

update council_session
set cancelled_by_id = $1
where id = any ($2::uuid[]);

update decision
set state = 'DRAFT', version = version + 1, checked_by_id = null, checked_at = null
where id = any ($1::uuid[]) and state = 'CHECKED';

delete from decision_line
where decision_id = any ($1::uuid[]);

delete from decision
where id = any ($1::uuid[]);

with wanted as ( select g.account_id, g.role, h.heir_id, range_agg(g.valid * daterange($3, null)) as days from unnest($1::uuid[], $2::uuid[]) as h (unit_id, heir_id) join role_grant g on g.unit_id = h.unit_id and g.revoked_at is null and g.valid && daterange($3, null) group by g.account_id, g.role, h.heir_id ), missing as ( select w.*, w.days - coalesce((select range_agg(g.valid) from role_grant g where g.account_id = w.account_id and g.role = w.role and g.unit_id = w.heir_id and g.revoked_at is null), '{}') as rest from wanted w ) insert into role_grant (account_id, role, unit_id, valid)
select m.account_id, m.role, m.heir_id, part
from missing m, unnest(m.rest) part
returning id, account_id as "accountId", role, unit_id as "unitId";

update role_grant
set valid = case when lower(valid) < $2::date then daterange(lower(valid), $2) else valid end, revoked_at = case when lower(valid) < $2::date then null else $3::timestamptz end
where unit_id = any ($1::uuid[]) and revoked_at is null and valid && daterange($2, null);

update account a
set managed_by_unit_id = p.taker_id
from unnest($1::uuid[], $2::uuid[]) as p (unit_id, taker_id)
where a.managed_by_unit_id = p.unit_id;

insert into audit (text)
values ($1);

COMMIT;

select r.id, r.effective_on as "effectiveOn", r.legal_basis as "legalBasis", r.state, r.planned_at as "plannedAt", r.applied_at as "appliedAt", r.note
from reorganisation r
where r.id = any ($1::uuid[]);
