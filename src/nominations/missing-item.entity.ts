import { Field, ID, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'Something that a return asked for.' })
export class MissingItem {
  @Field(() => ID, { description: 'Ours.' })
  id!: string;

  @Field(() => String, { description: 'What is missing or wrong.' })
  item!: string;

  @Field(() => String, { nullable: true, description: 'The answer in words; null while there is none.' })
  answer!: string | null;

  answeredByDocumentId!: string | null;
}
