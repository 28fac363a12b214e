import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { enumOf } from '../core/enum-of.js';
import type { CivilDate } from '../core/civil-date.js';
import { RuleCitation } from '../core/payload.js';
import { CivilDateScalar } from '../core/scalars.js';
import { SubjectKindEnum } from '../honourees/honouree.entity.js';
import type { SubjectKind } from '../honourees/domain/subject-kind.js';
import { LineEnum, TierEnum, type Line, type Tier } from '../units/unit.entity.js';
import { MERIT_KINDS } from './domain/merit-kind.js';

export const MeritKindEnum = enumOf(MERIT_KINDS);
registerEnumType(MeritKindEnum, {
  name: 'MeritKind',
  description: 'On what ground an award is given (loại hình khen thưởng; Luật 06/2022/QH15, Điều 8).',
  valuesMap: {
    CONG_TRANG: { description: 'Công trạng: regular results of a year or of several.' },
    DOT_XUAT: { description: 'Đột xuất: a merit outside one’s plan and duty.' },
    PHONG_TRAO: { description: 'Phong trào (theo đợt, chuyên đề): a result in a named movement, as most of this one.' },
    CONG_HIEN: { description: 'Quá trình cống hiến: long service in leading positions.' },
    NIEN_HAN: { description: 'Niên hạn: seniority in the armed forces.' },
    DOI_NGOAI: { description: 'Đối ngoại: given to foreigners and foreign bodies.' },
    UNKNOWN: { description: 'Not known; only on awards that were recorded, not decided here.' },
  },
});

@ObjectType({ description: 'What may be awarded: danh hiệu thi đua, hình thức khen thưởng, biểu dương.' })
export class AwardType {
  @Field(() => ID, { description: 'Ours.' })
  id!: string;

  @Field(() => String, { description: 'Our code, e.g. "BK_TINH"; never changes.' })
  code!: string;

  @Field(() => String, { description: 'Its name in Vietnamese.' })
  name!: string;

  @Field(() => TierEnum, { description: 'The level at which it is decided; where several may, the lowest usual one.' })
  decidedAt!: Tier;

  @Field(() => LineEnum, { description: 'The system whose body decides it.' })
  line!: Line;

  @Field(() => [SubjectKindEnum], {
    description: 'To whom it may be given; empty where that is not known. The rule with its article decides.',
  })
  subjectKinds!: SubjectKind[];

  @Field(() => Boolean, {
    description: 'False for biểu dương and the like: listed apart, never a ground for another award, no prize.',
  })
  isCommendation!: boolean;

  @Field(() => CivilDateScalar, { description: 'First day on which it exists for this registry.' })
  validFrom!: CivilDate;

  @Field(() => CivilDateScalar, { nullable: true, description: 'Last day on which it may be decided; null when open.' })
  validTo!: CivilDate | null;
}

@ObjectType({ description: 'Who may decide an award type, from when to when (thẩm quyền quyết định).' })
export class Competence {
  @Field(() => TierEnum, { description: 'The level of the body that decides.' })
  tier!: Tier;

  @Field(() => LineEnum, { description: 'The system of the body that decides.' })
  line!: Line;

  @Field(() => CivilDateScalar, { description: 'First day of this competence.' })
  validFrom!: CivilDate;

  @Field(() => CivilDateScalar, { nullable: true, description: 'Last day of this competence; null when open.' })
  validTo!: CivilDate | null;

  @Field(() => RuleCitation, { description: 'The rule that says so, and whether it was confirmed.' })
  rule!: RuleCitation;
}
