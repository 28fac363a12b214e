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

select n.id, n.code, n.campaign_id as "campaignId", n.honouree_id as "honoureeId", n.award_type_id as "awardTypeId", n.merit_kind as "meritKind", n.proposed_by_id as "proposedById", n.wanted_decider_id as "wantedDeciderId", n.deciding_unit_id as "decidingUnitId", n.achievements, n.achievement_from as "achievementFrom", n.achievement_to as "achievementTo", n.model_id as "modelId", n.previous_id as "previousId", n.state, n.step, n.version, n.suspended, n.suspended_by_id as "suspendedById", n.restart, n.lies_with_id as "liesWithId", n.law_date as "lawDate", n.due_on as "dueOn", n.answer_by as "answerBy"
from nomination n
where n.id = any ($3::uuid[]) and (n.proposed_by_id = any ($1::uuid[]) or (n.state <> 'DRAFT' and ( coalesce((select true from unit_above above where above.unit_id in (n.proposed_by_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or coalesce((select true from nomination_step s where s.nomination_id = n.id and s.unit_id = any ($1::uuid[]) limit 1), false))));
