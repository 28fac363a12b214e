import { hash, type KeyObject } from 'node:crypto';
import type { MessageKey } from '../core/messages.vi.js';
import { changesOf, changeText, type Change, type ChangedAward } from './domain/checkpoint.js';
import { readToken } from './domain/log-token.js';
import { TILE } from './domain/tree-ranges.js';
import { leafOf, lineOf, type LineSource } from './log-line.js';
import { leafHash, nodeHash, rootOf } from './merkle.js';
import { isCheckpointTrue, isTokenTrue, keyIdOf, publicKeyOf } from './signatures.js';
import type { StoredCheckpoint } from './verify-log.queries.js';

/** The first row of the log, or under it, that does not fit: the key of its sentence and what stands in it. */
export interface LogMisfit {
  fault: MessageKey;
  params: Readonly<Record<string, string | number>>;
}

/** An entry as the database holds it, beside the rows that it is about. */
export interface StoredEntry extends LineSource {
  index: number;
  hash: Buffer;
  decisionId: string | null;
  token: string | null;
  /** What the row of its award says now. */
  status: string | null;
  /** The entry of its award, where it is about what became of one. */
  awardIndex: number | null;
}

export interface Known {
  keys: readonly { id: string; publicKey: Buffer; entryIndex: number; since: string }[];
  checkpoints: readonly StoredCheckpoint[];
  nodes: ReadonlyMap<string, string>;
}

/** Computes the log again, one entry after the other; holds the edge of the tree and what was changed. */
export class LogCheck {
  size = 0;
  awards = 0;
  private readonly edge: { hash: Buffer; size: number }[] = [];
  private readonly events: ChangedAward[] = [];
  /** What the row of an award says of its status, by its entry: of those where row or log say that it was changed. */
  private readonly said = new Map<number, { award: string; status: string }>();
  private changes = { events: -1, changed: 0, root: '' };
  private next = 0;
  private lastCheckpoint = 0;
  private readonly publicKeys = new Map<string, KeyObject>();
  private nodes = 0;
  private keys = 0;

  constructor(private readonly known: Known) {}

  /** Adds the next entry; null when it fits. After the first that does not fit, no more may be added. */
  add(entry: StoredEntry): LogMisfit | null {
    const { index, kind } = entry;
    if (index !== this.size) return { fault: 'verifyLog.gap', params: { index: this.size, next: index } };
    const misfit = this.lineMisfit(entry) ?? this.rowMisfit(entry);
    if (misfit) return misfit;
    this.size += 1;
    if (kind === 'AWARD') this.keepAward(entry);
    if (kind === 'CORRECTED' || kind === 'REVOKED') this.keepEvent(entry, kind);
    return this.grow(entry.hash) ?? this.checkpointMisfit();
  }

  /** What only the end shows. */
  end(): LogMisfit | null {
    const { checkpoints, keys, nodes } = this.known;
    const ahead = checkpoints[this.next];
    if (ahead) return { fault: 'verifyLog.cutOff', params: { size: this.size, signed: ahead.size } };
    if (this.size > 0 && checkpoints.at(-1)?.size !== this.size) {
      return { fault: 'verifyLog.unsigned', params: { size: this.size, signed: checkpoints.at(-1)?.size ?? 0 } };
    }
    if (keys.length !== this.keys) return { fault: 'verifyLog.keyWithout', params: { id: keys.at(-1)?.id ?? '–' } };
    if (nodes.size !== this.nodes) return { fault: 'verifyLog.nodes', params: { count: nodes.size, size: this.nodes } };
    return this.statusMisfit();
  }

  private lineMisfit(entry: StoredEntry): LogMisfit | null {
    const { index, kind, awardId, decisionId, award, decision } = entry;
    const params = { index, award: awardId ?? '–', decision: decisionId ?? '–' };
    if (kind === 'AWARD' && award === null) return { fault: 'verifyLog.awardGone', params };
    if (decisionId !== null && decision === null) return { fault: 'verifyLog.decisionGone', params };
    if (!isOfItsHash(entry)) {
      return { fault: kind === 'KEY' ? 'verifyLog.keyChanged' : 'verifyLog.changed', params };
    }
    return null;
  }

  private rowMisfit(entry: StoredEntry): LogMisfit | null {
    const { index, kind, facts, token, awardId, hash: leaf } = entry;
    if (kind === 'KEY') return this.keyMisfit(entry);
    if (kind !== 'AWARD') return null;
    const { token: before } = JSON.parse(facts) as { token?: string };
    if (before === undefined && token === null) return null;
    const fits =
      before === undefined
        ? this.isTokenOf(token ?? '', index, leaf)
        : token !== null && hash('sha256', token, 'hex') === before;
    return fits ? null : { fault: 'verifyLog.token', params: { index, award: awardId ?? '–' } };
  }

