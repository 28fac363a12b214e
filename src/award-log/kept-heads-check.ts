import type { AuditHead } from './domain/audit-head.js';
import type { LogMisfit } from './log-check.js';
import { isAuditHeadTrue, publicKeyOf } from './signatures.js';

/** What the database has now, to be compared with the signed heads that somebody has kept outside of it. */
export interface Present {
  /** The keys of the log in their order. */
  keys: readonly { id: string; publicKey: Buffer; since: string }[];
  /** The signatures on heads that the database still has. */
  signatures: ReadonlySet<string>;
  /** How long the chain is, and its hashes at the positions of the kept heads. */
  length: number;
  chained: ReadonlyMap<number, string>;
}

/** Kept heads, all of which fit. */
export interface KeptHeads {
  count: number;
  /** The keys that signed them. */
  keyIds: string[];
}

/**
 * Compares the chain with signed heads of it that somebody has kept: what the database says of its own signatures, whoever may do
 * all there can take away. To be called after the keys were found to be those of the award log.
 */
export function checkKeptHeads(kept: readonly AuditHead[], present: Present): LogMisfit | KeptHeads {
  const heads = [...kept].sort((a, b) => a.pos - b.pos);
  let fits = 0;
  for (const head of heads) {
    const { pos, hash } = head;
    const forged = forgery(head, present.keys);
    if (forged) return misfit(forged, head);
    const chained = present.chained.get(pos);
    if (chained === undefined) return misfit('verifyKept.ahead', head, { length: present.length });
    if (chained !== hash) return misfit('verifyKept.rewritten', head, { from: fits + 1, hash, chained });
    fits = pos;
  }
  // Each was published out of the database, which forgets none.
  const gone = heads.find(({ signature }) => !present.signatures.has(asWritten(signature)));
  if (gone) return misfit('verifyKept.gone', gone);
  return { count: heads.length, keyIds: [...new Set(heads.map(({ keyId }) => keyId))] };
}

/** The last sign of 64 bytes has bits that say nothing: as we write it, they are 0. */
function asWritten(signature: string): string {
  return Buffer.from(signature, 'base64url').toString('base64url');
}

function misfit(fault: LogMisfit['fault'], { pos, at, keyId }: AuditHead, more: LogMisfit['params'] = {}): LogMisfit {
  return { fault, params: { pos, at, keyId, ...more } };
}

function forgery(head: AuditHead, keys: Present['keys']): 'verifyKept.key' | 'verifyKept.signature' | null {
  const place = keys.findIndex(({ id }) => id === head.keyId);
  const key = keys[place];
  if (!key) return 'verifyKept.key';
  // What it signs after another took its place counts for nothing: it may be in anybody's hands.
  const until = keys[place + 1]?.since ?? null;
  const isInTime = until === null || head.at <= until;
  return isInTime && isAuditHeadTrue(head, publicKeyOf(key.publicKey)) ? null : 'verifyKept.signature';
}
