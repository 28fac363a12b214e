import { Field, ObjectType } from '@nestjs/graphql';
import { connectionType } from '../core/pagination.js';
import { DateTimeScalar } from '../core/scalars.js';

@ObjectType({ description: 'Something that happened, as the audit keeps it.' })
export class AuditEvent {
  @Field(() => String, {
    nullable: true,
    description: 'Position in the hash chain, from 1; null until it is chained (within a second).',
  })
  seq!: string | null;

  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: string;

  /** The account's id; `identity` makes the field `actor` of it. */
  actorId!: string | null;

  @Field(() => String, { description: 'What was done, e.g. "honouree.create".' })
  action!: string;

  @Field(() => String, { description: 'To what, as kind:id.' })
  subject!: string;

  @Field(() => String, { description: '"done", or the code of the refusal.' })
  outcome!: string;

  @Field(() => String, {
    nullable: true,
    description: 'SHA-256 of the chain up to here, hexadecimal; null until it is chained.',
  })
  hash!: string | null;
}

export const AuditEventConnection = connectionType(AuditEvent, 'AuditEvent');
