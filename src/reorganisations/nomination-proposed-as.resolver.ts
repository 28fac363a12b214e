import { Context, Parent, Resolver } from '@nestjs/graphql';
import type { RequestContext } from '../core/context.js';
import { LeanField } from '../core/lean-field.js';
import { load, type BatchFunction } from '../core/loaders.js';
import { Nomination } from '../nominations/nomination.entity.js';
import { Unit } from '../units/unit.entity.js';
import { unitById } from '../units/unit.loaders.js';
import { proposedAs } from './reorganisation-facts.queries.js';

const proposedAsId: BatchFunction<string, string> = async (context, ids) => {
  const rows = new Map((await proposedAs(context.connection, ids)).map(({ id, unitId }) => [id, unitId]));
  return ids.map((id) => rows.get(id) ?? null);
};

/** Workflow A.3 row 19 (d): the proposer's name stays as written. */
@Resolver(() => Nomination)
export class NominationProposedAsResolver {
  @LeanField(() => Unit, {
    nullable: true,
    description:
      'The unit that proposed it, where that one has ended and `proposedBy`, its successor, acts for it now.',
  })
  async proposedAs(@Parent() { id }: Nomination, @Context() context: RequestContext): Promise<Unit | null> {
    const unitId = await load(context, proposedAsId, id);
    return unitId ? load(context, unitById, unitId) : null;
  }
}
