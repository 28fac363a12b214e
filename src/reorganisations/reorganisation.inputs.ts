import { Field, ID, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import type { CivilDate } from '../core/civil-date.js';
import { CivilDateScalar } from '../core/scalars.js';
import {
  CivilDateField,
  ClientMutationId,
  Id,
  Ids,
  Nested,
  NestedList,
  OneOf,
  Optional,
  Text,
  UnitCode,
} from '../core/validation.js';
import { SUCCESSION_KINDS, type SuccessionKind } from '../units/domain/succession-kind.js';
import { SuccessionKindEnum } from '../units/succession.entity.js';

const MAX_UNITS = 500;

@InputType({ description: 'One change of a plan: what becomes of some bodies.' })
export class ReorganisationChangeInput {
  @Field(() => SuccessionKindEnum, {
    description:
      'MERGED: into one other; SPLIT: into two or more; PARTIAL: a part goes over; CONVERTED: into one other, or under `newName`; DISSOLVED: without a successor; TRANSFERRED: below the one superior of `toIds`.',
  })
  @OneOf(SUCCESSION_KINDS)
  kind!: SuccessionKind;

  @Field(() => [ID], {
    description: `The units that are reorganised, 1 to ${MAX_UNITS}; the first is the pattern of a new one.`,
  })
  @Ids(MAX_UNITS)
  fromIds!: string[];

  @Field(() => [ID], {
    nullable: true,
    description: 'The units that follow them; one that is also in `fromIds` lives on.',
  })
  @Optional()
  @Ids(MAX_UNITS)
  toIds?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'The code of a new unit that follows: made as the first of `fromIds` was, under `newName`.',
  })
  @Optional()
  @UnitCode()
  newCode?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The name of the new unit; without `newCode` the new name of the unit that follows or goes on. Up to 300 characters.',
  })
  @Optional()
  @Text({ max: 300 })
  newName?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Who takes over dossiers and models of those that end. Default: their one successor.',
  })
  @Optional()
  @Id()
  takerId?: string | null;
}

@InputType({ description: 'A plan (phương án sắp xếp): what changes about bodies on a day, by a legal act.' })
export class ReorganisationInput {
  @Field(() => CivilDateScalar, { description: 'The first day on which it is so; may lie ahead.' })
  @CivilDateField()
  effectiveOn!: CivilDate;

  @Field(() => String, { description: 'The legal act, e.g. "Nghị quyết 1670/NQ-UBTVQH15"; up to 500 characters.' })
  @Text({ max: 500 })
  legalBasis!: string;

  @Field(() => [ReorganisationChangeInput], { description: 'The changes, 1 to 500; they hold together.' })
  @NestedList(500)
  @Type(() => ReorganisationChangeInput)
  changes!: ReorganisationChangeInput[];
}

@InputType({ description: 'A plan as it was previewed.' })
export class ApplyReorganisationInput {
  @Field(() => ReorganisationInput, { description: 'The very plan of the preview.' })
  @Nested()
  @Type(() => ReorganisationInput)
  plan!: ReorganisationInput;

  @Field(() => String, {
    description: '`hash` of the preview: refused as PREVIEW_CHANGED where anything has moved since.',
  })
  @Text({ max: 100 })
  previewHash!: string;

  @ClientMutationId()
  clientMutationId?: string | null;
}
