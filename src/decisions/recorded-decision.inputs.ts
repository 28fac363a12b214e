import { Field, ID, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { MeritKindEnum } from '../awards/award-type.entity.js';
import { MERIT_KINDS, type MeritKind } from '../awards/domain/merit-kind.js';
import type { CivilDate } from '../core/civil-date.js';
import { CivilDateScalar } from '../core/scalars.js';
import {
  AwardTypeCode,
  CivilDateField,
  ClientMutationId,
  Id,
  Ids,
  NestedList,
  OneOf,
  Optional,
  Text,
  Truth,
} from '../core/validation.js';

export const MAX_RECORDED_LINES = 200;
const MAX_SHARERS = 20;
const MAX_SCANS = 20;

@InputType({ description: 'A line of an old decision, as it prints it.' })
export class RecordedLineInput {
  @Field(() => ID, {
    description: 'Who was awarded: a record that you may read; an officer (UNIT_OFFICER) makes one that is missing.',
  })
  @Id()
  honoureeId!: string;

  @Field(() => String, { description: 'What was awarded, by its code.' })
  @AwardTypeCode()
  awardTypeCode!: string;

  @Field(() => MeritKindEnum, { description: 'On what ground; UNKNOWN where the decision does not say.' })
  @OneOf(MERIT_KINDS)
  meritKind!: MeritKind;

  @Field(() => String, { description: 'The name as the decision prints it, also an alias; up to 300 characters.' })
  @Text({ max: 300 })
  nameAsAwarded!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The unit as the decision prints it, up to 300 characters; null where it names none.',
  })
  @Optional()
  @Text({ max: 300 })
  unitAsAwarded?: string | null;

  @Field(() => ID, { nullable: true, description: 'The place that the decision names, of whatever time.' })
  @Optional()
  @Id()
  areaId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What the decision says it is given for, up to 2,000 characters.',
  })
  @Optional()
  @Text({ max: 2000, multiline: true })
  citationText?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Truy tặng: given after death. Default false.' })
  @Optional()
  @Truth()
  posthumous?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: 'Who received it for the dead, up to 300 characters; null where that is not known.',
  })
  @Optional()
  @Text({ max: 300 })
  receivedBy?: string | null;

  @Field(() => [ID], {
    nullable: true,
    description: `Others whom the same line names, such as a couple: records that you may read, ${MAX_SHARERS} at most.`,
  })
  @Optional()
  @Ids(MAX_SHARERS)
  sharedWithIds?: string[] | null;
}

@InputType({ description: 'A decision made elsewhere or long ago, as its paper or its trace says.' })
export class RecordDecisionInput {
  @Field(() => String, {
    nullable: true,
    description: 'Number and symbol as printed, whatever their form, up to 60 characters; null where they are lost.',
  })
  @Optional()
  @Text({ max: 60 })
  symbol?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The issuer as the decision prints it, up to 300 characters; needed where no unit is given.',
  })
  @Optional()
  @Text({ max: 300 })
  issuerAsPrinted?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The issuing unit, where it is one of this registry that lived then.',
  })
  @Optional()
  @Id()
  issuedById?: string | null;

  @Field(() => CivilDateScalar, {
    description: 'First day on which it may have been signed: 1 January where only the year is known.',
  })
  @CivilDateField()
  decidedFrom!: CivilDate;

  @Field(() => CivilDateScalar, {
    description: 'Last day on which it may have been signed, not after today; the first day again where that is known.',
  })
  @CivilDateField()
  decidedTo!: CivilDate;

  @Field(() => String, { description: 'Trích yếu: what it is about, up to 1,000 characters.' })
  @Text({ max: 1000 })
  title!: string;

  @Field(() => String, { description: 'Where it was found: archive, file, page; up to 1,000 characters.' })
  @Text({ max: 1000 })
  source!: string;

  @Field(() => [RecordedLineInput], { description: `Its lines, in order, 1 to ${MAX_RECORDED_LINES}.` })
  @NestedList(MAX_RECORDED_LINES)
  @Type(() => RecordedLineInput)
  lines!: RecordedLineInput[];

  @Field(() => [ID], {
    nullable: true,
    description: `Its scans: documents that you may read, ${MAX_SCANS} at most.`,
  })
  @Optional()
  @Ids(MAX_SCANS)
  documentIds?: string[] | null;

  @Field(() => ID, {
    nullable: true,
    description: 'For which of your units you write it down; needed only when there are several.',
  })
  @Optional()
  @Id()
  recordedForId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'True: you know that one with this issuer, symbol and time is there (or without a symbol: the same award for one of these honourees), and mean another. Default false.',
  })
  @Optional()
  @Truth()
  acknowledgeDuplicate?: boolean | null;

  @ClientMutationId()
  clientMutationId?: string | null;
}

@InputType({ description: 'What a second account says of a decision that was written down.' })
export class ConfirmRecordedDecisionInput {
  @Field(() => ID, { description: 'Which decision.' })
  @Id()
  id!: string;

  @Field(() => Boolean, {
    description:
      'True, as another account than the one that wrote it down: it is as recorded, and its awards enter the ledger. False: it is dropped.',
  })
  @Truth()
  accept!: boolean;

  @Field(() => String, { nullable: true, description: 'Why; needed where it is dropped. Up to 4,000 characters.' })
  @Optional()
  @Text({ max: 4000, multiline: true })
  reason?: string | null;

  @ClientMutationId()
  clientMutationId?: string | null;
}
