import { Args, Context, Parent, Resolver } from '@nestjs/graphql';
import { AwardType } from '../awards/award-type.entity.js';
import type { CivilDate } from '../core/civil-date.js';
import type { RequestContext } from '../core/context.js';
import { LeanField } from '../core/lean-field.js';
import { load } from '../core/loaders.js';
import { ParseCivilDate } from '../core/parse-civil-date.pipe.js';
import { CivilDateScalar } from '../core/scalars.js';
import { AwardRule } from './award-rule.entity.js';
import { rulesByAwardAndDay } from './award-rule.loaders.js';

@Resolver(() => AwardType)
export class AwardTypeRulesResolver {
  @LeanField(() => [AwardRule], {
    description:
      'The rules for all that apply to it on a day, its own and the general ones; without those of provinces, and without holidays.',
  })
  async rules(
    @Parent() awardType: AwardType,
    @Context() context: RequestContext,
    @Args(
      'asOf',
      { type: () => CivilDateScalar, nullable: true, description: 'Those in force on that day. Default: today.' },
      ParseCivilDate,
    )
    asOf: CivilDate | null,
  ): Promise<AwardRule[]> {
    return (await load(context, rulesByAwardAndDay, `${awardType.id} ${asOf ?? context.clock.today()}`)) ?? [];
  }
}
