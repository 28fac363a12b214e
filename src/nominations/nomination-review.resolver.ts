import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { Allow } from '../core/allow.js';
import type { RequestContext } from '../core/context.js';
import type { Done } from '../core/payload.js';
import { InterruptNominationService } from './interrupt-nomination.service.js';
import { NominationPayload, NominationsPayload, ProposalPayload } from './nomination.entity.js';
import {
  AppraiseNominationInput,
  EndorseNominationsInput,
  NominationActionInput,
  ReceiveProposalInput,
  ReturnNominationInput,
  SuspendNominationInput,
} from './nomination-step.inputs.js';
import { ReviewNominationService } from './review-nomination.service.js';

/** What bodies do with nominations at their step. */
@Resolver()
export class NominationReviewResolver {
  constructor(
    private readonly review: ReviewNominationService,
    private readonly interrupt: InterruptNominationService,
  ) {}

  @Allow('nomination.appraise')
  @Mutation(() => ProposalPayload, { description: 'Receives all nominations of a tờ trình that still wait, but some.' })
  receiveProposal(
    @Context() context: RequestContext,
    @Args('input', { description: 'Which tờ trình.' }) input: ReceiveProposalInput,
  ): Promise<Done<ProposalPayload>> {
    return this.review.receiveProposal(context, input);
  }

  @Allow('nomination.appraise')
  @Mutation(() => NominationPayload, { description: 'Receives a nomination; its clock starts.' })
  receiveNomination(
    @Context() context: RequestContext,
    @Args('input', { description: 'Which nomination.' }) input: NominationActionInput,
  ): Promise<Done<NominationPayload>> {
    return this.review.receive(context, input);
  }

  @Allow('nomination.appraise', 'nomination.sign')
  @Mutation(() => NominationPayload, {
    description: 'Returns a nomination to the proposer or to a body below; an endorsed one only by who signs.',
  })
  returnNomination(
    @Context() context: RequestContext,
    @Args('input', { description: 'Which, to whom and why.' }) input: ReturnNominationInput,
  ): Promise<Done<NominationPayload>> {
    return this.review.return(context, input);
  }

  @Allow('nomination.appraise')
  @Mutation(() => NominationPayload, {
    description: 'Appraises a nomination; the findings of the rules are kept with it.',
  })
  appraiseNomination(
    @Context() context: RequestContext,
    @Args('input', { description: 'The appraisal.' }) input: AppraiseNominationInput,
  ): Promise<Done<NominationPayload>> {
    return this.review.appraise(context, input);
  }

  @Allow('nomination.sign')
  @Mutation(() => NominationsPayload, {
    description:
      'Endorses nominations by the leadership, where no council is required, or by the simplified procedure.',
  })
  endorseNominations(
    @Context() context: RequestContext,
    @Args('input', { description: 'Which, and by which minutes.' }) input: EndorseNominationsInput,
  ): Promise<Done<NominationsPayload>> {
    return this.review.endorse(context, input);
  }

  @Allow('nomination.sign')
  @Mutation(() => NominationPayload, { description: 'Declines a nomination, with a reason. It ends.' })
  declineNomination(
    @Context() context: RequestContext,
    @Args('input', { description: 'Which, and why.' }) input: NominationActionInput,
  ): Promise<Done<NominationPayload>> {
    return this.review.decline(context, input);
  }

  @Allow('nomination.propose')
  @Mutation(() => NominationPayload, {
    description: 'Withdraws a nomination; with a reason once it was submitted. It ends.',
  })
  withdrawNomination(
    @Context() context: RequestContext,
    @Args('input', { description: 'Which, and why.' }) input: NominationActionInput,
  ): Promise<Done<NominationPayload>> {
    return this.interrupt.withdraw(context, input);
  }

  @Allow('nomination.appraise')
  @Mutation(() => NominationPayload, {
    description: 'Suspends a nomination at this step or from a later one of its route.',
  })
  suspendNomination(
    @Context() context: RequestContext,
    @Args('input', { description: 'Which, and on what ground.' }) input: SuspendNominationInput,
  ): Promise<Done<NominationPayload>> {
    return this.interrupt.suspend(context, input);
  }

  @Allow('nomination.appraise')
  @Mutation(() => NominationPayload, {
    description: 'Resumes a suspended nomination, and its clock; the reason is the conclusion.',
  })
  resumeNomination(
    @Context() context: RequestContext,
    @Args('input', { description: 'Which, and what was concluded.' }) input: NominationActionInput,
  ): Promise<Done<NominationPayload>> {
    return this.interrupt.resume(context, input);
  }
}
