START TRANSACTION;

select s.id, s.unit_id as "unitId", s.held_on as "heldOn", s.total_members as "totalMembers", s.mode, s.closed_at is not null as closed, s.cancelled_by_id is not null as cancelled, s.minutes_number as "minutesNumber"
from council_session s
where s.id = $3 and coalesce((select true from unit_above above where above.unit_id in (s.unit_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false)
for update of s;

-- × 2
select i.session_id as "sessionId", i.nomination_id as "nominationId", i.total_members as "totalMembers", i.step, i.votes_for as "votesFor", i.votes_against as "votesAgainst", i.blank, i.absent_without_opinion as "absentWithoutOpinion", i.written_opinions as "writtenOpinions", i.recused, trim_scale(i.threshold)::text as threshold, i.threshold_rule_id as "thresholdRuleId", i.threshold_confirmed as "thresholdConfirmed", i.open, s.unit_id as "unitId", s.mode, not i.open and not exists ( select from nomination_event e where e.nomination_id = i.nomination_id and e.way = 'COUNCIL' and e.data ->> 'sessionId' = i.session_id::text) as "left", n.code
from council_item i
join council_session s on s.id = i.session_id
join nomination n on n.id = i.nomination_id
where i.session_id = any ($1::uuid[])
order by i.session_id, n.code;

select n.id, n.code, n.campaign_id as "campaignId", n.honouree_id as "honoureeId", n.award_type_id as "awardTypeId", n.merit_kind as "meritKind", n.proposed_by_id as "proposedById", n.wanted_decider_id as "wantedDeciderId", n.deciding_unit_id as "decidingUnitId", n.achievements, n.achievement_from as "achievementFrom", n.achievement_to as "achievementTo", n.model_id as "modelId", n.previous_id as "previousId", n.state, n.step, n.version, n.suspended, n.suspended_by_id as "suspendedById", n.restart, n.lies_with_id as "liesWithId", n.law_date as "lawDate", n.due_on as "dueOn", n.answer_by as "answerBy"
from nomination n
where n.id = any ($3::uuid[]) and (n.proposed_by_id = any ($1::uuid[]) or (n.state <> 'DRAFT' and ( coalesce((select true from unit_above above where above.unit_id in (n.proposed_by_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or coalesce((select true from nomination_step s where s.nomination_id = n.id and s.unit_id = any ($1::uuid[]) limit 1), false))))
order by n.id
for update of n;

select i.id as "nominationId", coalesce((select json_agg(json_build_object('position', s.position, 'unitId', s.unit_id, 'tier', s.tier, 'line', s.line, 'decides', s.decides, 'external', s.external, 'council', s.council, 'posting', s.posting, 'receivedOn', s.received_on, 'gone', s.outcome is not distinct from 'CONVERTED') order by s.position) from nomination_step s where s.nomination_id = i.id), '[]') as steps, coalesce((select json_agg(json_build_object('accountId', e.account_id, 'action', e.action, 'step', e.step)) from nomination_event e where e.nomination_id = i.id and e.account_id is not null and (e.action in ('CREATE', 'EDIT', 'SUBMIT', 'RECEIVE', 'APPRAISE') or e.action = 'ENDORSE' and e.way = 'HEAD')), '[]') as persons, case when $2 then json_build_object( 'kinds', array(select d.kind from nomination_document d where d.nomination_id = i.id), 'openItem', (select m.item from nomination_missing_item m where m.nomination_id = i.id and m.answer is null and m.answered_by_document_id is null order by m.version, m.position limit 1)) end as "handedIn", (select r.stamp from award_rule_stamp r) as "rulesStamp"
from unnest($1::uuid[]) i (id);

select r.id, r.award_type_id as "awardTypeId", r.kind, r.args, r.for_unit_id as "forUnitId", jsonb_build_object('code', r.code, 'article', r.article, 'document', r.document, 'text', r.text, 'validFrom', lower(r.valid), 'validTo', upper(r.valid) - 1, 'confirmed', r.confirmed) as citation
from award_rule r
where r.id = any ($1::uuid[]);

select n.id as "nominationId", n.honouree_id as "honoureeId", h.kind, n.award_type_id as "awardTypeId", proposed.code as award, n.merit_kind as merit, n.proposed_by_id as "proposedById", n.achievement_from as "from", n.achievement_to as "to", n.law_date as "lawDate", (select min(s.received_on) from nomination_step s where s.nomination_id = n.id) as "firstReceivedOn", (select json_build_object('number', c.number, 'basis', c.basis, 'lawDate', c.law_date, 'day', c.chosen_day, 'reason', c.reason) from nomination_law_choice c where c.nomination_id = n.id order by c.number desc limit 1) as choice, array(select distinct k.kind from nomination_document k where k.nomination_id = n.id order by 1) as documents, case when h.kind = 'COLLECTIVE' then (select case when bool_or(upper_inf(v.valid)) then null else max(upper(v.valid)) - 1 end from unit_version v where v.unit_id = h.unit_id) end as "livedUntil", array( select json_build_object('cited', concat_ws(', ', t.name, d.symbol, to_char(a.decided_on, 'DD/MM/YYYY')), 'line', t.line) from award a join nomination p on p.id = a.nomination_id and p.id <> n.id and daterange(p.achievement_from, p.achievement_to, '[]') && daterange(n.achievement_from, n.achievement_to, '[]') and fold(p.achievements) = fold(n.achievements) join award_type t on t.id = a.award_type_id join decision d on d.id = a.decision_id where a.honouree_id = n.honouree_id and a.status <> 'REVOKED' and t.is_commendation order by a.decided_on) as "sameAchievementAwards"
from nomination n
join honouree h on h.id = n.honouree_id
join award_type proposed on proposed.id = n.award_type_id
where n.id = any ($1::uuid[]);

select f.id, f.honouree_id as "honoureeId", f.recorded_by_id as "recordedById", f.recorded_for_id as "recordedForId", f.recorded_at as "recordedAt", f.kind, f.matter, f.from_day as "from", f.to_day as "to", f.source
from honouree_discipline f
where f.honouree_id = any ($1::uuid[]) and not f.withdrawn and not exists (select from honouree_discipline newer where newer.replaces_id = f.id)
order by f.from_day, f.id;

select distinct on (a.nomination_id) a.nomination_id as "nominationId", a.favourable, a.eligibility
from nomination n
join nomination_appraisal a on a.nomination_id = n.id and a.step = n.step
where n.id = any ($1::uuid[])
order by a.nomination_id, a.version desc;

ROLLBACK;

START TRANSACTION;

insert into audit (text)
values ($1);

COMMIT;
