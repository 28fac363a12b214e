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

select b.nomination_id as id
from (select nomination_id from council_ballot where session_id = $1 and account_id <> $2 union all select nomination_id from council_written_ballot where session_id = $1 and member_key <> $2::text) b
group by b.nomination_id having count(*) >= $3;

select w.nomination_id as id
from council_written_ballot w
join account a on a.id = $2
where w.session_id = $1 and w.member_key in (a.id::text, fold(a.full_name));

select i.nomination_id as id
from council_item i
join nomination n on n.id = i.nomination_id
join honouree h on h.id = n.honouree_id
join account a on a.id = $2
where i.session_id = $1 and ( exists (select from nomination_event e where e.nomination_id = n.id and e.account_id = a.id and e.action in ('CREATE', 'EDIT', 'SUBMIT')) or exists (select from unnest(h.aliases || h.display_name || h.head_of_household) name where fold(name) = fold(a.full_name)));

insert into council_ballot (session_id, nomination_id, account_id, vote, cast_at)
select $1, v."nominationId", $2, v.vote, $3
from jsonb_to_recordset($4::jsonb) as v ("nominationId" uuid, vote text)
on conflict (session_id, nomination_id, account_id) do update
set vote = excluded.vote, cast_at = excluded.cast_at;

with entry as (insert into audit (text) values ($1) returning id) insert into audit_salt (audit_id, salt)
select id, $2
from entry;

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
where n.id = any ($3::uuid[]) and (n.proposed_by_id = any ($1::uuid[]) or (n.state <> 'DRAFT' and ( coalesce((select true from unit_above above where above.unit_id in (n.proposed_by_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or coalesce((select true from nomination_step s where s.nomination_id = n.id and s.unit_id = any ($1::uuid[]) limit 1), false))));

select b.session_id as "sessionId", b.nomination_id as "nominationId", b.account_id as "accountId", b.vote, b.written, b.cast_at as "castAt", b.member_name as "memberName", b.document_id as "documentId"
from unnest($1::uuid[], $2::uuid[]) as i (session_id, nomination_id)
cross join lateral ( select c.session_id, c.nomination_id, c.account_id, c.vote, c.written, c.cast_at, null as member_name, null::uuid as document_id from council_ballot c where c.session_id = i.session_id and c.nomination_id = i.nomination_id union all select w.session_id, w.nomination_id, w.account_id, w.vote, true, w.recorded_at, w.member_name, w.document_id from council_written_ballot w where w.session_id = i.session_id and w.nomination_id = i.nomination_id) b
order by b.session_id, b.nomination_id, b.cast_at, b.account_id, b.member_name;

select a.id, a.username, a.full_name as "fullName", a.must_change_password as "mustChangePassword", a.managed_by_unit_id as "managedByUnitId", a.disabled_at as "disabledAt", a.disabled_at is not null as disabled
from account a
where a.id = any ($1::uuid[]);
