import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { CivilDate } from '../core/civil-date.js';
import { enumOf } from '../core/enum-of.js';
import { connectionType } from '../core/pagination.js';
import { Payload } from '../core/payload.js';
import { CivilDateScalar } from '../core/scalars.js';

export const OPINION_STANCES = ['FOR', 'AGAINST', 'OTHER'] as const;
export type OpinionStance = (typeof OPINION_STANCES)[number];
export const OpinionStanceEnum = enumOf(OPINION_STANCES);
registerEnumType(OpinionStanceEnum, {
  name: 'OpinionStance',
  description: 'What an asked unit says of a nomination.',
  valuesMap: {
    FOR: { description: 'Đồng ý.' },
    AGAINST: { description: 'Không đồng ý.' },
    OTHER: { description: 'Ý kiến khác, as its text says.' },
  },
});

@ObjectType({
  description:
    'What an asked unit is told of a nomination which it may not read: who is proposed for what, and on what merit.',
})
export class OpinionMatter {
  @Field(() => String, { description: 'The number of the nomination, e.g. "HS-2026-000123".' })
  code!: string;

  @Field(() => String, { description: 'The name of whom it proposes.' })
  honouree!: string;

  @Field(() => String, { description: 'The award that it asks for, by name.' })
  awardType!: string;

  @Field(() => String, { description: 'What was achieved, as the proposer wrote it.' })
  achievements!: string;

  @Field(() => CivilDateScalar, { description: 'First day of the achievement.' })
  achievementFrom!: CivilDate;

  @Field(() => CivilDateScalar, { description: 'Last day of the achievement.' })
  achievementTo!: CivilDate;

  proposedById!: string;
}

@ObjectType({
  description:
    'Hiệp y: the opinion of another unit, for which the body of a step asks before it appraises; given, or waived with a reason.',
})
export class Opinion {
  @Field(() => ID, { description: 'Ours.' })
  id!: string;

  @Field(() => Int, { description: 'At which step of the route it was asked for.' })
  step!: number;

  @Field(() => String, { description: 'What was asked.' })
  question!: string;

  @Field(() => CivilDateScalar, { description: 'When it was asked.' })
  requestedOn!: CivilDate;

  @Field(() => CivilDateScalar, {
    nullable: true,
    description:
      'The last day to answer, in working days from when it was asked, without the time in which nobody could; null where no rule says.',
  })
  dueOn!: CivilDate | null;

  @Field(() => OpinionStanceEnum, {
    nullable: true,
    description: 'What the unit says; null while it says nothing, and where the opinion was waived.',
  })
  stance!: OpinionStance | null;

  @Field(() => String, { nullable: true, description: 'The opinion, as written; null while there is none.' })
  text!: string | null;

  @Field(() => Boolean, {
    description: 'True when the asking body wrote it down from the paper of the asked unit, which is its document.',
  })
  recorded!: boolean;

  @Field(() => String, { nullable: true, description: 'Why the asking body does without it; null where it does not.' })
  waivedReason!: string | null;

  @Field(() => CivilDateScalar, { nullable: true, description: 'When it was given or waived; null while it is open.' })
  settledOn!: CivilDate | null;

  @Field(() => Boolean, { description: 'True when a new route made it count no more.' })
  voided!: boolean;

  @Field(() => OpinionMatter, { description: 'What it is about, for whoever may read this.' })
  matter!: OpinionMatter;

  nominationId!: string;
  unitId!: string;
  askedId!: string;
  unitAsId!: string | null;
  askedAsId!: string | null;
  ruleId!: string | null;
  dueRuleId!: string | null;
  /** True while it can be answered. */
  waiting!: boolean;
  documentId!: string | null;
  settledById!: string | null;
}

export const OpinionConnection = connectionType(Opinion, 'Opinion');

@ObjectType({ description: 'What became of an act on one opinion.' })
export class OpinionPayload extends Payload {
  @Field(() => Opinion, { nullable: true, description: 'The opinion as it is now.' })
  opinion!: Opinion | null;
}
