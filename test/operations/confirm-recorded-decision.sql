START TRANSACTION;

select q.id, q.kind, q.origin, q.state, q.version, q.issued_by_id as "issuedById", q.issuer_as_printed as "issuerAsPrinted", q.award_type_id as "awardTypeId", q.title, q.legal_bases as "legalBases", q.drafted_by_id as "draftedById", q.drafters, q.checked_by_id as "checkedById", q.symbol, q.signed_on as "signedOn", q.signer, q.signer_capacity as "signerCapacity", q.total_prize::text as "totalPrize", q.note, q.recorded_for_id as "recordedForId", q.decided_from as "decidedFrom", q.decided_to as "decidedTo", q.source
from decision q
where q.id = $4 and (case when q.state = 'ISSUED' then (coalesce((select true from unit_above above where above.unit_id in (q.issued_by_id, q.recorded_for_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or coalesce((select true from award l join nomination n on n.id = l.nomination_id where l.decision_id = q.id and (n.proposed_by_id = any ($3::uuid[]) or exists ( select from nomination_step s where s.nomination_id = n.id and s.unit_id = any ($3::uuid[]))) limit 1), false) or q.kind <> 'AWARD' and coalesce((select true from award l join nomination n on n.id = l.nomination_id where l.id = (select c.award_id from award_change c where c.decision_id = q.id) and (n.proposed_by_id = any ($3::uuid[]) or exists ( select from nomination_step s where s.nomination_id = n.id and s.unit_id = any ($3::uuid[]))) limit 1), false)) when q.recorded_for_id is not null then q.recorded_for_id = any ($1::uuid[]) else q.issued_by_id = any ($3::uuid[]) end)
for update of q;

update decision
set state = 'ISSUED', version = version + 1, checked_by_id = $2, checked_at = $3, issued_at = $3
where id = $1;

insert into award (decision_id, position, honouree_id, award_type_id, merit_kind, kind, name_as_awarded, unit_as_awarded, area_as_awarded_id, citation_text, posthumous, received_by, decided_on)
select l.decision_id, l.position, l.honouree_id, l.award_type_id, l.merit_kind, h.kind, l.name_as_awarded, l.unit_as_awarded, l.area_id, l.citation_text, l.posthumous, l.received_by, q.decided_to
from recorded_line l
join decision q on q.id = l.decision_id
join honouree h on h.id = l.honouree_id
where l.decision_id = $1
order by l.position
returning id;

insert into award_shared_with (award_id, honouree_id)
select distinct a.id, sharer
from recorded_line l
join award a on a.decision_id = l.decision_id and a.position = l.position cross join unnest(l.shared_with) sharer
where l.decision_id = $1 and sharer <> l.honouree_id;

insert into audit (text)
values ($1);

select pg_advisory_xact_lock($1);

select k.id, k.public_key as "publicKey", k.entry_idx as "entryIndex", to_char(k.since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as since, lead(to_char(k.since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) over (order by k.entry_idx) as until, e.facts
from award_log_key k
join award_log_entry e on e.idx = k.entry_idx
order by k.entry_idx;

select coalesce(max(idx) + 1, 0) as size
from award_log_entry;

select c.id, c.size, encode(c.root, 'hex') as root, to_char(c.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, c.changed, encode(c.changes, 'hex') as changes, c.key_id as "keyId", rtrim(translate(encode(c.signature, 'base64'), E'+/\n', '-_'), '=') as signature
from award_log_checkpoint c
order by c.id desc
limit 1;

select case when r.level = 0 then (select string_agg(e.hash, ''::bytea order by e.idx) from award_log_entry e where e.idx >= r.first and e.idx < r.first + r.count) else (select string_agg(n.hash, ''::bytea order by n.idx) from award_log_node n where n.level = r.level and n.idx >= r.first and n.idx < r.first + r.count) end as hashes
from unnest($1::int[], $2::bigint[], $3::bigint[]) with ordinality r (level, first, count, place)
order by r.place;

select a.id as "awardId", a.decision_id as "decisionId", t.name as "typeName", c.token, json_build_array(a.id, a.name_as_awarded, t.code, a.decided_from, a.decided_on, a.position, a.honouree_id, a.merit_kind, a.nomination_id, a.kind, a.unit_as_awarded, a.area_as_awarded_id, a.citation_text, a.posthumous, a.received_by, a.prize::text, a.achievement_from, a.achievement_to, case when a.nomination_id is not null then (select encode(sha256(convert_to(string_agg(json_build_array(e.id, e.version, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.day, e.action, e.from_state, e.to_state, e.from_step, e.step, e.way, e.acting_unit_id, e.account_id, e.by_job, e.reason, e.data)::text, E'\n' order by e.version), 'UTF8')), 'hex') from public.nomination_event e where e.nomination_id = a.nomination_id) end)::text as award, json_build_array(q.symbol, q.issuer_as_printed, q.signed_on, q.id, q.kind, q.origin, q.state, q.issued_by_id, q.award_type_id, q.title, q.legal_bases, q.drafted_by_id, q.drafters, to_char(q.drafted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), q.checked_by_id, to_char(q.checked_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), q.signed_by_id, to_char(q.issued_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), q.series_key, q.number, q.signer, q.signer_capacity, q.total_prize::text, q.judgements, q.recorded_for_id, q.decided_from, q.decided_to, q.source, case when q.kind <> 'AWARD' then (select json_build_array(x.award_id, x.kind, x.ground, x.reason, x.name_as_awarded, x.unit_as_awarded) from public.award_change x where x.decision_id = q.id) end)::text as decision
from award a
join award_type t on t.id = a.award_type_id
join decision q on q.id = a.decision_id
left join certificate c on c.award_id = a.id
where a.decision_id = $1 and not exists (select from award_log_entry e where e.award_id = a.id and e.kind = 'AWARD') and not exists (select from award_log_waiting w where w.award_id = a.id)
order by a.position;

insert into award_log_entry (idx, kind, award_id, decision_id, at, facts, salt, hash)
select $1 + e.place - 1, e.kind, e.award, e.decision, $2, e.facts, decode(e.salt, 'hex'), decode(e.hash, 'hex')
from unnest($3::text[], $4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::text[]) with ordinality e (kind, award, decision, facts, salt, hash, place);

select pos, encode(hash, 'hex') as hash
from audit_head;

insert into award_log_checkpoint (size, root, at, changed, changes, key_id, signature, audit_pos, audit_hash, audit_signature)
values ($1, decode($2, 'hex'), $3, $4, decode($5, 'hex'), $6, $7, $8, decode($9, 'hex'), $10);

COMMIT;

select q.id, q.kind, q.origin, q.state, q.version, q.issued_by_id as "issuedById", q.issuer_as_printed as "issuerAsPrinted", q.award_type_id as "awardTypeId", q.title, q.legal_bases as "legalBases", q.drafted_by_id as "draftedById", q.drafters, q.checked_by_id as "checkedById", q.symbol, q.signed_on as "signedOn", q.signer, q.signer_capacity as "signerCapacity", q.total_prize::text as "totalPrize", q.note, q.recorded_for_id as "recordedForId", q.decided_from as "decidedFrom", q.decided_to as "decidedTo", q.source
from decision q
where q.id = any ($4::uuid[]) and (case when q.state = 'ISSUED' then (coalesce((select true from unit_above above where above.unit_id in (q.issued_by_id, q.recorded_for_id) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or coalesce((select true from award l join nomination n on n.id = l.nomination_id where l.decision_id = q.id and (n.proposed_by_id = any ($3::uuid[]) or exists ( select from nomination_step s where s.nomination_id = n.id and s.unit_id = any ($3::uuid[]))) limit 1), false) or q.kind <> 'AWARD' and coalesce((select true from award l join nomination n on n.id = l.nomination_id where l.id = (select c.award_id from award_change c where c.decision_id = q.id) and (n.proposed_by_id = any ($3::uuid[]) or exists ( select from nomination_step s where s.nomination_id = n.id and s.unit_id = any ($3::uuid[]))) limit 1), false)) when q.recorded_for_id is not null then q.recorded_for_id = any ($1::uuid[]) else q.issued_by_id = any ($3::uuid[]) end);

select a.id, a.kind, a.merit_kind as "meritKind", a.name_as_awarded as "nameAsAwarded", a.unit_as_awarded as "unitAsAwarded", a.citation_text as "citationText", a.posthumous, a.received_by as "receivedBy", a.prize::text as prize, a.status, a.flagged, a.decided_from as "decidedFrom", a.decided_on as "decidedTo", case when a.decided_from = a.decided_on then a.decided_on end as "decidedOn", a.decision_id as "decisionId", a.honouree_id as "honoureeId", a.award_type_id as "awardTypeId", a.nomination_id as "nominationId", a.area_as_awarded_id as "areaAsAwardedId", q.symbol as "decisionSymbol", q.issuer_as_printed as "issuerAsPrinted", a.position
from award a
join decision q on q.id = a.decision_id
where (coalesce((select true from unit_above above where above.unit_id = any (a.unit_ids) and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false) or a.route_unit_ids && $1::uuid[]) and a.decision_id = $3::uuid and a.position > $4
order by a.position
limit $5;

select u.id, u.code, u.line, u.is_body as "isBody", u.external, n.*
from (select $2::date as day) w cross join unit u
cross join lateral ( select min(lower(v.valid)) over () as "validFrom", case when bool_or(upper_inf(v.valid)) over () then null else max(upper(v.valid)) over () - 1 end as "validTo", v.name, v.tier, v.area_id as "areaId", v.superior_id as "superiorId" from unit_version v where v.unit_id = u.id order by (v.valid @> w.day) desc, (lower(v.valid) > w.day), abs(lower(v.valid) - w.day) limit 1) n
where u.id = any ($1::uuid[]);

select t.id as "decisionId", t.kind, count(*)::int as count
from ( select a.decision_id as id, a.kind from award a where a.decision_id = any ($1::uuid[]) union all select l.decision_id, h.kind from decision_line l join decision q on q.id = l.decision_id and q.state <> 'ISSUED' join nomination n on n.id = l.nomination_id join honouree h on h.id = n.honouree_id where l.decision_id = any ($1::uuid[]) union all select l.decision_id, h.kind from recorded_line l join decision q on q.id = l.decision_id and q.state <> 'ISSUED' join honouree h on h.id = l.honouree_id where l.decision_id = any ($1::uuid[])) t
group by t.id, t.kind;

select l.decision_id as "decisionId", l.position, l.honouree_id as "honoureeId", l.award_type_id as "awardTypeId", l.merit_kind as "meritKind", l.name_as_awarded as "nameAsAwarded", l.unit_as_awarded as "unitAsAwarded", l.area_id as "areaId", l.citation_text as "citationText", l.posthumous, l.received_by as "receivedBy", l.shared_with as "sharedWithIds"
from recorded_line l
join decision q on q.id = l.decision_id
where q.state = 'DRAFT' and l.decision_id = any ($1::uuid[])
order by l.decision_id, l.position;

select t.id, t.code, t.name, t.decided_at as "decidedAt", t.line, t.subject_kinds as "subjectKinds", t.is_commendation as "isCommendation", lower(t.valid) as "validFrom", upper(t.valid) - 1 as "validTo"
from award_type t
where t.id = any ($1::uuid[]);

select c.award_id as "awardId", c.year, c.number, c.token, c.reissues
from certificate c
where c.award_id = any ($1::uuid[]);
