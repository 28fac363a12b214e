import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { enumOf } from '../core/enum-of.js';
import type { CivilDate } from '../core/civil-date.js';
import { CivilDateScalar, DateTimeScalar } from '../core/scalars.js';
import type { Tier } from '../units/domain/lines-and-tiers.js';
import { TierEnum } from '../units/unit.entity.js';
import { DISCIPLINE_KINDS, RATINGS, type DisciplineKind, type Rating } from './domain/facts.js';

const RatingEnum = enumOf(RATINGS);
registerEnumType(RatingEnum, {
  name: 'Rating',
  description: 'How the work of a year was rated (mức độ hoàn thành nhiệm vụ), the best first.',
  valuesMap: {
    HTXSNV: { description: 'Hoàn thành xuất sắc nhiệm vụ.' },
    HTTNV: { description: 'Hoàn thành tốt nhiệm vụ.' },
    HTNV: { description: 'Hoàn thành nhiệm vụ.' },
    KHTNV: { description: 'Không hoàn thành nhiệm vụ.' },
  },
});

const DisciplineKindEnum = enumOf(DISCIPLINE_KINDS);
registerEnumType(DisciplineKindEnum, {
  name: 'DisciplineKind',
  description: 'What a sensitive period is.',
  valuesMap: {
    DISCIPLINE: { description: 'Kỷ luật: a discipline in force.' },
    VERIFICATION: {
      description: 'Đang xem xét kỷ luật, thanh tra, điều tra, xác minh đơn thư, phản ánh: nothing is decided yet.',
    },
  },
});

@ObjectType({ description: 'Who wrote a fact into the registry, for which unit, and when.' })
export class FactRecording {
  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: Date;

  byId!: string;

  forId!: string;
}

/** What every record of a fact shows. */
@ObjectType({ isAbstract: true })
abstract class FactOfHonouree {
  @Field(() => ID, { description: 'Of the record; a correction names it as replacesId.' })
  id!: string;

  @Field(() => FactRecording, { description: 'Who wrote it into the registry.' })
  recorded!: FactRecording;
}

@ObjectType({ description: 'How the work of a year was rated.' })
export class YearRating extends FactOfHonouree {
  @Field(() => Int, { description: 'The year.' })
  year!: number;

  @Field(() => RatingEnum, { description: 'The rating.' })
  rating!: Rating;

  @Field(() => String, { description: 'The paper that says so.' })
  source!: string;
}

@ObjectType({ description: 'A recognised sáng kiến, đề tài, đề án or công trình.' })
export class Initiative extends FactOfHonouree {
  @Field(() => Int, { description: 'The year in which it was recognised.' })
  year!: number;

  @Field(() => String, { description: 'Its title.' })
  title!: string;

  @Field(() => TierEnum, { description: 'How far its effect was recognised: from GRASSROOTS to CENTRAL (nationwide).' })
  scope!: Tier;

  @Field(() => String, { description: 'Who recognised it.' })
  recognisedBy!: string;

  @Field(() => String, { nullable: true, description: 'Number and symbol of the paper that recognised it.' })
  symbol!: string | null;
}

@ObjectType({ description: 'A period of discipline or verification; each time that it is read is recorded.' })
export class Discipline extends FactOfHonouree {
  @Field(() => DisciplineKindEnum, { description: 'A discipline, or something that is being verified.' })
  kind!: DisciplineKind;

  @Field(() => String, { nullable: true, description: 'What, e.g. "cảnh cáo", "đơn tố cáo".' })
  matter!: string | null;

  @Field(() => CivilDateScalar, { description: 'First day.' })
  from!: CivilDate;

  @Field(() => CivilDateScalar, { nullable: true, description: 'Last day; null while it lasts.' })
  to!: CivilDate | null;

  @Field(() => String, { description: 'The paper that says so.' })
  source!: string;
}

@ObjectType({ description: 'The place of a collective in the yearly comparison of its cụm, khối thi đua.' })
export class GroupResult extends FactOfHonouree {
  @Field(() => Int, { description: 'The year.' })
  year!: number;

  @Field(() => String, { description: 'The name of the cụm, khối thi đua.' })
  group!: string;

  @Field(() => Int, { description: 'The place; 1 is the best.' })
  rank!: number;

  @Field(() => Int, { nullable: true, description: 'How many were compared; null where it is not known.' })
  groupSize!: number | null;

  @Field(() => String, { description: 'The paper that says so.' })
  source!: string;
}

@ObjectType({ description: 'How many members a collective had in a year, and how many of them reached what.' })
export class MemberCount extends FactOfHonouree {
  @Field(() => Int, { description: 'The year.' })
  year!: number;

  @Field(() => Int, { description: 'All members: what ratios are taken of.' })
  members!: number;

  @Field(() => Int, { nullable: true, description: 'Those who completed their tasks; null where it is not known.' })
  completed!: number | null;

  @Field(() => Int, { nullable: true, description: 'Lao động tiên tiến, chiến sĩ tiên tiến; null: not known.' })
  ldtt!: number | null;

  @Field(() => Int, { nullable: true, description: 'Chiến sĩ thi đua cơ sở; null where it is not known.' })
  cstdcs!: number | null;

  @Field(() => String, { description: 'The paper that says so.' })
  source!: string;
}
