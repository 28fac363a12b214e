import { Field, ObjectType } from '@nestjs/graphql';
import type { CivilDate } from '../core/civil-date.js';
import { Payload } from '../core/payload.js';
import { CivilDateScalar } from '../core/scalars.js';
import { Unit } from '../units/unit.entity.js';
import type { Congress } from './domain/series.js';

@ObjectType({ description: 'A congress (đại hội) of a Party committee: the day after it closes a new term begins.' })
export class PartyCongress implements Congress {
  @Field(() => CivilDateScalar, { description: 'The day on which it closed; numbers begin at 01 on the day after.' })
  closedOn!: CivilDate;

  @Field(() => String, { description: 'The term (nhiệm kỳ) that it began, e.g. "2025–2030".' })
  term!: string;

  @Field(() => String, { description: 'Where that stands.' })
  source!: string;
}

@ObjectType({ description: 'What became of a congress that was recorded.' })
export class CongressPayload extends Payload {
  @Field(() => Unit, { nullable: true, description: 'The committee with its congresses.' })
  unit!: Unit | null;
}
