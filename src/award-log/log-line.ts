import { hash } from 'node:crypto';
import { canonicalJson } from '../core/canonical-json.js';
import { leafHash } from './merkle.js';

/** What an entry of the log is about. */
export type EntryKind = 'KEY' | 'AWARD' | 'CORRECTED' | 'REVOKED' | 'REISSUED';

const SALT_BYTES = 64;
const SHOWN_BYTES = 32;
const LINE_VERSION = 1;

/** Values of an award in the order of AWARD_VALUES: those that a proof shows, then those that it hides. */
type AwardValues = readonly [id: string, name: string, type: string, from: string, on: string, ...hidden: unknown[]];
/** Values of a decision in the order of DECISION_VALUES. */
type DecisionValues = readonly [symbol: string | null, issuer: string | null, signedOn: string | null, ...unknown[]];

// Of these values hashes are made: only ever add a new version of the line, never change an order or a format.
// Instants as text, or they would follow the time zone of the session.
const instant = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
// The whole road of its dossier: after the award nothing more happens on it.
const ROAD_VALUES = `case when a.nomination_id is not null then (select encode(sha256(convert_to(string_agg(json_build_array(e.id,
  e.version, ${instant('e.at')}, e.day, e.action, e.from_state, e.to_state, e.from_step, e.step, e.way, e.acting_unit_id,
  e.account_id, e.by_job, e.reason, e.data)::text, E'\\n' order by e.version), 'UTF8')), 'hex')
  from public.nomination_event e where e.nomination_id = a.nomination_id) end`;
export const AWARD_VALUES = `json_build_array(a.id, a.name_as_awarded, t.code, a.decided_from, a.decided_on, a.position,
  a.honouree_id, a.merit_kind, a.nomination_id, a.kind, a.unit_as_awarded, a.area_as_awarded_id, a.citation_text,
  a.posthumous, a.received_by, a.prize::text, a.achievement_from, a.achievement_to,
  ${ROAD_VALUES})::text`;
// Of a correction or revocation also what it changes: its row was written with the draft.
const CHANGE_VALUES = `case when q.kind <> 'AWARD' then (select json_build_array(x.award_id, x.kind, x.ground, x.reason,
  x.name_as_awarded, x.unit_as_awarded) from public.award_change x where x.decision_id = q.id) end`;
export const DECISION_VALUES = `json_build_array(q.symbol, q.issuer_as_printed, q.signed_on, q.id, q.kind, q.origin,
  q.state, q.issued_by_id, q.award_type_id, q.title, q.legal_bases, q.drafted_by_id, q.drafters, ${instant('q.drafted_at')},
  q.checked_by_id, ${instant('q.checked_at')}, q.signed_by_id, ${instant('q.issued_at')}, q.series_key, q.number, q.signer,
  q.signer_capacity, q.total_prize::text, q.judgements, q.recorded_for_id, q.decided_from, q.decided_to, q.source,
  ${CHANGE_VALUES})::text`;

/** What the line of an entry is made of. */
export interface LineSource {
  kind: EntryKind;
  /** ISO 8601 with milliseconds, UTC. */
  at: string;
  awardId: string | null;
  /** Canonical JSON. */
  facts: string;
  salt: Buffer;
  /** AWARD_VALUES as the database says them; null where there is no such award (or none is asked for). */
  award: string | null;
  /** DECISION_VALUES likewise. */
  decision: string | null;
}

let lastDecision = { said: '', text: '', values: [] as unknown as DecisionValues };

/** Parsed and written anew, so that nothing depends on how the database spaces its JSON. Lines of one decision follow each other. */
function decisionOf(said: string): { text: string; values: DecisionValues } {
  if (lastDecision.said !== said) {
    const values = JSON.parse(said) as DecisionValues;
    lastDecision = { said, values, text: JSON.stringify(values) };
  }
  return lastDecision;
}

/** What a proof does not show of award and decision, as a salted hash. */
function restOf(salt: Buffer, hidden: readonly unknown[], decision: string): string {
  const secret = salt.subarray(SHOWN_BYTES, SALT_BYTES);
  return hash('sha256', Buffer.concat([secret, Buffer.from(`${JSON.stringify(hidden)}\n${decision}`)]), 'hex');
}

/** The line of an entry: canonical JSON of what anybody may know, and a hash of the rest. */
export function lineOf(source: LineSource): string {
  const { kind, at, salt } = source;
  const facts = JSON.parse(source.facts) as object;
  if (kind === 'KEY') return canonicalJson({ v: LINE_VERSION, kind, at, facts });
  const { text = '', values } = source.decision === null ? {} : decisionOf(source.decision);
  const [symbol, issuer] = values ?? [];
  if (kind === 'AWARD') {
    const [id, name, type, from, on, ...hidden] = JSON.parse(source.award ?? '[]') as unknown as AwardValues;
    const decision = { symbol, issuer, from, on };
    const rest = restOf(salt, hidden, text);
    return canonicalJson({ v: LINE_VERSION, kind, at, award: { id, name, type }, decision, facts, rest });
  }
  const decision = values && { symbol, issuer, on: values[2] };
  const rest = restOf(salt, [], text);
  return canonicalJson({ v: LINE_VERSION, kind, at, award: { id: source.awardId }, decision, facts, rest });
}

/** The part of the salt that goes with a proof. */
export function shownSalt(salt: Buffer): Buffer {
  return salt.subarray(0, SHOWN_BYTES);
}

/** The leaf: SHA-256(0x00, shown salt, line). */
export function leafOf(salt: Buffer, line: string): Buffer {
  return leafHash(shownSalt(salt), Buffer.from(line, 'utf8'));
}
