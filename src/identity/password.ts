import { randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { DomainError } from '../core/errors.js';
import { Turns } from '../core/turns.js';

/** argon2id with OWASP's parameters of 2024: 19 MiB, 2 passes, 1 lane. Read elsewhere only by the tests (test/support/cheap-passwords.mjs). */
export const PARAMETERS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
/** Hashing takes a core each; more at once would only starve the requests of others. */
const AT_ONCE = 2;
const MAX_WAITING = 100;

const turns = new Turns(AT_ONCE, MAX_WAITING, () => new DomainError('RATE_LIMITED', 'auth.busy'));

/** The PHC string of `password`. */
export function hashPassword(password: string): Promise<string> {
  return turns.take(() => hash(password, PARAMETERS));
}

let nobody: Promise<string> | null = null;

/** True when `password` is the one of `phc`; takes as long when there is no account (`phc` null). */
export async function passwordMatches(phc: string | null, password: string): Promise<boolean> {
  const against = phc ?? (await (nobody ??= hashPassword('nobody has this password')));
  const matches = await turns.take(() => verify(against, password));
  return matches && phc !== null;
}

const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A password to type once: 20 letters and digits in groups of five (99 bits), without those that look alike. */
export function generatePassword(): string {
  const letters = Array.from({ length: 20 }, () => ALPHABET[randomInt(ALPHABET.length)]);
  return letters.join('').replace(/(.{5})(?=.)/g, '$1-');
}
