import type { KeyObject } from 'node:crypto';
import type { AuditHead } from './domain/audit-head.js';
import type { LogMisfit } from './log-check.js';
import { isAuditHeadTrue, publicKeyOf } from './signatures.js';

/** A checkpoint as far as it signs the audit. */
export interface HeadOfCheckpoint {
  /** Of the checkpoint. */
  id: number;
  /** Null in checkpoints that are older than signed heads. */
  head: AuditHead | null;
  /** What stands in the chain at the head's position, hexadecimal; null where it does not go so far. */
  chained: string | null;
}

/** The signed heads of the audit, all of which fit. */
export interface AuditHeads {
  count: number;
  /** Of the first and the last one; null where nothing was ever signed. */
  since: string | null;
  last: string | null;
  /** Position of the last one. */
  pos: number;
}

/** What the heads are compared with. */
export interface KnownOfHeads {
  keys: readonly { id: string; publicKey: Buffer }[];
  /** When the first head was signed, as the audit has it; null where it does not say (or nothing was signed yet). */
  begun: string | null;
}

/**
 * Compares the chain with each head of it that was signed: whoever computes the chain anew cannot sign. To be called with the
 * checkpoints in their order, after the chain and the award log were found to hold: each checkpoint is by the key of its time then.
 * Where there is no head, and the audit does not say that there was one, none was signed since the upgrade: that fits.
 */
export function checkAuditHeads(
  checkpoints: readonly HeadOfCheckpoint[],
  { keys, begun }: KnownOfHeads,
): LogMisfit | AuditHeads {
  const first = checkpoints.findIndex(({ head }) => head !== null);
  const later = first < 0 ? [] : checkpoints.slice(first);
  const heads = later.flatMap(({ head }) => head ?? []);
  const misfit =
    signatureMisfit(later, keys) ?? beginMisfit(heads[0]?.at ?? null, begun) ?? fork(heads) ?? chainMisfit(later);
  if (misfit) return misfit;
  const last = heads.at(-1);
  return { count: heads.length, since: heads[0]?.at ?? null, last: last?.at ?? null, pos: last?.pos ?? 0 };
}

/** Whoever deletes the first heads, and lets the server sign again, cannot have the audit say that it began then. */
function beginMisfit(first: string | null, begun: string | null): LogMisfit | null {
  if (begun === null || begun === first) return null;
  if (first === null) return { fault: 'verifyHeads.deleted', params: { begun } };
  return { fault: 'verifyHeads.begunAnew', params: { begun, first } };
}

function signatureMisfit(
  checkpoints: readonly HeadOfCheckpoint[],
  keys: readonly { id: string; publicKey: Buffer }[],
): LogMisfit | null {
  const publicKeys = new Map<string, KeyObject>(keys.map(({ id, publicKey }) => [id, publicKeyOf(publicKey)]));
  for (const { id, head } of checkpoints) {
    if (!head) return { fault: 'verifyHeads.gone', params: { id } };
    const key = publicKeys.get(head.keyId);
    if (!key || !isAuditHeadTrue(head, key)) return { fault: 'verifyHeads.signature', params: { id, pos: head.pos } };
  }
  return null;
}

/** Of two that were both signed, one is of another chain. */
function fork(heads: readonly AuditHead[]): LogMisfit | null {
  const signed = new Map<number, string>();
  for (const { pos, hash } of heads) {
    const one = signed.get(pos) ?? hash;
    if (one !== hash) return { fault: 'verifyHeads.fork', params: { pos, one, other: hash } };
    signed.set(pos, hash);
  }
  return null;
}

function chainMisfit(checkpoints: readonly HeadOfCheckpoint[]): LogMisfit | null {
  let fits = 0;
  for (const { head, chained } of checkpoints) {
    if (!head) continue;
    const { pos, hash, at } = head;
    if (chained === null) return { fault: 'verifyHeads.cutOff', params: { pos, at } };
    // The positions only grow, but whoever deleted the end of the chain before we could know may have made them fall.
    if (chained !== hash) return { fault: 'verifyHeads.rewritten', params: { from: fits + 1, pos, at, hash, chained } };
    fits = Math.max(fits, pos);
  }
  return null;
}
