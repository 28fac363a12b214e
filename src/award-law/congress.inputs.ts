import { Field, ID, InputType } from '@nestjs/graphql';
import type { CivilDate } from '../core/civil-date.js';
import { CivilDateScalar } from '../core/scalars.js';
import { CivilDateField, ClientMutationId, Id, Text } from '../core/validation.js';

@InputType({ description: 'A congress of a Party committee that has closed.' })
export class RecordCongressInput {
  @Field(() => ID, { description: 'Which Party committee: one that you look after.' })
  @Id()
  unitId!: string;

  @Field(() => CivilDateScalar, { description: 'The day on which it closed, not after today.' })
  @CivilDateField()
  closedOn!: CivilDate;

  @Field(() => String, { description: 'The term (nhiệm kỳ) that it began, e.g. "2025–2030", up to 50 characters.' })
  @Text({ max: 50 })
  term!: string;

  @Field(() => String, { description: 'Where that stands: the minutes or the resolution, up to 1,000 characters.' })
  @Text({ max: 1000 })
  source!: string;

  @ClientMutationId()
  clientMutationId?: string | null;
}
