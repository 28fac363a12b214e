import { Args, Context, Mutation, Parent, Resolver } from '@nestjs/graphql';
import { Allow } from '../core/allow.js';
import type { RequestContext } from '../core/context.js';
import { LeanField } from '../core/lean-field.js';
import { load } from '../core/loaders.js';
import { RuleCitation, type Done } from '../core/payload.js';
import { Account } from '../identity/account.entity.js';
import { accountById } from '../identity/identity.loaders.js';
import { Unit } from '../units/unit.entity.js';
import { unitById } from '../units/unit.loaders.js';
import { ChooseLawService } from './choose-law.service.js';
import { LawChoice } from './law-choice.entity.js';
import { ChooseLawInput } from './law-choice.inputs.js';
import { Nomination, NominationPayload } from './nomination.entity.js';
import { lawChoicesByNomination } from './nomination.loaders.js';
import { ruleById } from './opinion.loaders.js';

@Resolver(() => Nomination)
export class NominationLawChoicesResolver {
  constructor(private readonly choosing: ChooseLawService) {}

  @LeanField(() => [LawChoice], {
    description: 'Who chose by the law of which day it is weighed, and why, the earliest first; the last one counts.',
  })
  lawChoices(@Parent() { id }: Nomination, @Context() context: RequestContext): Promise<LawChoice[] | null> {
    return load(context, lawChoicesByNomination, id);
  }

  @Allow('nomination.appraise')
  @Mutation(() => NominationPayload, {
    description:
      'Has a received nomination weighed by the law of another day, where the law changed on its way and that one is not less favourable; the appraisal has to judge it.',
  })
  chooseLaw(
    @Context() context: RequestContext,
    @Args('input', { description: 'Which law, and why.' }) input: ChooseLawInput,
  ): Promise<Done<NominationPayload>> {
    return this.choosing.choose(context, input);
  }
}

@Resolver(() => LawChoice)
export class LawChoiceResolver {
  @LeanField(() => Account, { nullable: true, description: 'Who chose.' })
  by(@Parent() { accountId }: LawChoice, @Context() context: RequestContext): Promise<Account | null> {
    return load(context, accountById, accountId);
  }

  @LeanField(() => Unit, { nullable: true, description: 'For which body.' })
  acting(@Parent() { unitId }: LawChoice, @Context() context: RequestContext): Promise<Unit | null> {
    return load(context, unitById, unitId);
  }

  @LeanField(() => RuleCitation, { nullable: true, description: 'The rule that allows it; null as ruleId is.' })
  async rule(@Parent() { ruleId }: LawChoice, @Context() context: RequestContext): Promise<RuleCitation | null> {
    return ruleId ? ((await load(context, ruleById, ruleId))?.citation ?? null) : null;
  }
}
