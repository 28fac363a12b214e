import { Field, ID, InputType } from '@nestjs/graphql';
import type { CivilDate } from '../core/civil-date.js';
import { CivilDateScalar } from '../core/scalars.js';
import { AwardTypeCode, CivilDateField, ClientMutationId, Id, OneOf, Optional, Text } from '../core/validation.js';
import { RULE_KINDS, type RuleKind } from './domain/rule.js';

const MAX_ARGS = 5_000;

@InputType({ description: 'A rule, or a newer version of one. It is law once another administrator has confirmed it.' })
export class ProposeRuleInput {
  @Field(() => String, {
    nullable: true,
    description: 'For which award, by code; left out: for every award that has none of its own of that kind.',
  })
  @Optional()
  @AwardTypeCode()
  awardTypeCode?: string | null;

  @Field(() => String, { description: `The kind of rule: ${[...RULE_KINDS].sort().join(', ')}.` })
  @OneOf(RULE_KINDS)
  kind!: RuleKind;

  @Field(() => String, {
    description:
      'What it says, as a JSON object with the members of its kind, as `AwardType.rules` shows them of the rules there are; up to 5000 characters.',
  })
  @Text({ max: MAX_ARGS, multiline: true })
  args!: string;

  @Field(() => String, { description: 'The article, clause and point; up to 300 characters.' })
  @Text({ max: 300 })
  article!: string;

  @Field(() => String, { description: 'The legal document with its number; up to 300 characters.' })
  @Text({ max: 300 })
  document!: string;

  @Field(() => String, { nullable: true, description: 'The wording; up to 5000 characters.' })
  @Optional()
  @Text({ max: 5_000, multiline: true })
  text?: string | null;

  @Field(() => CivilDateScalar, { description: 'First day; an older version ends the day before.' })
  @CivilDateField()
  validFrom!: CivilDate;

  @Field(() => CivilDateScalar, { nullable: true, description: 'Last day; left out: open.' })
  @Optional()
  @CivilDateField()
  validTo?: CivilDate | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'The rule of which this is a newer version; needed only where several of the kind are in force on the first day.',
  })
  @Optional()
  @Id()
  previousId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'A province’s own rule: for what comes from this unit and those below. Left out: for all.',
  })
  @Optional()
  @Id()
  forUnitId?: string | null;

  @ClientMutationId()
  clientMutationId?: string | null;
}
