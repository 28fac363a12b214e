import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Award, AwardConnection } from '../awards/award.entity.js';
import { AwardType } from '../awards/award-type.entity.js';
import { awardTypeById } from '../awards/award-type.loaders.js';
import type { CivilDate } from '../core/civil-date.js';
import { signedIn, type RequestContext } from '../core/context.js';
import { LeanField } from '../core/lean-field.js';
import { load } from '../core/loaders.js';
import { PageArgs, type ConnectionOf } from '../core/pagination.js';
import { CivilDateScalar } from '../core/scalars.js';
import { Document } from '../documents/document.entity.js';
import { Account } from '../identity/account.entity.js';
import { accountById } from '../identity/identity.loaders.js';
import { KindTotal, Nomination, Proposal } from '../nominations/nomination.entity.js';
import { nominationsOf } from '../nominations/nomination.loaders.js';
import { Unit } from '../units/unit.entity.js';
import { unitById } from '../units/unit.loaders.js';
import { deciderOf } from './decision-acts.js';
import { Decision } from './decision.entity.js';
import { DecisionActionEnum } from './decision.enums.js';
import { documentsByDecision, lineIdsByDecision, proposalsByDecision, totalsByDecision } from './decision.loaders.js';
import { decisionActions, type DecisionAction } from './domain/decision-life.js';
import { FindAwardsService } from './find-awards.service.js';

/** What hangs on a decision. */
@Resolver(() => Decision)
export class DecisionFieldsResolver {
  constructor(private readonly awardsOf: FindAwardsService) {}

  @LeanField(() => Unit, {
    nullable: true,
    description: 'The body that issues it; null where only its printed name is known.',
  })
  issuedBy(@Parent() { issuedById }: Decision, @Context() context: RequestContext): Promise<Unit | null> | null {
    return issuedById ? load(context, unitById, issuedById) : null;
  }

  @LeanField(() => AwardType, { nullable: true, description: 'The one award that it gives.' })
  awardType(@Parent() { awardTypeId }: Decision, @Context() context: RequestContext): Promise<AwardType | null> | null {
    return awardTypeId ? load(context, awardTypeById, awardTypeId) : null;
  }

  @LeanField(() => Account, { nullable: true, description: 'Who drafted or recorded it.' })
  draftedBy(@Parent() { draftedById }: Decision, @Context() context: RequestContext): Promise<Account | null> {
    return load(context, accountById, draftedById);
  }

  @LeanField(() => Account, { nullable: true, description: 'Who checked it; null while nobody has.' })
  checkedBy(@Parent() { checkedById }: Decision, @Context() context: RequestContext): Promise<Account | null> | null {
    return checkedById ? load(context, accountById, checkedById) : null;
  }

  @LeanField(() => [DecisionActionEnum], { description: 'What you can do with it now, by the table.' })
  availableActions(@Parent() decision: Decision, @Context() context: RequestContext): DecisionAction[] {
    return decision.gone ? [] : decisionActions(decision, deciderOf(signedIn(context), context.clock.today()));
  }

  @LeanField(() => CivilDateScalar, {
    nullable: true,
    description: 'First day on which it may have been signed: that of the signature where it is known.',
  })
  decidedFrom(@Parent() { signedOn, decidedFrom }: Decision): CivilDate | null {
    return decidedFrom ?? signedOn;
  }

  @LeanField(() => CivilDateScalar, {
    nullable: true,
    description: 'Last day on which it may have been signed: that of the signature where it is known.',
  })
  decidedTo(@Parent() { signedOn, decidedTo }: Decision): CivilDate | null {
    return decidedTo ?? signedOn;
  }

  @LeanField(() => [Nomination], {
    description: 'The nominations on it, in the order of the annex, as far as you may read them: 500 at most.',
  })
  async nominations(@Parent() { id }: Decision, @Context() context: RequestContext): Promise<Nomination[]> {
    return nominationsOf(context, (await load(context, lineIdsByDecision, id)) ?? []);
  }

  @LeanField(() => [Proposal], {
    description:
      'The tờ trình that it cites (theo đề nghị … tại Tờ trình số …): those by which its lines came, each once.',
  })
  proposals(@Parent() { id }: Decision, @Context() context: RequestContext): Promise<Proposal[] | null> {
    return load(context, proposalsByDecision, id);
  }

  @LeanField(() => [KindTotal], { description: 'How many of each kind; together they are its lines.' })
  totals(@Parent() { id }: Decision, @Context() context: RequestContext): Promise<KindTotal[] | null> {
    return load(context, totalsByDecision, id);
  }

  @LeanField(() => [Document], { description: 'Its documents, as far as you may read them.' })
  documents(@Parent() { id }: Decision, @Context() context: RequestContext): Promise<Document[] | null> {
    return load(context, documentsByDecision, id);
  }

  @ResolveField(() => AwardConnection, { description: 'The lines of its annex, in order; none before it is issued.' })
  awards(
    @Parent() { id }: Decision,
    @Context() context: RequestContext,
    @Args() page: PageArgs,
  ): Promise<ConnectionOf<Award>> {
    return this.awardsOf.annex(context, page, id);
  }
}
