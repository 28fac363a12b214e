import type { Actor } from './actor.js';
import { signedIn, type RequestContext } from './context.js';
import type { Database, Transaction } from './database.js';
import { once, type ClientAct } from './idempotency.js';

/** Does the act of the signed-in account in one transaction, once for each of its keys; `work` answers with the object's id. */
export async function actOnce(
  database: Database,
  context: RequestContext,
  act: ClientAct,
  work: (tx: Transaction, actor: Actor) => Promise<string>,
): Promise<string> {
  const actor = signedIn(context);
  const { id } = await database.transaction((tx) => once(tx, actor, act, () => work(tx, actor)));
  return id;
}
