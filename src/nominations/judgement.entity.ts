import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { RuleCitation } from '../core/payload.js';
import { DateTimeScalar } from '../core/scalars.js';
import type { NominationAction } from './domain/workflow.js';
import { NominationActionEnum } from './nomination.enums.js';

@ObjectType({ description: 'What a person said of a doubtful finding, with the act for which it was needed.' })
export class GivenJudgement {
  @Field(() => String, { description: 'The code of the rule, as in the finding.' })
  ruleCode!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The very version of the rule; null where there was none for the day.',
  })
  ruleId!: string | null;

  @Field(() => RuleCitation, {
    nullable: true,
    description: 'The rule as it stood then; null where that was not yet kept.',
  })
  rule!: RuleCitation | null;

  @Field(() => String, {
    nullable: true,
    description: 'What was compared with what; null where that was not yet kept.',
  })
  explanation!: string | null;

  @Field(() => [String], { description: 'What was found in the records then.' })
  facts!: string[];

  @Field(() => Boolean, { description: 'True: the doubt does not stand against it.' })
  accept!: boolean;

  @Field(() => String, { description: 'Why.' })
  reason!: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: Date;

  @Field(() => NominationActionEnum, {
    description:
      'With which act: an appraisal, an endorsement, the close of a council session, or the signature of the decision.',
  })
  action!: NominationAction;

  @Field(() => Int, { description: 'At which step.' })
  step!: number;

  accountId!: string | null;
}
