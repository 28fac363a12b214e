select a.status, a.flagged, a.name_as_awarded as name, t.name as "awardType", q.symbol, q.issuer_as_printed as issuer, a.decided_on as "signedOn", coalesce(( select jsonb_agg(jsonb_build_object('kind', c.kind, 'symbol', l.symbol, 'signedOn', l.signed_on, 'issuer', l.issuer_as_printed, 'name', c.name_as_awarded) order by l.issued_at, l.id) from award_change c join decision l on l.id = c.decision_id where c.award_id = a.id and not c.open), '[]') as changes
from certificate c
join award a on a.id = c.award_id
join decision q on q.id = a.decision_id
join award_type t on t.id = a.award_type_id
where c.token = $1;

select award_id as id
from certificate
where token = $1;

-- × 2
select c.id, c.size, encode(c.root, 'hex') as root, to_char(c.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, c.changed, encode(c.changes, 'hex') as changes, c.key_id as "keyId", rtrim(translate(encode(c.signature, 'base64'), E'+/\n', '-_'), '=') as signature
from award_log_checkpoint c
order by c.id desc
limit 1;

select e.idx as index, e.kind, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, e.award_id as "awardId", e.facts, e.salt, e.hash, case when a.id is not null then json_build_array(a.id, a.name_as_awarded, t.code, a.decided_from, a.decided_on, a.position, a.honouree_id, a.merit_kind, a.nomination_id, a.kind, a.unit_as_awarded, a.area_as_awarded_id, a.citation_text, a.posthumous, a.received_by, a.prize::text, a.achievement_from, a.achievement_to, case when a.nomination_id is not null then (select encode(sha256(convert_to(string_agg(json_build_array(e.id, e.version, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.day, e.action, e.from_state, e.to_state, e.from_step, e.step, e.way, e.acting_unit_id, e.account_id, e.by_job, e.reason, e.data)::text, E'\n' order by e.version), 'UTF8')), 'hex') from public.nomination_event e where e.nomination_id = a.nomination_id) end)::text end as award, case when q.id is not null then json_build_array(q.symbol, q.issuer_as_printed, q.signed_on, q.id, q.kind, q.origin, q.state, q.issued_by_id, q.award_type_id, q.title, q.legal_bases, q.drafted_by_id, q.drafters, to_char(q.drafted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), q.checked_by_id, to_char(q.checked_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), q.signed_by_id, to_char(q.issued_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), q.series_key, q.number, q.signer, q.signer_capacity, q.total_prize::text, q.judgements, q.recorded_for_id, q.decided_from, q.decided_to, q.source, case when q.kind <> 'AWARD' then (select json_build_array(x.award_id, x.kind, x.ground, x.reason, x.name_as_awarded, x.unit_as_awarded) from public.award_change x where x.decision_id = q.id) end)::text end as decision
from award_log_entry e
left join award a on a.id = e.award_id and e.kind = 'AWARD'
left join award_type t on t.id = a.award_type_id
left join decision q on q.id = e.decision_id
where e.award_id = $1
order by e.idx;

select c.id, c.size, encode(c.root, 'hex') as root, to_char(c.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, c.changed, encode(c.changes, 'hex') as changes, c.key_id as "keyId", rtrim(translate(encode(c.signature, 'base64'), E'+/\n', '-_'), '=') as signature
from award_log_checkpoint c
where c.size > $1
order by c.size, c.id
limit 1;

select case when r.level = 0 then (select string_agg(e.hash, ''::bytea order by e.idx) from award_log_entry e where e.idx >= r.first and e.idx < r.first + r.count) else (select string_agg(n.hash, ''::bytea order by n.idx) from award_log_node n where n.level = r.level and n.idx >= r.first and n.idx < r.first + r.count) end as hashes
from unnest($1::int[], $2::bigint[], $3::bigint[]) with ordinality r (level, first, count, place)
order by r.place;

select k.id, k.public_key as "publicKey", k.entry_idx as "entryIndex", to_char(k.since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as since, lead(to_char(k.since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) over (order by k.entry_idx) as until, e.facts
from award_log_key k
join award_log_entry e on e.idx = k.entry_idx
order by k.entry_idx;

select a.idx as index, e.kind as status
from award_log_entry e
join award_log_entry a on a.award_id = e.award_id and a.kind = 'AWARD'
where e.kind in ('CORRECTED', 'REVOKED') and e.idx < $1
order by e.idx;
