import type { Actor } from './actor.js';
import type { Clock } from './clock.js';
import type { Connection } from './database.js';
import { DomainError } from './errors.js';
import type { LoaderCache } from './loader-cache.js';

/** What every resolver finds in the GraphQL context: made per request, passed on as an argument. */
export interface RequestContext {
  /** Who asks; null when not signed in. */
  actor: Actor | null;
  /** Reads outside transactions. */
  connection: Connection;
  loaders: LoaderCache;
  clock: Clock;
  /** Address of the client, for limits only; never logged. */
  address: string;
  requestId: string;
}

/** The actor of a request that the guard has let through; throws UNAUTHENTICATED when there is none. */
export function signedIn(context: RequestContext): Actor {
  if (!context.actor) throw new DomainError('UNAUTHENTICATED', 'auth.required');
  return context.actor;
}
