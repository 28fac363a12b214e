import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Payload } from '../core/payload.js';
import { Unit } from '../units/unit.entity.js';

/** Papers whose numbers may be kept here. */
export const NUMBERED_PAPERS = ['PROPOSAL', 'MINUTES'] as const;
export type NumberedPaper = (typeof NUMBERED_PAPERS)[number];
export const NumberedPaperEnum = { PROPOSAL: 'PROPOSAL', MINUTES: 'MINUTES' } as const;
registerEnumType(NumberedPaperEnum, {
  name: 'NumberedPaper',
  description: 'A kind of paper whose numbers may be kept here.',
  valuesMap: {
    PROPOSAL: { description: 'Tờ trình of the unit.' },
    MINUTES: { description: 'Biên bản of its council, which has a series of its own (NĐ 30/2020/NĐ-CP).' },
  },
});

@ObjectType({ description: 'How far the numbers of a series have come.' })
export class UsedNumbers {
  @Field(() => String, { description: 'The year, e.g. "2026", or the term of a Party committee, e.g. "NK 2025–2030".' })
  period!: string;

  @Field(() => Int, { description: 'The last number; the next one follows it without a gap.' })
  last!: number;
}

@ObjectType({ description: 'A series of numbers that is kept here: each paper gets the next one, none is typed.' })
export class NumberBook {
  @Field(() => NumberedPaperEnum, { description: 'Which papers.' })
  paper!: NumberedPaper;

  @Field(() => String, {
    description: 'What stands behind the number, e.g. "TTr-UBND", "BB-HĐTĐKT", of the Party "TTr/ĐU".',
  })
  series!: string;

  @Field(() => [UsedNumbers], { description: 'The years or terms with numbers, the latest first.' })
  used!: UsedNumbers[];
}

@ObjectType({ description: 'What became of an act on the number books of a unit.' })
export class NumberBookPayload extends Payload {
  @Field(() => Unit, { nullable: true, description: 'The unit with its books.' })
  unit!: Unit | null;
}
