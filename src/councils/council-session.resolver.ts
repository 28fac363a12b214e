import { Args, Context, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../core/allow.js';
import type { RequestContext } from '../core/context.js';
import type { ConnectionOf } from '../core/pagination.js';
import type { Done } from '../core/payload.js';
import { CloseSessionService } from './close-session.service.js';
import { CouncilSession, CouncilSessionConnection, CouncilSessionPayload } from './council-session.entity.js';
import {
  CastCouncilVotesInput,
  CloseCouncilSessionInput,
  CouncilSessionsArgs,
  OpenCouncilSessionInput,
  RecordCouncilVoteInput,
  RecordWrittenOpinionsInput,
} from './council-session.inputs.js';
import { FindSessionsService } from './find-sessions.service.js';
import { OpenSessionService } from './open-session.service.js';
import { VoteService } from './vote.service.js';
import { WriteOpinionsService } from './write-opinions.service.js';

/** Hội đồng thi đua, khen thưởng. */
@Resolver(() => CouncilSession)
export class CouncilSessionResolver {
  constructor(
    private readonly find: FindSessionsService,
    private readonly opening: OpenSessionService,
    private readonly votes: VoteService,
    private readonly written: WriteOpinionsService,
    private readonly closing: CloseSessionService,
  ) {}

  @Allow.signedIn()
  @Query(() => CouncilSessionConnection, {
    description: 'The sessions of the councils of your units and of those below, the newest first.',
  })
  councilSessions(
    @Context() context: RequestContext,
    @Args() args: CouncilSessionsArgs,
  ): Promise<ConnectionOf<CouncilSession>> {
    return this.find.page(context, args);
  }

  @Allow.signedIn()
  @Query(() => CouncilSession, { nullable: true, description: 'One session; null when there is none, or not for you.' })
  councilSession(
    @Context() context: RequestContext,
    @Args('id', { type: () => ID, description: 'Which session.' }) id: string,
  ): Promise<CouncilSession | null> {
    return this.find.byId(context, id);
  }

  @Allow('council.run')
  @Mutation(() => CouncilSessionPayload, { description: 'Puts appraised nominations before the council of a body.' })
  openCouncilSession(
    @Context() context: RequestContext,
    @Args('input', { description: 'Whose council, when, on what.' }) input: OpenCouncilSessionInput,
  ): Promise<Done<CouncilSessionPayload>> {
    return this.opening.open(context, input);
  }

  @Allow('council.run')
  @Mutation(() => CouncilSessionPayload, {
    description: 'Keeps the tallies of a secret ballot, or corrects them while the session is open.',
  })
  recordCouncilVote(
    @Context() context: RequestContext,
    @Args('input', { description: 'The tallies.' }) input: RecordCouncilVoteInput,
  ): Promise<Done<CouncilSessionPayload>> {
    return this.votes.record(context, input);
  }

  @Allow('council.vote')
  @Mutation(() => CouncilSessionPayload, {
    description: 'Casts your votes in a session of mode OPEN, or changes them while it is open.',
  })
  castCouncilVotes(
    @Context() context: RequestContext,
    @Args('input', { description: 'Your votes.' }) input: CastCouncilVotesInput,
  ): Promise<Done<CouncilSessionPayload>> {
    return this.votes.cast(context, input);
  }

  @Allow('council.run')
  @Mutation(() => CouncilSessionPayload, {
    description:
      'Writes down what an absent member of a session of mode OPEN sent in writing, or corrects it while it is open.',
  })
  recordWrittenOpinions(
    @Context() context: RequestContext,
    @Args('input', { description: 'Whose, from which paper, on what.' }) input: RecordWrittenOpinionsInput,
  ): Promise<Done<CouncilSessionPayload>> {
    return this.written.record(context, input);
  }

  @Allow('council.run')
  @Mutation(() => CouncilSessionPayload, {
    description: 'Closes a session: each of its nominations is endorsed, or ends, by its vote; all or none.',
  })
  closeCouncilSession(
    @Context() context: RequestContext,
    @Args('input', { description: 'Which, and by which minutes.' }) input: CloseCouncilSessionInput,
  ): Promise<Done<CouncilSessionPayload>> {
    return this.closing.close(context, input);
  }
}
