import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateTimeScalar } from '../core/scalars.js';

@ObjectType({
  description:
    'A file that was received (văn bản, tài liệu): sent by POST /documents, fetched by GET /documents/{id}. Never changes.',
})
export class Document {
  @Field(() => ID, { description: 'Ours.' })
  id!: string;

  @Field(() => String, { description: 'What it is, as its sender said, e.g. "BAO_CAO_THANH_TICH".' })
  kind!: string;

  @Field(() => String, { description: 'The name of the file, safe to show.' })
  fileName!: string;

  @Field(() => String, { description: 'What the file is by its content, e.g. "application/pdf".' })
  mediaType!: string;

  @Field(() => Int, { description: 'Bytes.' })
  size!: number;

  @Field(() => String, {
    description: 'SHA-256 of the content, hexadecimal: who has the file can check that it is this one.',
  })
  sha256!: string;

  @Field(() => DateTimeScalar, { description: 'When it was received.' })
  receivedAt!: Date;

  /** The unit for which it was received; the resolver makes the field `unit` of it. */
  unitId!: string;
}
