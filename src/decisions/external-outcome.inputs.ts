import { Field, ID, InputType } from '@nestjs/graphql';
import type { CivilDate } from '../core/civil-date.js';
import { CivilDateScalar } from '../core/scalars.js';
import { CivilDateField, ClientMutationId, Id, Ids, OneOf, Optional, Text, Truth } from '../core/validation.js';
import { MAX_NOMINATIONS } from '../nominations/nomination.inputs.js';
import { EXTERNAL_OUTCOMES, type ExternalOutcomeKind } from './decision.enums.js';

const MANY = {
  description: `Which nominations, 1 to ${MAX_NOMINATIONS}, at the step of one body outside: all or none.`,
};

@InputType({ description: 'What a body outside this registry has done, as its paper says.' })
export class RecordExternalOutcomeInput {
  @Field(() => [ID], MANY)
  @Ids(MAX_NOMINATIONS)
  nominationIds!: string[];

  @Field(() => String, { description: 'AWARD, REJECT or RETURN (to the last body inside the registry).' })
  @OneOf(EXTERNAL_OUTCOMES)
  outcome!: ExternalOutcomeKind;

  @Field(() => String, { description: 'Who issued the paper, as it prints it, up to 300 characters.' })
  @Text({ max: 300 })
  issuerAsPrinted!: string;

  @Field(() => String, { description: 'Number and symbol of the paper, up to 60 characters.' })
  @Text({ max: 60 })
  symbol!: string;

  @Field(() => CivilDateScalar, {
    description: 'The day of its signature: from the date of the tờ trình that brought it there, not after today.',
  })
  @CivilDateField()
  signedOn!: CivilDate;

  @Field(() => ID, { nullable: true, description: 'Its scan, which you have sent.' })
  @Optional()
  @Id()
  documentId?: string | null;

  @Field(() => String, { nullable: true, description: 'Why; needed of REJECT and RETURN. Up to 4,000 characters.' })
  @Optional()
  @Text({ max: 4000, multiline: true })
  reason?: string | null;

  @ClientMutationId()
  clientMutationId?: string | null;
}

@InputType({ description: 'What a second account says of recorded outcomes.' })
export class ConfirmExternalOutcomeInput {
  @Field(() => [ID], MANY)
  @Ids(MAX_NOMINATIONS)
  nominationIds!: string[];

  @Field(() => Boolean, { description: 'True: it is as recorded, and the nominations move. False: it is dropped.' })
  @Truth()
  accept!: boolean;

  @Field(() => String, { nullable: true, description: 'Why; needed where it is dropped. Up to 4,000 characters.' })
  @Optional()
  @Text({ max: 4000, multiline: true })
  reason?: string | null;

  @ClientMutationId()
  clientMutationId?: string | null;
}
