import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Award } from '../awards/award.entity.js';
import type { CivilDate } from '../core/civil-date.js';
import { enumOf } from '../core/enum-of.js';
import { CivilDateScalar } from '../core/scalars.js';
import { EmulationModel } from '../emulation-models/emulation-model.entity.js';

const LIFE_EVENT_KINDS = ['AWARDED', 'RECORDED', 'MODEL'] as const;
export type LifeEventKind = (typeof LIFE_EVENT_KINDS)[number];
const LifeEventKindEnum = enumOf(LIFE_EVENT_KINDS);
registerEnumType(LifeEventKindEnum, {
  name: 'LifeEventKind',
  description: 'What a point of a life-line is.',
  valuesMap: {
    AWARDED: { description: 'A nomination of this registry that ended in an award.' },
    RECORDED: { description: 'An award of a decision that was written down, made elsewhere or long ago.' },
    MODEL: { description: 'A model that began to run.' },
  },
});

@ObjectType({ description: 'One point in the life-line of an honouree.' })
export class LifeEvent {
  @Field(() => LifeEventKindEnum, { description: 'What it is.' })
  kind!: LifeEventKind;

  @Field(() => CivilDateScalar, {
    description: 'The day of the decision, or the first of a model; where only a period is known, its first day.',
  })
  from!: CivilDate;

  @Field(() => CivilDateScalar, {
    description: 'That day again; the last day of the period where a decision is known only by one.',
  })
  to!: CivilDate;

  @Field(() => Award, { nullable: true, description: 'The award, also one that was shared; null where it is a model.' })
  award!: Award | null;

  @Field(() => EmulationModel, { nullable: true, description: 'The model; null where it is an award.' })
  model!: EmulationModel | null;
}
