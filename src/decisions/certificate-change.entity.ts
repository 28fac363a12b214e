import { Field, ObjectType } from '@nestjs/graphql';
import type { CivilDate } from '../core/civil-date.js';
import { CivilDateScalar } from '../core/scalars.js';
import { DecisionKindEnum } from './decision.enums.js';
import type { ChangeKind } from './domain/award-change.js';

@ObjectType({ description: 'A later decision that corrected or revoked what a certificate says.' })
export class CertificateChange {
  @Field(() => DecisionKindEnum, { description: 'CORRECTION or REVOCATION.' })
  kind!: ChangeKind;

  @Field(() => String, { nullable: true, description: 'Number and symbol of that decision.' })
  symbol!: string | null;

  @Field(() => CivilDateScalar, { description: 'The day on which it was signed.' })
  signedOn!: CivilDate;

  @Field(() => String, { nullable: true, description: 'Who issued it, as it prints it.' })
  issuer!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Of a correction: the name as it should have been printed; null where it was right.',
  })
  name!: string | null;
}
