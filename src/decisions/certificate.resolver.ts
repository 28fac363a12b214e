import { Args, Context, Parent, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../core/allow.js';
import type { RequestContext } from '../core/context.js';
import { LeanField } from '../core/lean-field.js';
import { PublicAddress } from '../core/public-address.js';
import { certificatePath } from './certificate-page.js';
import { checkCertificate } from './check-certificate.js';
import { Certificate, CertificateCheck } from './decision.entity.js';

@Resolver(() => Certificate)
export class CertificateResolver {
  constructor(private readonly publicAddress: PublicAddress) {}

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
    const check = await checkCertificate(context.connection, token);
    return check && { ...check, token };
  }

  @LeanField(() => String, {
    description:
      'The address under which anybody checks it; with "/qr.svg" or "/qr.png" behind it, its QR code for printing.',
  })
  address(@Parent() { token }: Certificate): string {
    return this.publicAddress.of(certificatePath(token));
  }
}
