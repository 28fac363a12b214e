import { Injectable } from '@nestjs/common';
import { record } from '../audit/record.js';
import { actOnce } from '../core/act-once.js';
import type { Actor } from '../core/actor.js';
import type { RequestContext } from '../core/context.js';
import { onViolation } from '../core/database-errors.js';
import { Database, type Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { load } from '../core/loaders.js';
import type { Done } from '../core/payload.js';
import { mustManage } from '../units/unit-checks.js';
import { unitById } from '../units/unit.loaders.js';
import { unitsById } from '../units/unit.queries.js';
import type { CongressPayload } from './congress.entity.js';
import type { RecordCongressInput } from './congress.inputs.js';
import { insertCongress } from './congress.queries.js';

/** When the congress of a Party committee closed: the number series of its documents follow. */
@Injectable()
export class RecordCongressService {
  constructor(private readonly database: Database) {}

  async record(context: RequestContext, input: RecordCongressInput): Promise<Done<CongressPayload>> {
    const id = await actOnce(this.database, context, { operation: 'recordCongress', input }, (tx, actor) =>
      this.write(tx, actor, input),
    );
    return { unit: await load(context, unitById, id) };
  }

  private async write(tx: Transaction, actor: Actor, input: RecordCongressInput): Promise<string> {
    const { clientMutationId: _key, unitId, ...congress } = input;
    const field = ['input', 'unitId'];
    const [unit] = await unitsById(tx, [unitId]);
    if (!unit) throw new DomainError('NOT_FOUND', 'unit.notFound', { field });
    await mustManage(tx, actor, unitId, field);
    if (unit.line !== 'PARTY') throw new DomainError('INVALID_INPUT', 'congress.notParty', { field });
    if (congress.closedOn > tx.today) {
      throw new DomainError('INVALID_INPUT', 'congress.future', { field: ['input', 'closedOn'] });
    }
    const known = (): DomainError => new DomainError('DUPLICATE', 'congress.known', { field: ['input', 'closedOn'] });
    await onViolation('party_congress_pkey', known, () => insertCongress(tx, actor.accountId, { unitId, ...congress }));
    await record(tx, actor, { action: 'unit.congress', subject: `unit:${unitId}`, unitId, details: congress });
    return unitId;
  }
}
