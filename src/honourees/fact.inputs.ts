import { Field, ID, InputType, Int } from '@nestjs/graphql';
import type { CivilDate } from '../core/civil-date.js';
import { CivilDateScalar } from '../core/scalars.js';
import { CivilDateField, ClientMutationId, Id, OneOf, Optional, Text, Truth, WholeNumber } from '../core/validation.js';
import { TIERS, type Tier } from '../units/domain/lines-and-tiers.js';
import { TierEnum } from '../units/unit.entity.js';
import { DISCIPLINE_KINDS, FIRST_YEAR, RATINGS, type DisciplineKind, type Rating } from './domain/facts.js';

const MOST_MEMBERS = 1_000_000;
const LAST_YEAR = 2200;

/** What every record of a fact says beside the fact. */
@InputType({ isAbstract: true })
export abstract class FactInput {
  @Field(() => ID, { description: 'Whom it is about.' })
  @Id()
  honoureeId!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The record that this one corrects; it must still hold. The old one is kept and counts no more.',
  })
  @Optional()
  @Id()
  replacesId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: there is no such fact; the record only takes back the one it replaces. Default false.',
  })
  @Optional()
  @Truth()
  withdrawn?: boolean | null;

  @Field(() => ID, {
    nullable: true,
    description: 'For which of your units you record it, at or above that of the honouree; needed when several fit.',
  })
  @Optional()
  @Id()
  recordedForId?: string | null;

  @ClientMutationId()
  clientMutationId?: string | null;
}

@InputType({ description: 'How the work of a year was rated; individuals and collectives only.' })
export class RecordRatingInput extends FactInput {
  @Field(() => Int, { description: 'The year, 1945 to this year.' })
  @WholeNumber(FIRST_YEAR, LAST_YEAR)
  year!: number;

  @Field(() => String, {
    description: 'HTXSNV (xuất sắc), HTTNV (tốt), HTNV (hoàn thành) or KHTNV (không hoàn thành nhiệm vụ).',
  })
  @OneOf(RATINGS)
  rating!: Rating;

  @Field(() => String, { description: 'The paper that says so, up to 300 characters.' })
  @Text({ max: 300 })
  source!: string;
}

@InputType({ description: 'A recognised sáng kiến, đề tài, đề án or công trình; individuals and collectives only.' })
export class RecordInitiativeInput extends FactInput {
  @Field(() => Int, { description: 'The year in which it was recognised, 1945 to this year.' })
  @WholeNumber(FIRST_YEAR, LAST_YEAR)
  year!: number;

  @Field(() => String, { description: 'Its title, up to 500 characters.' })
  @Text({ max: 500 })
  title!: string;

  @Field(() => TierEnum, { description: 'How far its effect was recognised: from GRASSROOTS to CENTRAL (nationwide).' })
  @OneOf(TIERS)
  scope!: Tier;

  @Field(() => String, { description: 'Who recognised it, up to 300 characters.' })
  @Text({ max: 300 })
  recognisedBy!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Number and symbol of the paper that recognised it, up to 100 characters.',
  })
  @Optional()
  @Text({ max: 100 })
  symbol?: string | null;
}

@InputType({ description: 'A period of discipline, or of something being verified. Sensitive.' })
export class RecordDisciplineInput extends FactInput {
  @Field(() => String, {
    description: 'DISCIPLINE (kỷ luật) or VERIFICATION (đang xem xét, thanh tra, điều tra, xác minh đơn thư).',
  })
  @OneOf(DISCIPLINE_KINDS)
  kind!: DisciplineKind;

  @Field(() => String, {
    nullable: true,
    description: 'What, e.g. "cảnh cáo", "đơn tố cáo"; up to 200 characters.',
  })
  @Optional()
  @Text({ max: 200 })
  matter?: string | null;

  @Field(() => CivilDateScalar, { description: 'First day, not in the future.' })
  @CivilDateField()
  from!: CivilDate;

  @Field(() => CivilDateScalar, { nullable: true, description: 'Last day; left out while it lasts.' })
  @Optional()
  @CivilDateField()
  to?: CivilDate | null;

  @Field(() => String, { description: 'The paper that says so, up to 300 characters.' })
  @Text({ max: 300 })
  source!: string;
}

@InputType({ description: 'The place of a collective in the yearly comparison of its cụm, khối thi đua.' })
export class RecordGroupResultInput extends FactInput {
  @Field(() => Int, { description: 'The year, 1945 to this year.' })
  @WholeNumber(FIRST_YEAR, LAST_YEAR)
  year!: number;

  @Field(() => String, { description: 'The name of the cụm, khối thi đua, up to 200 characters.' })
  @Text({ max: 200 })
  group!: string;

  @Field(() => Int, { description: 'The place, 1 to 1000; 1 is the best.' })
  @WholeNumber(1, 1000)
  rank!: number;

  @Field(() => Int, { nullable: true, description: 'How many were compared, 1 to 1000, where it is known.' })
  @Optional()
  @WholeNumber(1, 1000)
  groupSize?: number | null;

  @Field(() => String, { description: 'The paper that says so, up to 300 characters.' })
  @Text({ max: 300 })
  source!: string;
}

@InputType({ description: 'How many members a collective had in a year, and how many of them reached what.' })
export class RecordMemberCountInput extends FactInput {
  @Field(() => Int, { description: 'The year, 1945 to this year.' })
  @WholeNumber(FIRST_YEAR, LAST_YEAR)
  year!: number;

  @Field(() => Int, { description: 'All members, 1 to 1,000,000.' })
  @WholeNumber(1, MOST_MEMBERS)
  members!: number;

  @Field(() => Int, { nullable: true, description: 'Those who completed their tasks, where it is known.' })
  @Optional()
  @WholeNumber(0, MOST_MEMBERS)
  completed?: number | null;

  @Field(() => Int, { nullable: true, description: 'Lao động tiên tiến, chiến sĩ tiên tiến, where it is known.' })
  @Optional()
  @WholeNumber(0, MOST_MEMBERS)
  ldtt?: number | null;

  @Field(() => Int, { nullable: true, description: 'Chiến sĩ thi đua cơ sở, where it is known.' })
  @Optional()
  @WholeNumber(0, MOST_MEMBERS)
  cstdcs?: number | null;

  @Field(() => String, { description: 'The paper that says so, up to 300 characters.' })
  @Text({ max: 300 })
  source!: string;
}
