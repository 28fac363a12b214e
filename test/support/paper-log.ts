// A log on paper: entries, keys and checkpoints as the registry would make them, without a database.
import { createHash, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { changesOf, changeText, type ChangedAward, type Checkpoint } from '../../src/award-log/domain/checkpoint.js';
import type { ProofFile, ProofKey, ProvenEntry } from '../../src/award-log/domain/proof-file.js';
import { consistencyRanges, inclusionRanges, type Range } from '../../src/award-log/domain/tree-ranges.js';
import { leafHash, rootOf } from '../../src/award-log/merkle.js';
import { keyIdOf, publicBytesOf, signCheckpoint, signToken } from '../../src/award-log/signatures.js';

const AT = '2026-11-22T02:00:00.000Z';

export interface Key {
  id: string;
  secret: KeyObject;
  published: ProofKey;
}

export function newKey(until: string | null = null): Key {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const bytes = publicBytesOf(publicKey);
  const id = keyIdOf(bytes);
  return { id, secret: privateKey, published: { id, publicKey: bytes.toString('base64url'), until } };
}

export class PaperLog {
  readonly entries: { line: string; salt: Buffer }[] = [];
  readonly changes: (ChangedAward & { entry: number })[] = [];
  readonly tokens = new Map<number, string>();

  constructor(readonly key: Key) {}

  get keysFile(): string {
    return JSON.stringify({ format: 'so-vang-keys/1', keys: [this.key.published] });
  }

  private add(line: object): number {
    this.entries.push({ line: JSON.stringify(line), salt: randomBytes(32) });
    return this.entries.length - 1;
  }

  private leaf(index: number): Buffer {
    const { line, salt } = this.entries[index]!;
    return leafHash(salt, Buffer.from(line));
  }

  /** Awards somebody; with a token of before the log, or one of ours. */
  award(name: string, oldToken?: string): number {
    const facts = {
      typeName: 'Giấy khen của Giám đốc Sở',
      token: oldToken && createHash('sha256').update(oldToken).digest('hex'),
    };
    const award = { id: `0197-${this.entries.length}`, name, type: 'GK_SO' };
    const decision = { from: '2026-11-20', issuer: 'Sở Mẫu', on: '2026-11-20', symbol: '05/QĐ-SM' };
    const index = this.add({ at: AT, award, decision, facts, kind: 'AWARD', rest: 'f'.repeat(64), v: 1 });
    this.tokens.set(index, oldToken ?? signToken({ keyId: this.key.id, index }, this.leaf(index), this.key.secret));
    return index;
  }

  /** Something becomes of that award; `odd` is what no registry would write. */
  event(index: number, kind: 'CORRECTED' | 'REVOKED' | 'REISSUED', facts = {}, odd = {}): number {
    const { award } = JSON.parse(this.entries[index]!.line) as { award: { id: string } };
    const entry = this.add({ at: AT, award: { id: award.id }, facts, kind, rest: 'e'.repeat(64), v: 1, ...odd });
    if (kind !== 'REISSUED') this.changes.push({ index, status: kind, entry });
    return entry;
  }

  private hash({ begin, end }: Range): string {
    const leaves = this.entries.slice(begin, end).map((_, at) => this.leaf(begin + at));
    return rootOf(leaves).toString('hex');
  }

  private changedAt(size: number): ChangedAward[] {
    return changesOf(this.changes.filter(({ entry }) => entry < size)).map(({ index, status }) => ({ index, status }));
  }

  checkpoint(size = this.entries.length, key = this.key, at = AT): Checkpoint {
    const changed = this.changedAt(size);
    const changes = rootOf(changed.map((each) => leafHash(Buffer.from(changeText(each))))).toString('hex');
    const root = this.hash({ begin: 0, end: size });
    return signCheckpoint({ size, root, at, changed: changed.length, changes, keyId: key.id }, key.secret);
  }

  private proven(index: number, size: number): ProvenEntry {
    const { line, salt } = this.entries[index]!;
    const path = inclusionRanges(index, size).map((range) => this.hash(range));
    return { index, line, salt: salt.toString('hex'), path };
  }

  prove(index: number, size = this.entries.length, firstSize = index + 1): ProofFile {
    const id = (JSON.parse(this.entries[index]!.line) as { award: { id: string } }).award.id;
    const later = this.entries.flatMap(({ line }, at) =>
      at > index && at < size && (JSON.parse(line) as { award: { id: string } }).award.id === id ? [at] : [],
    );
    const changed = this.changedAt(size);
    const leaves = changed.map((each) => leafHash(Buffer.from(changeText(each))));
    const near = changed.flatMap((change, position) => {
      const isNeighbour =
        change.index === index ||
        (!changed.some((each) => each.index === index) &&
          (change.index < index
            ? (changed[position + 1]?.index ?? Infinity) > index
            : (changed[position - 1]?.index ?? -1) < index));
      const path = inclusionRanges(position, changed.length).map((range) =>
        rootOf(leaves.slice(range.begin, range.end)).toString('hex'),
      );
      return isNeighbour ? [{ ...change, position, path }] : [];
    });
    return {
      format: 'so-vang-proof/1',
      token: this.tokens.get(index) ?? null,
      award: this.proven(index, size),
      later: later.map((at) => this.proven(at, size)),
      checkpoint: this.checkpoint(size),
      first: this.checkpoint(firstSize),
      consistency: consistencyRanges(firstSize, size).map((range) => this.hash(range)),
      changes: near,
      keys: [this.key.published],
    };
  }
}
