import { Field, ID, InputType } from '@nestjs/graphql';
import type { CivilDate } from '../core/civil-date.js';
import { CivilDateScalar } from '../core/scalars.js';
import { CivilDateField, ClientMutationId, Id, Ids, Text, Truth } from '../core/validation.js';
import { MAX_NOMINATIONS } from './nomination.inputs.js';

@InputType({
  description: 'Nominations posted for the opinion of the people, from today for as long as the rule says.',
})
export class OpenPostingInput {
  @Field(() => [ID], { description: `Which nominations, 1 to ${MAX_NOMINATIONS}: all or none.` })
  @Ids(MAX_NOMINATIONS)
  nominationIds!: string[];

  @Field(() => String, { description: 'Where, e.g. the address of the portal; up to 500 characters.' })
  @Text({ max: 500 })
  place!: string;

  @ClientMutationId()
  clientMutationId?: string | null;
}

@InputType({ description: 'Postings that are over.' })
export class ClosePostingInput {
  @Field(() => [ID], { description: `Of which nominations, 1 to ${MAX_NOMINATIONS}: all or none.` })
  @Ids(MAX_NOMINATIONS)
  nominationIds!: string[];

  @ClientMutationId()
  clientMutationId?: string | null;
}

@InputType({ description: 'An opinion against a posted nomination.' })
export class RecordObjectionInput {
  @Field(() => ID, { description: 'Against which nomination.' })
  @Id()
  nominationId!: string;

  @Field(() => CivilDateScalar, { description: 'When it came: from the first day of the posting, not after today.' })
  @CivilDateField()
  receivedOn!: CivilDate;

  @Field(() => String, { description: 'What it says, up to 4,000 characters, without who sent it.' })
  @Text({ max: 4000, multiline: true })
  text!: string;

  @ClientMutationId()
  clientMutationId?: string | null;
}

@InputType({ description: 'The answer to an objection.' })
export class AnswerObjectionInput {
  @Field(() => ID, { description: 'Which objection.' })
  @Id()
  objectionId!: string;

  @Field(() => String, { description: 'The answer, up to 4,000 characters.' })
  @Text({ max: 4000, multiline: true })
  answer!: string;

  @Field(() => Boolean, {
    description: 'True when it is right: the nomination then has to go back to the appraisal of this step.',
  })
  @Truth()
  upheld!: boolean;

  @ClientMutationId()
  clientMutationId?: string | null;
}
