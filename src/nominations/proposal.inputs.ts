import { ArgsType, Field, ID, InputType } from '@nestjs/graphql';
import type { CivilDate } from '../core/civil-date.js';
import { PageArgs } from '../core/pagination.js';
import { CivilDateScalar } from '../core/scalars.js';
import { CivilDateField, ClientMutationId, Id, Ids, Optional, Text } from '../core/validation.js';
import { MAX_NOMINATIONS } from './nomination.inputs.js';

const MANY = { description: `Which nominations, 1 to ${MAX_NOMINATIONS}: all or none.` };

@InputType({ description: 'Nominations submitted, or submitted again after a return, by one tờ trình with its list.' })
export class SubmitNominationsInput {
  @Field(() => [ID], MANY)
  @Ids(MAX_NOMINATIONS)
  nominationIds!: string[];

  @Field(() => String, {
    nullable: true,
    description:
      'Number and symbol of the tờ trình, where your clerk keeps some; left out where the book is kept here.',
  })
  @Optional()
  @Text({ max: 60 })
  proposalSymbol?: string | null;

  @Field(() => CivilDateScalar, { description: 'The date of the tờ trình, not after today.' })
  @CivilDateField()
  proposalDate!: CivilDate;

  @Field(() => String, { description: 'Who signed it, up to 200 characters.' })
  @Text({ max: 200 })
  signer!: string;

  @ClientMutationId()
  clientMutationId?: string | null;
}

@InputType({ description: 'Nominations forwarded to the next body by one tờ trình: all or none.' })
export class ForwardNominationsInput {
  @Field(() => [ID], MANY)
  @Ids(MAX_NOMINATIONS)
  nominationIds!: string[];

  @Field(() => String, {
    nullable: true,
    description:
      'Number and symbol of the tờ trình, in the grammar of your line; left out where the book is kept here.',
  })
  @Optional()
  @Text({ max: 60 })
  proposalSymbol?: string | null;

  @Field(() => CivilDateScalar, { description: 'Its date: not before the minutes, not after today.' })
  @CivilDateField()
  proposalDate!: CivilDate;

  @Field(() => String, { description: 'Who signed it; not one who proposed or appraised.' })
  @Text({ max: 200 })
  signer!: string;

  @ClientMutationId()
  clientMutationId?: string | null;
}

@ArgsType()
export class ProposalsArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only to this unit.' })
  @Optional()
  @Id()
  toUnitId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only from this unit.' })
  @Optional()
  @Id()
  fromUnitId?: string | null;
}
