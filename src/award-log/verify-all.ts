import type pg from 'pg';
import { sentenceOf } from '../audit/chain-check.js';
import { verifyAudit, type AuditVerdict, type Progress } from '../audit/verify-audit.js';
import { verifyRows, type RowsVerdict } from '../audit/verify-rows.js';
import { message } from '../core/messages.vi.js';
import type { AuditHead } from './domain/audit-head.js';
import { logSentence, verifyLog, type LogVerdict } from './verify-log.js';

type Fitting = Extract<LogVerdict, { misfit: null }>;

/** What each part of the verification says; null where a part before does not fit. */
export interface Verdicts {
  audit: AuditVerdict;
  log: LogVerdict | null;
  rows: RowsVerdict | null;
}

/** What it goes on from, and what is told meanwhile. */
export interface Verification {
  /** Signed heads of the audit that somebody has kept elsewhere. */
  kept?: readonly AuditHead[];
  progress?: Progress;
  /** The last part begins, which says nothing until it ends. */
  rowsBegin?: () => void;
}

/**
 * The whole verification, as `npm run audit:verify` makes it: the audit's chain, the award log, then the rows that the audit
 * covers, after the log, which says more of an award than that its row was changed. The client serves for nothing else.
 */
export async function verifyAll(
  client: pg.Client,
  { kept, progress, rowsBegin }: Verification = {},
): Promise<Verdicts> {
  const audit = await verifyAudit(client, progress);
  const log = audit.misfit ? null : await verifyLog(client, kept);
  if (log === null || log.misfit) return { audit, log, rows: null };
  rowsBegin?.();
  return { audit, log, rows: await verifyRows(client) };
}

const DAY_MS = 86_400_000;

/** What was signed of the audit, so far as anything was; where the last time is long ago, a sentence more. */
function headLines({ count, since, last, after }: Fitting['heads'], now: Date | null): string[] {
  if (since === null || last === null) return [];
  const line = `signed heads of the audit: ${count} since ${since}, the last of ${last}, ${after} rows after it`;
  const days = now ? Math.floor((now.getTime() - Date.parse(last)) / DAY_MS) : 0;
  return days < 1 ? [line] : [line, message('verifyHeads.old', { days, after })];
}

function keptLines({ count, keyIds }: Fitting['kept']): string[] {
  return count === 0 ? [] : [`kept heads of the audit: ${count} as they were signed by ${keyIds.join(', ')}`];
}

/** What is told of a verification. */
export interface Report {
  lines: string[];
  /** The sentence of the first that does not fit. */
  misfit: string | null;
  /** Why not all could be verified, where all that could fits. */
  unverified: string | null;
}

/** What was verified, a line a part. `now` is for how old the last signed head is; null where the past is played. */
export function reportOf(verdicts: Verdicts, now: Date | null = null): Report {
  const parts = partsOf(verdicts, now);
  const { log } = verdicts;
  const none = parts.misfit === null && log?.misfit === null && log.checkpoints > 0 && log.heads.count === 0;
  return { ...parts, unverified: none ? message('verifyHeads.none') : null };
}

function partsOf({ audit, log, rows }: Verdicts, now: Date | null): Omit<Report, 'unverified'> {
  const lines: string[] = [];
  if (audit.misfit) return { lines, misfit: sentenceOf(audit.misfit) };
  lines.push(`${audit.verified} rows verified, ${audit.pending} not yet chained`);
  if (!log) return { lines, misfit: null };
  if (log.misfit) return { lines, misfit: logSentence(log.misfit) };
  const entered = `${log.awards} awards, ${log.entries} entries verified, ${log.checkpoints} checkpoints`;
  lines.push(`award log: ${entered}, ${log.waiting} awards not yet entered`);
  lines.push(...headLines(log.heads, now), ...keptLines(log.kept));
  if (!rows) return { lines, misfit: null };
  if (rows.misfit) return { lines, misfit: message(rows.misfit.fault, rows.misfit.params) };
  lines.push(`records: ${rows.rows} as they were written, ${rows.pending} not yet chained`);
  return { lines, misfit: null };
}
