START TRANSACTION;

select s.id, s.unit_id as "unitId", s.held_on as "heldOn", s.total_members as "totalMembers", s.mode, s.closed_at is not null as closed, s.cancelled_by_id is not null as cancelled, s.minutes_number as "minutesNumber"
from council_session s
where s.id = $3 and coalesce((select true from unit_above above where above.unit_id in (s.unit_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false)
for update of s;

select
from nomination n
where n.id in (select i.nomination_id from council_item i where i.session_id = $1 and i.nomination_id = any ($2::uuid[]))
order by n.id
for share of n;

select i.session_id as "sessionId", i.nomination_id as "nominationId", i.total_members as "totalMembers", i.step, i.votes_for as "votesFor", i.votes_against as "votesAgainst", i.blank, i.absent_without_opinion as "absentWithoutOpinion", i.written_opinions as "writtenOpinions", i.recused, trim_scale(i.threshold)::text as threshold, i.threshold_rule_id as "thresholdRuleId", i.threshold_confirmed as "thresholdConfirmed", i.open, s.unit_id as "unitId", s.mode, not i.open and not exists ( select from nomination_event e where e.nomination_id = i.nomination_id and e.way = 'COUNCIL' and e.data ->> 'sessionId' = i.session_id::text) as "left", n.code
from council_item i
join council_session s on s.id = i.session_id
join nomination n on n.id = i.nomination_id
where i.session_id = any ($1::uuid[])
order by i.session_id, n.code;

update council_item i
set votes_for = t."votesFor", votes_against = t."votesAgainst", blank = t.blank, absent_without_opinion = t."absentWithoutOpinion", written_opinions = t."writtenOpinions", recused = t.recused
from jsonb_to_recordset($2::jsonb) as t ("nominationId" uuid, "votesFor" int, "votesAgainst" int, blank int, "absentWithoutOpinion" int, "writtenOpinions" int, recused int)
where i.session_id = $1 and i.nomination_id = t."nominationId";

insert into audit (text)
values ($1);

COMMIT;

select s.id, s.unit_id as "unitId", s.held_on as "heldOn", s.total_members as "totalMembers", s.mode, s.closed_at is not null as closed, s.cancelled_by_id is not null as cancelled, s.minutes_number as "minutesNumber"
from council_session s
where s.id = any ($3::uuid[]) and coalesce((select true from unit_above above where above.unit_id in (s.unit_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false);

select i.session_id as "sessionId", i.nomination_id as "nominationId", i.total_members as "totalMembers", i.step, i.votes_for as "votesFor", i.votes_against as "votesAgainst", i.blank, i.absent_without_opinion as "absentWithoutOpinion", i.written_opinions as "writtenOpinions", i.recused, trim_scale(i.threshold)::text as threshold, i.threshold_rule_id as "thresholdRuleId", i.threshold_confirmed as "thresholdConfirmed", i.open, s.unit_id as "unitId", s.mode, not i.open and not exists ( select from nomination_event e where e.nomination_id = i.nomination_id and e.way = 'COUNCIL' and e.data ->> 'sessionId' = i.session_id::text) as "left", n.code
from council_item i
join council_session s on s.id = i.session_id
join nomination n on n.id = i.nomination_id
where i.session_id = any ($1::uuid[])
order by i.session_id, n.code;

select n.id, n.code, n.campaign_id as "campaignId", n.honouree_id as "honoureeId", n.award_type_id as "awardTypeId", n.merit_kind as "meritKind", n.proposed_by_id as "proposedById", n.wanted_decider_id as "wantedDeciderId", n.deciding_unit_id as "decidingUnitId", n.achievements, n.achievement_from as "achievementFrom", n.achievement_to as "achievementTo", n.model_id as "modelId", n.previous_id as "previousId", n.state, n.step, n.version, n.suspended, n.suspended_by_id as "suspendedById", n.restart, n.lies_with_id as "liesWithId", n.law_date as "lawDate", n.due_on as "dueOn", n.answer_by as "answerBy"
from nomination n
where n.id = $3 and (n.proposed_by_id = any ($1::uuid[]) or (n.state <> 'DRAFT' and ( coalesce((select true from unit_above above where above.unit_id in (n.proposed_by_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or coalesce((select true from nomination_step s where s.nomination_id = n.id and s.unit_id = any ($1::uuid[]) limit 1), false))));

select h.id, h.kind, h.display_name as "displayName", h.aliases, h.birth_year as "birthYear", h.death_year as "deathYear", h.gender, h.head_of_household as "headOfHousehold", h.hometown_id as "hometownId", h.unit_id as "unitId", h.area_id as "areaId", h.registered_by_id as "registeredById"
from honouree h
where h.id = any ($1::uuid[]);
