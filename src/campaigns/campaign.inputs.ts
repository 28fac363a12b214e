import { Field, ID, InputType } from '@nestjs/graphql';
import type { CivilDate } from '../core/civil-date.js';
import { CivilDateScalar } from '../core/scalars.js';
import { AwardTypeCodes, CivilDateField, ClientMutationId, Id, Text, UnitCode } from '../core/validation.js';

@InputType({ description: 'An occasion on which nominations are to be taken.' })
export class CreateCampaignInput {
  @Field(() => String, { description: 'Our code: 1 to 60 of A–Z, 0–9, dot, hyphen, underscore. Never changes.' })
  @UnitCode()
  code!: string;

  @Field(() => String, { description: 'Its name, up to 300 characters.' })
  @Text({ max: 300 })
  name!: string;

  @Field(() => String, { description: 'The directive under which it stands, up to 300 characters.' })
  @Text({ max: 300 })
  directive!: string;

  @Field(() => ID, { description: 'The unit that launches it: one that you look after.' })
  @Id()
  launchedById!: string;

  @Field(() => CivilDateScalar, { description: 'First day on which nominations may be submitted.' })
  @CivilDateField()
  opensOn!: CivilDate;

  @Field(() => CivilDateScalar, { description: 'Last day on which nominations may be submitted.' })
  @CivilDateField()
  closesOn!: CivilDate;

  @Field(() => CivilDateScalar, { description: 'First day of the achievements it looks at.' })
  @CivilDateField()
  periodFrom!: CivilDate;

  @Field(() => CivilDateScalar, { description: 'Last day of the achievements it looks at.' })
  @CivilDateField()
  periodTo!: CivilDate;

  @Field(() => [String], { description: 'Codes of the awards that may be proposed in it, 1 to 50.' })
  @AwardTypeCodes()
  awardTypeCodes!: string[];

  @ClientMutationId()
  clientMutationId?: string | null;
}
