import { Injectable } from '@nestjs/common';
import { mayAct, type Actor } from '../core/actor.js';
import type { RequestContext } from '../core/context.js';
import { Database, type Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import type { Done } from '../core/payload.js';
import { BY_LIST, lockDossiers } from '../nominations/move-nominations.js';
import { checkStanding, plannedItems } from './check-items.js';
import { actOnSession, keepAct } from './council-acts.js';
import type { CouncilSessionPayload } from './council-session.entity.js';
import type { OpenCouncilSessionInput } from './council-session.inputs.js';
import { insertSession } from './write-council.queries.js';

/** Puts nominations before the council of a body. */
@Injectable()
export class OpenSessionService {
  constructor(private readonly database: Database) {}

  open(context: RequestContext, input: OpenCouncilSessionInput): Promise<Done<CouncilSessionPayload>> {
    if (input.nominationIds.length === 0) {
      throw new DomainError('INVALID_INPUT', 'nomination.noneGiven', { field: ['input', 'nominationIds'] });
    }
    return actOnSession(this.database, context, { operation: 'openCouncilSession', input }, (tx, actor) =>
      this.write(tx, actor, input),
    );
  }

  private async write(tx: Transaction, actor: Actor, input: OpenCouncilSessionInput): Promise<string> {
    const { unitId, heldOn, totalMembers, nominationIds } = input;
    if (!mayAct(actor, 'council.run', unitId, tx.today)) {
      throw new DomainError('FORBIDDEN', 'auth.forbiddenHere', { field: ['input', 'unitId'] });
    }
    if (heldOn > tx.today) throw new DomainError('INVALID_INPUT', 'council.future', { field: ['input', 'heldOn'] });
    // The lock on the dossiers lets one of two sessions over one of them wait, and see that the other has it.
    const session = { unitId, heldOn, nominationIds, dossiers: await lockDossiers(tx, actor, nominationIds, BY_LIST) };
    await checkStanding(tx, actor, session);
    const items = await plannedItems(tx, session);
    const mode = input.mode ?? 'PAPER';
    const id = await insertSession(tx, actor.accountId, { unitId, heldOn, totalMembers, mode, items });
    const details = { heldOn, totalMembers, mode, items: items.map(({ nominationId }) => nominationId) };
    await keepAct(tx, actor, 'open', { id, unitId, details });
    return id;
  }
}
