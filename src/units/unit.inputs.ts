import { ArgsType, Field, ID, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import type { CivilDate } from '../core/civil-date.js';
import { PageArgs } from '../core/pagination.js';
import { CivilDateScalar } from '../core/scalars.js';
import {
  CivilDateField,
  ClientMutationId,
  Id,
  Nested,
  OneOf,
  Optional,
  Text,
  Truth,
  UnitCode,
} from '../core/validation.js';
import { LineEnum, LINES, TierEnum, TIERS, type Line, type Tier } from './unit.entity.js';

@InputType({ description: 'Which areas; absent conditions do not restrict.' })
export class AreaFilter {
  @Field(() => String, {
    nullable: true,
    description:
      'A name, or names from commune to province apart by commas; with or without accents, kind words or their abbreviations (TP., TX., H., P., X., TT.). The best match comes first.',
  })
  @Optional()
  @Text({ max: 200 })
  text?: string | null;

  @Field(() => String, { nullable: true, description: 'The official code that it bore on that day.' })
  @Optional()
  @Text({ max: 10 })
  code?: string | null;

  @Field(() => TierEnum, { nullable: true, description: 'Only this level.' })
  @Optional()
  @OneOf(TIERS)
  tier?: Tier | null;

  @Field(() => ID, { nullable: true, description: 'Only what lay directly in this area on that day.' })
  @Optional()
  @Id()
  parentId?: string | null;
}

@ArgsType()
export class AreasArgs extends PageArgs {
  @Field(() => AreaFilter, { nullable: true, description: 'Which ones; all conditions hold together.' })
  @Optional()
  @Nested()
  @Type(() => AreaFilter)
  filter?: AreaFilter | null;

  @Field(() => CivilDateScalar, { nullable: true, description: 'The areas that lived on that day. Default: today.' })
  @Optional()
  @CivilDateField()
  asOf?: CivilDate | null;
}

@InputType({ description: 'Which units; absent conditions do not restrict.' })
export class UnitFilter {
  @Field(() => String, {
    nullable: true,
    description: 'A part of the name, with or without accents, in any order of its syllables.',
  })
  @Optional()
  @Text({ max: 200 })
  text?: string | null;

  @Field(() => TierEnum, { nullable: true, description: 'Only this level.' })
  @Optional()
  @OneOf(TIERS)
  tier?: Tier | null;

  @Field(() => LineEnum, { nullable: true, description: 'Only this line.' })
  @Optional()
  @OneOf(LINES)
  line?: Line | null;

  @Field(() => ID, { nullable: true, description: 'Only of exactly this area.' })
  @Optional()
  @Id()
  areaId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only what stood directly below this unit.' })
  @Optional()
  @Id()
  superiorId?: string | null;
}

@ArgsType()
export class UnitsArgs extends PageArgs {
  @Field(() => UnitFilter, { nullable: true, description: 'Which ones; all conditions hold together.' })
  @Optional()
  @Nested()
  @Type(() => UnitFilter)
  filter?: UnitFilter | null;

  @Field(() => CivilDateScalar, { nullable: true, description: 'The units that lived on that day. Default: today.' })
  @Optional()
  @CivilDateField()
  asOf?: CivilDate | null;
}

@InputType({ description: 'A body or other organisation that is to stand in the registry.' })
export class CreateUnitInput {
  @Field(() => String, { description: 'Our code: 1 to 60 of A–Z, 0–9, dot, hyphen, underscore. Never changes.' })
  @UnitCode()
  code!: string;

  @Field(() => String, { description: 'Its name, up to 300 characters.' })
  @Text({ max: 300 })
  name!: string;

  @Field(() => LineEnum, { description: 'The system it belongs to; never changes.' })
  @OneOf(LINES)
  line!: Line;

  @Field(() => TierEnum, { description: 'Its level; not above that of its superior.' })
  @OneOf(TIERS)
  tier!: Tier;

  @Field(() => ID, { nullable: true, description: 'The area it is responsible for or lies in.' })
  @Optional()
  @Id()
  areaId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The body above it, of the same line (OTHER may stand below STATE).',
  })
  @Optional()
  @Id()
  superiorId?: string | null;

  @Field(() => Boolean, { description: 'True when it can stand on the route of a nomination.' })
  @Truth()
  isBody!: boolean;

  @Field(() => Boolean, { nullable: true, description: 'True when it acts outside this registry. Default false.' })
  @Optional()
  @Truth()
  external?: boolean | null;

  @Field(() => CivilDateScalar, { description: 'First day of its life.' })
  @CivilDateField()
  validFrom!: CivilDate;

  @ClientMutationId()
  clientMutationId?: string | null;
}

@InputType({ description: 'What is different about a unit from a day on.' })
export class ChangeUnitInput {
  @Field(() => ID, { description: 'Which unit.' })
  @Id()
  id!: string;

  @Field(() => CivilDateScalar, { description: 'First day on which it is so; what was before stays.' })
  @CivilDateField()
  from!: CivilDate;

  @Field(() => String, { nullable: true, description: 'New name; absent: as before.' })
  @Optional()
  @Text({ max: 300 })
  name?: string | null;

  @Field(() => ID, { nullable: true, description: 'New superior; absent: as before.' })
  @Optional()
  @Id()
  superiorId?: string | null;

  @Field(() => ID, { nullable: true, description: 'New area; absent: as before.' })
  @Optional()
  @Id()
  areaId?: string | null;

  @ClientMutationId()
  clientMutationId?: string | null;
}

@InputType({ description: 'The end of a unit.' })
export class CloseUnitInput {
  @Field(() => ID, { description: 'Which unit.' })
  @Id()
  id!: string;

  @Field(() => CivilDateScalar, {
    description: 'The day on which the legal act takes effect: the first one on which the unit is no more.',
  })
  @CivilDateField()
  on!: CivilDate;

  @Field(() => String, { description: 'The legal act, up to 500 characters.' })
  @Text({ max: 500 })
  legalBasis!: string;

  @ClientMutationId()
  clientMutationId?: string | null;
}
