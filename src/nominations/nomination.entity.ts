import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { Eligibility } from '../award-law/domain/eligibility.js';
import type { AwardType } from '../awards/award-type.entity.js';
import type { MeritKind } from '../awards/domain/merit-kind.js';
import { MeritKindEnum } from '../awards/award-type.entity.js';
import type { CivilDate } from '../core/civil-date.js';
import { connectionType } from '../core/pagination.js';
import { Payload } from '../core/payload.js';
import { CivilDateScalar, DateTimeScalar } from '../core/scalars.js';
import type { Document } from '../documents/document.entity.js';
import type { SubjectKind } from '../honourees/domain/subject-kind.js';
import { SubjectKindEnum, type Honouree } from '../honourees/honouree.entity.js';
import type { Account } from '../identity/account.entity.js';
import { LineEnum, TierEnum, type Line, type Tier, type Unit } from '../units/unit.entity.js';
import {
  CouncilRequirementEnum,
  NominationActionEnum,
  NominationStateEnum,
  StepOutcomeEnum,
} from './nomination.enums.js';
import type { StepOutcome } from './nomination.enums.js';
import type { NominationAction, NominationState } from './domain/workflow.js';

@ObjectType({
  description:
    'Hồ sơ đề nghị khen thưởng: one honouree proposed for one award, on one merit kind and one period of achievement.',
})
export class Nomination {
  @Field(() => ID, { description: 'Ours.' })
  id!: string;

  @Field(() => String, { description: 'Our number, for people to say, e.g. "HS-2026-000123"; never changes.' })
  code!: string;

  @Field(() => MeritKindEnum, { description: 'On what ground the award is asked for.' })
  meritKind!: MeritKind;

  @Field(() => String, { description: 'What was achieved, as the proposer wrote it, up to 20,000 characters.' })
  achievements!: string;

  @Field(() => CivilDateScalar, { description: 'First day of the achievement.' })
  achievementFrom!: CivilDate;

  @Field(() => CivilDateScalar, { description: 'Last day of the achievement.' })
  achievementTo!: CivilDate;

  @Field(() => NominationStateEnum, { description: 'Its state at the current step; the same nine at every step.' })
  state!: NominationState;

  @Field(() => Boolean, { description: 'True while it is suspended: then it can only be resumed or withdrawn.' })
  suspended!: boolean;

  @Field(() => CivilDateScalar, {
    nullable: true,
    description:
      'The day whose law applies: receipt at the deciding body (at the last body inside the registry, where it is decided outside). Null before.',
  })
  lawDate!: CivilDate | null;

  @Field(() => CivilDateScalar, {
    nullable: true,
    description:
      'Last day of the present step, by its rule in working days; null while no clock runs: with the proposer or suspended, when the rest is kept for later, or where no rule says.',
  })
  dueOn!: CivilDate | null;

  @Field(() => CivilDateScalar, {
    nullable: true,
    description: 'Until when a return must be answered; null when none was set.',
  })
  answerBy!: CivilDate | null;

  @Field(() => Int, { description: 'Counts its events; pass it back as expectedVersion.' })
  version!: number;

  campaignId!: string | null;
  honoureeId!: string;
  awardTypeId!: string;
  proposedById!: string;
  wantedDeciderId!: string | null;
  decidingUnitId!: string | null;
  modelId!: string | null;
  previousId!: string | null;
  liesWithId!: string | null;
  suspendedById!: string | null;
  restart!: boolean;
  /** 0 with the proposer, else the position on the route. */
  step!: number;

  /** What came with its row because the query asks for it, and no more of it than that (nomination-row.ts). */
  joined?: {
    honouree?: Honouree;
    awardType?: AwardType;
    proposedBy?: Unit;
    currentStep?: RouteStep | null | undefined;
    route?: RouteStep[] | undefined;
    events?: NominationEvent[] | undefined;
    documents?: Document[] | undefined;
    /** The findings of its latest appraisal. */
    appraised?: Eligibility | null | undefined;
  };
}

export const NominationConnection = connectionType(Nomination, 'Nomination');

@ObjectType({ description: 'One body on the way of a nomination, fixed when it was submitted.' })
export class RouteStep {
  @Field(() => Int, { description: 'From 1, the first body, to the one that decides.' })
  position!: number;

  unitId!: string;

