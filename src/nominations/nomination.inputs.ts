import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { MeritKindEnum } from '../awards/award-type.entity.js';
import { MERIT_KINDS, type MeritKind } from '../awards/domain/merit-kind.js';
import type { CivilDate } from '../core/civil-date.js';
import { PageArgs } from '../core/pagination.js';
import { CivilDateScalar } from '../core/scalars.js';
import {
  AwardTypeCode,
  Choices,
  CivilDateField,
  ClientMutationId,
  Id,
  Ids,
  Nested,
  OneOf,
  Optional,
  Text,
  Texts,
  Truth,
  WholeNumber,
} from '../core/validation.js';
import { NOMINATION_STATES, type NominationState } from './domain/workflow.js';
import { NominationStateEnum, RETURN_KINDS, ReturnKindEnum, type ReturnKind } from './nomination.enums.js';

/** So many nominations in one act. */
export const MAX_NOMINATIONS = 500;

const VERSION = {
  nullable: true,
  description: 'The version that you have seen; refused as STALE_VERSION when it has moved since.',
};
const WHICH = { description: 'Which nomination.' };
const MANY = { description: `Which nominations, 1 to ${MAX_NOMINATIONS}: all or none.` };

@InputType({ description: 'A new nomination, as a draft.' })
export class DraftNominationInput {
  @Field(() => ID, { nullable: true, description: 'The occasion on which it is made.' })
  @Optional()
  @Id()
  campaignId?: string | null;

  @Field(() => ID, { description: 'Whom it proposes.' })
  @Id()
  honoureeId!: string;

  @Field(() => String, { description: 'For which award, by code, e.g. "BK_TINH".' })
  @AwardTypeCode()
  awardTypeCode!: string;

  @Field(() => MeritKindEnum, { description: 'On what ground. UNKNOWN is for recorded awards only.' })
  @OneOf(MERIT_KINDS)
  meritKind!: MeritKind;

  @Field(() => ID, { description: 'The unit that proposes: one of yours.' })
  @Id()
  proposedById!: string;

  @Field(() => ID, { nullable: true, description: 'The body that is to decide; needed only where several may.' })
  @Optional()
  @Id()
  decidingUnitId?: string | null;

  @Field(() => String, { description: 'What was achieved, up to 20,000 characters.' })
  @Text({ max: 20_000, multiline: true })
  achievements!: string;

  @Field(() => CivilDateScalar, { description: 'First day of the achievement.' })
  @CivilDateField()
  achievementFrom!: CivilDate;

  @Field(() => CivilDateScalar, { description: 'Last day of the achievement, not after today.' })
  @CivilDateField()
  achievementTo!: CivilDate;

  @Field(() => ID, { nullable: true, description: 'The model of the honouree on which it rests.' })
  @Optional()
  @Id()
  modelId?: string | null;

  @Field(() => ID, { nullable: true, description: 'An earlier nomination that was refused: this one is made again.' })
  @Optional()
  @Id()
  previousId?: string | null;

  @ClientMutationId()
  clientMutationId?: string | null;
}

@InputType({ description: 'What changes of a draft or a returned nomination; what is absent stays.' })
export class EditNominationInput {
  @Field(() => ID, WHICH)
  @Id()
  id!: string;

  @Field(() => Int, VERSION)
  @Optional()
  @WholeNumber(1, 1_000_000)
  expectedVersion?: number | null;

  @Field(() => String, { nullable: true, description: 'Another award; a returned nomination then starts again.' })
  @Optional()
  @AwardTypeCode()
  awardTypeCode?: string | null;

  @Field(() => MeritKindEnum, { nullable: true, description: 'Another ground; it then starts again.' })
  @Optional()
  @OneOf(MERIT_KINDS)
  meritKind?: MeritKind | null;

  @Field(() => String, { nullable: true, description: 'What was achieved, up to 20,000 characters.' })
  @Optional()
  @Text({ max: 20_000, multiline: true })
  achievements?: string | null;

  @Field(() => CivilDateScalar, { nullable: true, description: 'Another first day; it then starts again.' })
  @Optional()
  @CivilDateField()
  achievementFrom?: CivilDate | null;

  @Field(() => CivilDateScalar, { nullable: true, description: 'Another last day; it then starts again.' })
  @Optional()
  @CivilDateField()
  achievementTo?: CivilDate | null;

  @Field(() => ID, { nullable: true, description: 'Another model of the honouree.' })
  @Optional()
  @Id()
  modelId?: string | null;

  @ClientMutationId()
  clientMutationId?: string | null;
}

@InputType({ description: 'An answer to something that a return asked for: a sentence, a document, or both.' })
export class AnswerMissingItemInput {
  @Field(() => ID, { description: 'Which nomination.' })
  @Id()
  nominationId!: string;

  @Field(() => ID, { description: 'Which item.' })
  @Id()
  itemId!: string;

  @Field(() => String, { nullable: true, description: 'The answer, up to 2,000 characters.' })
  @Optional()
  @Text({ max: 2000, multiline: true })
  answer?: string | null;

  @Field(() => ID, { nullable: true, description: 'A document that you have sent.' })
  @Optional()
  @Id()
  documentId?: string | null;

  @ClientMutationId()
  clientMutationId?: string | null;
}

