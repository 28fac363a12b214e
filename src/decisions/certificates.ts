import { randomBytes } from 'node:crypto';
import type { CivilDate } from '../core/civil-date.js';
import type { Transaction } from '../core/database.js';
import { insertGrounds } from './award-grounds.js';
import type { Ground } from './domain/grounds-of.js';
import { insertAwards, insertCertificates, type PrintedLine } from './annex.queries.js';
import { TOKEN_RANDOM_BYTES, TOKEN_VERSION } from './domain/certificate-token.js';

function newToken(): string {
  return Buffer.concat([Buffer.from([TOKEN_VERSION]), randomBytes(TOKEN_RANDOM_BYTES)]).toString('base64url');
}

/** The annex of a decision: its awards as printed, and a certificate for each from the book of `bookOf`. */
export async function writeAnnex(
  tx: Transaction,
  decision: { id: string; signedOn: CivilDate; bookOf: string; grounds?: readonly Ground[] },
  lines: readonly (PrintedLine & { position: number; prize?: string | null })[],
): Promise<void> {
  await insertAwards(tx, decision, lines);
  if (decision.grounds?.length) await insertGrounds(tx, decision.id, decision.grounds);
  const book = { unitId: decision.bookOf, year: Number(decision.signedOn.slice(0, 4)) };
  await insertCertificates(tx, decision.id, book, lines.map(newToken));
}
