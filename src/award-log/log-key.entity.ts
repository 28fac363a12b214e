import { Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { enumOf } from '../core/enum-of.js';
import { Payload } from '../core/payload.js';
import { DateTimeScalar } from '../core/scalars.js';
import { ClientMutationId, Id, OneOf, Text, Truth } from '../core/validation.js';

const KEY_CAUSES = ['ROTATION', 'LOSS'] as const;
export type KeyCause = (typeof KEY_CAUSES)[number];
const KeyCauseEnum = enumOf(KEY_CAUSES);
registerEnumType(KeyCauseEnum, {
  name: 'LogKeyCause',
  description: 'Why the award log gets a new key.',
  valuesMap: {
    ROTATION: { description: 'In good order: the old key signs that the new one follows it.' },
    LOSS: {
      description: 'The old key is lost or no longer only ours: nobody signs for the new one, the reason is public.',
    },
  },
});

@ObjectType({ description: 'A new key of the award log as one administrator asks for it; another one confirms it.' })
export class LogKeyRequest {
  @Field(() => ID, { description: 'Ours.' })
  id!: string;

  @Field(() => KeyCauseEnum, { description: 'Why.' })
  cause!: KeyCause;

  @Field(() => String, { description: 'The reason, which is published with the key.' })
  reason!: string;

  @Field(() => DateTimeScalar, { description: 'When it was asked for.' })
  requestedAt!: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was confirmed or dropped; null while it waits.',
  })
  answeredAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'The new key; null while it waits, or where it was dropped.' })
  keyId!: string | null;

  requestedById!: string;
}

@ObjectType({ description: 'What became of asking for a new key.' })
export class LogKeyRequestPayload extends Payload {
  @Field(() => LogKeyRequest, { nullable: true, description: 'The request as it is now.' })
  request!: LogKeyRequest | null;
}

@InputType({ description: 'A new key of the award log. It signs once another administrator has confirmed it.' })
export class RequestLogKeyInput {
  @Field(() => KeyCauseEnum, { description: 'Why.' })
  @OneOf(KEY_CAUSES)
  cause!: KeyCause;

  @Field(() => String, { description: 'The reason in words, up to 500 characters. It is public for ever.' })
  @Text({ max: 500 })
  reason!: string;

  @ClientMutationId()
  clientMutationId?: string | null;
}

@InputType({ description: 'The answer to a request of a new key.' })
export class ConfirmLogKeyInput {
  @Field(() => ID, { description: 'Which request.' })
  @Id()
  id!: string;

  @Field(() => Boolean, { description: 'True: the key is made and signs from now on. False: nothing comes of it.' })
  @Truth()
  accept!: boolean;

  @ClientMutationId()
  clientMutationId?: string | null;
}
