import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { CivilDate } from '../core/civil-date.js';
import { CivilDateScalar } from '../core/scalars.js';

@ObjectType({
  description: 'Lấy ý kiến nhân dân: a nomination posted for the opinion of the people (NĐ 152/2025, Điều 44).',
})
export class Posting {
  @Field(() => ID, { description: 'Ours.' })
  id!: string;

  nominationId!: string;

  @Field(() => Int, { description: 'The step at which it was posted.' })
  step!: number;

  unitId!: string;

  @Field(() => CivilDateScalar, { description: 'First day; counted.' })
  opensOn!: CivilDate;

  @Field(() => CivilDateScalar, { description: 'Last day, by the rule in working days.' })
  closesOn!: CivilDate;

  @Field(() => CivilDateScalar, { nullable: true, description: 'When it was closed; null while open.' })
  closedOn!: CivilDate | null;

  @Field(() => String, { description: 'Where it was posted, e.g. the address of the portal.' })
  place!: string;

  @Field(() => Boolean, { description: 'True when a return made it count no more.' })
  voided!: boolean;
}

@ObjectType({ description: 'An opinion against a posted nomination. Who sent it is not kept here.' })
export class PostingObjection {
  @Field(() => ID, { description: 'Ours.' })
  id!: string;

  postingId!: string;

  @Field(() => CivilDateScalar, { description: 'When it came.' })
  receivedOn!: CivilDate;

  @Field(() => String, { description: 'What it says.' })
  text!: string;

  @Field(() => String, { nullable: true, description: 'The answer; null while there is none.' })
  answer!: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'True when it was upheld: the nomination goes back to the appraisal of this step. Null before the answer.',
  })
  upheld!: boolean | null;

  @Field(() => CivilDateScalar, { nullable: true, description: 'When it was answered.' })
  answeredOn!: CivilDate | null;
}
