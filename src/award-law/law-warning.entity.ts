import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { CivilDate } from '../core/civil-date.js';
import { CivilDateScalar } from '../core/scalars.js';

@ObjectType({ description: 'Rules of one document that end on one day and that nothing follows yet.' })
export class LawWarning {
  @Field(() => CivilDateScalar, { description: 'Their last day.' })
  endsOn!: CivilDate;

  @Field(() => Int, { description: 'Days until then; negative when it is past.' })
  daysLeft!: number;

  @Field(() => String, { description: 'The document that says them.' })
  document!: string;

  @Field(() => [String], { description: 'The codes of the rules.' })
  ruleCodes!: string[];

  @Field(() => [String], { description: 'The award types that have them as their own; empty where they are for all.' })
  awardTypeCodes!: string[];

  @Field(() => String, { description: 'For people, in Vietnamese.' })
  message!: string;
}
