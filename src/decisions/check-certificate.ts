import type { Connection } from '../core/database.js';
import { decisionText } from './certificate-page.js';
import type { CertificateCheck } from './decision.entity.js';
import { looksLikeToken } from './domain/certificate-token.js';
import { awardByToken, type CheckedCertificate } from './ledger.queries.js';

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
