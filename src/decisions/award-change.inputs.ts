import { Field, ID, InputType } from '@nestjs/graphql';
import { ClientMutationId, Id, Ids, OneOf, Optional, Text, Texts } from '../core/validation.js';
import { RevocationGroundEnum } from './award-change.entity.js';
import { FlagOutcomeEnum } from './award-flag.entity.js';
import { FLAG_OUTCOMES, REVOCATION_GROUNDS, type FlagOutcome, type RevocationGround } from './domain/award-change.js';

@InputType({ isAbstract: true })
class ChangeAwardInput {
  @Field(() => ID, { description: 'Which award.' })
  @Id()
  awardId!: string;

  @Field(() => String, { description: 'Why, up to 4,000 characters.' })
  @Text({ max: 4000, multiline: true })
  reason!: string;

  @Field(() => ID, {
    nullable: true,
    description:
      'The body that will issue it: the one that issued the award, or one that took over from it. Needed only where several of yours did.',
  })
  @Optional()
  @Id()
  issuedById?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Trích yếu, up to 1,000 characters; the usual one where it is left out.',
  })
  @Optional()
  @Text({ max: 1000 })
  title?: string | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'Căn cứ, 1 to 50 texts of 1,000 characters. Where it is left out: the decision that is changed, and for a revocation the point of Điều 93, Luật 06/2022/QH15; under another law they have to be given.',
  })
  @Optional()
  @Texts(50, { max: 1000 })
  legalBases?: string[] | null;

  @ClientMutationId()
  clientMutationId?: string | null;
}

@InputType({ description: 'A decision of correction (đính chính) to be drafted: what should have been printed.' })
export class CorrectAwardInput extends ChangeAwardInput {
  @Field(() => String, {
    nullable: true,
    description: 'The name as it should have been printed, up to 300 characters; left out where it was right.',
  })
  @Optional()
  @Text({ max: 300 })
  nameAsAwarded?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The unit as it should have been printed, up to 300 characters; left out where it was right.',
  })
  @Optional()
  @Text({ max: 300 })
  unitAsAwarded?: string | null;
}

@InputType({ description: 'A decision of revocation (hủy bỏ) to be drafted.' })
export class RevokeAwardInput extends ChangeAwardInput {
  @Field(() => RevocationGroundEnum, { description: 'On which ground of the law.' })
  @OneOf(REVOCATION_GROUNDS)
  ground!: RevocationGround;
}

@InputType({ description: 'What follows from flags of an award (Award.flags).' })
export class SettleFlagsInput {
  @Field(() => ID, { description: 'Which award.' })
  @Id()
  awardId!: string;

  @Field(() => [ID], { description: 'Which of its open flags, 1 to 100: those that were looked at.' })
  @Ids(100)
  flagIds!: string[];

  @Field(() => FlagOutcomeEnum, {
    description:
      'KEPT, or what a decision of its own has made of the award by now: draft that with revokeAward or correctAward, and issue it first.',
  })
  @OneOf(FLAG_OUTCOMES)
  outcome!: FlagOutcome;

  @Field(() => String, { description: 'Why, up to 4,000 characters.' })
  @Text({ max: 4000, multiline: true })
  reason!: string;

  @ClientMutationId()
  clientMutationId?: string | null;
}

@InputType({ description: 'Cấp đổi, cấp lại: a certificate to be issued again.' })
export class ReissueCertificateInput {
  @Field(() => ID, { description: 'Which award.' })
  @Id()
  awardId!: string;

  @Field(() => String, { description: 'What happened to the certificate, up to 1,000 characters.' })
  @Text({ max: 1000, multiline: true })
  cause!: string;

  @Field(() => String, {
    description:
      'The request, which is the proof: of a collective the number and symbol of its công văn, e.g. "27/THCS-VP"; of a person or household its application (đơn), e.g. "Đơn ngày 05/11/2026". Up to 100 characters.',
  })
  @Text({ max: 100 })
  requestSymbol!: string;

  @Field(() => ID, { nullable: true, description: 'The scan of that request, if it was received as a document.' })
  @Optional()
  @Id()
  documentId?: string | null;

  @ClientMutationId()
  clientMutationId?: string | null;
}
