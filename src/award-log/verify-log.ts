import type pg from 'pg';
import { beginVerification } from '../audit/begin-verification.js';
import { copyRows, type BinaryRow } from '../audit/copy-rows.js';
import { readInt8 } from '../audit/chain-check.js';
import { message } from '../core/messages.vi.js';
import { checkAuditHeads, type AuditHeads, type HeadOfCheckpoint } from './audit-heads-check.js';
import type { AuditHead } from './domain/audit-head.js';
import { checkKeptHeads, type KeptHeads } from './kept-heads-check.js';
import { LogCheck, type LogMisfit, type StoredEntry } from './log-check.js';
import type { EntryKind } from './log-line.js';
import {
  allCheckpoints,
  allKeys,
  allNodes,
  chainAt,
  chainLength,
  countsOfAwards,
  ENTRIES,
  firstDecisionOutside,
  firstOutside,
  headsBegun,
  type StoredCheckpoint,
} from './verify-log.queries.js';

/** What came out: everything fits, or the first row that does not. */
export type LogVerdict =
  | {
      misfit: null;
      entries: number;
      awards: number;
      checkpoints: number;
      waiting: number;
      /** What was signed of the audit, and how many rows of its chain came after. */
      heads: AuditHeads & { after: number };
      /** What somebody has kept of it. */
      kept: KeptHeads;
    }
  | { misfit: LogMisfit };

/**
 * Verifies the whole award log in one snapshot: each line against the rows that it is about, the tree against its stored
 * parts and each checkpoint, then that no award and no issued decision stands outside, and the audit's chain against what was
 * signed of it: of the chain alone verifyAudit() says that it holds. `kept` are signed heads from elsewhere. The client serves for
 * nothing else.
 */
export async function verifyLog(client: pg.Client, kept: readonly AuditHead[] = []): Promise<LogVerdict> {
  await beginVerification(client);
  const [keys, checkpoints, nodes] = [await allKeys(client), await allCheckpoints(client), await allNodes(client)];
  const check = new LogCheck({ keys, checkpoints, nodes });
  const misfit = (await firstOfEntries(client, check)) ?? check.end();
  if (misfit) return { misfit };
  const { awards, waiting } = await countsOfAwards(client);
  const outside = await misfitOutside(client, awards - waiting - check.awards);
  if (outside) return { misfit: outside };
  // Before the database's own: with what was kept, more can be said.
  const [length, chained] = [
    await chainLength(client),
    await chainAt(
      client,
      kept.map(({ pos }) => pos),
    ),
  ];
  const signatures = new Set(checkpoints.flatMap(({ auditSignature }) => auditSignature ?? []));
  const keptHeads = checkKeptHeads(kept, { keys, signatures, length, chained });
  if ('fault' in keptHeads) return { misfit: keptHeads };
  const heads = checkAuditHeads(checkpoints.map(headOf), { keys, begun: await headsBegun(client) });
  if ('fault' in heads) return { misfit: heads };
  await client.query('commit');
  return {
    misfit: null,
    entries: check.size,
    awards: check.awards,
    checkpoints: checkpoints.length,
    waiting,
    heads: { ...heads, after: length - heads.pos },
    kept: keptHeads,
  };
}

function headOf({ id, at, keyId, chained, auditPos, auditHash, auditSignature }: StoredCheckpoint): HeadOfCheckpoint {
  if (auditPos === null && auditHash === null && auditSignature === null) return { id, head: null, chained };
  // Of which a part is gone fits nothing.
  const head = { pos: auditPos ?? -1, hash: auditHash ?? '', at, keyId, signature: auditSignature ?? '' };
  return { id, head, chained };
}

/** What to tell a person of it. */
export function logSentence({ fault, params }: LogMisfit): string {
  return message(fault, params);
}

async function firstOfEntries(client: pg.Client, check: LogCheck): Promise<LogMisfit | null> {
  let misfit: LogMisfit | null = null;
  await copyRows(client, ENTRIES, (row) => (misfit = check.add(entryOf(row))) === null);
  return misfit;
}

function entryOf(row: BinaryRow): StoredEntry {
  const [idx, kind, award, at, facts, salt, hash, decision, ...rest] = row;
  if (!idx || !kind || !at || !facts || !salt || !hash) throw new Error('award_log_entry: null where none may be');
  const [awardValues, decisionValues, token, status, awardIndex] = rest.map((each) => each?.toString('utf8') ?? null);
  return {
    index: readInt8(idx),
    kind: kind.toString('utf8') as EntryKind,
    at: at.toString('utf8'),
    awardId: award?.toString('utf8') ?? null,
    facts: facts.toString('utf8'),
    salt,
    hash: Buffer.from(hash),
    decisionId: decision?.toString('utf8') ?? null,
    award: awardValues ?? null,
    decision: decisionValues ?? null,
    token: token ?? null,
    status: status ?? null,
    awardIndex: awardIndex === null || awardIndex === undefined ? null : Number(awardIndex),
  };
}

async function misfitOutside(client: pg.Client, missing: number): Promise<LogMisfit | null> {
  const award = missing === 0 ? null : await firstOutside(client);
  if (award) return { fault: 'verifyLog.awardOutside', params: { award } };
  const decision = await firstDecisionOutside(client);
  if (!decision) return null;
  return { fault: 'verifyLog.decisionOutside', params: { decision: decision.id, symbol: decision.symbol ?? '…' } };
}
