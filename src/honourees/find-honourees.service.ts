import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../core/context.js';
import { syllables } from '../core/fold.js';
import { load } from '../core/loaders.js';
import { isId, paginate, type ConnectionOf } from '../core/pagination.js';
import type { Honouree } from './honouree.entity.js';
import type { HonoureesArgs } from './honouree.inputs.js';
import { honoureeById, honoureeScope } from './honouree.loaders.js';
import { countHonourees, honoureePage, type HonoureeConditions } from './honouree.queries.js';

@Injectable()
export class FindHonoureesService {
  /** The honourees that the account may read, the newest first. */
  page(context: RequestContext, args: HonoureesArgs): Promise<ConnectionOf<Honouree>> {
    const scope = honoureeScope(context);
    const conditions = this.conditions(args);
    return paginate({
      page: args,
      accept: ([id]) => isId(id),
      fetch: (after, limit) => honoureePage(context.connection, scope, conditions, after, limit),
      count: () => countHonourees(context.connection, scope, conditions),
      cursorOf: (row) => [row.id],
    });
  }

  /** One honouree; null when there is none, or not for this account. */
  async byId(context: RequestContext, id: string): Promise<Honouree | null> {
    return isId(id) ? load(context, honoureeById, id.toLowerCase()) : null;
  }

  private conditions({ filter }: HonoureesArgs): HonoureeConditions {
    return {
      syllables: filter?.text ? syllables(filter.text) : null,
      kind: filter?.kind ?? null,
      unitId: filter?.unitId ?? null,
      areaId: filter?.areaId ?? null,
    };
  }
}
