import { Field, ID, ObjectType } from '@nestjs/graphql';
import { connectionType } from '../core/pagination.js';
import { Payload, RuleCitation } from '../core/payload.js';
import { DateTimeScalar } from '../core/scalars.js';

@ObjectType({ description: 'A rule of law or of a province as it is kept: in force, or proposed.' })
export class AwardRule {
  @Field(() => ID, { description: 'Of this version; a newer one has another.' })
  id!: string;

  @Field(() => String, { description: 'What kind of rule it is, e.g. COUNCIL.' })
  kind!: string;

  args!: object;

  @Field(() => RuleCitation, {
    description: 'Code, article, document and days. Versions of one rule have one code; the newer one ends the older.',
  })
  citation!: RuleCitation;

  awardTypeId!: string | null;

  forUnitId?: string | null;

  proposedById?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was proposed; told of proposals.' })
  proposedAt?: Date | null;
}

export const AwardRuleConnection = connectionType(AwardRule, 'AwardRule');

@ObjectType({ description: 'What became of a proposed rule.' })
export class AwardRulePayload extends Payload {
  @Field(() => AwardRule, {
    nullable: true,
    description: 'The rule: unconfirmed and not in force while it waits for the second administrator.',
  })
  awardRule!: AwardRule | null;
}
