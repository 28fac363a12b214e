import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../core/context.js';
import { syllables } from '../core/fold.js';
import { load } from '../core/loaders.js';
import { isId, paginate, type ConnectionOf } from '../core/pagination.js';
import type { Honouree } from './honouree.entity.js';
import type { HonoureesArgs } from './honouree.inputs.js';
import { honoureeById, honoureeScope } from './honouree.loaders.js';
import {
  countHonourees,
  honoureePage,
  readsMuch,
  type HonoureeConditions,
  type HonoureeScope,
} from './honouree.queries.js';

const REMEMBERED_MS = 60_000;
const MAX_REMEMBERED = 10_000;

@Injectable()
export class FindHonoureesService {
  /** Who reads much; forgotten after a minute. Only chooses between two ways to the same rows. */
  private readonly readers = new Map<string, { much: boolean; until: number }>();

  /** The honourees that the account may read, the newest first. */
  async page(context: RequestContext, args: HonoureesArgs): Promise<ConnectionOf<Honouree>> {
    const scope = honoureeScope(context);
    const conditions = this.conditions(args);
    const much = await this.readsMuch(context, scope);
    return paginate({
      page: args,
      accept: ([id]) => isId(id),
      fetch: (after, limit) => honoureePage(context.connection, { scope, conditions, after, limit, much }),
      count: () => countHonourees(context.connection, { scope, conditions, much }),
      cursorOf: (row) => [row.id],
    });
  }

  /** One honouree; null when there is none, or not for this account. */
  async byId(context: RequestContext, id: string): Promise<Honouree | null> {
    return isId(id) ? load(context, honoureeById, id.toLowerCase()) : null;
  }

  private async readsMuch(context: RequestContext, scope: HonoureeScope): Promise<boolean> {
    const key = scope.roots.join();
    const known = this.readers.get(key);
    if (known && known.until > performance.now()) return known.much;
    const much = await readsMuch(context.connection, scope);
    if (this.readers.size >= MAX_REMEMBERED) this.readers.clear();
    this.readers.set(key, { much, until: performance.now() + REMEMBERED_MS });
    return much;
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
