import { Field, Int, ObjectType } from '@nestjs/graphql';
import { MeritKindEnum } from '../awards/award-type.entity.js';
import type { MeritKind } from '../awards/domain/merit-kind.js';
import { SubjectKindEnum } from '../honourees/honouree.entity.js';
import type { SubjectKind } from '../honourees/domain/subject-kind.js';
import type { PlaceMatch } from '../units/domain/area-past.js';
import { TierEnum, type Tier } from '../units/unit.entity.js';
import { PlaceMatchEnum } from './place-mode.js';

const COUNT = { description: 'How many lines of decisions, exactly.' };
const RECORDED = { description: 'How many of them were recorded: made elsewhere, or long ago, and written down here.' };

@ObjectType({ description: 'Honours of one kind of subject.' })
export class HonourKindTotal {
  @Field(() => SubjectKindEnum, { description: 'Whom, as it was awarded.' })
  kind!: SubjectKind;

  @Field(() => Int, COUNT)
  count!: number;

  @Field(() => Int, RECORDED)
  recorded!: number;
}

@ObjectType({ description: 'Honours on one ground.' })
export class HonourMeritTotal {
  @Field(() => MeritKindEnum, { description: 'On what ground.' })
  meritKind!: MeritKind;

  @Field(() => Int, COUNT)
  count!: number;

  @Field(() => Int, RECORDED)
  recorded!: number;
}

@ObjectType({ description: 'Honours of the issuers of one tier.' })
export class HonourTierTotal {
  @Field(() => TierEnum, {
    nullable: true,
    description: 'The tier of the issuing body on the day of the decision; null where only its printed name is known.',
  })
  tier!: Tier | null;

  @Field(() => Int, COUNT)
  count!: number;

  @Field(() => Int, RECORDED)
  recorded!: number;
}

@ObjectType({ description: 'Honours of one award.' })
export class HonourAwardTypeTotal {
  @Field(() => Int, COUNT)
  count!: number;

  @Field(() => Int, RECORDED)
  recorded!: number;

  awardTypeId!: string;
}

@ObjectType({ description: 'Honours decided in one year.' })
export class HonourYearTotal {
  @Field(() => Int, {
    nullable: true,
    description: 'The year of the signature; null where it is known only that it lies in one of several.',
  })
  year!: number | null;

  @Field(() => Int, COUNT)
  count!: number;

  @Field(() => Int, RECORDED)
  recorded!: number;
}

@ObjectType({ description: 'Honours of one issuer.' })
export class HonourIssuerTotal {
  @Field(() => String, {
    nullable: true,
    description: 'The issuer as the decisions print it, where it is known by that alone; null where it is a unit.',
  })
  issuerAsPrinted!: string | null;

  @Field(() => Int, COUNT)
  count!: number;

  @Field(() => Int, RECORDED)
  recorded!: number;

  issuedById!: string | null;
}

@ObjectType({ description: 'Honours whose place belongs to the place asked for in one way.' })
export class HonourPlaceMatchTotal {
  @Field(() => PlaceMatchEnum, { description: 'In which way.' })
  placeMatch!: PlaceMatch;

  @Field(() => Int, COUNT)
  count!: number;

  @Field(() => Int, RECORDED)
  recorded!: number;
}

@ObjectType({
  description:
    'How many honours fit a search, exactly: of all that searchHonours would list for you, without those that were revoked.',
})
export class HonourTotals {
  @Field(() => Int, { description: 'How many lines of decisions in all.' })
  total!: number;

  @Field(() => Int, RECORDED)
  recorded!: number;

  @Field(() => Int, {
    description:
      'How many more are listed and were revoked (hủy bỏ): no other number counts them. 0 where the search names statuses, which are then counted as asked.',
  })
  revoked!: number;

  @Field(() => Int, {
    description:
      'How many are commendations (khen thưởng); the rest is praise (biểu dương), which is never counted as such.',
  })
  commendations!: number;

  @Field(() => [HonourKindTotal], { description: 'By kind of subject; together they are the total.' })
  byKind!: HonourKindTotal[];

  @Field(() => [HonourMeritTotal], { description: 'By ground; together they are the total.' })
  byMeritKind!: HonourMeritTotal[];

  @Field(() => [HonourTierTotal], { description: 'By tier of the issuer, the highest first; together the total.' })
  byTier!: HonourTierTotal[];

  @Field(() => [HonourAwardTypeTotal], { description: 'By award, the most frequent first; together the total.' })
  byAwardType!: HonourAwardTypeTotal[];

  @Field(() => [HonourYearTotal], {
    description: 'By year, the latest first, what is of no one year last; together the total.',
  })
  byYear!: HonourYearTotal[];

  @Field(() => [HonourIssuerTotal], { description: 'The 100 issuers with the most honours, the first of them first.' })
  byIssuer!: HonourIssuerTotal[];

  @Field(() => [HonourPlaceMatchTotal], {
    description: 'With a place AS_NOW: by how their place belongs to it, together the total; otherwise empty.',
  })
  byPlaceMatch!: HonourPlaceMatchTotal[];

  @Field(() => Int, { description: 'How many issuers there are; those beyond 100 are not listed.' })
  issuers!: number;
}
