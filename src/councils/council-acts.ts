import { record } from '../audit/record.js';
import { actOnce } from '../core/act-once.js';
import { mayAct, type Actor } from '../core/actor.js';
import type { RequestContext } from '../core/context.js';
import type { Database, Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import type { ClientAct } from '../core/idempotency.js';
import { load } from '../core/loaders.js';
import type { Done } from '../core/payload.js';
import { nominationScopeOf } from '../nominations/nomination-scope.js';
import { sessionById } from './council.loaders.js';
import { itemsOfSessions } from './council.queries.js';
import type { BallotMode, CouncilItem, CouncilSession, CouncilSessionPayload } from './council-session.entity.js';
import { holdNominations, lockSession } from './write-council.queries.js';

/** An item with the code of its nomination, by which people know it. */
export type NamedItem = CouncilItem & { code: string };

/** Does the act once, in one transaction; `work` answers with the session's id. */
export async function actOnSession(
  database: Database,
  context: RequestContext,
  act: ClientAct,
  work: (tx: Transaction, actor: Actor) => Promise<string>,
): Promise<Done<CouncilSessionPayload>> {
  const id = await actOnce(database, context, act, work);
  return { session: await load(context, sessionById, id) };
}

/** The open session, locked; refused where the actor may not do this at its unit. `field` is where the input names it. */
export async function lockOpenSession(
  tx: Transaction,
  actor: Actor,
  id: string,
  { permission, field }: { permission: 'council.run' | 'council.vote'; field: 'id' | 'sessionId' },
): Promise<CouncilSession> {
  const path = { field: ['input', field] };
  const session = await lockSession(tx, nominationScopeOf(actor, tx.today), id);
  if (!session) throw new DomainError('NOT_FOUND', 'council.notFound', path);
  if (!mayAct(actor, permission, session.unitId, tx.today)) {
    throw new DomainError('FORBIDDEN', 'auth.forbiddenHere', path);
  }
  if (session.closed) throw new DomainError('WRONG_STATE', 'council.closed', path);
  return session;
}

/** Refuses where the session votes in the other way. */
export function requireMode(session: CouncilSession, mode: BallotMode): void {
  if (session.mode === mode) return;
  const key = mode === 'PAPER' ? 'council.paperOnly' : 'council.openOnly';
  throw new DomainError('WRONG_STATE', key, { field: ['input', 'sessionId'] });
}

/**
 * The open items on these nominations, which stay where they are until the transaction ends; each may be named once.
 * `list` is where the input names them.
 */
export async function openItems(
  tx: Transaction,
  session: CouncilSession,
  nominationIds: readonly string[],
  list: 'items' | 'votes',
): Promise<NamedItem[]> {
  if (nominationIds.length === 0) {
    throw new DomainError('INVALID_INPUT', 'nomination.noneGiven', { field: ['input', list] });
  }
  await holdNominations(tx, session.id, nominationIds);
  const items = new Map((await itemsOfSessions(tx, [session.id])).map((item) => [item.nominationId, item]));
  return nominationIds.map((id, index) => {
    const field = ['input', list, String(index), 'nominationId'];
    const item = items.get(id);
    if (!item) throw new DomainError('NOT_FOUND', 'council.itemNotFound', { field });
    const { code } = item;
    if (nominationIds.indexOf(id) < index) {
      throw new DomainError('INVALID_INPUT', 'council.itemTwice', { params: { code }, field });
    }
    if (!item.open) throw new DomainError('WRONG_STATE', 'council.itemLeft', { params: { code }, field });
    return item;
  });
}

/** Keeps in the audit what was done to a session. */
export function keepAct(
  tx: Transaction,
  actor: Actor,
  act: 'open' | 'record' | 'vote' | 'write' | 'close',
  session: { id: string; unitId: string; details: Readonly<Record<string, unknown>> },
): Promise<void> {
  const { id, unitId, details } = session;
  return record(tx, actor, { action: `council.${act}`, subject: `council-session:${id}`, unitId, details });
}