  /** Of this entry, and signed by the key of its time: else a token could be altered until its row's hash is chained. */
  private isTokenOf(text: string, index: number, leaf: Buffer): boolean {
    const token = readToken(text);
    const key = this.known.keys[this.keys - 1];
    return token?.index === index && token.keyId === key?.id && isTokenTrue(token, leaf, this.publicKey(key));
  }

  private publicKey({ id, publicKey }: Known['keys'][number]): KeyObject {
    const known = this.publicKeys.get(id) ?? publicKeyOf(publicKey);
    this.publicKeys.set(id, known);
    return known;
  }

  private keyMisfit({ index, facts, at }: StoredEntry): LogMisfit | null {
    const said = JSON.parse(facts) as { keyId: string; publicKey: string };
    const key = this.known.keys[this.keys++];
    const fits =
      key?.entryIndex === index &&
      key.since === at &&
      key.id === said.keyId &&
      keyIdOf(key.publicKey) === key.id &&
      key.publicKey.toString('base64url') === said.publicKey;
    return fits ? null : { fault: 'verifyLog.keyChanged', params: { index } };
  }

  private keepAward({ awardId, index, status }: StoredEntry): void {
    this.awards += 1;
    if (status !== 'VALID') this.said.set(index, { award: awardId ?? '–', status: status ?? '–' });
  }

  private keepEvent({ awardId, awardIndex, status: row }: StoredEntry, status: Change): void {
    const index = awardIndex ?? -1;
    this.events.push({ index, status });
    this.said.set(index, { award: awardId ?? '–', status: row ?? '–' });
  }

  private grow(leaf: Buffer): LogMisfit | null {
    this.edge.push({ hash: leaf, size: 1 });
    for (;;) {
      const right = this.edge.at(-1);
      const left = this.edge.at(-2);
      if (!left || !right || left.size !== right.size) return null;
      this.edge.length -= 2;
      const node = { hash: nodeHash(left.hash, right.hash), size: left.size * 2 };
      this.edge.push(node);
      const misfit = this.nodeMisfit(node);
      if (misfit) return misfit;
    }
  }

  private nodeMisfit({ hash: root, size }: { hash: Buffer; size: number }): LogMisfit | null {
    let [level, covers] = [0, 1];
    while (covers < size) [level, covers] = [level + 1, covers * TILE];
    if (covers !== size) return null;
    this.nodes += 1;
    const place = `${level}/${this.size / size - 1}`;
    return this.known.nodes.get(place) === root.toString('hex') ? null : { fault: 'verifyLog.node', params: { place } };
  }

  private checkpointMisfit(): LogMisfit | null {
    const { checkpoints } = this.known;
    const from = this.next;
    while (checkpoints[this.next]?.size === this.size) this.next += 1;
    const here = checkpoints.slice(from, this.next);
    const fork = here.find(({ root }) => root !== here[0]?.root);
    if (fork) {
      return { fault: 'verifyLog.fork', params: { size: fork.size, one: here[0]?.root ?? '', other: fork.root } };
    }
    for (const each of here) {
      const params = { id: each.id, size: each.size };
      if (each.id <= this.lastCheckpoint) return { fault: 'verifyLog.order', params };
      this.lastCheckpoint = each.id;
      if (each.root !== this.root()) return { fault: 'verifyLog.root', params };
      if (!this.isSigned(each)) return { fault: 'verifyLog.signature', params };
      const { changed, root } = this.changesNow();
      if (each.changed !== changed || each.changes !== root) return { fault: 'verifyLog.changes', params };
    }
    return null;
  }

  private isSigned(checkpoint: StoredCheckpoint): boolean {
    const key = this.known.keys[this.keys - 1];
    return key?.id === checkpoint.keyId && isCheckpointTrue(checkpoint, this.publicKey(key));
  }

  private root(): string {
    return this.edge
      .map((each) => each.hash)
      .reduceRight((right, left) => nodeHash(left, right))
      .toString('hex');
  }

  private changesNow(): { changed: number; root: string } {
    if (this.changes.events !== this.events.length) {
      const changed = changesOf(this.events);
      const leaves = changed.map((each) => leafHash(Buffer.from(changeText(each))));
      this.changes = { events: this.events.length, changed: changed.length, root: rootOf(leaves).toString('hex') };
    }
    return this.changes;
  }

  /** The rows say what the log says of each award. */
  private statusMisfit(): LogMisfit | null {
    const logged = new Map(changesOf(this.events).map(({ index, status }) => [index, status]));
    for (const [index, { award, status }] of [...this.said].sort(([a], [b]) => a - b)) {
      if ((logged.get(index) ?? 'VALID') !== status)
        return { fault: 'verifyLog.status', params: { index, award, status } };
    }
    return null;
  }
}

function isOfItsHash(entry: StoredEntry): boolean {
  try {
    return leafOf(entry.salt, lineOf(entry)).equals(entry.hash);
  } catch {
    // Its facts are no JSON any more.
    return false;
  }
}
