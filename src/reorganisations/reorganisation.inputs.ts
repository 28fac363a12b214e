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
  Texts,
  UnitCode,
} from '../core/validation.js';
import { SUCCESSION_KINDS, type SuccessionKind } from '../units/domain/succession-kind.js';
import { SuccessionKindEnum } from '../units/succession.entity.js';

const MAX_UNITS = 500;

@InputType({ description: 'One change of a plan: what becomes of some bodies, or of some areas; never of both.' })
export class ReorganisationChangeInput {
  @Field(() => SuccessionKindEnum, {
    description:
      'MERGED: into one other; SPLIT: into two or more; PARTIAL: a part goes over, an area ends with that, a body lives on; CONVERTED: into one other, or the same one under `newName` (of an area: renamed, respelled, of another kind); DISSOLVED: without a successor; TRANSFERRED: below the one superior, into the one containing area, of `toIds`; an area to one of its own tier: a share.',
  })
  @OneOf(SUCCESSION_KINDS)
  kind!: SuccessionKind;

  @Field(() => [ID], {
    description: `The units, or the areas, that are reorganised, 1 to ${MAX_UNITS}; the first is the pattern of a new one.`,
  })
  @Ids(MAX_UNITS)
  fromIds!: string[];

  @Field(() => [ID], {
    nullable: true,
    description: 'The units, or areas, that follow them; one that is also in `fromIds` lives on.',
  })
  @Optional()
  @Ids(MAX_UNITS)
  toIds?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Codes of areas that follow and that other changes of this plan make by `newCode`. Of areas alone.',
  })
  @Optional()
  @Texts(MAX_UNITS, { max: 60 })
  toCodes?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The code of a new unit or area that follows: made as the first of `fromIds` was, under `newName`. Of an area the official code of its tier; one that ends on that day may leave its own.',
  })
  @Optional()
  @UnitCode()
  newCode?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The name of the new unit or area; without `newCode` the new name of what follows or goes on. Of an area with its kind: "Xã Bình Lư". Up to 300 characters.',
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

  @Field(() => String, {
    nullable: true,
    description:
      'The code, on that day, of the area in which the unit that follows or goes on works, or which contains the area that does. Default: where all of the former one went; of an area else what contained that.',
  })
  @Optional()
  @UnitCode()
  areaCode?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The clause, e.g. "1670/NQ-UBTVQH15, Đ.1 kh.3". Default: the act of the plan. Up to 500 characters.',
  })
  @Optional()
  @Text({ max: 500 })
  legalBasis?: string | null;
}

@InputType({ description: 'A plan (phương án sắp xếp): what changes about bodies and areas on a day, by a legal act.' })
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
