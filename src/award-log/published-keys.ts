import type { LogKey } from './log-keys.js';

/** A public key of the log, as it is published. */
export interface PublishedKey {
  /** Eight hexadecimal digits: the first of the SHA-256 of the key. */
  id: string;
  /** Ed25519, 32 bytes, base64url. */
  publicKey: string;
  /** The entry of the log that introduced it. */
  entry: number;
  /** ISO 8601, UTC. */
  since: string;
  /** When another took its place; null for the one that signs. */
  until: string | null;
  /** FIRST, ROTATED or AFTER_LOSS. */
  how: string;
  /** Why, where it was lost. */
  reason?: string;
  /** The key before it; its signature over this one is the endorsement, missing where it was lost. */
  previous?: string;
  endorsement?: string;
}

export interface PublishedKeys {
  format: 'so-vang-keys/1';
  keys: PublishedKey[];
}

/** The keys as a file that people keep: by it they check proofs without us. */
export function publishedKeys(keys: readonly LogKey[]): PublishedKeys {
  return {
    format: 'so-vang-keys/1',
    keys: keys.map(({ id, publicKey, entryIndex, since, until, facts }) => {
      const { how, reason, previous, endorsement } = JSON.parse(facts) as Pick<
        PublishedKey,
        'how' | 'reason' | 'previous' | 'endorsement'
      >;
      const key = publicKey.toString('base64url');
      return { id, publicKey: key, entry: entryIndex, since, until, how, reason, previous, endorsement };
    }),
  };
}
