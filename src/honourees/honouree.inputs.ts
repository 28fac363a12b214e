import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { PageArgs } from '../core/pagination.js';
import { ClientMutationId, Id, Nested, OneOf, Optional, Text, WholeNumber } from '../core/validation.js';
import { SUBJECT_KINDS, type SubjectKind } from './domain/subject-kind.js';
import { SubjectKindEnum } from './honouree.entity.js';

const GENDERS = ['FEMALE', 'MALE', 'OTHER'] as const;

@InputType({ description: 'A person, a collective or a household to be entered in the registry.' })
export class CreateHonoureeInput {
  @Field(() => SubjectKindEnum, { description: 'Person, collective or household.' })
  @OneOf(SUBJECT_KINDS)
  kind!: SubjectKind;

  @Field(() => String, { description: 'The name with its accents, up to 300 characters, a letter among them.' })
  @Text({ max: 300, isName: true })
  displayName!: string;

  @Field(() => Int, { nullable: true, description: 'Year of birth, 1800 to this year; individuals only.' })
  @Optional()
  @WholeNumber(1800, 2200)
  birthYear?: number | null;

  @Field(() => String, { nullable: true, description: 'FEMALE, MALE or OTHER; individuals only.' })
  @Optional()
  @OneOf(GENDERS)
  gender?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Where the person works, or the collective itself: the registering unit or one below it.',
  })
  @Optional()
  @Id()
  unitId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Where the person or household lives, or the collective lies.' })
  @Optional()
  @Id()
  areaId?: string | null;

  @Field(() => String, { nullable: true, description: 'Chủ hộ, up to 200 characters; households only.' })
  @Optional()
  @Text({ max: 200 })
  headOfHousehold?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'For which of your units you make the record; needed only when several fit.',
  })
  @Optional()
  @Id()
  registeredById?: string | null;

  @ClientMutationId()
  clientMutationId?: string | null;
}

@InputType({ description: 'Which honourees; absent conditions do not restrict.' })
export class HonoureeFilter {
  @Field(() => String, {
    nullable: true,
    description: 'A name or a part of it, with or without accents, in any order of its syllables.',
  })
  @Optional()
  @Text({ max: 200 })
  text?: string | null;

  @Field(() => SubjectKindEnum, { nullable: true, description: 'Only this kind.' })
  @Optional()
  @OneOf(SUBJECT_KINDS)
  kind?: SubjectKind | null;

  @Field(() => ID, { nullable: true, description: 'Only of this unit and, today, those below it.' })
  @Optional()
  @Id()
  unitId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only of exactly this area.' })
  @Optional()
  @Id()
  areaId?: string | null;
}

@ArgsType()
export class HonoureesArgs extends PageArgs {
  @Field(() => HonoureeFilter, { nullable: true, description: 'Which ones; all conditions hold together.' })
  @Optional()
  @Nested()
  @Type(() => HonoureeFilter)
  filter?: HonoureeFilter | null;
}
