import { Args, Context, ID, Mutation, Parent, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../core/allow.js';
import type { CivilDate } from '../core/civil-date.js';
import type { RequestContext } from '../core/context.js';
import { LeanField } from '../core/lean-field.js';
import { load } from '../core/loaders.js';
import type { ConnectionOf } from '../core/pagination.js';
import { ParseCivilDate } from '../core/parse-civil-date.pipe.js';
import type { Done } from '../core/payload.js';
import { CivilDateScalar } from '../core/scalars.js';
import { FindUnitsService } from './find-units.service.js';
import { ManageUnitsService } from './manage-units.service.js';
import { Area, TierEnum, Unit, UnitConnection, UnitPayload, type Tier, type UnitVersion } from './unit.entity.js';
import { ChangeUnitInput, CloseUnitInput, CreateUnitInput, UnitsArgs } from './unit.inputs.js';
import { areaById, successorsOfUnit, unitById, unitVersionOn } from './unit.loaders.js';

const AS_OF = {
  type: () => CivilDateScalar,
  nullable: true,
  description: 'As it was on that day. Default: today. Outside its life the nearest day of it answers.',
};

/** Units, and their fields that change in time. */
@Resolver(() => Unit)
export class UnitResolver {
  constructor(
    private readonly find: FindUnitsService,
    private readonly manage: ManageUnitsService,
  ) {}

  @Allow.signedIn()
  @Query(() => UnitConnection, { description: 'The units that lived on a day, by code.' })
  units(@Context() context: RequestContext, @Args() args: UnitsArgs): Promise<ConnectionOf<Unit>> {
    return this.find.page(context, args);
  }

  @Allow.signedIn()
  @Query(() => Unit, { nullable: true, description: 'One unit, whether it lives or not.' })
  unit(
    @Context() context: RequestContext,
    @Args('id', { type: () => ID, description: 'Which unit.' }) id: string,
    @Args(
      'asOf',
      { ...AS_OF, description: 'Null when it did not live on that day. Default: on any day.' },
      ParseCivilDate,
    )
    asOf: CivilDate | null,
  ): Promise<Unit | null> {
    return this.find.one(context, id, asOf);
  }

  @Allow('unit.manage')
  @Mutation(() => UnitPayload, { description: 'Makes a unit.' })
  createUnit(
    @Context() context: RequestContext,
    @Args('input', { description: 'The unit as it is on its first day.' }) input: CreateUnitInput,
  ): Promise<Done<UnitPayload>> {
    return this.manage.create(context, input);
  }

  @Allow('unit.manage')
  @Mutation(() => UnitPayload, { description: 'Changes a unit from a day on; what was before stays.' })
  changeUnit(
    @Context() context: RequestContext,
    @Args('input', { description: 'What changes, and when.' }) input: ChangeUnitInput,
  ): Promise<Done<UnitPayload>> {
    return this.manage.change(context, input);
  }

  @Allow('unit.manage')
  @Mutation(() => UnitPayload, { description: 'Ends a unit.' })
  closeUnit(
    @Context() context: RequestContext,
    @Args('input', { description: 'Which unit ends, when and why.' }) input: CloseUnitInput,
  ): Promise<Done<UnitPayload>> {
    return this.manage.close(context, input);
  }

  @LeanField(() => String, { description: 'Its name on that day.' })
  name(
    @Parent() unit: Unit,
    @Context() context: RequestContext,
    @Args('asOf', AS_OF, ParseCivilDate) asOf: CivilDate | null,
  ): string | Promise<string> {
    const version = versionOf(context, unit, asOf);
    return version instanceof Promise ? version.then(({ name }) => name) : version.name;
  }

  @LeanField(() => TierEnum, { description: 'Its level on that day.' })
  async tier(
    @Parent() unit: Unit,
    @Context() context: RequestContext,
    @Args('asOf', AS_OF, ParseCivilDate) asOf: CivilDate | null,
  ): Promise<Tier> {
    return (await versionOf(context, unit, asOf)).tier;
  }

  @LeanField(() => Unit, {
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

  @LeanField(() => [Unit], {
    description: 'The units that it went over into, wholly or in part; empty while it lives on, or was dissolved.',
  })
  async successors(@Parent() unit: Unit, @Context() context: RequestContext): Promise<Unit[]> {
    const ids = (await load(context, successorsOfUnit, unit.id)) ?? [];
    return (await Promise.all(ids.map((id) => load(context, unitById, id)))).filter((found) => found !== null);
  }

  @LeanField(() => Area, { nullable: true, description: 'The area it is responsible for or lies in, today.' })
  async area(@Parent() unit: Unit, @Context() context: RequestContext): Promise<Area | null> {
    const { areaId } = await versionOf(context, unit, null);
    return areaId ? load(context, areaById, areaId) : null;
  }
}

/** At once where the unit was loaded with its version of that day, as `unitById` does with today's. */
function versionOf(context: RequestContext, unit: Unit, asOf: CivilDate | null): UnitVersion | Promise<UnitVersion> {
  const { present } = unit;
  if (present && (asOf === null || asOf === present.day)) return present;
  return loadVersion(context, unit.id, asOf ?? context.clock.today());
}

async function loadVersion(context: RequestContext, id: string, day: CivilDate): Promise<UnitVersion> {
  const version = await load(context, unitVersionOn, { id, day });
  if (!version) throw new Error(`Unit ${id} has no version`);
  return version;
}
