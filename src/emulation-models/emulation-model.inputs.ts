import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import type { CivilDate } from '../core/civil-date.js';
import { CivilDateScalar } from '../core/scalars.js';
import {
  CivilDateField,
  ClientMutationId,
  Id,
  NestedList,
  OneOf,
  Optional,
  Text,
  WholeNumber,
} from '../core/validation.js';
import { MODEL_ACTIONS, type ModelAction } from './domain/life.js';
import { ModelActionEnum } from './emulation-model.entity.js';

const MOST_GOALS = 50;
const LATEST_VERSION = 2_000_000_000;

@InputType({ description: 'What a model is to be measured by.' })
export class ModelGoalInput {
  @Field(() => String, { description: 'What is to be reached, up to 500 characters.' })
  @Text({ max: 500, multiline: true })
  text!: string;

  @Field(() => String, { nullable: true, description: 'Đơn vị tính, up to 50 characters.' })
  @Optional()
  @Text({ max: 50 })
  unitOfMeasure?: string | null;

  @Field(() => String, { nullable: true, description: 'How much of it, up to 200 characters.' })
  @Optional()
  @Text({ max: 200 })
  target?: string | null;
}

@InputType({ description: 'Phiếu đăng ký mô hình.' })
export class RegisterEmulationModelInput {
  @Field(() => String, { description: 'Its name, up to 300 characters.' })
  @Text({ max: 300 })
  name!: string;

  @Field(() => ID, { description: 'Whose model it is: an honouree of the unit `ownerUnitId` or of one below it.' })
  @Id()
  ownerId!: string;

  @Field(() => ID, { description: 'The unit of the owner, or the one that acts for a person or household: yours.' })
  @Id()
  ownerUnitId!: string;

  @Field(() => ID, {
    description: 'The launching body: above `ownerUnitId` in its line, or the committee of the other line there.',
  })
  @Id()
  registeredWithId!: string;

  @Field(() => ID, { nullable: true, description: 'Where it is run. Default: the area of the owner, or of the unit.' })
  @Optional()
  @Id()
  areaId?: string | null;

  @Field(() => String, { description: 'Lĩnh vực, up to 200 characters.' })
  @Text({ max: 200 })
  field!: string;

  @Field(() => String, { nullable: true, description: 'Chuyên đề, up to 300 characters.' })
  @Optional()
  @Text({ max: 300 })
  theme?: string | null;

  @Field(() => String, { description: 'What is done, and how, up to 10,000 characters.' })
  @Text({ max: 10_000, multiline: true })
  content!: string;

  @Field(() => [ModelGoalInput], { description: 'What it is measured by: 1 to 50; a draft may have none yet.' })
  @NestedList(MOST_GOALS)
  @Type(() => ModelGoalInput)
  goals!: ModelGoalInput[];

  @Field(() => CivilDateScalar, { description: 'First day of its period.' })
  @CivilDateField()
  periodFrom!: CivilDate;

  @Field(() => CivilDateScalar, { nullable: true, description: 'Last day of its period; absent is open.' })
  @Optional()
  @CivilDateField()
  periodTo?: CivilDate | null;

  @ClientMutationId()
  clientMutationId?: string | null;
}

@InputType({ description: 'What changes of a draft, or of a model that was returned. What is absent stays.' })
export class EditModelInput {
  @Field(() => ID, { description: 'Which model.' })
  @Id()
  id!: string;

  @Field(() => Int, { nullable: true, description: 'The `version` that you read; refused when it has changed since.' })
  @Optional()
  @WholeNumber(1, LATEST_VERSION)
  expectedVersion?: number | null;

  @Field(() => String, { nullable: true, description: 'Its name, up to 300 characters.' })
  @Optional()
  @Text({ max: 300 })
  name?: string | null;

  @Field(() => ID, { nullable: true, description: 'The launching body.' })
  @Optional()
  @Id()
  registeredWithId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Where it is run.' })
  @Optional()
  @Id()
  areaId?: string | null;

  @Field(() => String, { nullable: true, description: 'Lĩnh vực, up to 200 characters.' })
  @Optional()
  @Text({ max: 200 })
  field?: string | null;

  @Field(() => String, { nullable: true, description: 'Chuyên đề, up to 300 characters; null takes it away.' })
  @Optional()
  @Text({ max: 300 })
  theme?: string | null;

  @Field(() => String, { nullable: true, description: 'What is done, and how, up to 10,000 characters.' })
  @Optional()
  @Text({ max: 10_000, multiline: true })
  content?: string | null;

  @Field(() => [ModelGoalInput], { nullable: true, description: 'All its goals, in place of those before.' })
  @Optional()
  @NestedList(MOST_GOALS)
  @Type(() => ModelGoalInput)
  goals?: ModelGoalInput[] | null;

  @Field(() => CivilDateScalar, { nullable: true, description: 'First day of its period.' })
  @Optional()
  @CivilDateField()
  periodFrom?: CivilDate | null;

  @Field(() => CivilDateScalar, { nullable: true, description: 'Last day of its period; null opens it.' })
  @Optional()
  @CivilDateField()
  periodTo?: CivilDate | null;

  @ClientMutationId()
  clientMutationId?: string | null;
}

@InputType({ description: 'An act in the life of a model.' })
export class ActOnModelInput {
  @Field(() => ID, { description: 'Which model.' })
  @Id()
  id!: string;

  @Field(() => ModelActionEnum, {
    description: 'REGISTER, SURVEY, RETURN, APPROVE, REFUSE or END; for the others see their own mutations.',
  })
  @OneOf(MODEL_ACTIONS)
  action!: ModelAction;

  @Field(() => Int, { nullable: true, description: 'The `version` that you read; refused when it has changed since.' })
  @Optional()
  @WholeNumber(1, LATEST_VERSION)
  expectedVersion?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why, up to 2,000 characters: asked of RETURN, REFUSE and END; the note of a SURVEY.',
  })
  @Optional()
  @Text({ max: 2_000, multiline: true })
  reason?: string | null;

  @ClientMutationId()
  clientMutationId?: string | null;
}

@InputType({ description: 'What was reached of one goal.' })
export class FigureInput {
  @Field(() => ID, { description: 'A goal of the model.' })
  @Id()
  goalId!: string;

  @Field(() => String, { description: 'How much, up to 200 characters.' })
  @Text({ max: 200 })
  value!: string;

  @Field(() => String, { nullable: true, description: 'What is to be said to it, up to 1,000 characters.' })
  @Optional()
  @Text({ max: 1_000, multiline: true })
  note?: string | null;
}

@InputType({ description: 'The report of a model on a half-year. Another one on the same half-year corrects it.' })
export class ReportOnModelInput {
  @Field(() => ID, { description: 'Which model.' })
  @Id()
  id!: string;

  @Field(() => CivilDateScalar, { description: 'First day of the half-year: 1 January or 1 July.' })
  @CivilDateField()
  periodFrom!: CivilDate;

  @Field(() => CivilDateScalar, { description: 'Last day of the half-year: 30 June or 31 December.' })
  @CivilDateField()
  periodTo!: CivilDate;

  @Field(() => String, { description: 'What was done, up to 10,000 characters.' })
  @Text({ max: 10_000, multiline: true })
  text!: string;

  @Field(() => [FigureInput], { nullable: true, description: 'What was reached, each goal once at most.' })
  @Optional()
  @NestedList(MOST_GOALS)
  @Type(() => FigureInput)
  figures?: FigureInput[] | null;

  @ClientMutationId()
  clientMutationId?: string | null;
}
