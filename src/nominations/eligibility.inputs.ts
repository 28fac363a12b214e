import { ArgsType, Field, ID } from '@nestjs/graphql';
import { MeritKindEnum } from '../awards/award-type.entity.js';
import { MERIT_KINDS, type MeritKind } from '../awards/domain/merit-kind.js';
import type { CivilDate } from '../core/civil-date.js';
import { CivilDateScalar } from '../core/scalars.js';
import { CivilDateField, OneOf, Optional, Text } from '../core/validation.js';

@ArgsType()
export class EligibilityArgs {
  @Field(() => ID, { description: 'Whom.' })
  @Text({ max: 60 })
  honoureeId!: string;

  @Field(() => String, { description: 'For which award, by the code of its type, e.g. BK_TINH.' })
  @Text({ max: 30 })
  awardTypeCode!: string;

  @Field(() => MeritKindEnum, { description: 'On which ground.' })
  @OneOf(MERIT_KINDS)
  meritKind!: MeritKind;

  @Field(() => CivilDateScalar, {
    nullable: true,
    description: 'By the law and the awards of that day. Default: today.',
  })
  @Optional()
  @CivilDateField()
  asOf?: CivilDate | null;

  @Field(() => CivilDateScalar, {
    nullable: true,
    description:
      'Another day to compare with: `comparison` says what it makes of it, `before` on that day, `after` on the day of the answer.',
  })
  @Optional()
  @CivilDateField()
  comparedWith?: CivilDate | null;

  @Field(() => CivilDateScalar, {
    nullable: true,
    description: 'First day of the achievement. Default: the year of the day.',
  })
  @Optional()
  @CivilDateField()
  achievementFrom?: CivilDate | null;

  @Field(() => CivilDateScalar, {
    nullable: true,
    description:
      'Last day of the achievement; its year is the one for which it is proposed. Default: the year of the day.',
  })
  @Optional()
  @CivilDateField()
  achievementTo?: CivilDate | null;
}
