import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { CivilDate } from '../core/civil-date.js';
import type { RequestContext } from '../core/context.js';
import { load } from '../core/loaders.js';
import { ParseCivilDate } from '../core/parse-civil-date.pipe.js';
import { CivilDateScalar } from '../core/scalars.js';
import { Area, TierEnum, Unit, type Tier, type UnitVersion } from './unit.entity.js';
import { areaById, unitById, unitVersionOn } from './unit.loaders.js';

const AS_OF = {
  type: () => CivilDateScalar,
  nullable: true,
  description: 'As it was on that day. Default: today. Outside its life the nearest day of it answers.',
};

/** The fields of a unit that change in time. */
@Resolver(() => Unit)
export class UnitResolver {
  @ResolveField(() => String, { description: 'Its name on that day.' })
  async name(
    @Parent() unit: Unit,
    @Context() context: RequestContext,
    @Args('asOf', AS_OF, ParseCivilDate) asOf: CivilDate | null,
  ): Promise<string> {
    return (await versionOf(context, unit, asOf)).name;
  }

  @ResolveField(() => TierEnum, { description: 'Its level on that day.' })
  async tier(
    @Parent() unit: Unit,
    @Context() context: RequestContext,
    @Args('asOf', AS_OF, ParseCivilDate) asOf: CivilDate | null,
  ): Promise<Tier> {
    return (await versionOf(context, unit, asOf)).tier;
  }

  @ResolveField(() => Unit, {
    nullable: true,
    description: 'The body above it in its line on that day; null at the top.',
  })
  async superior(
    @Parent() unit: Unit,
    @Context() context: RequestContext,
    @Args('asOf', AS_OF, ParseCivilDate) asOf: CivilDate | null,
  ): Promise<Unit | null> {
    const { superiorId } = await versionOf(context, unit, asOf);
    return superiorId ? load(context, unitById, superiorId) : null;
  }

  @ResolveField(() => Area, { nullable: true, description: 'The area it is responsible for or lies in, today.' })
  async area(@Parent() unit: Unit, @Context() context: RequestContext): Promise<Area | null> {
    const { areaId } = await versionOf(context, unit, null);
    return areaId ? load(context, areaById, areaId) : null;
  }
}

async function versionOf(context: RequestContext, unit: Unit, asOf: CivilDate | null): Promise<UnitVersion> {
  const version = await load(context, unitVersionOn, { id: unit.id, day: asOf ?? context.clock.today() });
  if (!version) throw new Error(`Unit ${unit.id} has no version`);
  return version;
}
