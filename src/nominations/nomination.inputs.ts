import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { MeritKindEnum } from '../awards/award-type.entity.js';
import { MERIT_KINDS, type MeritKind } from '../awards/domain/merit-kind.js';
import type { CivilDate } from '../core/civil-date.js';
import { PageArgs } from '../core/pagination.js';
import { CivilDateScalar } from '../core/scalars.js';
import {
  AwardTypeCode,
  CivilDateField,
  ClientMutationId,
  Id,
  Most,
  Nested,
  OneOf,
  Optional,
  Text,
  Truth,
  WholeNumber,
} from '../core/validation.js';
import { NOMINATION_STATES, type NominationState } from './domain/workflow.js';
import { NominationStateEnum } from './nomination.enums.js';

/** So many nominations in one act. */
export const MAX_NOMINATIONS = 500;

const VERSION = {
  nullable: true,
  description: 'The version that you have seen; refused as STALE_VERSION when it has moved since.',
};
const WHICH = { description: 'Which nomination.' };

/** What every act on one nomination says. */
@InputType({ isAbstract: true })
export abstract class DossierActInput {
  @Field(() => ID, WHICH)
  @Id()
  id!: string;

  @Field(() => Int, VERSION)
  @Optional()
  @WholeNumber(1, 1_000_000)
  expectedVersion?: number | null;

  @ClientMutationId()
  clientMutationId?: string | null;
}

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
export class EditNominationInput extends DossierActInput {
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

@InputType({ description: 'Which nominations; absent conditions do not restrict.' })
export class NominationFilter {
  @Field(() => [NominationStateEnum], { nullable: true, description: 'Only in these states.' })
  @Optional()
  @OneOf(NOMINATION_STATES, { each: true })
  @Most(NOMINATION_STATES.length)
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
