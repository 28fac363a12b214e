import { Args, Context, ID, Parent, Query, Resolver } from '@nestjs/graphql';
import { Checkpoint, InclusionProof } from '../award-log/checkpoint.entity.js';
import { checkpointOf, inclusionOf } from '../award-log/log-views.js';
import { checkpointAt, proveAward } from '../award-log/prove.js';
import { Allow } from '../core/allow.js';
import type { RequestContext } from '../core/context.js';
import { LeanField } from '../core/lean-field.js';
import { isId } from '../core/pagination.js';
import { CertificateCheck } from './decision.entity.js';
import { awardScope } from './decision-scope.js';
import { awardIdByToken, mayReadAward } from './ledger.queries.js';

@Resolver()
export class AwardProofResolver {
  @Allow.signedIn()
  @Query(() => InclusionProof, {
    nullable: true,
    description:
      'That an award stands in the award log, as of its newest checkpoint. Null for an award that there is not or that you may not read, and while it is not entered yet.',
  })
  async inclusionProof(
    @Context() context: RequestContext,
    @Args('awardId', { type: () => ID, description: 'The award.' }) awardId: string,
  ): Promise<InclusionProof | null> {
    const readable = isId(awardId) && (await mayReadAward(context.connection, awardScope(context), awardId));
    const proof = readable ? await proveAward(context.connection, awardId, null) : null;
    return proof && inclusionOf(proof);
  }
}

/** What bears out the check of a certificate, for those who do not want to trust us. */
@Resolver(() => CertificateCheck)
export class CertificateProofResolver {
  @LeanField(() => InclusionProof, {
    nullable: true,
    description: 'That its award stands in the award log; null while it is not entered yet.',
  })
  async proof(
    @Parent() { token = '' }: CertificateCheck,
    @Context() context: RequestContext,
  ): Promise<InclusionProof | null> {
    const awardId = await awardIdByToken(context.connection, token);
    const proof = awardId && (await proveAward(context.connection, awardId, token));
    return proof ? inclusionOf(proof) : null;
  }

  @LeanField(() => Checkpoint, {
    nullable: true,
    description:
      'The newest checkpoint of the award log: what is said of the award holds as of it. Null before the first.',
  })
  async asOfCheckpoint(@Context() context: RequestContext): Promise<Checkpoint | null> {
    const found = await checkpointAt(context.connection, null);
    return found && checkpointOf(found);
  }
}
