import { Injectable } from '@nestjs/common';
import type { GraphQLResolveInfo } from 'graphql';
import { asksFor } from '../core/asked-fields.js';
import type { RequestContext } from '../core/context.js';
import { soughtSyllables } from '../core/fold.js';
import { preload } from '../core/loaders.js';
import { ReaderShares } from '../core/reader-shares.js';
import { isId, paginate, type ConnectionOf } from '../core/pagination.js';
import { unitById } from '../units/unit.loaders.js';
import type { Honouree } from './honouree.entity.js';
import type { HonoureesArgs } from './honouree.inputs.js';
import { honoureeRowFor } from './honouree-row.js';
import { honoureeScope } from './honouree.loaders.js';
import {
  countHonourees,
  honoureePage,
  readableHonouree,
  shareOfNewest,
  type HonoureeConditions,
} from './honouree.queries.js';

@Injectable()
export class FindHonoureesService {
  private readonly shares = new ReaderShares();

  /** The honourees that the account may read, the newest first. */
  async page(context: RequestContext, args: HonoureesArgs, info: GraphQLResolveInfo): Promise<ConnectionOf<Honouree>> {
    const scope = honoureeScope(context);
    const conditions = this.conditions(args);
    const row = honoureeRowFor(info, ['edges', 'node'], scope.day);
    const share = await this.shares.of(scope.roots, () => shareOfNewest(context.connection, scope));
    const page = await paginate({
      page: args,
      accept: ([id]) => isId(id),
      fetch: (after, limit) => honoureePage(context.connection, { scope, conditions, after, limit, row, share }),
      count: () => countHonourees(context.connection, { scope, conditions, share }),
      cursorOf: (row) => [row.id],
    });
    const nodes = page.edges.map(({ node }) => node);
    if (nodes[0]?.joined) return page;
    await preload(context, unitById, [
      ...(asksFor(info, ['edges', 'node', 'unit']) ? nodes.flatMap(({ unitId }) => unitId ?? []) : []),
      ...(asksFor(info, ['edges', 'node', 'registeredBy']) ? nodes.map(({ registeredById }) => registeredById) : []),
    ]);
    return page;
  }

  /** One honouree; null when there is none, or not for this account. */
  async byId(context: RequestContext, id: string, info: GraphQLResolveInfo): Promise<Honouree | null> {
    if (!isId(id)) return null;
    const scope = honoureeScope(context);
    return readableHonouree(context.connection, { scope, id, row: honoureeRowFor(info, [], scope.day) });
  }

  private conditions({ filter }: HonoureesArgs): HonoureeConditions {
    return {
      syllables: filter?.text ? soughtSyllables(filter.text) : null,
      kind: filter?.kind ?? null,
      unitId: filter?.unitId ?? null,
      areaId: filter?.areaId ?? null,
    };
  }
}
