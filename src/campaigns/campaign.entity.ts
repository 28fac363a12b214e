import { Field, ID, ObjectType } from '@nestjs/graphql';
import type { CivilDate } from '../core/civil-date.js';
import { connectionType } from '../core/pagination.js';
import { Payload } from '../core/payload.js';
import { CivilDateScalar } from '../core/scalars.js';

@ObjectType({ description: 'An occasion (đợt) on which nominations are taken, under a directive of the movement.' })
export class Campaign {
  @Field(() => ID, { description: 'Ours.' })
  id!: string;

  @Field(() => String, { description: 'Our code; never changes.' })
  code!: string;

  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => String, { description: 'The directive under which it stands, e.g. "Chỉ thị 05-CT/TW ngày 15/5/2016".' })
  directive!: string;

  launchedById!: string;

  @Field(() => CivilDateScalar, { description: 'First day on which nominations may be submitted.' })
  opensOn!: CivilDate;

  @Field(() => CivilDateScalar, { description: 'Last day on which nominations may be submitted.' })
  closesOn!: CivilDate;

  @Field(() => CivilDateScalar, { description: 'First day of the achievements it looks at.' })
  periodFrom!: CivilDate;

  @Field(() => CivilDateScalar, { description: 'Last day of the achievements it looks at.' })
  periodTo!: CivilDate;

  @Field(() => [String], { description: 'Codes of the awards that may be proposed in it.' })
  awardTypeCodes!: string[];
}

export const CampaignConnection = connectionType(Campaign, 'Campaign');

@ObjectType({ description: 'What became of a new campaign.' })
export class CampaignPayload extends Payload {
  @Field(() => Campaign, { nullable: true, description: 'The new campaign.' })
  campaign!: Campaign | null;
}
