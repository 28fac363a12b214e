import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import type { CivilDate } from '../core/civil-date.js';
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
  Texts,
  Truth,
  WholeNumber,
} from '../core/validation.js';
import { RETURN_KINDS, ReturnKindEnum, type ReturnKind } from './nomination.enums.js';
import { DossierActInput, MAX_NOMINATIONS } from './nomination.inputs.js';

const MANY = { description: `Which nominations, 1 to ${MAX_NOMINATIONS}: all or none.` };

@InputType({ description: 'All nominations of a tờ trình that still wait to be received.' })
export class ReceiveProposalInput {
  @Field(() => ID, { description: 'Which tờ trình.' })
  @Id()
  proposalId!: string;

  @Field(() => [ID], { nullable: true, description: 'Those of it that are not received now.' })
  @Optional()
  @Ids(MAX_NOMINATIONS)
  exceptIds?: string[] | null;

  @ClientMutationId()
  clientMutationId?: string | null;
}

@InputType({ description: 'One nomination, and why.' })
export class NominationActionInput extends DossierActInput {
  @Field(() => String, {
    nullable: true,
    description: 'Why, up to 4,000 characters; the operation says when it is needed.',
  })
  @Optional()
  @Text({ max: 4000, multiline: true })
  reason?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'For resumeNomination alone: true when the conclusion changes what the nomination rests on. What was appraised or endorsed at this step is then returned to it in the same act and appraised again.',
  })
  @Optional()
  @Truth()
  factsChanged?: boolean | null;
}

@InputType({ description: 'A nomination returned: to the proposer, or to a body of the route.' })
export class ReturnNominationInput extends DossierActInput {
  @Field(() => String, { description: 'Why, up to 4,000 characters.' })
  @Text({ max: 4000, multiline: true })
  reason!: string;

  @Field(() => ReturnKindEnum, { description: 'What is wrong: documents, content, or to be considered again.' })
  @OneOf(RETURN_KINDS)
  kind!: ReturnKind;

  @Field(() => Int, {
    nullable: true,
    description: 'The step of the body that gets it back, from 1; absent: the proposer.',
  })
  @Optional()
  @WholeNumber(1, 10)
  toStep?: number | null;

  @Field(() => CivilDateScalar, {
    nullable: true,
    description: 'Until when the proposer has to answer; after it the head may close it as lapsed.',
  })
  @Optional()
  @CivilDateField()
  answerBy?: CivilDate | null;

  @Field(() => [String], {
    nullable: true,
    description: 'What is missing, up to 30 items of 500 characters; at least one where documents are missing.',
  })
  @Optional()
  @Texts(30, { max: 500 })
  missingItems?: string[] | null;
}

@InputType({ description: 'What a person says about a doubtful finding; kept with the act.' })
export class JudgementInput {
  @Field(() => String, { description: 'The code of the rule, as in the finding.' })
  @Text({ max: 60 })
  ruleCode!: string;

  @Field(() => Boolean, { description: 'True: the doubt does not stand against it.' })
  @Truth()
  accept!: boolean;

  @Field(() => String, { description: 'Why, up to 2,000 characters.' })
  @Text({ max: 2000, multiline: true })
  reason!: string;
}

@InputType({ description: 'An appraisal (thẩm định) at the current step.' })
export class AppraiseNominationInput extends DossierActInput {
  @Field(() => String, { description: 'The opinion, up to 10,000 characters.' })
  @Text({ max: 10_000, multiline: true })
  opinion!: string;

  @Field(() => Boolean, { description: 'True when it is for the award. Not possible where a confirmed rule fails.' })
  @Truth()
  favourable!: boolean;

  @Field(() => [JudgementInput], {
    nullable: true,
    description: 'One for each finding that needs review, when the opinion is favourable.',
  })
  @Optional()
  @NestedList(100)
  @Type(() => JudgementInput)
  judgements?: JudgementInput[] | null;
}

@InputType({
  description: 'Nominations endorsed by the leadership, where no council is required, or by the simplified procedure.',
})
export class EndorseNominationsInput {
  @Field(() => [ID], MANY)
  @Ids(MAX_NOMINATIONS)
  nominationIds!: string[];

  @Field(() => String, {
    description: "Number of the minutes, up to 100 characters: never in the grammar of another line than the body's.",
  })
  @Text({ max: 100 })
  minutesNumber!: string;

  @Field(() => CivilDateScalar, { description: 'Date of the minutes: not before the receipt, not after today.' })
  @CivilDateField()
  minutesDate!: CivilDate;

  @Field(() => String, {
    nullable: true,
    description:
      'The ground of the simplified procedure (Luật 06/2022/QH15, Điều 85), where a council would be required.',
  })
  @Optional()
  @Text({ max: 1000 })
  simplifiedGround?: string | null;

  @Field(() => [JudgementInput], {
    nullable: true,
    description:
      'One for each doubtful finding that has come up since the appraisals; it is for all nominations that have it.',
  })
  @Optional()
  @NestedList(100)
  @Type(() => JudgementInput)
  judgements?: JudgementInput[] | null;

  @ClientMutationId()
  clientMutationId?: string | null;
}

@InputType({ description: 'A suspension, while discipline, an inspection, an investigation or a complaint is open.' })
export class SuspendNominationInput extends DossierActInput {
  @Field(() => String, { description: 'The ground, up to 2,000 characters.' })
  @Text({ max: 2000, multiline: true })
  ground!: string;

  @Field(() => ID, { nullable: true, description: 'The document that it rests on, which you have sent.' })
  @Optional()
  @Id()
  documentId?: string | null;

  @Field(() => CivilDateScalar, { description: 'From when, not after today.' })
  @CivilDateField()
  date!: CivilDate;
}
