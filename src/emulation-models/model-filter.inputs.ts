import { ArgsType, Field, ID, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { PageArgs } from '../core/pagination.js';
import { Id, Most, Nested, OneOf, Optional, Text, Truth } from '../core/validation.js';
import { MODEL_STATES, type ModelState } from './domain/life.js';
import { ModelStateEnum } from './emulation-model.entity.js';

@InputType({ description: 'Which models; absent conditions do not restrict.' })
export class EmulationModelFilter {
  @Field(() => String, {
    nullable: true,
    description: 'A name or a part of it, with or without accents, in any order of its syllables.',
  })
  @Optional()
  @Text({ max: 200 })
  text?: string | null;

  @Field(() => [ModelStateEnum], { nullable: true, description: 'Only in one of these states.' })
  @Optional()
  @OneOf(MODEL_STATES, { each: true })
  @Most(MODEL_STATES.length)
  states?: ModelState[] | null;

  @Field(() => ID, { nullable: true, description: 'Only of this honouree.' })
  @Optional()
  @Id()
  ownerId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only registered with exactly this body.' })
  @Optional()
  @Id()
  registeredWithId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only in exactly this area.' })
  @Optional()
  @Id()
  areaId?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Only those overdue, or only the others.' })
  @Optional()
  @Truth()
  overdue?: boolean | null;
}

@ArgsType()
export class EmulationModelsArgs extends PageArgs {
  @Field(() => EmulationModelFilter, { nullable: true, description: 'Which ones; all conditions hold together.' })
  @Optional()
  @Nested()
  @Type(() => EmulationModelFilter)
  filter?: EmulationModelFilter | null;
}
