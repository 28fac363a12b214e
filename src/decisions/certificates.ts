import type { AwardLog } from '../award-log/award-log.js';
import type { CivilDate } from '../core/civil-date.js';
import type { Transaction } from '../core/database.js';
import { insertGrounds } from './award-grounds.js';
import type { Ground } from './domain/grounds-of.js';
import { insertAwards, insertCertificates, type PrintedLine } from './annex.queries.js';

/**
 * The annex of a decision: its awards as printed, each in the award log, and a certificate for each from the book of
 * `bookOf`, with the token that the log signs.
 */
export async function writeAnnex(
  tx: Transaction,
  log: AwardLog,
  decision: { id: string; signedOn: CivilDate; bookOf: string; grounds?: readonly Ground[] },
  lines: readonly (PrintedLine & { position: number; prize?: string | null })[],
): Promise<void> {
  await insertAwards(tx, decision, lines);
  if (decision.grounds?.length) await insertGrounds(tx, decision.id, decision.grounds);
  const tokens = await log.enterDecision(tx, decision.id);
  const book = { unitId: decision.bookOf, year: Number(decision.signedOn.slice(0, 4)) };
  await insertCertificates(tx, decision.id, book, tokens);
}
