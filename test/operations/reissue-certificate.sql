START TRANSACTION;

select a.id, a.kind, a.status, a.decision_id as "decisionId", a.award_type_id as "awardTypeId", a.issued_by_id as "issuedById", q.issuer_as_printed as "issuerAsPrinted", q.symbol, a.decided_on as "decidedOn", a.name_as_awarded as "nameAsAwarded", a.unit_as_awarded as "unitAsAwarded", not exists (select from unit u where u.id = a.issued_by_id and not u.external) as "issuedOutside", exists (select from certificate c where c.award_id = a.id) as "hasCertificate"
from award a
join decision q on q.id = a.decision_id
where a.id = $1 and true;

select id
from decision_heirs($1, $2) as id
order by id;

insert into certificate_reissue (award_id, unit_id, cause, request_symbol, document_id, issued_by_id, issued_at)
values ($1, $2, $3, $4, $5, $6, $7)
returning number;

insert into audit (text)
values ($1);

-- × 2
select pg_advisory_xact_lock($1);

with taken as ( delete from award_log_waiting where award_id in (select award_id from award_log_waiting where $2::uuid[] is null or award_id = any ($2) order by award_id limit $1) returning award_id )
select a.id as "awardId", a.decision_id as "decisionId", t.name as "typeName", c.token, json_build_array(a.id, a.name_as_awarded, t.code, a.decided_from, a.decided_on, a.position, a.honouree_id, a.merit_kind, a.nomination_id, a.kind, a.unit_as_awarded, a.area_as_awarded_id, a.citation_text, a.posthumous, a.received_by, a.prize::text, a.achievement_from, a.achievement_to, case when a.nomination_id is not null then (select encode(sha256(convert_to(string_agg(json_build_array(e.id, e.version, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.day, e.action, e.from_state, e.to_state, e.from_step, e.step, e.way, e.acting_unit_id, e.account_id, e.by_job, e.reason, e.data)::text, E'\n' order by e.version), 'UTF8')), 'hex') from public.nomination_event e where e.nomination_id = a.nomination_id) end)::text as award, json_build_array(q.symbol, q.issuer_as_printed, q.signed_on, q.id, q.kind, q.origin, q.state, q.issued_by_id, q.award_type_id, q.title, q.legal_bases, q.drafted_by_id, q.drafters, to_char(q.drafted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), q.checked_by_id, to_char(q.checked_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), q.signed_by_id, to_char(q.issued_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), q.series_key, q.number, q.signer, q.signer_capacity, q.total_prize::text, q.judgements, q.recorded_for_id, q.decided_from, q.decided_to, q.source, case when q.kind <> 'AWARD' then (select json_build_array(x.award_id, x.kind, x.ground, x.reason, x.name_as_awarded, x.unit_as_awarded) from public.award_change x where x.decision_id = q.id) end)::text as decision
from award a
join award_type t on t.id = a.award_type_id
join decision q on q.id = a.decision_id
left join certificate c on c.award_id = a.id
join taken on taken.award_id = a.id
order by a.decision_id, a.position;

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

select q.id, json_build_array(q.symbol, q.issuer_as_printed, q.signed_on, q.id, q.kind, q.origin, q.state, q.issued_by_id, q.award_type_id, q.title, q.legal_bases, q.drafted_by_id, q.drafters, to_char(q.drafted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), q.checked_by_id, to_char(q.checked_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), q.signed_by_id, to_char(q.issued_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), q.series_key, q.number, q.signer, q.signer_capacity, q.total_prize::text, q.judgements, q.recorded_for_id, q.decided_from, q.decided_to, q.source, case when q.kind <> 'AWARD' then (select json_build_array(x.award_id, x.kind, x.ground, x.reason, x.name_as_awarded, x.unit_as_awarded) from public.award_change x where x.decision_id = q.id) end)::text as decision
from decision q
where q.id = any ($1::uuid[]);

insert into award_log_entry (idx, kind, award_id, decision_id, at, facts, salt, hash)
select $1 + e.place - 1, e.kind, e.award, e.decision, $2, e.facts, decode(e.salt, 'hex'), decode(e.hash, 'hex')
from unnest($3::text[], $4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::text[]) with ordinality e (kind, award, decision, facts, salt, hash, place);

select pos, encode(hash, 'hex') as hash
from audit_head;

insert into award_log_checkpoint (size, root, at, changed, changes, key_id, signature, audit_pos, audit_hash, audit_signature)
values ($1, decode($2, 'hex'), $3, $4, decode($5, 'hex'), $6, $7, $8, decode($9, 'hex'), $10);

COMMIT;

select a.id, a.kind, a.merit_kind as "meritKind", a.name_as_awarded as "nameAsAwarded", a.unit_as_awarded as "unitAsAwarded", a.citation_text as "citationText", a.posthumous, a.received_by as "receivedBy", a.prize::text as prize, a.status, a.flagged, a.decided_from as "decidedFrom", a.decided_on as "decidedTo", case when a.decided_from = a.decided_on then a.decided_on end as "decidedOn", a.decision_id as "decisionId", a.honouree_id as "honoureeId", a.award_type_id as "awardTypeId", a.nomination_id as "nominationId", a.area_as_awarded_id as "areaAsAwardedId", q.symbol as "decisionSymbol", q.issuer_as_printed as "issuerAsPrinted"
from award a
join decision q on q.id = a.decision_id
where a.id = any ($1::uuid[]) and true;

select c.award_id as "awardId", c.year, c.number, c.token, c.reissues
from certificate c
where c.award_id = any ($1::uuid[]);
