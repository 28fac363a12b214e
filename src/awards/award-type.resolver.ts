import { Args, Context, Parent, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../core/allow.js';
import type { CivilDate } from '../core/civil-date.js';
import type { RequestContext } from '../core/context.js';
import { LeanField } from '../core/lean-field.js';
import { load } from '../core/loaders.js';
import { ParseCivilDate } from '../core/parse-civil-date.pipe.js';
import { CivilDateScalar } from '../core/scalars.js';
import { AwardType, Competence } from './award-type.entity.js';
import { competencesByAward } from './award-type.loaders.js';
import { awardTypesOn } from './award-type.queries.js';

const AS_OF = {
  type: () => CivilDateScalar,
  nullable: true,
  description: 'Those that exist on that day. Default: today.',
};

@Resolver(() => AwardType)
export class AwardTypeResolver {
  @Allow.signedIn()
  @Query(() => [AwardType], { description: 'The catalogue: what may be awarded on a day, by code.' })
  awardTypes(
    @Context() context: RequestContext,
    @Args('asOf', AS_OF, ParseCivilDate) asOf: CivilDate | null,
  ): Promise<AwardType[]> {
    return awardTypesOn(context.connection, asOf ?? context.clock.today());
  }

  @LeanField(() => [Competence], { description: 'Who may decide it, from when to when, the earliest first.' })
  competences(@Parent() awardType: AwardType, @Context() context: RequestContext): Promise<Competence[] | null> {
    return load(context, competencesByAward, awardType.id);
  }
}
