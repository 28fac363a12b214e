import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../core/allow.js';
import { printedDate } from '../core/civil-date.js';
import type { RequestContext } from '../core/context.js';
import { message } from '../core/messages.vi.js';
import { CertificateCheck } from './decision.entity.js';
import { looksLikeToken } from './domain/certificate-token.js';
import { awardByToken, type CheckedCertificate } from './ledger.queries.js';

/** What is told to anybody: no more than stands on the certificate itself. */
function checkOf({ status, name, awardType, symbol, issuer, decidedOn }: CheckedCertificate): CertificateCheck {
  const params = { symbol: symbol ?? '…', day: printedDate(decidedOn), issuer: issuer ?? '…' };
  const decision = message('certificate.decision', params);
  return { valid: status !== 'REVOKED', status, decision, awardType, name, year: Number(decidedOn.slice(0, 4)) };
}

@Resolver()
export class CertificateResolver {
  // Requests of one address are counted for all operations alike (core/rate-limit.ts); 192 random bits are not guessed.
  @Allow.public()
  @Query(() => CertificateCheck, {
    nullable: true,
    description: 'Whether a certificate is true, by its token; for anybody. Null for an unknown token.',
  })
  async verifyCertificate(
    @Context() context: RequestContext,
    @Args('token', { type: () => String, description: 'The token on the certificate.' }) token: string,
  ): Promise<CertificateCheck | null> {
    const found = looksLikeToken(token) ? await awardByToken(context.connection, token) : null;
    return found && checkOf(found);
  }
}
