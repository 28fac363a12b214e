import { ArgsType, Field, ID, InputType } from '@nestjs/graphql';
import { PageArgs } from '../core/pagination.js';
import { ClientMutationId, Id, Ids, OneOf, Optional, Text, Truth } from '../core/validation.js';
import { MAX_NOMINATIONS } from './nomination.inputs.js';
import { OPINION_STANCES, OpinionStanceEnum, type OpinionStance } from './opinion.entity.js';

@InputType({ description: 'The opinion of a unit asked for, on received nominations at a step where you appraise.' })
export class RequestOpinionsInput {
  @Field(() => [ID], { description: `On which nominations, 1 to ${MAX_NOMINATIONS}: all or none.` })
  @Ids(MAX_NOMINATIONS)
  nominationIds!: string[];

  @Field(() => ID, { description: 'Which unit is asked: not the proposer, nor the body that asks.' })
  @Id()
  askedId!: string;

  @Field(() => String, { description: 'What is asked, up to 4,000 characters.' })
  @Text({ max: 4000, multiline: true })
  question!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The code of the rule that asks for it, as in the finding; absent: the body asks by itself.',
  })
  @Optional()
  @Text({ max: 60 })
  ruleCode?: string | null;

  @ClientMutationId()
  clientMutationId?: string | null;
}

@InputType({ description: 'An opinion: of your unit, which was asked, or written down by the body that asked.' })
export class GiveOpinionInput {
  @Field(() => ID, { description: 'Which opinion.' })
  @Id()
  opinionId!: string;

  @Field(() => OpinionStanceEnum, { description: 'What the unit says.' })
  @OneOf(OPINION_STANCES)
  stance!: OpinionStance;

  @Field(() => String, { description: 'The opinion, up to 4,000 characters.' })
  @Text({ max: 4000, multiline: true })
  text!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The paper that says it, which you have sent; needed where the asking body writes it down.',
  })
  @Optional()
  @Id()
  documentId?: string | null;

  @ClientMutationId()
  clientMutationId?: string | null;
}

@InputType({ description: 'An opinion that the asking body does without.' })
export class WaiveOpinionInput {
  @Field(() => ID, { description: 'Which opinion.' })
  @Id()
  opinionId!: string;

  @Field(() => String, { description: 'Why, up to 4,000 characters.' })
  @Text({ max: 4000, multiline: true })
  reason!: string;

  @ClientMutationId()
  clientMutationId?: string | null;
}

@ArgsType()
export class OpinionsArgs extends PageArgs {
  @Field(() => Boolean, {
    nullable: true,
    description: 'True: those alone that wait for an answer; false: the answered and waived ones.',
  })
  @Optional()
  @Truth()
  open?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: those alone that could be answered and are past their last day; false: the others.',
  })
  @Optional()
  @Truth()
  overdue?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: those for which your units have asked; else those for which they, and those below, were asked.',
  })
  @Optional()
  @Truth()
  asking?: boolean | null;
}
