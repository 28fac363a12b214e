import { Context, Parent, Resolver } from '@nestjs/graphql';
import { Eligibility } from '../award-law/eligibility.entity.js';
import type { RequestContext } from '../core/context.js';
import { LeanField } from '../core/lean-field.js';
import { Nomination } from './nomination.entity.js';
import { ShowEligibilityService, type ShownEligibility } from './show-eligibility.service.js';

@Resolver(() => Nomination)
export class NominationEligibilityResolver {
  constructor(private readonly show: ShowEligibilityService) {}

  @LeanField(() => Eligibility, {
    nullable: true,
    description:
      'What the rules say of it, with the judgements of the latest appraisal. What rests on discipline and verification only where you hold sensitive.read at a unit of its route; that read is recorded.',
  })
  eligibility(@Parent() nomination: Nomination, @Context() context: RequestContext): Promise<ShownEligibility | null> {
    return this.show.ofNomination(context, nomination);
  }
}
