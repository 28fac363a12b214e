import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { ClientMutationId, Id, OneOf, Optional, Text, WholeNumber } from '../core/validation.js';
import { NUMBERED_PAPERS, NumberedPaperEnum, type NumberedPaper } from './number-book.entity.js';

@InputType({ description: 'How papers of a unit are numbered from now on: here, or by its clerk.' })
export class SetNumberBookInput {
  @Field(() => ID, { description: 'Which unit: one that you look after.' })
  @Id()
  unitId!: string;

  @Field(() => NumberedPaperEnum, { description: 'Which papers.' })
  @OneOf(NUMBERED_PAPERS)
  paper!: NumberedPaper;

  @Field(() => String, {
    nullable: true,
    description:
      'What stands behind the number, e.g. "TTr-UBND", "BB-HĐTĐKT", of the Party "TTr/ĐU". Null: its clerk types the symbols again.',
  })
  @Optional()
  @Text({ max: 60 })
  series?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The last number that was used on paper this year (of the Party: this term), 1 to 99,998.',
  })
  @Optional()
  @WholeNumber(1, 99_998)
  lastUsed?: number | null;

  @ClientMutationId()
  clientMutationId?: string | null;
}
