import type { Actor } from './actor.js';

/** Turns the Authorization header into the actor. Implemented by `identity`. */
export abstract class Authenticator {
  /** The actor of a living session, or null for no, an unknown or an ended one. */
  abstract authenticate(authorization: string | undefined): Promise<Actor | null>;

  /**
   * Forgets what is known of the account: it, its rights or its sessions have just changed here, and the very next
   * request must see that. Other processes hear of it by notification.
   */
  abstract forget(accountId: string): void;
}
