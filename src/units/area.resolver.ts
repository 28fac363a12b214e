import { Args, Context, ID, Parent, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../core/allow.js';
import type { CivilDate } from '../core/civil-date.js';
import type { RequestContext } from '../core/context.js';
import { LeanField } from '../core/lean-field.js';
import { load } from '../core/loaders.js';
import type { ConnectionOf } from '../core/pagination.js';
import { ParseCivilDate } from '../core/parse-civil-date.pipe.js';
import { ParseCode } from '../core/parse-code.pipe.js';
import { CivilDateScalar } from '../core/scalars.js';
import { FindAreasService } from './find-areas.service.js';
import { Area, AreaConnection, type AreaVersion } from './unit.entity.js';
import { AreasArgs } from './unit.inputs.js';
import { areaById, areaPathOn, areaVersionOn } from './unit.loaders.js';

const AS_OF = {
  type: () => CivilDateScalar,
  nullable: true,
  description: 'As it was on that day. Default: today. Outside its life the nearest day of it answers.',
};

/** Areas, and their fields that change in time. */
@Resolver(() => Area)
export class AreaResolver {
  constructor(private readonly find: FindAreasService) {}

  @Allow.signedIn()
  @Query(() => AreaConnection, {
    description: 'The areas that lived on a day; with a text the best match first, else by name.',
  })
  areas(@Context() context: RequestContext, @Args() args: AreasArgs): Promise<ConnectionOf<Area>> {
    return this.find.page(context, args);
  }

  @Allow.signedIn()
  @Query(() => Area, { nullable: true, description: 'One area: by id, or by the code that it bore on a day.' })
  area(
    @Context() context: RequestContext,
    @Args('id', { type: () => ID, nullable: true, description: 'Ours.' }) id: string | null,
    @Args('code', { type: () => String, nullable: true, description: 'The official code on that day.' }, ParseCode)
    code: string | null,
    @Args('asOf', { ...AS_OF, description: 'The day of the code. Default: today.' }, ParseCivilDate)
    asOf: CivilDate | null,
  ): Promise<Area | null> {
    return this.find.one(context, { id: id ?? null, code: code ?? null, asOf });
  }

  @LeanField(() => [Area], {
    description: 'What contained it on that day, the province first, itself last; empty outside its life.',
  })
  async path(
    @Parent() area: Area,
    @Context() context: RequestContext,
    @Args('asOf', AS_OF, ParseCivilDate) asOf: CivilDate | null,
  ): Promise<Area[]> {
    return (await load(context, areaPathOn, { id: area.id, day: asOf ?? context.clock.today() })) ?? [];
  }

  @LeanField(() => String, { description: 'Its name with its kind on that day, as published.' })
  async name(
    @Parent() area: Area,
    @Context() context: RequestContext,
    @Args('asOf', AS_OF, ParseCivilDate) asOf: CivilDate | null,
  ): Promise<string> {
    return (await versionOf(context, area, asOf)).name;
  }

  @LeanField(() => String, { description: 'Its kind on that day: tỉnh, thành phố, huyện, xã, phường, đặc khu …' })
  async kind(
    @Parent() area: Area,
    @Context() context: RequestContext,
    @Args('asOf', AS_OF, ParseCivilDate) asOf: CivilDate | null,
  ): Promise<string> {
    return (await versionOf(context, area, asOf)).kind;
  }

  @LeanField(() => Area, {
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