@InputType({ description: 'Nominations submitted, or submitted again after a return, by one tờ trình with its list.' })
export class SubmitNominationsInput {
  @Field(() => [ID], MANY)
  @Ids(MAX_NOMINATIONS)
  nominationIds!: string[];

  @Field(() => String, {
    nullable: true,
    description: 'Number and symbol of the tờ trình, where your unit keeps some.',
  })
  @Optional()
  @Text({ max: 60 })
  proposalSymbol?: string | null;

  @Field(() => CivilDateScalar, { description: 'The date of the tờ trình, not after today.' })
  @CivilDateField()
  proposalDate!: CivilDate;

  @Field(() => String, { description: 'Who signed it, up to 200 characters.' })
  @Text({ max: 200 })
  signer!: string;

  @ClientMutationId()
  clientMutationId?: string | null;
}

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
export class NominationActionInput {
  @Field(() => ID, WHICH)
  @Id()
  id!: string;

  @Field(() => Int, VERSION)
  @Optional()
  @WholeNumber(1, 1_000_000)
  expectedVersion?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why, up to 4,000 characters; the operation says when it is needed.',
  })
  @Optional()
  @Text({ max: 4000, multiline: true })
  reason?: string | null;

  @ClientMutationId()
  clientMutationId?: string | null;
}

@InputType({ description: 'A nomination returned: to the proposer, or to a body of the route.' })
export class ReturnNominationInput {
  @Field(() => ID, WHICH)
  @Id()
  id!: string;

  @Field(() => Int, VERSION)
  @Optional()
  @WholeNumber(1, 1_000_000)
  expectedVersion?: number | null;

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

  @ClientMutationId()
  clientMutationId?: string | null;
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
export class AppraiseNominationInput {
  @Field(() => ID, WHICH)
  @Id()
  id!: string;

  @Field(() => Int, VERSION)
  @Optional()
  @WholeNumber(1, 1_000_000)
  expectedVersion?: number | null;

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
  @Nested()
  @Type(() => JudgementInput)
  judgements?: JudgementInput[] | null;

  @ClientMutationId()
  clientMutationId?: string | null;
}

@InputType({
  description: 'Nominations endorsed by the leadership, where no council is required, or by the simplified procedure.',
})
export class EndorseNominationsInput {
  @Field(() => [ID], MANY)
  @Ids(MAX_NOMINATIONS)
  nominationIds!: string[];

  @Field(() => String, { description: 'Number of the minutes, up to 100 characters.' })
  @Text({ max: 100 })
  minutesNumber!: string;

  @Field(() => CivilDateScalar, { description: 'Date of the minutes, not after today.' })
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

  @ClientMutationId()
  clientMutationId?: string | null;
}

@InputType({ description: 'Nominations forwarded to the next body by one tờ trình: all or none.' })
export class ForwardNominationsInput {
  @Field(() => [ID], MANY)
  @Ids(MAX_NOMINATIONS)
  nominationIds!: string[];

  @Field(() => String, { description: 'Number and symbol of the tờ trình, in the grammar of your line.' })
  @Text({ max: 60 })
  proposalSymbol!: string;

  @Field(() => CivilDateScalar, { description: 'Its date: not before the minutes, not after today.' })
  @CivilDateField()
  proposalDate!: CivilDate;

  @Field(() => String, { description: 'Who signed it; not one who proposed or appraised.' })
  @Text({ max: 200 })
  signer!: string;

  @ClientMutationId()
  clientMutationId?: string | null;
}

@InputType({ description: 'A suspension, while discipline, an inspection, an investigation or a complaint is open.' })
export class SuspendNominationInput {
  @Field(() => ID, WHICH)
  @Id()
  id!: string;

  @Field(() => Int, VERSION)
  @Optional()
  @WholeNumber(1, 1_000_000)
  expectedVersion?: number | null;

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

  @ClientMutationId()
  clientMutationId?: string | null;
}

@InputType({ description: 'Which nominations; absent conditions do not restrict.' })
export class NominationFilter {
  @Field(() => [NominationStateEnum], { nullable: true, description: 'Only in these states.' })
  @Optional()
  @Choices(NOMINATION_STATES)
  states?: NominationState[] | null;

  @Field(() => ID, { nullable: true, description: 'Only those whose turn it is with this unit.' })
  @Optional()
  @Id()
  atUnitId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only those that exactly this unit has proposed.' })
  @Optional()
  @Id()
  proposedById?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only of this campaign.' })
  @Optional()
  @Id()
  campaignId?: string | null;

  @Field(() => String, { nullable: true, description: 'Only for this award.' })
  @Optional()
  @AwardTypeCode()
  awardTypeCode?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only of this honouree.' })
  @Optional()
  @Id()
  honoureeId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: only those whose time at the step is over. False: only others.',
  })
  @Optional()
  @Truth()
  overdue?: boolean | null;
}

@ArgsType()
export class NominationsArgs extends PageArgs {
  @Field(() => NominationFilter, { nullable: true, description: 'Which ones; all conditions hold together.' })
  @Optional()
  @Nested()
  @Type(() => NominationFilter)
  filter?: NominationFilter | null;
}

@ArgsType()
export class ProposalsArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only to this unit.' })
  @Optional()
  @Id()
  toUnitId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only from this unit.' })
  @Optional()
  @Id()
  fromUnitId?: string | null;
}
