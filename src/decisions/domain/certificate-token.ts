/** The token on a certificate: what stands before it says how to read the rest. */

/** Tokens of today: one byte of version, 24 random bytes, as base64url. */
export const TOKEN_VERSION = 1;
export const TOKEN_RANDOM_BYTES = 24;

const LENGTH = Math.ceil(((1 + TOKEN_RANDOM_BYTES) * 4) / 3);
const TOKEN = new RegExp(`^[A-Za-z0-9_-]{${LENGTH}}$`);

/** True when the text has the form of a token, of this version or another; other texts are not looked up. */
export function looksLikeToken(text: string): boolean {
  return TOKEN.test(text);
}

/** The number in the book as it is printed, e.g. "0012/2026". */
export function certificateNumber(number: number, year: number): string {
  return `${String(number).padStart(4, '0')}/${year}`;
}
