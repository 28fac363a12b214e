select q.id, q.kind, q.origin, q.state, q.version, q.issued_by_id as "issuedById", q.issuer_as_printed as "issuerAsPrinted", q.award_type_id as "awardTypeId", q.title, q.legal_bases as "legalBases", q.drafted_by_id as "draftedById", q.drafters, q.checked_by_id as "checkedById", q.symbol, q.signed_on as "signedOn", q.signer, q.signer_capacity as "signerCapacity", q.total_prize::text as "totalPrize", q.note, q.recorded_for_id as "recordedForId", q.decided_from as "decidedFrom", q.decided_to as "decidedTo", q.source
from decision q
where q.id = any ($4::uuid[]) and (case when q.state = 'ISSUED' then (coalesce((select true from unit_above above where above.unit_id in (q.issued_by_id, q.recorded_for_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or coalesce((select true from award l join nomination n on n.id = l.nomination_id where l.decision_id = q.id and (n.proposed_by_id = any ($3::uuid[]) or exists ( select from nomination_step s where s.nomination_id = n.id and s.unit_id = any ($3::uuid[]))) limit 1), false) or q.kind <> 'AWARD' and coalesce((select true from award l join nomination n on n.id = l.nomination_id where l.id = (select c.award_id from award_change c where c.decision_id = q.id) and (n.proposed_by_id = any ($3::uuid[]) or exists ( select from nomination_step s where s.nomination_id = n.id and s.unit_id = any ($3::uuid[]))) limit 1), false)) when q.recorded_for_id is not null then q.recorded_for_id = any ($1::uuid[]) else q.issued_by_id = any ($3::uuid[]) end);

select l.position, n.code, n.suspended, n.id as "nominationId", n.honouree_id as honouree, n.award_type_id as "awardTypeId", n.merit_kind as "meritKind", h.kind, h.display_name as name, own.name as "unitName", place.id as "areaId", place.name as "areaName", n.achievement_from as "achievementFrom", n.achievement_to as "achievementTo", cited.id as "proposalId", cited.date as "proposedOn", before.minutes as "proposerMinutesOn", case when count(*) over (partition by n.honouree_id) > 1 then md5(fold(n.achievements)) end as "achievementKey", (n.state = 'ENDORSED' and exists (select from nomination_step s where s.nomination_id = n.id and s.position = n.step and s.decides and not s.external and s.unit_id = q.issued_by_id)) as ready, last.minutes as "minutesOn", last.day as "endorsedOn"
from nomination n
join decision_line l on l.nomination_id = n.id
join decision q on q.id = l.decision_id
join honouree h on h.id = n.honouree_id
left join lateral (select v.name, v.area_id from unit_version v where v.unit_id = h.unit_id order by (v.valid @> $2::date) desc, (lower(v.valid) > $2::date), abs(lower(v.valid) - $2::date) limit 1) own on true
left join lateral (select v.area_id from unit_version v where v.unit_id = n.proposed_by_id order by (v.valid @> $2::date) desc, (lower(v.valid) > $2::date), abs(lower(v.valid) - $2::date) limit 1) proposer on true
left join lateral (select v.area_id as id, v.name from area_version v where v.area_id = coalesce(h.area_id, own.area_id, proposer.area_id) order by (v.valid @> $2::date) desc, (lower(v.valid) > $2::date), abs(lower(v.valid) - $2::date) limit 1) place on true
left join lateral (select p.id, p.date from proposal_nomination pn join proposal p on p.id = pn.proposal_id where pn.nomination_id = n.id order by pn.step desc, pn.proposal_id desc limit 1) cited on true
left join lateral (select e.day, coalesce((e.data ->> 'minutesDate')::date, (select s.held_on from council_session s where s.id = (e.data ->> 'sessionId')::uuid)) as minutes from nomination_event e where e.nomination_id = n.id and e.action = 'ENDORSE' order by e.version desc limit 1) last on true
left join lateral (select e.day, coalesce((e.data ->> 'minutesDate')::date, (select s.held_on from council_session s where s.id = (e.data ->> 'sessionId')::uuid)) as minutes from nomination_event e where e.nomination_id = n.id and e.action = 'ENDORSE' and e.step < n.step order by e.version desc limit 1) before on true
where n.id = any (array(select o.nomination_id from decision_line o where o.decision_id = $1))
order by l.position;

select t.id, t.code, t.name, t.decided_at as "decidedAt", t.line, t.subject_kinds as "subjectKinds", t.is_commendation as "isCommendation", lower(t.valid) as "validFrom", upper(t.valid) - 1 as "validTo"
from award_type t
where t.id = any ($1::uuid[]);

with recursive up as ( select v.unit_id, v.superior_id, 0 as height from unit_version v where v.unit_id = $1 and v.valid @> $2::date union all select v.unit_id, v.superior_id, up.height + 1 from up join unit_version v on v.unit_id = up.superior_id and v.valid @> $2::date where up.height < 20 )
select u.id, u.code, v.name, v.tier, u.line, u.is_body as "isBody", u.external, v.area_id as "areaId", (select a.tier from area_version a where a.area_id = v.area_id and a.valid @> $2::date) as "areaTier", v.superior_id as "superiorId"
from up
join unit u on u.id = up.unit_id
join unit_version v on v.unit_id = u.id and v.valid @> $2::date
order by up.height;

-- × 2
select s.stamp, case when s.stamp is distinct
from $1 then ( select coalesce(json_agg(r), '[]') from ( select r.id, r.award_type_id as "awardTypeId", r.kind, r.args, r.for_unit_id as "forUnitId", jsonb_build_object('code', r.code, 'article', r.article, 'document', r.document, 'text', r.text, 'validFrom', lower(r.valid), 'validTo', upper(r.valid) - 1, 'confirmed', r.confirmed) as citation from rule_in_force r order by r.award_type_id nulls last, r.kind, r.code, lower(r.valid)) r) end as rows
from award_rule_stamp s;

select n.id, n.code, n.campaign_id as "campaignId", n.honouree_id as "honoureeId", n.award_type_id as "awardTypeId", n.merit_kind as "meritKind", n.proposed_by_id as "proposedById", n.wanted_decider_id as "wantedDeciderId", n.deciding_unit_id as "decidingUnitId", n.achievements, n.achievement_from as "achievementFrom", n.achievement_to as "achievementTo", n.model_id as "modelId", n.previous_id as "previousId", n.state, n.step, n.version, n.suspended, n.suspended_by_id as "suspendedById", n.restart, n.lies_with_id as "liesWithId", n.law_date as "lawDate", n.due_on as "dueOn", n.answer_by as "answerBy"
from nomination n
where n.id = any ($1::uuid[]);

select n.id as "nominationId", n.honouree_id as "honoureeId", h.kind, n.award_type_id as "awardTypeId", proposed.code as award, n.merit_kind as merit, n.proposed_by_id as "proposedById", n.achievement_from as "from", n.achievement_to as "to", n.law_date as "lawDate", (select min(s.received_on) from nomination_step s where s.nomination_id = n.id) as "firstReceivedOn", (select json_build_object('number', c.number, 'basis', c.basis, 'lawDate', c.law_date, 'day', c.chosen_day, 'reason', c.reason) from nomination_law_choice c where c.nomination_id = n.id order by c.number desc limit 1) as choice, array(select distinct k.kind from nomination_document k where k.nomination_id = n.id order by 1) as documents, case when h.kind = 'COLLECTIVE' then (select case when bool_or(upper_inf(v.valid)) then null else max(upper(v.valid)) - 1 end from unit_version v where v.unit_id = h.unit_id) end as "livedUntil", array( select json_build_object('cited', concat_ws(', ', t.name, d.symbol, to_char(a.decided_on, 'DD/MM/YYYY')), 'line', t.line) from award a join nomination p on p.id = a.nomination_id and p.id <> n.id and daterange(p.achievement_from, p.achievement_to, '[]') && daterange(n.achievement_from, n.achievement_to, '[]') and fold(p.achievements) = fold(n.achievements) join award_type t on t.id = a.award_type_id join decision d on d.id = a.decision_id where a.honouree_id = n.honouree_id and a.status <> 'REVOKED' and t.is_commendation order by a.decided_on) as "sameAchievementAwards"
from nomination n
join honouree h on h.id = n.honouree_id
join award_type proposed on proposed.id = n.award_type_id
where n.id = any ($1::uuid[]);

select distinct on (a.nomination_id) a.nomination_id as "nominationId", a.favourable, a.eligibility
from nomination n
join nomination_appraisal a on a.nomination_id = n.id and a.step = n.step
where n.id = any ($1::uuid[])
order by a.nomination_id, a.version desc;
