import { Args, Context, ID, Info, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Allow } from '../core/allow.js';
import type { RequestContext } from '../core/context.js';
import { PageArgs, type ConnectionOf } from '../core/pagination.js';
import type { Done } from '../core/payload.js';
import { DraftNominationService } from './draft-nomination.service.js';
import { AT_STEP } from './dossier-documents.js';
import { FindNominationsService } from './find-nominations.service.js';
import { ForwardNominationsService } from './forward-nominations.service.js';
import {
  Nomination,
  NominationConnection,
  NominationPayload,
  Proposal,
  ProposalConnection,
  ProposalPayload,
} from './nomination.entity.js';
import {
  AnswerMissingItemInput,
  DraftNominationInput,
  EditNominationInput,
  NominationsArgs,
} from './nomination.inputs.js';
import { ForwardNominationsInput, ProposalsArgs, SubmitNominationsInput } from './proposal.inputs.js';
import { SubmitNominationsService } from './submit-nominations.service.js';

/** Reading nominations, and what proposers and senders do with them. */
@Resolver(() => Nomination)
export class NominationResolver {
  constructor(
    private readonly find: FindNominationsService,
    private readonly drafts: DraftNominationService,
    private readonly submissions: SubmitNominationsService,
    private readonly forwards: ForwardNominationsService,
  ) {}

  @Allow.signedIn()
  @Query(() => NominationConnection, {
    description:
      'The nominations of your units, of those below, and of the routes on which your units stand, the newest first.',
  })
  nominations(
    @Context() context: RequestContext,
    @Args() args: NominationsArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ConnectionOf<Nomination>> {
    return this.find.page(context, args, info);
  }

  @Allow.signedIn()
  @Query(() => NominationConnection, { description: 'What waits for you now, what is due first.' })
  inbox(
    @Context() context: RequestContext,
    @Args() page: PageArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ConnectionOf<Nomination>> {
    return this.find.inbox(context, page, info);
  }

  @Allow.signedIn()
  @Query(() => Nomination, { nullable: true, description: 'One nomination; null when there is none, or not for you.' })
  nomination(
    @Context() context: RequestContext,
    @Args('id', { type: () => ID, description: 'Which nomination.' }) id: string,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Nomination | null> {
    return this.find.byId(context, id, info);
  }

  @Allow.signedIn()
  @Query(() => ProposalConnection, { description: 'The tờ trình that your units sent or got, the newest first.' })
  proposals(@Context() context: RequestContext, @Args() args: ProposalsArgs): Promise<ConnectionOf<Proposal>> {
    return this.find.proposals(context, args);
  }

  @Allow('nomination.propose')
  @Mutation(() => NominationPayload, { description: 'Drafts a nomination.' })
  draftNomination(
    @Context() context: RequestContext,
    @Args('input', { description: 'The draft.' }) input: DraftNominationInput,
  ): Promise<Done<NominationPayload>> {
    return this.drafts.draft(context, input);
  }

  @Allow('nomination.propose')
  @Mutation(() => NominationPayload, {
    description: 'Changes a draft or a returned nomination. What changes nothing writes nothing: its version stays.',
  })
  editNomination(
    @Context() context: RequestContext,
    @Args('input', { description: 'What changes.' }) input: EditNominationInput,
  ): Promise<Done<NominationPayload>> {
    return this.drafts.edit(context, input);
  }

  @Allow('nomination.propose', ...AT_STEP)
  @Mutation(() => NominationPayload, {
    description:
      'Puts a document that you have sent into a nomination: as its proposer, or at a step of its route; once as the same kind.',
  })
  attachDocument(
    @Context() context: RequestContext,
    @Args('nominationId', { type: () => ID, description: 'Into which nomination.' }) nominationId: string,
    @Args('documentId', { type: () => ID, description: 'Which document.' }) documentId: string,
    @Args('kind', { description: 'As what: BAO_CAO_THANH_TICH, BIEN_BAN_HOP …; capital letters, digits, underscores.' })
    kind: string,
  ): Promise<Done<NominationPayload>> {
    return this.drafts.attach(context, { nominationId, documentId, kind });
  }

  @Allow('nomination.propose')
  @Mutation(() => NominationPayload, { description: 'Answers something that a return asked for.' })
  answerMissingItem(
    @Context() context: RequestContext,
    @Args('input', { description: 'The answer.' }) input: AnswerMissingItemInput,
  ): Promise<Done<NominationPayload>> {
    return this.drafts.answer(context, input);
  }

  @Allow('nomination.propose')
  @Mutation(() => ProposalPayload, {
    description: 'Submits nominations to the first body of their route, or again to the one that returned them.',
  })
  submitNominations(
    @Context() context: RequestContext,
    @Args('input', { description: 'Which, and by which tờ trình.' }) input: SubmitNominationsInput,
  ): Promise<Done<ProposalPayload>> {
    return this.submissions.submit(context, input);
  }

  @Allow('nomination.forward')
  @Mutation(() => ProposalPayload, { description: 'Forwards endorsed nominations to the next body of their route.' })
  forwardNominations(
    @Context() context: RequestContext,
    @Args('input', { description: 'Which, and by which tờ trình.' }) input: ForwardNominationsInput,
  ): Promise<Done<ProposalPayload>> {
    return this.forwards.forward(context, input);
  }
}
