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
  Most,
  Nested,
  NestedList,
  OneOf,
  Optional,
  Text,
  Texts,
  WholeNumber,
} from '../core/validation.js';
import { JudgementInput } from '../nominations/nomination-step.inputs.js';
import { MAX_NOMINATIONS } from '../nominations/nomination.inputs.js';
import { DecisionKindEnum, DecisionStateEnum } from './decision.enums.js';
import { DECISION_KINDS, DECISION_STATES, type DecisionKind, type DecisionState } from './domain/decision-life.js';

const WHICH = { description: 'Which decision.' };
const LINES = {
  description: `Which nominations, 1 to ${MAX_NOMINATIONS}: of one award, endorsed at the deciding step of the issuer, on no other decision.`,
};

@InputType({ description: 'A decision to be drafted.' })
export class DraftDecisionInput {
  @Field(() => ID, { description: 'The body that will issue it: one of yours.' })
  @Id()
  issuedById!: string;

  @Field(() => String, { description: 'Trích yếu: what it is about, up to 1,000 characters.' })
  @Text({ max: 1000 })
  title!: string;

  @Field(() => [String], { description: 'Căn cứ: what it rests on, 1 to 50 texts of 1,000 characters, in order.' })
  @Texts(50, { max: 1000 })
  legalBases!: string[];

  @Field(() => [ID], LINES)
  @Ids(MAX_NOMINATIONS)
  nominationIds!: string[];

  @ClientMutationId()
  clientMutationId?: string | null;
}

@InputType({ description: 'Other words of a draft; what is absent stays. Its lines: setDecisionLines.' })
export class EditDecisionInput {
  @Field(() => ID, WHICH)
  @Id()
  id!: string;

  @Field(() => Int, { nullable: true, description: 'The `version` that you read; refused when it has changed since.' })
  @Optional()
  @WholeNumber(1, 1_000_000)
  expectedVersion?: number | null;

  @Field(() => String, { nullable: true, description: 'Trích yếu: what it is about, up to 1,000 characters.' })
  @Optional()
  @Text({ max: 1000 })
  title?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Căn cứ: what it rests on, 1 to 50 texts of 1,000 characters, in order; all of them anew.',
  })
  @Optional()
  @Texts(50, { max: 1000 })
  legalBases?: string[] | null;

  @ClientMutationId()
  clientMutationId?: string | null;
}

@InputType({ description: 'The lines of a draft, anew.' })
export class SetDecisionLinesInput {
  @Field(() => ID, WHICH)
  @Id()
  id!: string;

  @Field(() => [ID], LINES)
  @Ids(MAX_NOMINATIONS)
  nominationIds!: string[];

  @ClientMutationId()
  clientMutationId?: string | null;
}

@InputType({ description: 'One decision, and why.' })
export class DecisionActionInput {
  @Field(() => ID, WHICH)
  @Id()
  id!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Why, up to 4,000 characters; needed to give a checked one back.',
  })
  @Optional()
  @Text({ max: 4000, multiline: true })
  reason?: string | null;

  @ClientMutationId()
  clientMutationId?: string | null;
}

@InputType({ description: 'The signature of a checked decision.' })
export class IssueDecisionInput {
  @Field(() => ID, WHICH)
  @Id()
  id!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Number and symbol, in the grammar of the line of the issuer; required of what is issued here.',
  })
  @Optional()
  @Text({ max: 60 })
  symbol?: string | null;

  @Field(() => CivilDateScalar, { description: 'The day of the signature: not before the minutes, not after today.' })
  @CivilDateField()
  signedOn!: CivilDate;

  @Field(() => String, { description: 'Who signs, up to 200 characters.' })
  @Text({ max: 200 })
  signer!: string;

  @Field(() => String, {
    description: 'In which capacity, e.g. "TM. BAN THƯỜNG VỤ, PHÓ BÍ THƯ", up to 300 characters.',
  })
  @Text({ max: 300 })
  signerCapacity!: string;

  @Field(() => String, { description: 'The hash of the preview for that day: what you sign is what you saw.' })
  @Text({ max: 100 })
  previewHash!: string;

  @Field(() => [JudgementInput], {
    nullable: true,
    description: 'On each doubtful rule of the preview that nobody has judged: one judgement for all lines.',
  })
  @Optional()
  @NestedList(50)
  @Type(() => JudgementInput)
  judgements?: JudgementInput[] | null;

  @ClientMutationId()
  clientMutationId?: string | null;
}

@InputType({ description: 'Which decisions; absent conditions do not restrict.' })
export class DecisionFilter {
  @Field(() => String, { nullable: true, description: 'A part of the symbol or the title, with or without accents.' })
  @Optional()
  @Text({ max: 200 })
  text?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only of this issuer.' })
  @Optional()
  @Id()
  issuedById?: string | null;

  @Field(() => [DecisionStateEnum], { nullable: true, description: 'Only in these states.' })
  @Optional()
  @OneOf(DECISION_STATES, { each: true })
  @Most(DECISION_STATES.length)
  states?: DecisionState[] | null;

  @Field(() => [DecisionKindEnum], { nullable: true, description: 'Only those that do this.' })
  @Optional()
  @OneOf(DECISION_KINDS, { each: true })
  @Most(DECISION_KINDS.length)
  kinds?: DecisionKind[] | null;

  @Field(() => CivilDateScalar, { nullable: true, description: 'Only those signed on this day or later.' })
  @Optional()
  @CivilDateField()
  from?: CivilDate | null;

  @Field(() => CivilDateScalar, { nullable: true, description: 'Only those signed on this day or before.' })
  @Optional()
  @CivilDateField()
  to?: CivilDate | null;
}

@ArgsType()
export class DecisionsArgs extends PageArgs {
  @Field(() => DecisionFilter, { nullable: true, description: 'Which ones; all conditions hold together.' })
  @Optional()
  @Nested()
  @Type(() => DecisionFilter)
  filter?: DecisionFilter | null;
}
