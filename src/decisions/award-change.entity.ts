import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Award } from '../awards/award.entity.js';
import { enumOf } from '../core/enum-of.js';
import { Payload } from '../core/payload.js';
import { DecisionKindEnum } from './decision.enums.js';
import { REVOCATION_GROUNDS, type ChangeKind, type RevocationGround } from './domain/award-change.js';

export const RevocationGroundEnum = enumOf(REVOCATION_GROUNDS);
registerEnumType(RevocationGroundEnum, {
  name: 'RevocationGround',
  description: 'Why an award is revoked: points a to d of Điều 93 khoản 2, Luật Thi đua, khen thưởng 2022.',
  valuesMap: {
    A: { description: 'Gian dối trong kê khai thành tích: the achievement was declared falsely.' },
    B: { description: 'Thông tin sai, giả mạo hồ sơ: wrong information, or forged papers in the dossier.' },
    C: {
      description: 'Thẩm định, xét, duyệt, đề nghị trái quy định: appraised, endorsed or proposed against the rules.',
    },
    D: {
      description:
        'Có kết luận, quyết định, bản án về vi phạm trong thời gian lập thành tích: a violation was established that lies within the achievement period.',
    },
  },
});

@ObjectType({
  description: 'Đính chính, hủy bỏ: what a decision of correction or revocation does to one award, once it is issued.',
})
export class AwardChange {
  @Field(() => DecisionKindEnum, { description: 'CORRECTION or REVOCATION.' })
  kind!: ChangeKind;

  @Field(() => RevocationGroundEnum, { nullable: true, description: 'On which ground; null for a correction.' })
  ground!: RevocationGround | null;

  @Field(() => String, { description: 'Why, in words.' })
  reason!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The name as it should have been printed; null where it was right, and for a revocation.',
  })
  nameAsAwarded!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The unit as it should have been printed; null where it was right, and for a revocation.',
  })
  unitAsAwarded!: string | null;

  @Field(() => Boolean, {
    description: 'Thu hồi hiện vật: the item is to be given back. False until a revocation is issued.',
  })
  recoverItem!: boolean;

  @Field(() => Boolean, {
    description:
      'Thu hồi tiền thưởng: the prize (Award.prize) is to be paid back, or it is not known whether there was one. False until a revocation is issued.',
  })
  recoverPrize!: boolean;

  decisionId!: string;
  awardId!: string;
}

@ObjectType({ description: 'What became of an act on an award.' })
export class AwardPayload extends Payload {
  @Field(() => Award, { nullable: true, description: 'The award as it is now.' })
  award!: Award | null;
}
