import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { CivilDate } from '../core/civil-date.js';
import type { RequestContext } from '../core/context.js';
import { load } from '../core/loaders.js';
import { ParseCivilDate } from '../core/parse-civil-date.pipe.js';
import { CivilDateScalar } from '../core/scalars.js';
import { Area, type AreaVersion } from './unit.entity.js';
import { areaById, areaVersionOn } from './unit.loaders.js';

const AS_OF = {
  type: () => CivilDateScalar,
  nullable: true,
  description: 'As it was on that day. Default: today. Outside its life the nearest day of it answers.',
};

/** The fields of an area that change in time. */
@Resolver(() => Area)
export class AreaResolver {
  @ResolveField(() => String, { description: 'Its name with its kind on that day, as published.' })
  async name(
    @Parent() area: Area,
    @Context() context: RequestContext,
    @Args('asOf', AS_OF, ParseCivilDate) asOf: CivilDate | null,
  ): Promise<string> {
    return (await versionOf(context, area, asOf)).name;
  }

  @ResolveField(() => String, { description: 'Its kind on that day: tỉnh, thành phố, huyện, xã, phường, đặc khu …' })
  async kind(
    @Parent() area: Area,
    @Context() context: RequestContext,
    @Args('asOf', AS_OF, ParseCivilDate) asOf: CivilDate | null,
  ): Promise<string> {
    return (await versionOf(context, area, asOf)).kind;
  }

  @ResolveField(() => Area, {
    nullable: true,
    description: 'The area that contained it on that day; null for a province.',
  })
  async parent(
    @Parent() area: Area,
    @Context() context: RequestContext,
    @Args('asOf', AS_OF, ParseCivilDate) asOf: CivilDate | null,
  ): Promise<Area | null> {
    const { parentId } = await versionOf(context, area, asOf);
    return parentId ? load(context, areaById, parentId) : null;
  }
}

async function versionOf(context: RequestContext, area: Area, asOf: CivilDate | null): Promise<AreaVersion> {
  const version = await load(context, areaVersionOn, { id: area.id, day: asOf ?? context.clock.today() });
  if (!version) throw new Error(`Area ${area.id} has no version`);
  return version;
}
