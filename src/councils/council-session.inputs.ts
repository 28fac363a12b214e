import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import type { CivilDate } from '../core/civil-date.js';
import { PageArgs } from '../core/pagination.js';
import { CivilDateScalar } from '../core/scalars.js';
import {
  CivilDateField,
  ClientMutationId,
  Id,
  Ids,
  NestedList,
  OneOf,
  Optional,
  Text,
  Truth,
  WholeNumber,
} from '../core/validation.js';
import { MAX_NOMINATIONS } from '../nominations/nomination.inputs.js';
import { JudgementInput } from '../nominations/nomination-step.inputs.js';
import { BALLOT_MODES, BallotModeEnum, CouncilVoteEnum, type BallotMode } from './council-session.entity.js';
import { COUNCIL_VOTES, WRITTEN_VOTES, type CouncilVote } from './domain/tally.js';

/** No council has more members. */
const MAX_MEMBERS = 200;

@InputType({ description: 'A session of the council of one of your units.' })
export class OpenCouncilSessionInput {
  @Field(() => ID, { description: 'The body whose council it is.' })
  @Id()
  unitId!: string;

  @Field(() => CivilDateScalar, {
    description:
      'The day of the session, not after today, nor before the body received a nomination or ended its posting.',
  })
  @CivilDateField()
  heldOn!: CivilDate;

  @Field(() => Int, { description: `All members of the council, present or not: 1 to ${MAX_MEMBERS}.` })
  @WholeNumber(1, MAX_MEMBERS)
  totalMembers!: number;

  @Field(() => BallotModeEnum, { nullable: true, description: 'How it votes. Default: PAPER.' })
  @Optional()
  @OneOf(BALLOT_MODES)
  mode?: BallotMode | null;

  @Field(() => [ID], {
    description: `On which nominations it votes, 1 to ${MAX_NOMINATIONS}: appraised ones at their step of this body.`,
  })
  @Ids(MAX_NOMINATIONS)
  nominationIds!: string[];

  @ClientMutationId()
  clientMutationId?: string | null;
}

@InputType({
  description: 'What the counting board counted of one item; all but the written opinions add up to all members.',
})
export class VoteTallyInput {
  @Field(() => ID, { description: 'Of which nomination.' })
  @Id()
  nominationId!: string;

  @Field(() => Int, { description: 'Votes for, written ones too.' })
  @WholeNumber(0, MAX_MEMBERS)
  votesFor!: number;

  @Field(() => Int, { description: 'Votes against, written ones too.' })
  @WholeNumber(0, MAX_MEMBERS)
  votesAgainst!: number;

  @Field(() => Int, { description: 'Blank or other votes, written ones too.' })
  @WholeNumber(0, MAX_MEMBERS)
  blank!: number;

  @Field(() => Int, { description: 'Members who neither came nor gave a written opinion.' })
  @WholeNumber(0, MAX_MEMBERS)
  absentWithoutOpinion!: number;

  @Field(() => Int, { description: 'How many of the votes for, against and blank were given in writing.' })
  @WholeNumber(0, MAX_MEMBERS)
  writtenOpinions!: number;

  @Field(() => Int, { description: 'Members who did not vote, being interested in the item.' })
  @WholeNumber(0, MAX_MEMBERS)
  recused!: number;
}

@InputType({ description: 'The tallies of a secret ballot; they may be corrected until the session is closed.' })
export class RecordCouncilVoteInput {
  @Field(() => ID, { description: 'Of which session, in mode PAPER.' })
  @Id()
  sessionId!: string;

  @Field(() => [VoteTallyInput], { description: `Of which items, 1 to ${MAX_NOMINATIONS}: all or none.` })
  @NestedList(MAX_NOMINATIONS)
  @Type(() => VoteTallyInput)
  items!: VoteTallyInput[];

  @ClientMutationId()
  clientMutationId?: string | null;
}

@InputType({ description: 'Your vote on one item of an open session.' })
export class CouncilVoteInput {
  @Field(() => ID, { description: 'On which nomination.' })
  @Id()
  nominationId!: string;

  @Field(() => CouncilVoteEnum, {
    description: 'How. RECUSED alone where you wrote or submitted the nomination, or are whom it proposes.',
  })
  @OneOf(COUNCIL_VOTES)
  vote!: CouncilVote;
}

@InputType({ description: 'Your votes in an open session; you may change them until it is closed.' })
export class CastCouncilVotesInput {
  @Field(() => ID, { description: 'In which session, in mode OPEN.' })
  @Id()
  sessionId!: string;

  @Field(() => [CouncilVoteInput], { description: `On which items, 1 to ${MAX_NOMINATIONS}: all or none.` })
  @NestedList(MAX_NOMINATIONS)
  @Type(() => CouncilVoteInput)
  votes!: CouncilVoteInput[];

  @ClientMutationId()
  clientMutationId?: string | null;
}

@InputType({ description: 'What an absent member says in writing of one item.' })
export class WrittenOpinionInput {
  @Field(() => ID, { description: 'On which nomination.' })
  @Id()
  nominationId!: string;

  @Field(() => CouncilVoteEnum, {
    description: 'How: FOR, AGAINST or BLANK. Who is interested in the item does not write.',
  })
  @OneOf(WRITTEN_VOTES)
  vote!: CouncilVote;
}

@InputType({ description: 'The written opinions of one absent member; a member votes or writes, not both.' })
export class RecordWrittenOpinionsInput {
  @Field(() => ID, { description: 'In which session, in mode OPEN.' })
  @Id()
  sessionId!: string;

  @Field(() => ID, { nullable: true, description: 'The account of the member, who has a vote in this council.' })
  @Optional()
  @Id()
  accountId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The name of a member without an account, up to 200 characters.',
  })
  @Optional()
  @Text({ max: 200 })
  memberName?: string | null;

  @Field(() => ID, { description: 'The paper on which the member wrote, which you have sent.' })
  @Id()
  documentId!: string;

  @Field(() => [WrittenOpinionInput], { description: `On which items, 1 to ${MAX_NOMINATIONS}: all or none.` })
  @NestedList(MAX_NOMINATIONS)
  @Type(() => WrittenOpinionInput)
  votes!: WrittenOpinionInput[];

  @ClientMutationId()
  clientMutationId?: string | null;
}

@InputType({ description: 'A session that is over: each of its nominations is endorsed, or ends, by its vote.' })
export class CloseCouncilSessionInput {
  @Field(() => ID, { description: 'Which session.' })
  @Id()
  id!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The number of its minutes (biên bản), up to 100 characters; left out where the book is kept here.',
  })
  @Optional()
  @Text({ max: 100 })
  minutesNumber?: string | null;

  @Field(() => [JudgementInput], {
    nullable: true,
    description:
      'A judgement on each threshold whose rule nobody has checked, and on what an appraisal left unjudged of an item that passes.',
  })
  @Optional()
  @NestedList(100)
  @Type(() => JudgementInput)
  judgements?: JudgementInput[] | null;

  @ClientMutationId()
  clientMutationId?: string | null;
}

@ArgsType()
export class CouncilSessionsArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Those of this body alone.' })
  @Optional()
  @Id()
  unitId?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'True: the open ones alone; false: the closed ones.' })
  @Optional()
  @Truth()
  open?: boolean | null;
}
