import { Args, Context, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../core/allow.js';
import type { CivilDate } from '../core/civil-date.js';
import type { RequestContext } from '../core/context.js';
import type { ConnectionOf } from '../core/pagination.js';
import { ParseCivilDate } from '../core/parse-civil-date.pipe.js';
import type { Done } from '../core/payload.js';
import { CivilDateScalar } from '../core/scalars.js';
import { Decision, DecisionConnection, DecisionPayload, DecisionPreview } from './decision.entity.js';
import {
  DecisionActionInput,
  DecisionsArgs,
  DraftDecisionInput,
  EditDecisionInput,
  IssueDecisionInput,
  SetDecisionLinesInput,
} from './decision.inputs.js';
import { DraftDecisionService } from './draft-decision.service.js';
import { FindDecisionsService } from './find-decisions.service.js';
import { IssueDecisionService } from './issue-decision.service.js';

const WHICH = { type: () => ID, description: 'Which decision.' };
const SIGNED_ON = { type: () => CivilDateScalar, description: 'The day of the signature.' };

/** Reading decisions, and bringing them to the signature. */
@Resolver(() => Decision)
export class DecisionResolver {
  constructor(
    private readonly find: FindDecisionsService,
    private readonly drafts: DraftDecisionService,
    private readonly issues: IssueDecisionService,
  ) {}

  @Allow.signedIn()
  @Query(() => DecisionConnection, {
    description:
      'Decisions, the newest first: issued ones of your units, of those below, and of the routes of what your units proposed or appraised; others only of your own units.',
  })
  decisions(@Context() context: RequestContext, @Args() args: DecisionsArgs): Promise<ConnectionOf<Decision>> {
    return this.find.page(context, args);
  }

  @Allow.signedIn()
  @Query(() => Decision, { nullable: true, description: 'One decision; null when there is none, or not for you.' })
  decision(@Context() context: RequestContext, @Args('id', WHICH) id: string): Promise<Decision | null> {
    return this.find.byId(context, id);
  }

  @Allow('decision.draft', 'decision.check', 'decision.issue')
  @Query(() => DecisionPreview, {
    description: 'What a draft or checked decision would be, were it signed on that day, and what stands against it.',
  })
  decisionPreview(
    @Context() context: RequestContext,
    @Args('id', WHICH) id: string,
    @Args('signedOn', SIGNED_ON, ParseCivilDate) signedOn: CivilDate,
  ): Promise<DecisionPreview> {
    return this.find.preview(context, id, signedOn);
  }

  @Allow('decision.draft')
  @Mutation(() => DecisionPayload, { description: 'Drafts a decision on endorsed nominations of one award.' })
  draftDecision(
    @Context() context: RequestContext,
    @Args('input', { description: 'What it says.' }) input: DraftDecisionInput,
  ): Promise<Done<DecisionPayload>> {
    return this.drafts.draft(context, input);
  }

  @Allow('decision.draft')
  @Mutation(() => DecisionPayload, {
    description:
      'Changes the title of a draft or what it rests on; whoever does is one of its drafters. A checked one is given back first (returnDecision).',
  })
  editDecision(
    @Context() context: RequestContext,
    @Args('input', { description: 'Which decision, and its new words.' }) input: EditDecisionInput,
  ): Promise<Done<DecisionPayload>> {
    return this.drafts.edit(context, input);
  }

  @Allow('decision.draft')
  @Mutation(() => DecisionPayload, {
    description: 'Chooses the lines of a draft anew; whoever does is one of its drafters.',
  })
  setDecisionLines(
    @Context() context: RequestContext,
    @Args('input', { description: 'Which lines.' }) input: SetDecisionLinesInput,
  ): Promise<Done<DecisionPayload>> {
    return this.drafts.setLines(context, input);
  }

  @Allow('decision.check')
  @Mutation(() => DecisionPayload, { description: 'Checks a draft, as another person than its drafters.' })
  checkDecision(
    @Context() context: RequestContext,
    @Args('input', { description: 'Which decision.' }) input: DecisionActionInput,
  ): Promise<Done<DecisionPayload>> {
    return this.drafts.check(context, input);
  }

  @Allow('decision.check', 'decision.issue')
  @Mutation(() => DecisionPayload, { description: 'Gives a checked decision back for drafting, with a reason.' })
  returnDecision(
    @Context() context: RequestContext,
    @Args('input', { description: 'Which decision, and why.' }) input: DecisionActionInput,
  ): Promise<Done<DecisionPayload>> {
    return this.drafts.return(context, input);
  }

  @Allow('decision.draft')
  @Mutation(() => DecisionPayload, { description: 'Discards a draft; its nominations are free for another.' })
  discardDecision(
    @Context() context: RequestContext,
    @Args('input', { description: 'Which decision.' }) input: DecisionActionInput,
  ): Promise<Done<DecisionPayload>> {
    return this.drafts.discard(context, input);
  }

  @Allow('decision.issue')
  @Mutation(() => DecisionPayload, {
    description:
      'Signs and issues a checked decision: all its nominations are awarded and get their certificates, or none. It never changes afterwards.',
  })
  issueDecision(
    @Context() context: RequestContext,
    @Args('input', { description: 'The signature.' }) input: IssueDecisionInput,
  ): Promise<Done<DecisionPayload>> {
    return this.issues.issue(context, input);
  }
}
