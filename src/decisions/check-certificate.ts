import type { ProofFile } from '../award-log/domain/proof-file.js';
import { proveAward } from '../award-log/prove.js';
import type { Connection } from '../core/database.js';
import { decisionText } from './certificate-page.js';
import type { CertificateCheck } from './decision.entity.js';
import { looksLikeToken } from './domain/certificate-token.js';
import { awardByToken, awardIdByToken, type CheckedCertificate } from './ledger.queries.js';

/** What is told to anybody: no more than stands on the certificate itself, and what became of it (R53). */
function checkOf({
  status,
  name,
  awardType,
  symbol,
  issuer,
  signedOn,
  changes,
  flagged,
}: CheckedCertificate): CertificateCheck {
  const decision = decisionText({ symbol, signedOn, issuer });
  const year = Number(signedOn.slice(0, 4));
  const valid = status !== 'REVOKED';
  return { valid, status, decision, awardType, name, year, symbol, signedOn, issuer, changes, flagged };
}

/** What a token proves, the same for the API and the page; null for a token that there is not. */
export async function checkCertificate(connection: Connection, token: string): Promise<CertificateCheck | null> {
  const found = looksLikeToken(token) ? await awardByToken(connection, token) : null;
  return found && checkOf(found);
}

/** What bears it out, for who does not want to trust us; null for a token that there is not, and before it is entered. */
export async function proofByToken(connection: Connection, token: string): Promise<ProofFile | null> {
  const awardId = looksLikeToken(token) ? await awardIdByToken(connection, token) : null;
  return awardId === null ? null : proveAward(connection, awardId, token);
}
