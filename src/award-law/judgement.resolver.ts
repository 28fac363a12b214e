import { Context, Parent, Resolver } from '@nestjs/graphql';
import type { RequestContext } from '../core/context.js';
import { LeanField } from '../core/lean-field.js';
import { load } from '../core/loaders.js';
import { Account } from '../identity/account.entity.js';
import { accountById } from '../identity/identity.loaders.js';
import { Judgement } from './eligibility.entity.js';

@Resolver(() => Judgement)
export class JudgementResolver {
  @LeanField(() => Account, { nullable: true, description: 'Who judged.' })
  by(@Parent() judgement: Judgement, @Context() context: RequestContext): Promise<Account | null> {
    return load(context, accountById, judgement.byAccountId);
  }
}
