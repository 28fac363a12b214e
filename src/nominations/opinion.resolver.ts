import { Args, Context, Int, Mutation, Parent, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../core/allow.js';
import type { RequestContext } from '../core/context.js';
import { LeanField } from '../core/lean-field.js';
import { load } from '../core/loaders.js';
import type { ConnectionOf } from '../core/pagination.js';
import { RuleCitation, type Done } from '../core/payload.js';
import { Document } from '../documents/document.entity.js';
import { documentById } from '../documents/document.loaders.js';
import { Account } from '../identity/account.entity.js';
import { accountById } from '../identity/identity.loaders.js';
import { Unit } from '../units/unit.entity.js';
import { unitById } from '../units/unit.loaders.js';
import { AskOpinionsService } from './ask-opinions.service.js';
import { Nomination, NominationsPayload } from './nomination.entity.js';
import { nominationById } from './nomination.loaders.js';
import { Opinion, OpinionConnection, OpinionMatter, OpinionPayload } from './opinion.entity.js';
import { GiveOpinionInput, OpinionsArgs, RequestOpinionsInput, WaiveOpinionInput } from './opinion.inputs.js';
import { opinionsByNomination, overdueOpinions, ruleById } from './opinion.loaders.js';

/** Hiệp y. */
@Resolver(() => Opinion)
export class OpinionResolver {
  constructor(private readonly ask: AskOpinionsService) {}

  @Allow.signedIn()
  @Query(() => OpinionConnection, {
    description:
      'The opinions for which your units, and those below, were asked, or for which yours have asked; the newest first.',
  })
  opinions(@Context() context: RequestContext, @Args() args: OpinionsArgs): Promise<ConnectionOf<Opinion>> {
    return this.ask.page(context, args);
  }

  @Allow('nomination.appraise')
  @Mutation(() => NominationsPayload, {
    description: 'Asks a unit for its opinion on received nominations; none is appraised before it is in or waived.',
  })
  requestOpinions(
    @Context() context: RequestContext,
    @Args('input', { description: 'On which, whom and what.' }) input: RequestOpinionsInput,
  ): Promise<Done<NominationsPayload>> {
    return this.ask.request(context, input);
  }

  @Allow('nomination.appraise')
  @Mutation(() => OpinionPayload, {
    description: 'Gives the opinion of your unit, which was asked; or writes it down, with its paper, where you asked.',
  })
  giveOpinion(
    @Context() context: RequestContext,
    @Args('input', { description: 'The opinion.' }) input: GiveOpinionInput,
  ): Promise<Done<OpinionPayload>> {
    return this.ask.give(context, input);
  }

  @Allow('nomination.appraise')
  @Mutation(() => OpinionPayload, {
    description: 'Does without an opinion that your unit has asked for, with a reason.',
  })
  waiveOpinion(
    @Context() context: RequestContext,
    @Args('input', { description: 'Which, and why.' }) input: WaiveOpinionInput,
  ): Promise<Done<OpinionPayload>> {
    return this.ask.waive(context, input);
  }
}

/** Who asked whom, and what came of it. */
@Resolver(() => Opinion)
export class OpinionFieldsResolver {
  @LeanField(() => Nomination, { nullable: true, description: 'On which nomination, where you may read it.' })
  nomination(@Parent() { nominationId }: Opinion, @Context() context: RequestContext): Promise<Nomination | null> {
    return load(context, nominationById, nominationId);
  }

  @LeanField(() => Unit, { description: 'The body that asks.' })
  unit(@Parent() { unitId }: Opinion, @Context() context: RequestContext): Promise<Unit | null> {
    return load(context, unitById, unitId);
  }

  @LeanField(() => Unit, { description: 'The unit that is asked.' })
  asked(@Parent() { askedId }: Opinion, @Context() context: RequestContext): Promise<Unit | null> {
    return load(context, unitById, askedId);
  }

  @LeanField(() => Unit, {
    nullable: true,
    description: 'The body that asked, where that one has ended and `unit`, its successor, has the question now.',
  })
  unitAs(@Parent() { unitAsId }: Opinion, @Context() context: RequestContext): Promise<Unit | null> | null {
    return unitAsId ? load(context, unitById, unitAsId) : null;
  }

  @LeanField(() => Unit, {
    nullable: true,
    description: 'The unit that was asked, where that one has ended and `asked`, its successor, answers for it now.',
  })
  askedAs(@Parent() { askedAsId }: Opinion, @Context() context: RequestContext): Promise<Unit | null> | null {
    return askedAsId ? load(context, unitById, askedAsId) : null;
  }

  @LeanField(() => RuleCitation, {
    nullable: true,
    description: 'The rule that asks for it; null where the body asks by itself.',
  })
  async rule(@Parent() { ruleId }: Opinion, @Context() context: RequestContext): Promise<RuleCitation | null> {
    return ruleId ? ((await load(context, ruleById, ruleId))?.citation ?? null) : null;
  }

  @LeanField(() => Boolean, {
    description:
      'True when it could be answered and its last day is over. Nobody is taken to agree by that: the asking body waives it with a reason.',
  })
  overdue(@Parent() { waiting, dueOn }: Opinion, @Context() context: RequestContext): boolean {
    return waiting && dueOn !== null && dueOn < context.clock.today();
  }

  @LeanField(() => RuleCitation, {
    nullable: true,
    description:
      'The rule that says until when to answer; null where there is none. A confirmed one may let the asking body go on without the answer.',
  })
  async dueRule(@Parent() { dueRuleId }: Opinion, @Context() context: RequestContext): Promise<RuleCitation | null> {
    return dueRuleId ? ((await load(context, ruleById, dueRuleId))?.citation ?? null) : null;
  }

  @LeanField(() => Document, { nullable: true, description: 'The paper that says it, where you may read it.' })
  document(@Parent() { documentId }: Opinion, @Context() context: RequestContext): Promise<Document | null> | null {
    return documentId ? load(context, documentById, documentId) : null;
  }

  @LeanField(() => Account, {
    nullable: true,
    description: 'Who gave, wrote down or waived it; null while it is open.',
  })
  settledBy(@Parent() { settledById }: Opinion, @Context() context: RequestContext): Promise<Account | null> | null {
    return settledById ? load(context, accountById, settledById) : null;
  }
}

@Resolver(() => OpinionMatter)
export class OpinionMatterResolver {
  @LeanField(() => Unit, { description: 'The unit that proposes.' })
  proposedBy(@Parent() { proposedById }: OpinionMatter, @Context() context: RequestContext): Promise<Unit | null> {
    return load(context, unitById, proposedById);
  }
}

@Resolver(() => Nomination)
export class NominationOpinionsResolver {
  @LeanField(() => Int, {
    description: 'How many opinions that its step has asked for are past their last day and neither in nor waived.',
  })
  async overdueOpinions(@Parent() { id }: Nomination, @Context() context: RequestContext): Promise<number> {
    return (await load(context, overdueOpinions, id)) ?? 0;
  }

  @LeanField(() => [Opinion], { description: 'The opinions that were asked for on it (hiệp y), the earliest first.' })
  opinions(@Parent() { id }: Nomination, @Context() context: RequestContext): Promise<Opinion[] | null> {
    return load(context, opinionsByNomination, id);
  }
}
