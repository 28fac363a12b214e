import { Args, Context, Parent, Query, Resolver } from '@nestjs/graphql';
import { AwardType } from '../awards/award-type.entity.js';
import { Allow } from '../core/allow.js';
import type { CivilDate } from '../core/civil-date.js';
import type { RequestContext } from '../core/context.js';
import { LeanField } from '../core/lean-field.js';
import { load } from '../core/loaders.js';
import { ParseCivilDate } from '../core/parse-civil-date.pipe.js';
import { ParseCode } from '../core/parse-code.pipe.js';
import { CivilDateScalar } from '../core/scalars.js';
import { SubjectKindEnum } from '../honourees/honouree.entity.js';
import type { SubjectKind } from '../honourees/domain/subject-kind.js';
import { PrizeMoney } from './prize-money.entity.js';
import { coefficientOfAward, prizeOn } from './prizes.js';

const AWARD = { type: () => String, description: 'Our code of the award type, e.g. "BK_TINH".' };
const KIND = { type: () => SubjectKindEnum, description: 'To which kind of honouree.' };
const DECIDED_ON = { type: () => CivilDateScalar, description: 'The day of the decision, whose base salary counts.' };

/** Tiền thưởng, before anything is decided. */
@Resolver(() => AwardType)
export class PrizeMoneyResolver {
  @Allow.signedIn()
  @Query(() => PrizeMoney, {
    nullable: true,
    description:
      'The prize that goes with an award, with what it is worked out from; null where no rule of the day gives one. Unconfirmed ones are shown too.',
  })
  prize(
    @Context() context: RequestContext,
    @Args('awardTypeCode', AWARD, ParseCode) awardTypeCode: string,
    @Args('kind', KIND) kind: SubjectKind,
    @Args('decidedOn', DECIDED_ON, ParseCivilDate) decidedOn: CivilDate,
  ): Promise<PrizeMoney | null> {
    return prizeOn(context, { awardTypeCode, kind, decidedOn });
  }

  @Allow.signedIn()
  @Query(() => String, {
    nullable: true,
    description: 'The same in whole đồng alone; null where there is none, or one of its rules is unconfirmed.',
  })
  async prizeMoney(
    @Context() context: RequestContext,
    @Args('awardTypeCode', AWARD, ParseCode) awardTypeCode: string,
    @Args('kind', KIND) kind: SubjectKind,
    @Args('decidedOn', DECIDED_ON, ParseCivilDate) decidedOn: CivilDate,
  ): Promise<string | null> {
    const prize = await prizeOn(context, { awardTypeCode, kind, decidedOn });
    return prize?.confirmed ? prize.amount : null;
  }

  @LeanField(() => String, {
    nullable: true,
    description:
      'Hệ số tiền thưởng today: how many base salaries the prize of an individual is (of whom it is for, where not for individuals), e.g. "1.5"; null where none is known, or it is unconfirmed.',
  })
  prizeCoefficient(@Parent() awardType: AwardType, @Context() context: RequestContext): Promise<string | null> {
    return load(context, coefficientOfAward, awardType);
  }
}
