import { readToken } from '../../award-log/domain/log-token.js';

/** The token on a certificate: what stands before it says how to read the rest. */

/** Tokens of the time before the award log: one byte of version, 24 random bytes, as base64url. */
const OLD_VERSION = 1;
const OLD_BYTES = 25;
const OLD = new RegExp(`^[A-Za-z0-9_-]{${Math.ceil((OLD_BYTES * 4) / 3)}}$`);

/** True when the text has the form of a token of some version; other texts are not looked up. */
export function looksLikeToken(text: string): boolean {
  return readToken(text) !== null || (OLD.test(text) && Buffer.from(text, 'base64url')[0] === OLD_VERSION);
}

/** The number in the book as it is printed, e.g. "0012/2026". */
export function certificateNumber(number: number, year: number): string {
  return `${String(number).padStart(4, '0')}/${year}`;
}
