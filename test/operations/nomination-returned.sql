select n.id, n.code, n.campaign_id as "campaignId", n.honouree_id as "honoureeId", n.award_type_id as "awardTypeId", n.merit_kind as "meritKind", n.proposed_by_id as "proposedById", n.wanted_decider_id as "wantedDeciderId", n.deciding_unit_id as "decidingUnitId", n.achievements, n.achievement_from as "achievementFrom", n.achievement_to as "achievementTo", n.model_id as "modelId", n.previous_id as "previousId", n.state, n.step, n.version, n.suspended, n.suspended_by_id as "suspendedById", n.restart, n.lies_with_id as "liesWithId", n.law_date as "lawDate", n.due_on as "dueOn", n.answer_by as "answerBy", of.kind as "honoureeKind", of.display_name as "honoureeName", award.code as "awardCode", award.name as "awardName", (select coalesce(json_agg(part), '[]') from ( select s.nomination_id as "nominationId", s.position, s.unit_id as "unitId", s.tier, s.line, s.decides, s.external, s.council, s.posting, s.entered_at as "enteredAt", s.received_on as "receivedOn", s.due_on as "dueOn", s.left_at as "leftAt", s.outcome, s.rule_ids as "ruleIds" from nomination_step s where s.nomination_id = n.id order by s.position) part) as route, (select coalesce(json_agg(part), '[]') from ( select e.nomination_id as "nominationId", e.at, e.action, e.from_state as "from", e.to_state as "to", e.step, e.acting_unit_id as "actingUnitId", e.account_id as "accountId", e.by_job as "byJob", e.reason, a.username, a.full_name as "fullName" from nomination_event e left join account a on a.id = e.account_id where e.nomination_id = n.id order by e.version) part) as events, (select json_object_agg(u.id, json_build_object('code', u.code, 'name', v.name)) from unit u cross join lateral (select v.name from unit_version v where v.unit_id = u.id order by (v.valid @> $2::date) desc, (lower(v.valid) > $2::date), abs(lower(v.valid) - $2::date) limit 1) v where u.id = any (array(select n.proposed_by_id union all select s.unit_id from nomination_step s where s.nomination_id = n.id union all select e.acting_unit_id from nomination_event e where e.nomination_id = n.id))) as units, (select coalesce(json_agg(part order by part."attachedAt", part.id), '[]') from ( select d.id, d.kind, d.file_name as "fileName", d.media_type as "mediaType", d.size, encode(d.sha256, 'hex') as sha256, d.received_at as "receivedAt", d.unit_id as "unitId", l.attached_at as "attachedAt" from nomination_document l join document d on d.id = l.document_id where l.nomination_id = n.id) part) as documents, (select a.eligibility from nomination_appraisal a where a.nomination_id = n.id order by a.version desc limit 1) as appraised
from nomination n
left join lateral (select h.kind, h.display_name from honouree h where h.id = n.honouree_id limit 1) of on true
left join lateral (select t.code, t.name from award_type t where t.id = n.award_type_id limit 1) award on true
where n.id = $3::uuid and (n.proposed_by_id = any ($1::uuid[]) or (n.state <> 'DRAFT' and ( coalesce((select true from unit_above above where above.unit_id in (n.proposed_by_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or coalesce((select true from nomination_step s where s.nomination_id = n.id and s.unit_id = any ($1::uuid[]) limit 1), false))));

select i.id as "nominationId", coalesce((select json_agg(json_build_object('position', s.position, 'unitId', s.unit_id, 'tier', s.tier, 'line', s.line, 'decides', s.decides, 'external', s.external, 'council', s.council, 'posting', s.posting, 'receivedOn', s.received_on, 'gone', s.outcome is not distinct from 'CONVERTED') order by s.position) from nomination_step s where s.nomination_id = i.id), '[]') as steps, coalesce((select json_agg(json_build_object('accountId', e.account_id, 'action', e.action, 'step', e.step)) from nomination_event e where e.nomination_id = i.id and e.account_id is not null and (e.action in ('CREATE', 'EDIT', 'SUBMIT', 'RECEIVE', 'APPRAISE') or e.action = 'ENDORSE' and e.way = 'HEAD')), '[]') as persons, case when $2 then json_build_object( 'kinds', array(select d.kind from nomination_document d where d.nomination_id = i.id), 'openItem', (select m.item from nomination_missing_item m where m.nomination_id = i.id and m.answer is null and m.answered_by_document_id is null order by m.version, m.position limit 1)) end as "handedIn", (select r.stamp from award_rule_stamp r) as "rulesStamp"
from unnest($1::uuid[]) i (id);

select u.id, u.code, u.line, u.is_body as "isBody", u.external, n.*
from (select $2::date as day) w cross join unit u
cross join lateral ( select min(lower(v.valid)) over () as "validFrom", case when bool_or(upper_inf(v.valid)) over () then null else max(upper(v.valid)) over () - 1 end as "validTo", v.name, v.tier, v.area_id as "areaId", v.superior_id as "superiorId" from unit_version v where v.unit_id = u.id order by (v.valid @> w.day) desc, (lower(v.valid) > w.day), abs(lower(v.valid) - w.day) limit 1) n
where u.id = any ($1::uuid[]);

select l.nomination_id as "nominationId", p.id, p.symbol, p.date, p.signer, p.from_unit_id as "fromUnitId", p.to_unit_id as "toUnitId"
from proposal_nomination l
join proposal p on p.id = l.proposal_id
where l.nomination_id = any ($3::uuid[]) and (coalesce((select true from unit_above above where above.unit_id in (p.from_unit_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or p.to_unit_id = any ($1::uuid[]))
order by l.nomination_id, p.id;

select m.nomination_id as "nominationId", m.id, m.item, m.answer, m.answered_by_document_id as "answeredByDocumentId"
from nomination_missing_item m
where m.nomination_id = any ($1::uuid[])
order by m.nomination_id, m.version, m.position;

select a.nomination_id as "nominationId", a.step, a.at, a.opinion, a.favourable, a.unit_id as "unitId", a.account_id as "accountId", a.eligibility
from nomination_appraisal a
where a.nomination_id = any ($1::uuid[])
order by a.nomination_id, a.version;

select p.id, p.nomination_id as "nominationId", p.step, p.unit_id as "unitId", p.opened_on as "opensOn", p.closes_on as "closesOn", p.closed_on as "closedOn", p.place, p.voided
from posting p
where p.nomination_id = any ($1::uuid[])
order by p.nomination_id, p.id;

select n.id as "nominationId", n.honouree_id as "honoureeId", h.kind, n.award_type_id as "awardTypeId", proposed.code as award, n.merit_kind as merit, n.proposed_by_id as "proposedById", n.achievement_from as "from", n.achievement_to as "to", n.law_date as "lawDate", (select min(s.received_on) from nomination_step s where s.nomination_id = n.id) as "firstReceivedOn", (select json_build_object('number', c.number, 'basis', c.basis, 'lawDate', c.law_date, 'day', c.chosen_day, 'reason', c.reason) from nomination_law_choice c where c.nomination_id = n.id order by c.number desc limit 1) as choice, array(select distinct k.kind from nomination_document k where k.nomination_id = n.id order by 1) as documents, case when h.kind = 'COLLECTIVE' then (select case when bool_or(upper_inf(v.valid)) then null else max(upper(v.valid)) - 1 end from unit_version v where v.unit_id = h.unit_id) end as "livedUntil", array( select json_build_object('cited', concat_ws(', ', t.name, d.symbol, to_char(a.decided_on, 'DD/MM/YYYY')), 'line', t.line) from award a join nomination p on p.id = a.nomination_id and p.id <> n.id and daterange(p.achievement_from, p.achievement_to, '[]') && daterange(n.achievement_from, n.achievement_to, '[]') and fold(p.achievements) = fold(n.achievements) join award_type t on t.id = a.award_type_id join decision d on d.id = a.decision_id where a.honouree_id = n.honouree_id and a.status <> 'REVOKED' and t.is_commendation order by a.decided_on) as "sameAchievementAwards"
from nomination n
join honouree h on h.id = n.honouree_id
join award_type proposed on proposed.id = n.award_type_id
where n.id = any ($1::uuid[]);

select s.stamp, case when s.stamp is distinct
from $1 then ( select coalesce(json_agg(r), '[]') from ( select r.id, r.award_type_id as "awardTypeId", r.kind, r.args, r.for_unit_id as "forUnitId", jsonb_build_object('code', r.code, 'article', r.article, 'document', r.document, 'text', r.text, 'validFrom', lower(r.valid), 'validTo', upper(r.valid) - 1, 'confirmed', r.confirmed) as citation from rule_in_force r order by r.award_type_id nulls last, r.kind, r.code, lower(r.valid)) r) end as rows
from award_rule_stamp s;
