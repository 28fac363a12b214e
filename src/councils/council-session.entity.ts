import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { CivilDate } from '../core/civil-date.js';
import { connectionType } from '../core/pagination.js';
import { Payload } from '../core/payload.js';
import { CivilDateScalar, DateTimeScalar } from '../core/scalars.js';
import type { CouncilVote } from './domain/tally.js';

export const BALLOT_MODES = ['PAPER', 'OPEN'] as const;
export type BallotMode = (typeof BALLOT_MODES)[number];
export const BallotModeEnum = { PAPER: 'PAPER', OPEN: 'OPEN' } as const;
registerEnumType(BallotModeEnum, {
  name: 'BallotMode',
  description: 'How a council votes.',
  valuesMap: {
    PAPER: { description: 'Phiếu kín: of the secret ballot only the tally of the counting board is kept.' },
    OPEN: { description: 'Biểu quyết công khai: each member votes here by name.' },
  },
});

export const CouncilVoteEnum = { FOR: 'FOR', AGAINST: 'AGAINST', BLANK: 'BLANK', RECUSED: 'RECUSED' } as const;
registerEnumType(CouncilVoteEnum, {
  name: 'CouncilVote',
  description: 'How a member has voted in an open session.',
  valuesMap: {
    FOR: { description: 'Tán thành.' },
    AGAINST: { description: 'Không tán thành.' },
    BLANK: { description: 'Ý kiến khác: neither for nor against.' },
    RECUSED: { description: 'Does not vote, being interested in the item.' },
  },
});

@ObjectType({ description: 'Phiên họp hội đồng thi đua, khen thưởng: the council of one body votes on nominations.' })
export class CouncilSession {
  @Field(() => ID, { description: 'Ours.' })
  id!: string;

  unitId!: string;

  @Field(() => CivilDateScalar, { description: 'The day of the session, which is that of its minutes.' })
  heldOn!: CivilDate;

  @Field(() => Int, {
    description: 'All members of the council, 1 to 200, present or not: the denominator of every ratio.',
  })
  totalMembers!: number;

  @Field(() => BallotModeEnum, { description: 'How it votes.' })
  mode!: BallotMode;

  @Field(() => Boolean, { description: 'True once its minutes were recorded: from then on it never changes.' })
  closed!: boolean;

  @Field(() => Boolean, {
    description:
      'True where a reorganisation ended its body before it was closed: its votes stay to be seen and count for nothing.',
  })
  cancelled!: boolean;

  @Field(() => String, { nullable: true, description: 'The number of its minutes; null while open.' })
  minutesNumber!: string | null;
}

export const CouncilSessionConnection = connectionType(CouncilSession, 'CouncilSession');

@ObjectType({ description: 'The vote of a council on one nomination.' })
export class CouncilItem {
  sessionId!: string;
  nominationId!: string;
  totalMembers!: number;

  @Field(() => Int, { nullable: true, description: 'Votes for, written ones too; null before it is counted.' })
  votesFor!: number | null;

  @Field(() => Int, { nullable: true, description: 'Votes against, written ones too; null before it is counted.' })
  votesAgainst!: number | null;

  @Field(() => Int, { nullable: true, description: 'Blank or other votes; null before it is counted.' })
  blank!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Members who neither came nor gave a written opinion; null before it is counted.',
  })
  absentWithoutOpinion!: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'How many of the votes for, against and blank absent members gave in writing; null before it is counted.',
  })
  writtenOpinions!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Members who did not vote, being interested in the item; null before it is counted.',
  })
  recused!: number | null;

  @Field(() => String, {
    description: 'From how many percent of all members it passes, by the rule of its law, as decimal text, e.g. "80".',
  })
  threshold!: string;

  @Field(() => Boolean, {
    description:
      'False while nobody has checked the rule of the threshold: closing the session then needs a judgement.',
  })
  thresholdConfirmed!: boolean;

  @Field(() => Boolean, {
    description:
      'True when the nomination left the session without a vote of it: withdrawn, suspended, returned or declined.',
  })
  left!: boolean;

  thresholdRuleId!: string;
  /** False once it was decided, or left. */
  open!: boolean;
  step!: number;
  unitId!: string;
  mode!: BallotMode;
}

@ObjectType({ description: 'A vote by name, of an open session.' })
export class CouncilBallot {
  @Field(() => CouncilVoteEnum, { description: 'How.' })
  vote!: CouncilVote;

  @Field(() => DateTimeScalar, { description: 'When it was cast, or changed last.' })
  castAt!: Date;

  @Field(() => Boolean, { description: 'True: an absent member gave it in writing, and the secretary wrote it down.' })
  written!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'The name of the member of a written vote; null of one cast here.',
  })
  memberName!: string | null;

  accountId!: string | null;
  documentId!: string | null;
}

@ObjectType({ description: 'What became of an act on a session.' })
export class CouncilSessionPayload extends Payload {
  @Field(() => CouncilSession, { nullable: true, description: 'The session as it is now.' })
  session!: CouncilSession | null;
}
