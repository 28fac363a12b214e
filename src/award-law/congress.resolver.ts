import { Args, Context, Mutation, Parent, Resolver } from '@nestjs/graphql';
import { Allow } from '../core/allow.js';
import type { RequestContext } from '../core/context.js';
import { LeanField } from '../core/lean-field.js';
import { load, type BatchFunction } from '../core/loaders.js';
import type { Done } from '../core/payload.js';
import { Unit } from '../units/unit.entity.js';
import { CongressPayload, PartyCongress } from './congress.entity.js';
import { RecordCongressInput } from './congress.inputs.js';
import { congressesOfUnits } from './congress.queries.js';
import { RecordCongressService } from './record-congress.service.js';

const congressesByUnit: BatchFunction<string, PartyCongress[]> = async (context, ids) => {
  const rows = await congressesOfUnits(context.connection, ids);
  return ids.map((id) => rows.filter(({ unitId }) => unitId === id));
};

/** Congresses of Party committees, with which the numbers of their documents begin anew. */
@Resolver(() => Unit)
export class CongressResolver {
  constructor(private readonly service: RecordCongressService) {}

  @Allow('unit.manage')
  @Mutation(() => CongressPayload, {
    description:
      'Records when the congress of a Party committee closed: on the day after, its numbers begin at 01 again.',
  })
  recordCongress(
    @Context() context: RequestContext,
    @Args('input', { description: 'Whose congress, when, and where that stands.' }) input: RecordCongressInput,
  ): Promise<Done<CongressPayload>> {
    return this.service.record(context, input);
  }

  @LeanField(() => [PartyCongress], {
    description: 'Its congresses that were recorded here, the latest first; without any the general terms hold.',
  })
  async congresses(@Parent() { id }: Unit, @Context() context: RequestContext): Promise<PartyCongress[]> {
    return (await load(context, congressesByUnit, id)) ?? [];
  }
}
