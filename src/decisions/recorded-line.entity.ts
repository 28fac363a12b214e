import { Field, Int, ObjectType } from '@nestjs/graphql';
import { MeritKindEnum } from '../awards/award-type.entity.js';
import type { MeritKind } from '../awards/domain/merit-kind.js';

@ObjectType({
  description: 'A line of an old decision, written down, that is no award before a second account confirms it.',
})
export class RecordedLine {
  @Field(() => Int, { description: 'Its place in the annex, from 1.' })
  position!: number;

  @Field(() => MeritKindEnum, { description: 'On what ground; UNKNOWN where the decision does not say.' })
  meritKind!: MeritKind;

  @Field(() => String, { description: 'The name as the decision prints it.' })
  nameAsAwarded!: string;

  @Field(() => String, { nullable: true, description: 'The unit as the decision prints it; null where it names none.' })
  unitAsAwarded!: string | null;

  @Field(() => String, { nullable: true, description: 'What it is given for; null where the decision says nothing.' })
  citationText!: string | null;

  @Field(() => Boolean, { description: 'Truy tặng: given after death.' })
  posthumous!: boolean;

  @Field(() => String, { nullable: true, description: 'Who received it for the dead; null otherwise, or not known.' })
  receivedBy!: string | null;

  honoureeId!: string;
  awardTypeId!: string;
  areaId!: string | null;
  sharedWithIds!: string[];
}
