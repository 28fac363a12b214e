import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { Allow } from '../core/allow.js';
import type { RequestContext } from '../core/context.js';
import type { Done } from '../core/payload.js';
import { NominationPayload, NominationsPayload } from './nomination.entity.js';
import { PostNominationsService } from './post-nominations.service.js';
import { AnswerObjectionInput, ClosePostingInput, OpenPostingInput, RecordObjectionInput } from './posting.inputs.js';

/** Lấy ý kiến nhân dân. */
@Resolver()
export class PostingResolver {
  constructor(private readonly post: PostNominationsService) {}

  @Allow('nomination.appraise')
  @Mutation(() => NominationsPayload, {
    description: 'Posts nominations for the opinion of the people, where their step asks for it.',
  })
  openPosting(
    @Context() context: RequestContext,
    @Args('input', { description: 'Which, and where.' }) input: OpenPostingInput,
  ): Promise<Done<NominationsPayload>> {
    return this.post.open(context, input);
  }

  @Allow('nomination.appraise')
  @Mutation(() => NominationsPayload, {
    description: 'Closes postings after their last day, with every objection answered.',
  })
  closePosting(
    @Context() context: RequestContext,
    @Args('input', { description: 'Of which nominations.' }) input: ClosePostingInput,
  ): Promise<Done<NominationsPayload>> {
    return this.post.close(context, input);
  }

  @Allow('nomination.appraise')
  @Mutation(() => NominationPayload, { description: 'Keeps an objection to a posted nomination.' })
  recordObjection(
    @Context() context: RequestContext,
    @Args('input', { description: 'The objection.' }) input: RecordObjectionInput,
  ): Promise<Done<NominationPayload>> {
    return this.post.object(context, input);
  }

  @Allow('nomination.appraise')
  @Mutation(() => NominationPayload, { description: 'Answers an objection.' })
  answerObjection(
    @Context() context: RequestContext,
    @Args('input', { description: 'The answer.' }) input: AnswerObjectionInput,
  ): Promise<Done<NominationPayload>> {
    return this.post.answer(context, input);
  }
}
