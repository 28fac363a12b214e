import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { enumOf } from '../core/enum-of.js';
import type { CivilDate } from '../core/civil-date.js';
import { RuleCitation } from '../core/payload.js';
import { CivilDateScalar } from '../core/scalars.js';
import { DAY_KINDS, type DayKind } from './domain/holidays.js';

export const DayKindEnum = enumOf(DAY_KINDS);
registerEnumType(DayKindEnum, {
  name: 'DayKind',
  description: 'Why a day is not as its week has it.',
  valuesMap: {
    HOLIDAY: { description: 'Nghỉ lễ, tết: a public holiday.' },
    COMPENSATION: { description: 'Nghỉ bù: off for a holiday that fell on a weekend.' },
    OFF: { description: 'Hoán đổi: a working day that is off, another being worked for it.' },
    WORKED: { description: 'Làm bù: a day of a weekend that is worked for another.' },
  },
});

@ObjectType({ description: 'A day that differs from its week in the calendar of working days.' })
export class CalendarDay {
  @Field(() => CivilDateScalar, { description: 'Which day.' })
  day!: CivilDate;

  @Field(() => DayKindEnum, { description: 'Why it differs.' })
  kind!: DayKind;

  @Field(() => String, {
    nullable: true,
    description: 'What the holiday is called; null for days that were exchanged.',
  })
  name!: string | null;

  @Field(() => Boolean, {
    description:
      'Whether the count takes it so. An unconfirmed rule may make a period longer and never shorter: its days off are off, its made-up days are not worked.',
  })
  counts!: boolean;

  @Field(() => [RuleCitation], { description: 'The rules that say so: the holiday, where its days lie that year, …' })
  citations!: RuleCitation[];
}
