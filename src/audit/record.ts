import { createHash, randomBytes } from 'node:crypto';
import type { Actor } from '../core/actor.js';
import { canonicalJson } from '../core/canonical-json.js';
import type { Transaction } from '../core/database.js';
import { insertAudit, insertAudits } from './audit.queries.js';

/** A value about a person: it stands in the audit only as SHA-256(salt ‖ value), with the salt kept apart (ADR 0005). */
export class Personal {
  constructor(readonly value: string | number) {}
}

/** What happened. Names of fields are part of the hashed text: never rename one. */
export interface AuditEntry {
  /** What was done, e.g. "honouree.create". */
  action: string;
  /** What it was done to, e.g. "honouree:0197…". */
  subject: string;
  /** The unit it belongs to: auditors of it and above see it. */
  unitId?: string | null;
  /** "done", or the code of a refusal. */
  outcome?: string;
  /** What else must be provable later; people's data only wrapped in Personal. */
  details?: Readonly<Record<string, unknown>>;
}

function withoutPersonal(value: unknown, salt: Buffer): unknown {
  if (value instanceof Personal) {
    return { saltedSha256: createHash('sha256').update(salt).update(String(value.value)).digest('hex') };
  }
  if (Array.isArray(value)) return value.map((item) => withoutPersonal(item, salt));
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutPersonal(item, salt)]));
}

function holdsPersonal(value: unknown): boolean {
  if (value instanceof Personal) return true;
  return value !== null && typeof value === 'object' && Object.values(value).some(holdsPersonal);
}

/** Appends to the audit, in the same transaction as what happened. `actor` null: the system itself, or the command line. */
export async function record(
  tx: Transaction,
  actor: Pick<Actor, 'accountId'> | null,
  entry: AuditEntry,
): Promise<void> {
  const salt = randomBytes(16);
  await insertAudit(tx, textOf(tx, actor, entry, salt), holdsPersonal(entry.details) ? salt : null);
}

/** The same for an act on several things, by one statement, in their order. Its entries hold no Personal. */
export async function recordAll(
  tx: Transaction,
  actor: Pick<Actor, 'accountId'> | null,
  entries: readonly AuditEntry[],
): Promise<void> {
  if (entries.length > 0) await insertAudits(tx, auditTexts(tx, actor, entries));
}

/** What recordAll() would append, for a statement of one's own that does (APPEND_AUDITS). */
export function auditTexts(
  tx: Transaction,
  actor: Pick<Actor, 'accountId'> | null,
  entries: readonly AuditEntry[],
): string[] {
  if (entries.some(({ details }) => holdsPersonal(details))) throw new Error('recordAll() keeps no salts');
  return entries.map((entry) => textOf(tx, actor, entry, NO_SALT));
}

const NO_SALT = Buffer.alloc(0);

function textOf(
  tx: Transaction,
  actor: Pick<Actor, 'accountId'> | null,
  { action, subject, unitId, outcome, details }: AuditEntry,
  salt: Buffer,
): string {
  return canonicalJson({
    at: tx.now.toISOString(),
    actor: actor?.accountId,
    action,
    subject,
    unitId,
    outcome: outcome ?? 'done',
    details: details && withoutPersonal(details, salt),
  });
}
