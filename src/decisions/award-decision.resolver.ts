import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Award, AwardConnection } from '../awards/award.entity.js';
import type { RequestContext } from '../core/context.js';
import { LeanField } from '../core/lean-field.js';
import { load } from '../core/loaders.js';
import { PageArgs, type ConnectionOf } from '../core/pagination.js';
import { Honouree } from '../honourees/honouree.entity.js';
import { Nomination, Proposal } from '../nominations/nomination.entity.js';
import { nominationById } from '../nominations/nomination.loaders.js';
import { Certificate, Decision, ExternalOutcome } from './decision.entity.js';
import {
  awardByNomination,
  certificateByAward,
  decisionOfAward,
  outcomesByNomination,
  proposalOfLine,
} from './decision.loaders.js';
import { FindAwardsService } from './find-awards.service.js';

/** Where an award comes from, and what bears it out. */
@Resolver(() => Award)
export class AwardDecisionResolver {
  @LeanField(() => Decision, { description: 'The decision of which it is a line.' })
  decision(@Parent() { decisionId }: Award, @Context() context: RequestContext): Promise<Decision | null> {
    return load(context, decisionOfAward, decisionId);
  }

  @LeanField(() => Nomination, {
    nullable: true,
    description: 'The nomination that was awarded, where there was one here and you may read it.',
  })
  nomination(@Parent() { nominationId }: Award, @Context() context: RequestContext): Promise<Nomination | null> | null {
    return nominationId ? load(context, nominationById, nominationId) : null;
  }

  @LeanField(() => Proposal, {
    nullable: true,
    description: 'The tờ trình by which it was proposed to the body that decided; null where there was none here.',
  })
  proposal(@Parent() { nominationId }: Award, @Context() context: RequestContext): Promise<Proposal | null> | null {
    return nominationId ? load(context, proposalOfLine, nominationId) : null;
  }

  @LeanField(() => Certificate, {
    nullable: true,
    description: 'What the honouree holds; null where none was issued here.',
  })
  certificate(@Parent() { id }: Award, @Context() context: RequestContext): Promise<Certificate | null> {
    return load(context, certificateByAward, id);
  }
}

@Resolver(() => Honouree)
export class HonoureeAwardsResolver {
  constructor(private readonly find: FindAwardsService) {}

  @ResolveField(() => AwardConnection, {
    description: 'The awards of this honouree that you may read, the newest first.',
  })
  awards(
    @Parent() { id }: Honouree,
    @Context() context: RequestContext,
    @Args() page: PageArgs,
  ): Promise<ConnectionOf<Award>> {
    return this.find.page(context, page, { honoureeId: id });
  }
}

@Resolver(() => Nomination)
export class NominationAwardResolver {
  @LeanField(() => Award, { nullable: true, description: 'What came of it; null while it is not awarded.' })
  award(@Parent() { id, state }: Nomination, @Context() context: RequestContext): Promise<Award | null> | null {
    return state === 'AWARDED' ? load(context, awardByNomination, id) : null;
  }

  @LeanField(() => [ExternalOutcome], {
    description:
      'What was recorded of a body outside, the earliest first; it counts once a second account confirmed it.',
  })
  externalOutcomes(
    @Parent() { id }: Nomination,
    @Context() context: RequestContext,
  ): Promise<ExternalOutcome[] | null> {
    return load(context, outcomesByNomination, id);
  }
}
