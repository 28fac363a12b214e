import { ArgsType, Field, ID, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import type { CivilDate } from '../core/civil-date.js';
import { PageArgs } from '../core/pagination.js';
import { CivilDateScalar } from '../core/scalars.js';
import { AwardTypeCodes, CivilDateField, Id, Most, Nested, OneOf, Optional, Text } from '../core/validation.js';
import { SUBJECT_KINDS, type SubjectKind } from '../honourees/domain/subject-kind.js';
import { SubjectKindEnum } from '../honourees/honouree.entity.js';

@InputType({ description: 'Which honours; all conditions hold together, absent ones do not restrict.' })
export class HonourSearch {
  @Field(() => String, {
    nullable: true,
    description: 'A name as it was awarded or a part of it, with or without accents, in any order of its syllables.',
  })
  @Optional()
  @Text({ max: 200 })
  text?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this place or, as the tree is today, of one below it.' })
  @Optional()
  @Id()
  placeId?: string | null;

  @Field(() => CivilDateScalar, { nullable: true, description: 'Decided on this day or later.' })
  @Optional()
  @CivilDateField()
  from?: CivilDate | null;

  @Field(() => CivilDateScalar, { nullable: true, description: 'Decided on this day or before.' })
  @Optional()
  @CivilDateField()
  to?: CivilDate | null;

  @Field(() => [String], { nullable: true, description: 'Only these awards, by code, up to 50.' })
  @Optional()
  @AwardTypeCodes()
  awardTypeCodes?: string[] | null;

  @Field(() => [SubjectKindEnum], { nullable: true, description: 'Only these kinds of honourees.' })
  @Optional()
  @OneOf(SUBJECT_KINDS, { each: true })
  @Most(SUBJECT_KINDS.length)
  kinds?: SubjectKind[] | null;

  @Field(() => String, { nullable: true, description: 'Only of decisions with exactly this symbol.' })
  @Optional()
  @Text({ max: 60 })
  decisionSymbol?: string | null;
}

@ArgsType()
export class HonoursArgs extends PageArgs {
  @Field(() => HonourSearch, { description: 'What is looked for.' })
  @Nested()
  @Type(() => HonourSearch)
  search!: HonourSearch;
}
