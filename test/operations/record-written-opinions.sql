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

select a.id as "accountId", a.full_name as name
from account a
where (a.id = $2::uuid or fold(a.full_name) = fold($3)) and exists ( select from role_grant g where g.account_id = a.id and g.unit_id = $1 and g.role = any ($4::text[]) and g.valid @> $5::date and g.revoked_at is null);

select d.id, d.kind, d.file_name as "fileName", d.media_type as "mediaType", d.size, encode(d.sha256, 'hex') as sha256, d.received_at as "receivedAt", d.unit_id as "unitId"
from document d
where d.id = any ($4::uuid[]) and (coalesce((select true from unit_above above where above.unit_id in (d.unit_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or d.received_from_id = $3 or exists ( select from decision_document x join decision q on q.id = x.decision_id where x.document_id = d.id and (q.state = 'ISSUED' and (coalesce((select true from unit_above above where above.unit_id in (q.issued_by_id, q.recorded_for_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or coalesce((select true from award l join nomination n on n.id = l.nomination_id where l.decision_id = q.id and (n.proposed_by_id = any ($1::uuid[]) or exists ( select from nomination_step s where s.nomination_id = n.id and s.unit_id = any ($1::uuid[]))) limit 1), false) or q.kind <> 'AWARD' and coalesce((select true from award l join nomination n on n.id = l.nomination_id where l.id = (select c.award_id from award_change c where c.decision_id = q.id) and (n.proposed_by_id = any ($1::uuid[]) or exists ( select from nomination_step s where s.nomination_id = n.id and s.unit_id = any ($1::uuid[]))) limit 1), false)))) or exists ( select from nomination_document a join nomination n on n.id = a.nomination_id where a.document_id = d.id and (n.proposed_by_id = any ($1::uuid[]) or (n.state <> 'DRAFT' and ( coalesce((select true from unit_above above where above.unit_id in (n.proposed_by_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or coalesce((select true from nomination_step s where s.nomination_id = n.id and s.unit_id = any ($1::uuid[]) limit 1), false))))));

select i.nomination_id as "nominationId", exists (select from council_ballot b where b.session_id = $1 and b.nomination_id = i.nomination_id and b.account_id = $2) as voted, exists (select from nomination_event e where e.nomination_id = i.nomination_id and e.account_id = $2 and e.action in ('CREATE', 'EDIT', 'SUBMIT')) or exists (select from unnest(h.aliases || h.display_name || h.head_of_household) own where fold(own) = fold($3)) as interested, (select count(*) from council_ballot b where b.session_id = $1 and b.nomination_id = i.nomination_id and b.account_id is distinct from $2)::int + (select count(*) from council_written_ballot w where w.session_id = $1 and w.nomination_id = i.nomination_id and w.member_key <> coalesce($2::text, fold($3)))::int as others
from council_item i
join nomination n on n.id = i.nomination_id
join honouree h on h.id = n.honouree_id
where i.session_id = $1;

insert into council_written_ballot (session_id, nomination_id, member_name, account_id, vote, document_id, recorded_by_id, recorded_at)
select $1, v."nominationId", $2, $3, v.vote, $4, $5, $6
from jsonb_to_recordset($7::jsonb) as v ("nominationId" uuid, vote text)
on conflict (session_id, nomination_id, member_key) do update
set vote = excluded.vote, document_id = excluded.document_id, recorded_by_id = excluded.recorded_by_id, recorded_at = excluded.recorded_at;

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

select d.id, d.kind, d.file_name as "fileName", d.media_type as "mediaType", d.size, encode(d.sha256, 'hex') as sha256, d.received_at as "receivedAt", d.unit_id as "unitId"
from document d
where d.id = any ($4::uuid[]) and (coalesce((select true from unit_above above where above.unit_id in (d.unit_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or d.received_from_id = $3 or exists ( select from decision_document x join decision q on q.id = x.decision_id where x.document_id = d.id and (q.state = 'ISSUED' and (coalesce((select true from unit_above above where above.unit_id in (q.issued_by_id, q.recorded_for_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or coalesce((select true from award l join nomination n on n.id = l.nomination_id where l.decision_id = q.id and (n.proposed_by_id = any ($1::uuid[]) or exists ( select from nomination_step s where s.nomination_id = n.id and s.unit_id = any ($1::uuid[]))) limit 1), false) or q.kind <> 'AWARD' and coalesce((select true from award l join nomination n on n.id = l.nomination_id where l.id = (select c.award_id from award_change c where c.decision_id = q.id) and (n.proposed_by_id = any ($1::uuid[]) or exists ( select from nomination_step s where s.nomination_id = n.id and s.unit_id = any ($1::uuid[]))) limit 1), false)))) or exists ( select from nomination_document a join nomination n on n.id = a.nomination_id where a.document_id = d.id and (n.proposed_by_id = any ($1::uuid[]) or (n.state <> 'DRAFT' and ( coalesce((select true from unit_above above where above.unit_id in (n.proposed_by_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or coalesce((select true from nomination_step s where s.nomination_id = n.id and s.unit_id = any ($1::uuid[]) limit 1), false))))));
