import { Field, Int, ObjectType } from '@nestjs/graphql';
import { DateTimeScalar } from '../core/scalars.js';
import type { NominationAction } from './domain/workflow.js';
import { NominationActionEnum } from './nomination.enums.js';

@ObjectType({ description: 'What a person said of a doubtful finding, with the act for which it was needed.' })
export class GivenJudgement {
  @Field(() => String, { description: 'The code of the rule, as in the finding.' })
  ruleCode!: string;

  @Field(() => Boolean, { description: 'True: the doubt does not stand against it.' })
  accept!: boolean;

  @Field(() => String, { description: 'Why.' })
  reason!: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: Date;

  @Field(() => NominationActionEnum, {
    description: 'With which act: an appraisal, the close of a council session, or the signature of the decision.',
  })
  action!: NominationAction;

  @Field(() => Int, { description: 'At which step.' })
  step!: number;

  accountId!: string | null;
}
