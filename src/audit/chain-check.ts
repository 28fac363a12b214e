import { hash } from 'node:crypto';
import { canonicalJson } from '../core/canonical-json.js';
import { message } from '../core/messages.vi.js';

/** One seal of the chain as the database holds it, with the text that it seals. The buffers are read at once. */
export interface SealedRow {
  pos: number;
  /** audit_id as int8: eight bytes, the highest first. */
  id: Buffer;
  /** 32 bytes. */
  hash: Buffer;
  /** UTF-8; null when there is no such row. */
  text: Buffer | null;
  /** Over the rows that were written with it, 32 bytes; null where there are none. */
  rows: Buffer | null;
}

/** Why a row does not fit: the key of its sentence. */
export type Fault =
  | 'verify.gap'
  | 'verify.deleted'
  | 'verify.hash'
  | 'verify.notCanonical'
  | 'verify.head'
  | 'verify.pendingDeleted'
  | 'verify.pendingSealed'
  | 'verify.unsealed';

/** The first row that does not fit. */
export interface Misfit {
  fault: Fault;
  /** Null where the row is not even known any more. */
  auditId: number | null;
  /** Position in the chain; null for what is not in it. */
  pos: number | null;
  /** Values for the sentence. */
  params: Readonly<Record<string, string | number>>;
}

/** What to tell a person of it. */
export function sentenceOf({ fault, auditId, pos, params }: Misfit): string {
  return message(fault, { ...params, id: auditId ?? '–', pos: pos ?? '–' });
}

const HASH_BYTES = 32;
const ID_BYTES = 8;

/** The value of an int8, exact to 2^53. */
export function readInt8(bytes: Buffer, offset = 0): number {
  return bytes.readInt32BE(offset) * 2 ** 32 + bytes.readUInt32BE(offset + 4);
}

/**
 * Computes the chain again, one row after the other: hash = SHA-256(previous hash, audit id, text, hash of the rows
 * written with it where there are any), as the function audit_seal_pending() does. Holds nothing but the last hash.
 */
export class ChainCheck {
  /** Position of the last row that fits. */
  pos = 0;
  auditId: number | null = null;
  /** previous hash ‖ id ‖ text ‖ rows, in one place, so that hashing is one call. */
  private block = Buffer.alloc(4096);

  /** The hash up to here, hexadecimal; 32 zero bytes before the first row. */
  get hash(): string {
    return this.block.toString('hex', 0, HASH_BYTES);
  }

  /** Adds the next row; null when it fits. After the first that does not fit, no more may be added. */
  add(row: SealedRow): Misfit | null {
    const { pos, text } = row;
    const auditId = readInt8(row.id);
    const misfit = (fault: Fault, params: Misfit['params'] = {}): Misfit => ({ fault, auditId, pos, params });
    if (pos !== this.pos + 1) return misfit('verify.gap', { missing: this.pos + 1 });
    if (!text) return misfit('verify.deleted');
    const computed = this.hashOf(row.id, text, row.rows);
    const stored = row.hash.toString('hex');
    if (computed !== stored) return misfit('verify.hash', { stored, computed });
    if (!isCanonical(text.toString('utf8'))) return misfit('verify.notCanonical');
    row.hash.copy(this.block);
    this.pos = pos;
    this.auditId = auditId;
    return null;
  }

  private hashOf(id: Buffer, text: Buffer, rows: Buffer | null): string {
    const rowsAt = HASH_BYTES + ID_BYTES + text.length;
    const length = rowsAt + (rows?.length ?? 0);
    if (length > this.block.length) this.block = Buffer.concat([this.block.subarray(0, HASH_BYTES)], 2 * length);
    id.copy(this.block, HASH_BYTES);
    text.copy(this.block, HASH_BYTES + ID_BYTES);
    rows?.copy(this.block, rowsAt);
    return hash('sha256', this.block.subarray(0, length), 'hex');
  }
}

/** True for what record() could have written: canonical JSON, an object. */
export function isCanonical(text: string): boolean {
  try {
    const value = JSON.parse(text) as unknown;
    if (value === null || typeof value !== 'object') return false;
    // Twice as fast as sorting anew, and true of nearly every row; the rest (keys like "10") are judged by the slow way.
    return (isOrdered(value) && JSON.stringify(value) === text) || canonicalJson(value) === text;
  } catch {
    // No JSON, or nested so deeply that it was never ours.
    return false;
  }
}

function isOrdered(value: object): boolean {
  if (Array.isArray(value)) return (value as unknown[]).every((item) => item === null || isPlain(item));
  const members = value as Record<string, unknown>;
  let last = '';
  // Of parsed JSON all keys are its own.
  for (const key in members) {
    const member = members[key];
    if (key <= last || member === null || !isPlain(member)) return false;
    last = key;
  }
  return true;
}

function isPlain(value: unknown): boolean {
  return typeof value !== 'object' || value === null || isOrdered(value);
}
