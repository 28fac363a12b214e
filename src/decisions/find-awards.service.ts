import { Injectable } from '@nestjs/common';
import type { Award } from '../awards/award.entity.js';
import { isCivilDate } from '../core/civil-date.js';
import type { RequestContext } from '../core/context.js';
import { isId, paginate, type ConnectionOf, type PageArgs } from '../core/pagination.js';
import { awardScope } from './decision-scope.js';
import { ALL_AWARDS, type AwardConditions } from './ledger-conditions.js';
import { annexPage, awardPage, countAwards } from './ledger.queries.js';

/** The ledger as each account may read it. */
@Injectable()
export class FindAwardsService {
  /** Those that fit, the newest first. */
  page(context: RequestContext, page: PageArgs, wanted: Partial<AwardConditions>): Promise<ConnectionOf<Award>> {
    const scope = awardScope(context);
    const conditions = { ...ALL_AWARDS, ...wanted };
    return paginate({
      page,
      accept: ([day, id]) => isCivilDate(day) && isId(id),
      fetch: (after, limit) => awardPage(context.connection, { scope, conditions, after, limit }),
      count: () => countAwards(context.connection, { scope, conditions }),
      cursorOf: (award) => [award.decidedTo, award.id],
    });
  }

  /** The annex of a decision, in its order. */
  annex(context: RequestContext, page: PageArgs, decisionId: string): Promise<ConnectionOf<Award>> {
    const scope = awardScope(context);
    return paginate({
      page,
      accept: ([position]) =>
        Number.isSafeInteger(position) && (position as number) >= 0 && (position as number) < 2 ** 31,
      fetch: (after, limit) => annexPage(context.connection, { scope, decisionId, after, limit }),
      count: () => countAwards(context.connection, { scope, conditions: { ...ALL_AWARDS, decisionId } }),
      cursorOf: (award) => [award.position],
    });
  }
}
