import { Field, ObjectType } from '@nestjs/graphql';
import { RuleCitation } from '../core/payload.js';

@ObjectType({
  description:
    'Tiền thưởng for one honouree: coefficient × multiplier × base salary on the day of the decision, rounded up; exact decimals as text.',
})
export class PrizeMoney {
  @Field(() => String, { description: 'The prize in whole đồng, up to the next 10,000.' })
  amount!: string;

  @Field(() => String, { description: 'The product in đồng before it was rounded up, e.g. "1053000".' })
  unrounded!: string;

  @Field(() => String, { description: 'Hệ số: how many base salaries it is, e.g. "1.5".' })
  coefficient!: string;

  @Field(() => String, {
    description:
      'How many times that, for the kind of honouree, e.g. "2"; "1" where the coefficient is that of the kind.',
  })
  multiplier!: string;

  @Field(() => String, { description: 'Lương cơ sở on that day, in whole đồng a month.' })
  base!: string;

  @Field(() => Boolean, {
    description: 'False where one of its rules was not confirmed: then nothing may be paid by it.',
  })
  confirmed!: boolean;

  @Field(() => [RuleCitation], {
    description: 'The rules that say so: coefficient, multiplier, base salary, rounding.',
  })
  citations!: RuleCitation[];
}
