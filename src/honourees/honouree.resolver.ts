import { Args, Context, ID, Info, Mutation, Parent, Query, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Allow } from '../core/allow.js';
import type { RequestContext } from '../core/context.js';
import { LeanField } from '../core/lean-field.js';
import { load, loadReady, type Ready } from '../core/loaders.js';
import type { ConnectionOf } from '../core/pagination.js';
import type { Done } from '../core/payload.js';
import { Area, Unit } from '../units/unit.entity.js';
import { areaById, unitById } from '../units/unit.loaders.js';
import { CreateHonoureeService } from './create-honouree.service.js';
import { FindHonoureesService } from './find-honourees.service.js';
import { Honouree, HonoureeConnection, HonoureePayload } from './honouree.entity.js';
import { CreateHonoureeInput, HonoureesArgs } from './honouree.inputs.js';

@Resolver(() => Honouree)
export class HonoureeResolver {
  constructor(
    private readonly find: FindHonoureesService,
    private readonly create: CreateHonoureeService,
  ) {}

  @Allow.signedIn()
  @Query(() => HonoureeConnection, { description: 'The honourees of your units and those below, the newest first.' })
  honourees(
    @Context() context: RequestContext,
    @Args() args: HonoureesArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ConnectionOf<Honouree>> {
    return this.find.page(context, args, info);
  }

  @Allow.signedIn()
  @Query(() => Honouree, { nullable: true, description: 'One honouree; null when there is none, or not for you.' })
  honouree(
    @Context() context: RequestContext,
    @Args('id', { type: () => ID, description: 'Which honouree.' }) id: string,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Honouree | null> {
    return this.find.byId(context, id, info);
  }

  @Allow('honouree.create')
  @Mutation(() => HonoureePayload, { description: 'Makes the record of a person, a collective or a household.' })
  createHonouree(
    @Context() context: RequestContext,
    @Args('input', { description: 'What is known of it.' }) input: CreateHonoureeInput,
  ): Promise<Done<HonoureePayload>> {
    return this.create.create(context, input);
  }

  @LeanField(() => Area, { nullable: true, description: 'Quê quán.' })
  hometown(@Parent() honouree: Honouree, @Context() context: RequestContext): Promise<Area | null> | null {
    return honouree.hometownId ? load(context, areaById, honouree.hometownId) : null;
  }

  @LeanField(() => Unit, { nullable: true, description: 'Where the person works, or the collective itself.' })
  unit(@Parent() honouree: Honouree, @Context() context: RequestContext): Ready<Unit> {
    if (honouree.joined) return honouree.joined.unit;
    return honouree.unitId ? loadReady(context, unitById, honouree.unitId) : null;
  }

  @LeanField(() => Area, {
    nullable: true,
    description: 'Where the person or household lives, or the collective lies.',
  })
  area(@Parent() honouree: Honouree, @Context() context: RequestContext): Promise<Area | null> | null {
    return honouree.areaId ? load(context, areaById, honouree.areaId) : null;
  }

  @LeanField(() => Unit, { description: 'The unit that made the record.' })
  registeredBy(@Parent() honouree: Honouree, @Context() context: RequestContext): Ready<Unit> {
    return honouree.joined?.registeredBy ?? loadReady(context, unitById, honouree.registeredById);
  }
}
