import { Field, Int, ObjectType } from '@nestjs/graphql';
import { VerdictEnum } from '../award-law/eligibility.entity.js';
import type { Verdict } from '../award-law/domain/eligibility.js';

/** So many of each change are shown. */
export const SHOWN = 20;

@ObjectType({ description: 'Open nominations on which a proposed rule would change what is said.' })
export class VerdictChange {
  @Field(() => VerdictEnum, { description: 'What the rules say of them now.' })
  from!: Verdict;

  @Field(() => VerdictEnum, { description: 'What they would say.' })
  to!: Verdict;

  @Field(() => Int, { description: 'How many.' })
  count!: number;

  ids!: string[];
}

@ObjectType({ description: 'What a proposed rule would change, if it were confirmed. Nothing is written.' })
export class RulePreview {
  @Field(() => Int, { description: 'How many open nominations it was tried on, the newest first.' })
  tried!: number;

  @Field(() => Int, {
    description: 'How many open nominations there are; the oldest of them are left out where fewer were tried.',
  })
  open!: number;

  @Field(() => Boolean, { description: 'True when there are more open ones than it was tried on.' })
  isCapped!: boolean;

  @Field(() => Int, { description: 'Of how many the verdict would be another one.' })
  changed!: number;

  @Field(() => [VerdictChange], { description: 'From what to what, the most frequent change first.' })
  changes!: VerdictChange[];
}
