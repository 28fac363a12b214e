import type { Actor } from './actor.js';

/** Turns the Authorization header into the actor. Implemented by `identity`. */
export abstract class Authenticator {
  /** The actor of a living session, or null for no, an unknown or an ended one. */
  abstract authenticate(authorization: string | undefined): Promise<Actor | null>;
}
