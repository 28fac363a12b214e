import { Args, Context, ID, Parent, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../core/allow.js';
import type { RequestContext } from '../core/context.js';
import { LeanField } from '../core/lean-field.js';
import { Nomination } from './nomination.entity.js';
import { nominationsOf } from './nomination.loaders.js';
import { PreviewRuleService } from './preview-rule.service.js';
import { RulePreview, SHOWN, VerdictChange } from './rule-preview.entity.js';

@Resolver(() => VerdictChange)
export class RulePreviewResolver {
  constructor(private readonly rules: PreviewRuleService) {}

  @Allow('rule.propose', 'rule.confirm')
  @Query(() => RulePreview, {
    nullable: true,
    description: 'What a proposed rule would change on open nominations; null when there is none, or not for you.',
  })
  rulePreview(
    @Context() context: RequestContext,
    @Args('id', { type: () => ID, description: 'Which proposal.' }) id: string,
  ): Promise<RulePreview | null> {
    return this.rules.preview(context, id);
  }

  @LeanField(() => [Nomination], { description: `Those of them that you may read, ${SHOWN} at most.` })
  nominations(@Parent() { ids }: VerdictChange, @Context() context: RequestContext): Promise<Nomination[]> {
    return nominationsOf(context, ids);
  }
}
