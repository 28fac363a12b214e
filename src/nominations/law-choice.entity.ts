import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { LAW_BASES, type LawBasis } from '../award-law/domain/law-choice.js';
import type { Verdict } from '../award-law/domain/finding.js';
import { VerdictEnum } from '../award-law/eligibility.entity.js';
import type { CivilDate } from '../core/civil-date.js';
import { enumOf } from '../core/enum-of.js';
import { CivilDateScalar, DateTimeScalar } from '../core/scalars.js';

export const LawBasisEnum = enumOf(LAW_BASES);
registerEnumType(LawBasisEnum, {
  name: 'LawBasis',
  description: 'By the law of which day a nomination is weighed.',
  valuesMap: {
    LAW_DATE: { description: 'Of the law date, as always; said again, it undoes an earlier choice.' },
    FIRST_RECEIPT: {
      description: 'Of the first receipt at any body of the route, where another law was in force then.',
    },
    NEW_LAW: { description: 'Of the day of the choice, where a new law has come into force since the law date.' },
  },
});

@ObjectType({
  description:
    'That a nomination is weighed by the law of another day than its law date, as that one is more favourable (lựa chọn quy định có lợi hơn, R02). Never changed; a newer one takes its place.',
})
export class LawChoice {
  @Field(() => Int, { description: 'From 1; the last one counts.' })
  number!: number;

  @Field(() => LawBasisEnum, { description: 'Which day was chosen.' })
  basis!: LawBasis;

  @Field(() => CivilDateScalar, { description: 'The law date then.' })
  lawDate!: CivilDate;

  @Field(() => String, { description: 'The body of law of the law date: A to D; empty when none was known.' })
  lawDateRegime!: string;

  @Field(() => VerdictEnum, {
    description: 'What the rules of the law date said, discipline and verification left out.',
  })
  lawDateVerdict!: Verdict;

  @Field(() => CivilDateScalar, { description: 'The first receipt at any body of the route.' })
  firstReceivedOn!: CivilDate;

  @Field(() => CivilDateScalar, { description: 'The chosen day.' })
  chosenDay!: CivilDate;

  @Field(() => String, { description: 'The body of law of the chosen day: A to D.' })
  chosenRegime!: string;

  @Field(() => VerdictEnum, {
    description: 'What the rules of the chosen day said, discipline and verification left out.',
  })
  chosenVerdict!: Verdict;

  @Field(() => ID, {
    nullable: true,
    description: 'The rule that allows the choice, in that version; null where none is known, or nothing was chosen.',
  })
  ruleId!: string | null;

  @Field(() => String, { description: 'Why.' })
  reason!: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: Date;

  unitId!: string;
  accountId!: string;
}