  @Field(() => TierEnum, { description: 'The level of the body on the day of submission.' })
  tier!: Tier;

  @Field(() => LineEnum, { description: 'The system of the body.' })
  line!: Line;

  @Field(() => Boolean, { description: 'True for the last step: this body decides.' })
  decides!: boolean;

  @Field(() => Boolean, { description: 'True where the body acts outside this registry; its outcome is recorded.' })
  external!: boolean;

  @Field(() => CouncilRequirementEnum, { description: 'Whether the council of the body has to vote.' })
  council!: 'REQUIRED' | 'NONE';

  @Field(() => Boolean, { description: 'Whether it must be posted for the opinion of the people before the vote.' })
  posting!: boolean;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it came here; null before.' })
  enteredAt!: Date | null;

  @Field(() => CivilDateScalar, { nullable: true, description: 'When the body received it; null before.' })
  receivedOn!: CivilDate | null;

  @Field(() => CivilDateScalar, {
    nullable: true,
    description: 'Last day of the step, by its rule; null when none says.',
  })
  dueOn!: CivilDate | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it left; null before.' })
  leftAt!: Date | null;

  @Field(() => StepOutcomeEnum, { nullable: true, description: 'What the body has concluded; null before.' })
  outcome!: StepOutcome | null;

  ruleIds!: string[];

  /** As Nomination.joined. */
  joined?: { unit: Unit };
}

@ObjectType({ description: 'Something that happened to a nomination. Never changes.' })
export class NominationEvent {
  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: Date;

  @Field(() => NominationActionEnum, { description: 'What was done.' })
  action!: NominationAction;

  @Field(() => NominationStateEnum, { nullable: true, description: 'The state before; null for the first event.' })
  from!: NominationState | null;

  @Field(() => NominationStateEnum, { description: 'The state after.' })
  to!: NominationState;

  @Field(() => Int, { description: 'The step after it: 0 is the proposer.' })
  step!: number;

  actingUnitId!: string | null;
  accountId!: string | null;

  @Field(() => String, { nullable: true, description: 'The program that did it, where no person did.' })
  byJob!: string | null;

  @Field(() => String, { nullable: true, description: 'Why, as the actor wrote it.' })
  reason!: string | null;

  /** As Nomination.joined. */
  joined?: { acting?: Unit | null; by?: Account | null };
}

@ObjectType({ description: 'How a body has appraised a nomination (thẩm định).' })
export class Appraisal {
  @Field(() => Int, { description: 'At which step.' })
  step!: number;

  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: Date;

  @Field(() => String, { description: 'The opinion, as written.' })
  opinion!: string;

  @Field(() => Boolean, { description: 'True when it is for the award.' })
  favourable!: boolean;

  unitId!: string;
  accountId!: string;
}

@ObjectType({ description: 'How many of one subject kind.' })
export class KindTotal {
  @Field(() => SubjectKindEnum, { description: 'Which kind.' })
  kind!: SubjectKind;

  @Field(() => Int, { description: 'How many.' })
  count!: number;
}

@ObjectType({ description: 'Tờ trình with its list: what carries nominations to the next body.' })
export class Proposal {
  @Field(() => ID, { description: 'Ours.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Its number and symbol; null where the proposer keeps none.' })
  symbol!: string | null;

  @Field(() => CivilDateScalar, { description: 'Its date.' })
  date!: CivilDate;

  @Field(() => String, { nullable: true, description: 'Who signed it.' })
  signer!: string;

  fromUnitId!: string;
  toUnitId!: string;
}

export const ProposalConnection = connectionType(Proposal, 'Proposal');

@ObjectType({ description: 'What became of an act on one nomination.' })
export class NominationPayload extends Payload {
  @Field(() => Nomination, { nullable: true, description: 'The nomination as it is now.' })
  nomination!: Nomination | null;
}

@ObjectType({ description: 'What became of an act on several nominations: all or none.' })
export class NominationsPayload extends Payload {
  @Field(() => [Nomination], { nullable: true, description: 'The nominations as they are now.' })
  nominations!: Nomination[] | null;
}

@ObjectType({ description: 'What became of a tờ trình: all of its nominations moved, or none.' })
export class ProposalPayload extends Payload {
  @Field(() => Proposal, { nullable: true, description: 'The tờ trình.' })
  proposal!: Proposal | null;
}
