import type { AuditHead } from './audit-head.js';
import type { ChangedAward, Checkpoint } from './checkpoint.js';

/** What anybody needs, beside the public keys, to check an award without us: one JSON file. Hashes are hexadecimal. */
export const PROOF_FORMAT = 'so-vang-proof/1';

/** An entry of the log with its way to the root of the checkpoint. */
export interface ProvenEntry {
  /** Its position, from 0. */
  index: number;
  /** Canonical JSON: what was hashed, after the salt. */
  line: string;
  /** 32 bytes. */
  salt: string;
  path: string[];
}

/** A corrected or revoked award with its way to the root of all of them. */
export interface ProvenChange extends ChangedAward {
  /** Its place among them. */
  position: number;
  path: string[];
}

export interface ProofFile {
  format: typeof PROOF_FORMAT;
  /** On the certificate; null for an award without one. */
  token: string | null;
  award: ProvenEntry;
  /** Corrected, revoked, issued again: all that became of it. */
  later: ProvenEntry[];
  checkpoint: Checkpoint;
  /** The first checkpoint with the award, from which the log only grew. */
  first: Checkpoint;
  consistency: string[];
  /** The award among the changed ones, or its neighbours there: so it is shown that it is not. */
  changes: ProvenChange[];
  /** As published at /.well-known/so-vang/keys.json. They prove nothing before somebody has compared them. */
  keys: ProofKey[];
}

export interface ProofKey {
  /** Eight hexadecimal digits. */
  id: string;
  /** Ed25519, 32 bytes, base64url. */
  publicKey: string;
  /** ISO 8601, UTC; null for the one that signs. */
  until: string | null;
}

/** ISO 8601 in UTC with milliseconds, of a day that there is. */
export function isInstant(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) &&
    !Number.isNaN(Date.parse(value))
  );
}

class Unreadable extends Error {}

type Reader<Value> = (value: unknown) => Value;

function fail(): never {
  throw new Unreadable();
}
const text =
  (form: RegExp): Reader<string> =>
  (value) =>
    typeof value === 'string' && form.test(value) ? value : fail();
const whole: Reader<number> = (value) =>
  Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : fail();
const listOf =
  <Value>(item: Reader<Value>, most: number): Reader<Value[]> =>
  (value) =>
    Array.isArray(value) && value.length <= most ? value.map(item) : fail();
const orNull =
  <Value>(item: Reader<Value>): Reader<Value | null> =>
  (value) =>
    value === null ? null : item(value);
const members: Reader<Record<string, unknown>> = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : fail();

const sha256Text = text(/^[0-9a-f]{64}$/);
const instant: Reader<string> = (value) => (isInstant(value) ? value : fail());
const keyId = text(/^[0-9a-f]{8}$/);
/** A path in a tree of 2^53 leaves has no more. */
const path = listOf(sha256Text, 64);

const entry: Reader<ProvenEntry> = (value) => {
  const found = members(value);
  return {
    index: whole(found['index']),
    line: text(/^[^]{1,20000}$/)(found['line']),
    salt: sha256Text(found['salt']),
    path: path(found['path']),
  };
};

const change: Reader<ProvenChange> = (value) => {
  const found = members(value);
  return {
    index: whole(found['index']),
    status: text(/^(CORRECTED|REVOKED)$/)(found['status']) as ProvenChange['status'],
    position: whole(found['position']),
    path: path(found['path']),
  };
};

const signature = text(/^[A-Za-z0-9_-]{86}$/);

const checkpoint: Reader<Checkpoint> = (value) => {
  const found = members(value);
  return {
    size: whole(found['size']),
    root: sha256Text(found['root']),
    at: instant(found['at']),
    changed: whole(found['changed']),
    changes: sha256Text(found['changes']),
    keyId: keyId(found['keyId']),
    signature: signature(found['signature']),
  };
};

const auditHead: Reader<AuditHead> = (value) => {
  const found = members(value);
  return {
    pos: whole(found['pos']),
    hash: sha256Text(found['hash']),
    at: instant(found['at']),
    keyId: keyId(found['keyId']),
    signature: signature(found['signature']),
  };
};

const key: Reader<ProofKey> = (value) => {
  const found = members(value);
  return {
    id: keyId(found['id']),
    publicKey: text(/^[A-Za-z0-9_-]{43}$/)(found['publicKey']),
    until: orNull(instant)(found['until']),
  };
};

function parsed<Value>(json: string, read: Reader<Value>): Value | null {
  try {
    return read(JSON.parse(json));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof Unreadable) return null;
    throw error;
  }
}

/** The proof in a file, or in what a certificate's page says as JSON; null where it is none of this format. */
export function readProof(json: string): ProofFile | null {
  return parsed(json, (value): ProofFile => {
    const given = members(value);
    const found = 'format' in given ? given : members(given['proof']);
    return {
      format: text(/^so-vang-proof\/1$/)(found['format']) as typeof PROOF_FORMAT,
      token: orNull(text(/^[A-Za-z0-9_-]{1,200}$/))(found['token']),
      award: entry(found['award']),
      later: listOf(entry, 1000)(found['later']),
      checkpoint: checkpoint(found['checkpoint']),
      first: checkpoint(found['first']),
      consistency: path(found['consistency']),
      changes: listOf(change, 2)(found['changes']),
      keys: listOf(key, 1000)(found['keys']),
    };
  });
}

/** The keys in a file as published; null where it is none. */
export function readKeys(json: string): ProofKey[] | null {
  return parsed(json, (value) => {
    const found = members(value);
    text(/^so-vang-keys\/1$/)(found['format']);
    return listOf(key, 1000)(found['keys']);
  });
}

/** A checkpoint in a file as published; null where it is none. */
export function readCheckpoint(json: string): Checkpoint | null {
  return parsed(json, checkpoint);
}

/** Signed heads of the audit in a file, one as published or a list of them; null where there are none. */
export function readAuditHeads(json: string): AuditHead[] | null {
  return parsed(json, (value) => {
    const heads = listOf(auditHead, 100_000)(Array.isArray(value) ? value : [value]);
    return heads.length > 0 ? heads : fail();
  });
}
