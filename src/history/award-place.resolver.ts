import { Parent, Resolver } from '@nestjs/graphql';
import { Award } from '../awards/award.entity.js';
import { LeanField } from '../core/lean-field.js';
import type { PlaceMatch } from '../units/domain/area-past.js';
import type { FoundAward } from './found-awards.queries.js';
import { PlaceMatchEnum } from './place-mode.js';

/** How an award was found. */
@Resolver(() => Award)
export class AwardPlaceResolver {
  @LeanField(() => PlaceMatchEnum, {
    nullable: true,
    description:
      'How its place belongs to the place that was asked for; null everywhere but in searchHonours with a place AS_NOW.',
  })
  placeMatch(@Parent() award: Award & Partial<FoundAward>): PlaceMatch | null {
    return award.placeMatch ?? null;
  }
}
