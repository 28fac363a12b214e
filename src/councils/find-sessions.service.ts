import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../core/context.js';
import { load } from '../core/loaders.js';
import { isId, paginate, type ConnectionOf } from '../core/pagination.js';
import { nominationScope } from '../nominations/nomination-scope.js';
import { sessionById } from './council.loaders.js';
import { countSessions, sessionPage } from './council.queries.js';
import type { CouncilSession } from './council-session.entity.js';
import type { CouncilSessionsArgs } from './council-session.inputs.js';

@Injectable()
export class FindSessionsService {
  /** The sessions that the account may read, the newest first. */
  page(context: RequestContext, args: CouncilSessionsArgs): Promise<ConnectionOf<CouncilSession>> {
    const question = { scope: nominationScope(context), unitId: args.unitId ?? null, open: args.open ?? null };
    return paginate({
      page: args,
      accept: ([id]) => isId(id),
      fetch: (after, limit) => sessionPage(context.connection, { ...question, after, limit }),
      count: () => countSessions(context.connection, question),
      cursorOf: (row) => [row.id],
    });
  }

  /** One session; null when there is none, or not for this account. */
  async byId(context: RequestContext, id: string): Promise<CouncilSession | null> {
    return isId(id) ? load(context, sessionById, id.toLowerCase()) : null;
  }
}
