import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { Eligibility } from '../award-law/eligibility.entity.js';
import { Allow } from '../core/allow.js';
import type { RequestContext } from '../core/context.js';
import { EligibilityArgs } from './eligibility.inputs.js';
import { WeighEligibilityService, type WeighedEligibility } from './weigh-eligibility.service.js';

@Resolver()
export class EligibilityResolver {
  constructor(private readonly weighing: WeighEligibilityService) {}

  @Allow.signedIn()
  @Query(() => Eligibility, {
    description:
      'What the rules would say of an award for an honouree, before anything is written; NOT_FOUND where you may not read the honouree, or there is no such award. Nothing is changed.',
  })
  eligibility(@Context() context: RequestContext, @Args() args: EligibilityArgs): Promise<WeighedEligibility> {
    return this.weighing.weigh(context, args);
  }
}
