import { Args, Context, ID, Mutation, Parent, Query, Resolver } from '@nestjs/graphql';
import { AwardType } from '../awards/award-type.entity.js';
import { awardTypeById } from '../awards/award-type.loaders.js';
import { Allow } from '../core/allow.js';
import { canonicalJson } from '../core/canonical-json.js';
import type { RequestContext } from '../core/context.js';
import { LeanField } from '../core/lean-field.js';
import { load } from '../core/loaders.js';
import { PageArgs, type ConnectionOf } from '../core/pagination.js';
import type { Done } from '../core/payload.js';
import { Account } from '../identity/account.entity.js';
import { accountById } from '../identity/identity.loaders.js';
import { Unit } from '../units/unit.entity.js';
import { unitById } from '../units/unit.loaders.js';
import { AwardRule, AwardRuleConnection, AwardRulePayload } from './award-rule.entity.js';
import { ProposeRuleInput } from './award-rule.inputs.js';
import { ProposeRulesService } from './propose-rules.service.js';

@Resolver(() => AwardRule)
export class AwardRuleResolver {
  constructor(private readonly rules: ProposeRulesService) {}

  @Allow('rule.propose', 'rule.confirm')
  @Query(() => AwardRuleConnection, {
    description:
      'Proposed rules that wait for a second administrator, of your units and those below, the newest first.',
  })
  proposedRules(@Context() context: RequestContext, @Args() page: PageArgs): Promise<ConnectionOf<AwardRule>> {
    return this.rules.page(context, page);
  }

  @Allow('rule.propose')
  @Mutation(() => AwardRulePayload, {
    description: 'Proposes a rule or a newer version of one; for all only from a unit that has nobody above it.',
  })
  proposeRule(
    @Context() context: RequestContext,
    @Args('input', { description: 'The rule, with article and document.' }) input: ProposeRuleInput,
  ): Promise<Done<AwardRulePayload>> {
    return this.rules.propose(context, input);
  }

  @Allow('rule.confirm')
  @Mutation(() => AwardRulePayload, {
    description:
      'Confirms what another administrator has proposed: it is law from its first day, and ends the older version.',
  })
  confirmRule(
    @Context() context: RequestContext,
    @Args('id', { type: () => ID, description: 'Which proposal.' }) id: string,
  ): Promise<Done<AwardRulePayload>> {
    return this.rules.confirm(context, id);
  }

  @LeanField(() => String, { description: 'What it says, as a JSON object whose members the kind tells.' })
  args(@Parent() rule: AwardRule): string {
    return canonicalJson(rule.args);
  }

  @LeanField(() => AwardType, { nullable: true, description: 'For which award; null: for all without their own.' })
  awardType(@Parent() rule: AwardRule, @Context() context: RequestContext): Promise<AwardType | null> | null {
    return rule.awardTypeId ? load(context, awardTypeById, rule.awardTypeId) : null;
  }

  @LeanField(() => Unit, { nullable: true, description: 'The province, or unit, whose own rule it is; null: for all.' })
  forUnit(@Parent() rule: AwardRule, @Context() context: RequestContext): Promise<Unit | null> | null {
    return rule.forUnitId ? load(context, unitById, rule.forUnitId) : null;
  }

  @LeanField(() => Account, { nullable: true, description: 'Who proposed it; told of proposals.' })
  proposedBy(@Parent() rule: AwardRule, @Context() context: RequestContext): Promise<Account | null> | null {
    return rule.proposedById ? load(context, accountById, rule.proposedById) : null;
  }
}
