/**
 * The token on a certificate of the award log: version, key, position in the log and a signature over these and the leaf
 * there. 75 bytes, 100 signs of base64url: the QR of its address stays small.
 */

const LOG_TOKEN_VERSION = 2;
const KEY_BYTES = 4;
const INDEX_BYTES = 6;
const SIGNATURE_BYTES = 64;
const BYTES = 1 + KEY_BYTES + INDEX_BYTES + SIGNATURE_BYTES;
const FORM = new RegExp(`^[A-Za-z0-9_-]{${(BYTES * 4) / 3}}$`);

export interface LogToken {
  /** Eight hexadecimal digits. */
  keyId: string;
  /** Of the entry of the award, from 0. */
  index: number;
  signature: Buffer;
}

/** What is signed of a token: nothing of the award can be changed, nor the token moved to another. */
export function signedOfToken({ keyId, index }: Pick<LogToken, 'keyId' | 'index'>, leaf: Uint8Array): Buffer {
  return Buffer.from(`so-vang/award/${LOG_TOKEN_VERSION}\n${keyId}\n${index}\n${Buffer.from(leaf).toString('hex')}\n`);
}

export function writeToken({ keyId, index, signature }: LogToken): string {
  const position = Buffer.alloc(INDEX_BYTES);
  position.writeUIntBE(index, 0, INDEX_BYTES);
  return Buffer.concat([Buffer.from([LOG_TOKEN_VERSION]), Buffer.from(keyId, 'hex'), position, signature]).toString(
    'base64url',
  );
}

/** The parts of a token of this version; null for any other text. */
export function readToken(text: string): LogToken | null {
  if (!FORM.test(text)) return null;
  const bytes = Buffer.from(text, 'base64url');
  if (bytes[0] !== LOG_TOKEN_VERSION || bytes.toString('base64url') !== text) return null;
  const signatureAt = 1 + KEY_BYTES + INDEX_BYTES;
  return {
    keyId: bytes.toString('hex', 1, 1 + KEY_BYTES),
    index: bytes.readUIntBE(1 + KEY_BYTES, INDEX_BYTES),
    signature: bytes.subarray(signatureAt),
  };
}
