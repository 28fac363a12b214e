import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { chmod, mkdir, open, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DomainError } from '../core/errors.js';
import { keyIdOf, publicBytesOf } from './signatures.js';

/** A key as the log knows it: for ever, also after another has taken its place. */
export interface LogKey {
  /** Eight hexadecimal digits: the first of the SHA-256 of the public key. */
  id: string;
  publicKey: Buffer;
  /** The entry that introduced it. */
  entryIndex: number;
  /** ISO 8601, UTC. */
  since: string;
  /** When the next key took its place; null for the one that signs. */
  until: string | null;
  /** Of its entry: how it came, and why. */
  facts: string;
}

/** A key with its secret half. */
export interface NewKey {
  id: string;
  publicKey: Buffer;
  secret: KeyObject;
}

/** The secret halves: one file a key, mode 600, in a folder of mode 700. They never enter the database. */
export class KeyFiles {
  private readonly known = new Map<string, KeyObject>();

  constructor(private readonly folder: string) {}

  /** A new key, on the disk before anybody hears of it. */
  async create(): Promise<NewKey> {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const bytes = publicBytesOf(publicKey);
    const id = keyIdOf(bytes);
    await this.makeFolder();
    const draft = `${this.pathOf(id)}.new`;
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(privateKey.export({ type: 'pkcs8', format: 'pem' }));
      await file.sync();
    } finally {
      await file.close();
    }
    await chmod(draft, 0o600);
    await rename(draft, this.pathOf(id));
    this.known.set(id, privateKey);
    return { id, publicKey: bytes, secret: privateKey };
  }

  /** The secret half of that key; throws UNAVAILABLE where its file is not here or is not its. */
  async secretOf(id: string): Promise<KeyObject> {
    const known = this.known.get(id) ?? (await this.read(id));
    this.known.set(id, known);
    return known;
  }

  /** Puts the public halves beside them: `npm run verify` on this machine trusts them. */
  async publish(keys: object): Promise<void> {
    await this.makeFolder();
    await writeFile(join(this.folder, 'keys.json'), `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  }

  /** Closed to others; what it lies in is not, since PostgreSQL runs there as another user. */
  private async makeFolder(): Promise<void> {
    await mkdir(dirname(this.folder), { recursive: true });
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
  }

  private async read(id: string): Promise<KeyObject> {
    const secret = await readFile(this.pathOf(id))
      .then((pem) => createPrivateKey(pem))
      .catch(() => null);
    if (secret?.asymmetricKeyType === 'ed25519' && keyIdOf(publicBytesOf(secret)) === id) return secret;
    throw new DomainError('UNAVAILABLE', 'log.keyMissing', { params: { id } });
  }

  private pathOf(id: string): string {
    return join(this.folder, `${id}.pem`);
  }
}
