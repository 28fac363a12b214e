import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { enumOf } from '../core/enum-of.js';
import type { CivilDate } from '../core/civil-date.js';
import { connectionType } from '../core/pagination.js';
import { CivilDateScalar } from '../core/scalars.js';
import type { SubjectKind } from '../honourees/domain/subject-kind.js';
import { SubjectKindEnum } from '../honourees/honouree.entity.js';
import { MeritKindEnum } from './award-type.entity.js';
import type { MeritKind } from './domain/merit-kind.js';

export const AWARD_STATUSES = ['VALID', 'CORRECTED', 'REVOKED'] as const;
export type AwardStatus = (typeof AWARD_STATUSES)[number];
export const AwardStatusEnum = enumOf(AWARD_STATUSES);
registerEnumType(AwardStatusEnum, {
  name: 'AwardStatus',
  description: 'What later decisions have made of an award.',
  valuesMap: {
    VALID: { description: 'It stands as it was awarded.' },
    CORRECTED: { description: 'Đính chính: it stands, mended by another decision.' },
    REVOKED: { description: 'Hủy bỏ, thu hồi: it was taken back.' },
  },
});

@ObjectType({
  description:
    'Khen thưởng đã trao: one line of the annex of a decision, as printed. It does not change with the honouree.',
})
export class Award {
  @Field(() => ID, { description: 'Ours.' })
  id!: string;

  @Field(() => SubjectKindEnum, { description: 'The kind of the honouree, as it was awarded.' })
  kind!: SubjectKind;

  @Field(() => MeritKindEnum, { description: 'On what ground it was given; UNKNOWN only on recorded ones.' })
  meritKind!: MeritKind;

  @Field(() => String, { description: 'The name as the decision prints it.' })
  nameAsAwarded!: string;

  @Field(() => String, { nullable: true, description: 'The unit as the decision prints it; null where it names none.' })
  unitAsAwarded!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What the decision says it is given for; null where it says nothing.',
  })
  citationText!: string | null;

  @Field(() => Boolean, { description: 'Truy tặng: given after death.' })
  posthumous!: boolean;

  @Field(() => String, { nullable: true, description: 'Who received it for the dead; null otherwise.' })
  receivedBy!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The prize in whole đồng, as it was worked out when the decision was issued; null where there is none, or it is not known.',
  })
  prize!: string | null;

  @Field(() => AwardStatusEnum, { description: 'What later decisions have made of it.' })
  status!: AwardStatus;

  @Field(() => Boolean, {
    description: 'True when an award on which it rested was revoked: somebody has to look at it.',
  })
  flagged!: boolean;

  @Field(() => CivilDateScalar, {
    nullable: true,
    description: 'The day on which the decision was signed; null where only a period is known.',
  })
  decidedOn!: CivilDate | null;

  @Field(() => CivilDateScalar, {
    description: 'First day on which it may have been signed: that day where it is known.',
  })
  decidedFrom!: CivilDate;

  @Field(() => CivilDateScalar, {
    description: 'Last day on which it may have been signed: that day where it is known.',
  })
  decidedTo!: CivilDate;

  decisionId!: string;
  honoureeId!: string;
  awardTypeId!: string;
  nominationId!: string | null;
  areaAsAwardedId!: string | null;
  /** Of its decision, for the citation. */
  decisionSymbol!: string | null;
  issuerAsPrinted!: string | null;
}

export const AwardConnection = connectionType(Award, 'Award');
