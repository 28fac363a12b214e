import { createPublicKey, hash, sign, verify, type KeyObject } from 'node:crypto';
import { signedOfAuditHead, type AuditHead } from './domain/audit-head.js';
import { signedOfCheckpoint, type Checkpoint } from './domain/checkpoint.js';
import { signedOfToken, writeToken, type LogToken } from './domain/log-token.js';

/** Ed25519 over what domain/ says is signed. Keys are known by the first four bytes of the SHA-256 of their 32 bytes. */

/** The id of a public key of 32 bytes. */
export function keyIdOf(publicKey: Uint8Array): string {
  return hash('sha256', Buffer.from(publicKey), 'hex').slice(0, 8);
}

/** The 32 bytes of a key's public half. */
export function publicBytesOf(key: KeyObject): Buffer {
  const { x = '' } = (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'jwk' });
  return Buffer.from(x, 'base64url');
}

/** A public key of its 32 bytes. */
export function publicKeyOf(bytes: Uint8Array): KeyObject {
  const x = Buffer.from(bytes).toString('base64url');
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
}

export function signToken(token: Omit<LogToken, 'signature'>, leaf: Buffer, key: KeyObject): string {
  return writeToken({ ...token, signature: sign(null, signedOfToken(token, leaf), key) });
}

export function isTokenTrue(token: LogToken, leaf: Buffer, key: KeyObject): boolean {
  return verify(null, signedOfToken(token, leaf), key, token.signature);
}

/** The old key's word that the new one follows it, base64url. */
export function signKey({ id, publicKey }: { id: string; publicKey: Buffer }, old: KeyObject): string {
  const said = `so-vang/key/1\n${id}\n${publicKey.toString('base64url')}\n`;
  return sign(null, Buffer.from(said), old).toString('base64url');
}

export function signCheckpoint(checkpoint: Omit<Checkpoint, 'signature'>, key: KeyObject): Checkpoint {
  const signature = sign(null, Buffer.from(signedOfCheckpoint(checkpoint)), key).toString('base64url');
  return { ...checkpoint, signature };
}

export function isCheckpointTrue(checkpoint: Checkpoint, key: KeyObject): boolean {
  const signature = Buffer.from(checkpoint.signature, 'base64url');
  return verify(null, Buffer.from(signedOfCheckpoint(checkpoint)), key, signature);
}

export function signAuditHead(head: Omit<AuditHead, 'signature'>, key: KeyObject): AuditHead {
  return { ...head, signature: sign(null, Buffer.from(signedOfAuditHead(head)), key).toString('base64url') };
}

export function isAuditHeadTrue(head: AuditHead, key: KeyObject): boolean {
  return verify(null, Buffer.from(signedOfAuditHead(head)), key, Buffer.from(head.signature, 'base64url'));
}
