import { ArgsType, Field, ID, InputType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { MeritKindEnum } from '../awards/award-type.entity.js';
import { AWARD_STATUSES, AwardStatusEnum, type AwardStatus } from '../awards/award.entity.js';
import { MERIT_KINDS, type MeritKind } from '../awards/domain/merit-kind.js';
import type { CivilDate } from '../core/civil-date.js';
import { enumOf } from '../core/enum-of.js';
import { PageArgs } from '../core/pagination.js';
import { CivilDateScalar } from '../core/scalars.js';
import { AwardTypeCodes, CivilDateField, Id, Most, Nested, OneOf, Optional, Text, Truth } from '../core/validation.js';
import { DECISION_ORIGINS, DecisionOriginEnum, type DecisionOrigin } from '../decisions/decision.enums.js';
import { SUBJECT_KINDS, type SubjectKind } from '../honourees/domain/subject-kind.js';
import { SubjectKindEnum } from '../honourees/honouree.entity.js';
import { PLACE_MATCHES, type PlaceMatch } from '../units/domain/area-past.js';
import { TierEnum, TIERS, type Tier } from '../units/unit.entity.js';
import { PLACE_MODES, PlaceMatchEnum, PlaceModeEnum, type PlaceMode } from './place-mode.js';

@InputType({ description: 'Which honours; all conditions hold together, absent ones do not restrict.' })
export class HonourSearch {
  @Field(() => String, {
    nullable: true,
    description:
      'A name as it was awarded, or another of the honouree’s record, or a part of it, with or without accents, in any order of its syllables.',
  })
  @Optional()
  @Text({ max: 200 })
  text?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Awarded to this place, or to what belonged to it; `placeMode` says how.',
  })
  @Optional()
  @Id()
  placeId?: string | null;

  @Field(() => PlaceModeEnum, {
    nullable: true,
    description: 'The place as it was on the day of the decision, or as it is now. Default: AS_THEN.',
  })
  @Optional()
  @OneOf(PLACE_MODES)
  placeMode?: PlaceMode | null;

  @Field(() => [PlaceMatchEnum], {
    nullable: true,
    description: 'With AS_NOW: only what belongs to the place in one of these ways. Default: all three.',
  })
  @Optional()
  @OneOf(PLACE_MATCHES, { each: true })
  @Most(PLACE_MATCHES.length)
  placeMatches?: PlaceMatch[] | null;

  @Field(() => CivilDateScalar, {
    nullable: true,
    description: 'Decided on this day or later, as far as it is known: what may have been is in.',
  })
  @Optional()
  @CivilDateField()
  from?: CivilDate | null;

  @Field(() => CivilDateScalar, {
    nullable: true,
    description: 'Decided on this day or before, as far as it is known: what may have been is in.',
  })
  @Optional()
  @CivilDateField()
  to?: CivilDate | null;

  @Field(() => [String], { nullable: true, description: 'Only these awards, by code, up to 50.' })
  @Optional()
  @AwardTypeCodes()
  awardTypeCodes?: string[] | null;

  @Field(() => [SubjectKindEnum], { nullable: true, description: 'Only these kinds of honourees.' })
  @Optional()
  @OneOf(SUBJECT_KINDS, { each: true })
  @Most(SUBJECT_KINDS.length)
  kinds?: SubjectKind[] | null;

  @Field(() => [MeritKindEnum], { nullable: true, description: 'Only on these grounds.' })
  @Optional()
  @OneOf(MERIT_KINDS, { each: true })
  @Most(MERIT_KINDS.length)
  meritKinds?: MeritKind[] | null;

  @Field(() => [AwardStatusEnum], { nullable: true, description: 'Only those of which later decisions made this.' })
  @Optional()
  @OneOf(AWARD_STATUSES, { each: true })
  @Most(AWARD_STATUSES.length)
  statuses?: AwardStatus[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: only those that rested on an award which was revoked, and wait for somebody to look at them.',
  })
  @Optional()
  @Truth()
  flagged?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only of decisions with this symbol, the whole of it, in capitals or not, with or without accents.',
  })
  @Optional()
  @Text({ max: 60 })
  decisionSymbol?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only lines of this decision.' })
  @Optional()
  @Id()
  decisionId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only of decisions that this unit issued.' })
  @Optional()
  @Id()
  issuedById?: string | null;

  @Field(() => TierEnum, {
    nullable: true,
    description: 'Only of issuers that were of this tier on the day of their decision.',
  })
  @Optional()
  @OneOf(TIERS)
  issuerTier?: Tier | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only of decisions that print this name of an issuer, the whole of it, with or without accents.',
  })
  @Optional()
  @Text({ max: 300 })
  issuerAsPrinted?: string | null;

  @Field(() => DecisionOriginEnum, {
    nullable: true,
    description: 'Only of decisions made here, or only recorded ones.',
  })
  @Optional()
  @OneOf(DECISION_ORIGINS)
  origin?: DecisionOrigin | null;
}

const HONOUR_ORDERS = ['RELEVANCE', 'DATE', 'GIVEN_NAME'] as const;
export type HonourOrder = (typeof HONOUR_ORDERS)[number];
const HonourOrderEnum = enumOf(HONOUR_ORDERS);
registerEnumType(HonourOrderEnum, {
  name: 'HonourOrder',
  description: 'In which order honours are listed.',
  valuesMap: {
    RELEVANCE: {
      description:
        'The whole name with its accents, the whole name, then the others, each the newest first; without a name as DATE.',
    },
    DATE: { description: 'The newest first; what is known by a period counts as its last day.' },
    GIVEN_NAME: {
      description: 'By the Vietnamese alphabet: individuals by their given name, others by the whole name.',
    },
  },
});

@ArgsType()
export class HonoursArgs extends PageArgs {
  @Field(() => HonourSearch, { description: 'What is looked for.' })
  @Nested()
  @Type(() => HonourSearch)
  search!: HonourSearch;

  @Field(() => HonourOrderEnum, {
    nullable: true,
    description: 'In which order. Default RELEVANCE where a name is looked for, else DATE.',
  })
  @Optional()
  @OneOf(HONOUR_ORDERS)
  orderBy?: HonourOrder | null;
}
