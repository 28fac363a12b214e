import { printedDate } from '../core/civil-date.js';
import type { Connection } from '../core/database.js';
import { message } from '../core/messages.vi.js';
import type { CertificateCheck } from './decision.entity.js';
import { looksLikeToken } from './domain/certificate-token.js';
import { awardByToken, type CheckedCertificate } from './ledger.queries.js';

/** What is told to anybody: no more than stands on the certificate itself (R53). */
function checkOf({ status, name, awardType, symbol, issuer, signedOn }: CheckedCertificate): CertificateCheck {
  const params = { symbol: symbol ?? '…', day: printedDate(signedOn), issuer: issuer ?? '…' };
  const decision = message('certificate.decision', params);
  const year = Number(signedOn.slice(0, 4));
  return { valid: status !== 'REVOKED', status, decision, awardType, name, year, symbol, signedOn, issuer };
}

/** What a token proves, the same for the API and the page; null for a token that there is not. */
export async function checkCertificate(connection: Connection, token: string): Promise<CertificateCheck | null> {
  const found = looksLikeToken(token) ? await awardByToken(connection, token) : null;
  return found && checkOf(found);
}
