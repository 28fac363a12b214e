import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { CivilDate } from '../core/civil-date.js';
import { connectionType } from '../core/pagination.js';
import { Payload, UserError } from '../core/payload.js';
import { CivilDateScalar, DateTimeScalar } from '../core/scalars.js';
import type { NominationState } from '../nominations/domain/workflow.js';
import { NominationStateEnum } from '../nominations/nomination.enums.js';
import type { BackReason } from './domain/conversion.js';
import type { Outlook } from './look-ahead.js';

@ObjectType({
  description: 'A reorganisation of bodies and administrative units by a legal act (sắp xếp tổ chức, đơn vị).',
})
export class Reorganisation {
  @Field(() => ID, { description: 'Ours.' })
  id!: string;

  @Field(() => CivilDateScalar, { description: 'The first day on which it is so.' })
  effectiveOn!: CivilDate;

  @Field(() => String, { description: 'The legal act.' })
  legalBasis!: string;

  @Field(() => String, {
    description:
      'PLANNED: waits for its day, then applies itself; APPLIED; CANCELLED: by an administrator before its day; FAILED: could not be applied on its day, `note` says why.',
  })
  state!: string;

  @Field(() => DateTimeScalar, { description: 'When it was entered.' })
  plannedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was applied; null while it is not.' })
  appliedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Why it could not be applied on its day.' })
  note!: string | null;
}

export const ReorganisationConnection = connectionType(Reorganisation, 'Reorganisation');

const BackReasonEnum = { NOBODY_DECIDES: 'NOBODY_DECIDES', HONOUREE_DISSOLVED: 'HONOUREE_DISSOLVED' } as const;
registerEnumType(BackReasonEnum, {
  name: 'ConversionReturn',
  description: 'Why a reorganisation gives a dossier back to its proposer, to start again.',
  valuesMap: {
    NOBODY_DECIDES: { description: 'The body that takes the deciding step over may not decide this award.' },
    HONOUREE_DISSOLVED: { description: 'The collective that was to be honoured ends (TT 15/2025/TT-BNV).' },
  },
});

@ObjectType({ description: 'What a plan would do with one open dossier.' })
export class DossierConversion {
  nominationId!: string;

  @Field(() => String, { description: 'The code of the dossier.' })
  code!: string;

  @Field(() => NominationStateEnum, { description: 'Its state now.' })
  from!: NominationState;

  @Field(() => NominationStateEnum, { description: 'Its state then.' })
  to!: NominationState;

  @Field(() => Int, { description: 'The step of its route at which it stands now, from 1.' })
  fromStep!: number;

  @Field(() => Int, { description: 'The step at which it stands then: further up where its body leaves the route.' })
  toStep!: number;

  @Field(() => BackReasonEnum, {
    nullable: true,
    description: 'Why it goes back to its proposer; null where it goes on.',
  })
  returned!: BackReason | null;
}

export const DossierConversionConnection = connectionType(DossierConversion, 'DossierConversion');

@ObjectType({ description: 'What a plan would do, were it applied now. Nothing is written.' })
export class ReorganisationPreview {
  @Field(() => String, {
    description: 'Over the plan and all facts that it rests on; `applyReorganisation` wants it back.',
  })
  hash!: string;

  @Field(() => Int, { description: 'How many areas end, begin or change, or have a body among those that do.' })
  areas!: number;

  @Field(() => Int, { description: 'How many units end, begin or change.' })
  units!: number;

  @Field(() => Int, {
    description:
      'How many grants end with their unit; they hold on at its one successor, and nowhere where there is none.',
  })
  grants!: number;

  @Field(() => Int, { description: 'How many open nominations it converts, and drafts it gives a living proposer.' })
  nominations!: number;

  @Field(() => Int, { description: 'How many models get another unit, launching body or place.' })
  models!: number;

  @Field(() => Int, { description: 'How many open council sessions end with their body, uncounted.' })
  sessions!: number;

  @Field(() => Int, { description: 'How many open opinions (hiệp y) were asked by an ended body, or of one.' })
  opinions!: number;

  @Field(() => Int, {
    description: 'How many decisions, drafted or checked and not issued, are discarded with their body.',
  })
  draftDecisions!: number;

  @Field(() => [UserError], { description: 'What stands against applying it; empty when it can be applied.' })
  problems!: UserError[];

  @Field(() => [String], {
    description:
      'Names of the areas that nothing would contain, and of the units that would be left without a superior or without an area.',
  })
  withoutHome!: string[];

  @Field(() => [String], { description: 'Codes of the awards that no living body may decide any more.' })
  undecidedAwardCodes!: string[];

  outlook!: Outlook;
}

@ObjectType({ description: 'A preview.' })
export class ReorganisationPreviewPayload extends Payload {
  @Field(() => ReorganisationPreview, { nullable: true, description: 'What would happen.' })
  preview!: ReorganisationPreview | null;
}

@ObjectType({ description: 'What became of a plan.' })
export class ReorganisationPayload extends Payload {
  @Field(() => Reorganisation, { nullable: true, description: 'The plan as it is now.' })
  reorganisation!: Reorganisation | null;
}
