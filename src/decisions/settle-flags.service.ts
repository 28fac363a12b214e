import { Injectable } from '@nestjs/common';
import { record } from '../audit/record.js';
import { actOnce } from '../core/act-once.js';
import { onViolation } from '../core/database-errors.js';
import type { RequestContext } from '../core/context.js';
import { Database } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import type { Done } from '../core/payload.js';
import type { AwardPayload } from './award-change.entity.js';
import type { SettleFlagsInput } from './award-change.inputs.js';
import { awardsById, flagsOfAwards, insertSettlements } from './award-change.queries.js';
import { requireAward, requireOwn } from './require-award.js';

const notOpen = (): DomainError => new DomainError('NOT_FOUND', 'flag.notFound', { field: ['input', 'flagIds'] });

/** R43: the revocation of a ground revokes nothing. Who answers for the later award looks at it, and says what follows. */
@Injectable()
export class SettleFlagsService {
  constructor(private readonly database: Database) {}

  async settle(context: RequestContext, input: SettleFlagsInput): Promise<Done<AwardPayload>> {
    const id = await actOnce(this.database, context, { operation: 'settleFlags', input }, async (tx, actor) => {
      const { awardId, flagIds, outcome, reason } = input;
      const answered = await requireAward(tx, actor, awardId, 'decision.issue');
      const unitId = requireOwn(answered);
      const open = (await flagsOfAwards(tx, [awardId])).filter((flag) => flag.outcome === null);
      const ids = [...new Set(flagIds)];
      if (ids.length === 0 || !ids.every((flagId) => open.some((flag) => flag.id === flagId))) {
        throw notOpen();
      }
      const settled = { awardId, ids, outcome, reason, unitId };
      await onViolation('award_flag_settlement_pkey', notOpen, () => insertSettlements(tx, actor.accountId, settled));
      const details = { flags: ids, outcome, reason };
      await record(tx, actor, { action: 'award.settleFlags', subject: `award:${awardId}`, unitId, details });
      return awardId;
    });
    // Who took over from the issuer sees it, even where he reads nothing else of it.
    const whole = { roots: [], day: context.clock.today(), everywhere: true };
    const [award] = await awardsById(context.connection, whole, [id]);
    return { award: award ?? null };
  }
}
