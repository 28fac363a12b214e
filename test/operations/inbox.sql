select n.id, n.code, n.campaign_id as "campaignId", n.honouree_id as "honoureeId", n.award_type_id as "awardTypeId", n.merit_kind as "meritKind", n.proposed_by_id as "proposedById", n.wanted_decider_id as "wantedDeciderId", n.deciding_unit_id as "decidingUnitId", n.achievements, n.achievement_from as "achievementFrom", n.achievement_to as "achievementTo", n.model_id as "modelId", n.previous_id as "previousId", n.state, n.step, n.version, n.suspended, n.suspended_by_id as "suspendedById", n.restart, n.lies_with_id as "liesWithId", n.law_date as "lawDate", n.due_on as "dueOn", n.answer_by as "answerBy"
from (select distinct d."unitId" from jsonb_to_recordset($1::jsonb) as d ("unitId" uuid, state text, council text, decides boolean, external boolean, "voterId" uuid)) own
cross join lateral ( select n.* from nomination n where n.lies_with_id = own."unitId" and not n.suspended and exists ( select from jsonb_to_recordset($1::jsonb) as d ("unitId" uuid, state text, council text, decides boolean, external boolean, "voterId" uuid) left join nomination_step s on s.nomination_id = n.id and s.position = n.step where d."unitId" = n.lies_with_id and d.state = n.state and (d."voterId" is null or exists ( select from council_item i join council_session c on c.id = i.session_id and c.mode = 'OPEN' and c.closed_at is null and c.unit_id = d."unitId" where i.nomination_id = n.id and i.open and not exists (select from council_ballot b where b.session_id = c.id and b.nomination_id = n.id and b.account_id = d."voterId") and not exists (select from council_written_ballot w where w.session_id = c.id and w.nomination_id = n.id and w.account_id = d."voterId"))) and (n.state in ('DRAFT', 'RETURNED') or (s.external = d.external and s.council = coalesce(d.council, s.council) and s.decides = coalesce(d.decides, s.decides)))) order by coalesce(n.due_on, 'infinity'::date), n.id limit $2) n
order by coalesce(n.due_on, 'infinity'::date), n.id
limit $2;

select h.id, h.kind, h.display_name as "displayName", h.aliases, h.birth_year as "birthYear", h.death_year as "deathYear", h.gender, h.head_of_household as "headOfHousehold", h.hometown_id as "hometownId", h.unit_id as "unitId", h.area_id as "areaId", h.registered_by_id as "registeredById"
from honouree h
where h.id = any ($1::uuid[]);

select t.id, t.code, t.name, t.decided_at as "decidedAt", t.line, t.subject_kinds as "subjectKinds", t.is_commendation as "isCommendation", lower(t.valid) as "validFrom", upper(t.valid) - 1 as "validTo"
from award_type t
where t.id = any ($1::uuid[]);

-- × 2
select s.nomination_id as "nominationId", s.position, s.unit_id as "unitId", s.tier, s.line, s.decides, s.external, s.council, s.posting, s.entered_at as "enteredAt", s.received_on as "receivedOn", s.due_on as "dueOn", s.left_at as "leftAt", s.outcome, s.rule_ids as "ruleIds"
from nomination_step s
where s.nomination_id = any ($1::uuid[])
order by s.nomination_id, s.position;

select u.id, u.code, u.line, u.is_body as "isBody", u.external, n.*
from (select $2::date as day) w cross join unit u
cross join lateral ( select min(lower(v.valid)) over () as "validFrom", case when bool_or(upper_inf(v.valid)) over () then null else max(upper(v.valid)) over () - 1 end as "validTo", v.name, v.tier, v.area_id as "areaId", v.superior_id as "superiorId" from unit_version v where v.unit_id = u.id order by (v.valid @> w.day) desc, (lower(v.valid) > w.day), abs(lower(v.valid) - w.day) limit 1) n
where u.id = any ($1::uuid[]);

select count(*)
from ( select from nomination n where n.lies_with_id = any (array(select d."unitId" from jsonb_to_recordset($1::jsonb) as d ("unitId" uuid, state text, council text, decides boolean, external boolean, "voterId" uuid))) and not n.suspended and exists ( select from jsonb_to_recordset($1::jsonb) as d ("unitId" uuid, state text, council text, decides boolean, external boolean, "voterId" uuid) left join nomination_step s on s.nomination_id = n.id and s.position = n.step where d."unitId" = n.lies_with_id and d.state = n.state and (d."voterId" is null or exists ( select from council_item i join council_session c on c.id = i.session_id and c.mode = 'OPEN' and c.closed_at is null and c.unit_id = d."unitId" where i.nomination_id = n.id and i.open and not exists (select from council_ballot b where b.session_id = c.id and b.nomination_id = n.id and b.account_id = d."voterId") and not exists (select from council_written_ballot w where w.session_id = c.id and w.nomination_id = n.id and w.account_id = d."voterId"))) and (n.state in ('DRAFT', 'RETURNED') or (s.external = d.external and s.council = coalesce(d.council, s.council) and s.decides = coalesce(d.decides, s.decides)))) limit 10001) counted;

select distinct e.nomination_id as "nominationId", e.account_id as "accountId", e.action, e.step
from nomination_event e
where e.nomination_id = any ($1::uuid[]) and e.account_id is not null and (e.action in ('CREATE', 'EDIT', 'SUBMIT', 'RECEIVE', 'APPRAISE') or e.action = 'ENDORSE' and e.way = 'HEAD');
