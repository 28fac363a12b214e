import { hash, randomBytes, type KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { canonicalJson } from '../core/canonical-json.js';
import { CONFIG } from '../core/config.token.js';
import type { Config } from '../core/config.js';
import type { Connection, Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import {
  awardsToEnter,
  changeEvents,
  decisionValues,
  insertEntries,
  lockLog,
  logSize,
  takeWaiting,
  type AwardSource,
  type NewEntry,
} from './award-log.queries.js';
import {
  auditHead,
  insertCheckpoint,
  insertKey,
  lastCheckpoint,
  logKeys,
  notBeforeSigned,
} from './checkpoint.queries.js';
import { changesOf, changeText, type Checkpoint } from './domain/checkpoint.js';
import { KeyFiles, type LogKey, type NewKey } from './log-keys.js';
import { leafOf, lineOf, type EntryKind } from './log-line.js';
import { Edge, leafHash, rootOf } from './merkle.js';
import { isCheckpointTrue, publicKeyOf, signAuditHead, signCheckpoint, signKey, signToken } from './signatures.js';
import { edgeAt, LogDamaged, storeFull } from './stored-tree.js';

const SALT_BYTES = 64;

/** Something that became of an award after it was given. */
export interface LogEvent {
  kind: Exclude<EntryKind, 'AWARD' | 'KEY'>;
  awardId: string;
  /** The decision that did it, issued by now; null for a certificate that is issued again. */
  decisionId: string | null;
  /** What anybody may read of it in a proof: never more about a person than the certificate prints. */
  facts: Readonly<Record<string, unknown>>;
}

/** How a key came to sign. */
interface KeyFacts {
  how: 'FIRST' | 'ROTATED' | 'AFTER_LOSS';
  reason?: string;
  previous?: string;
  /** Of the previous key, over the new one; none where it is lost. */
  endorsement?: string;
}

/** The end of the log while nobody else may append. */
interface LogEnd {
  size: number;
  key: { id: string; secret: KeyObject };
  checkpoint: Checkpoint | null;
  /** Of the tree of that size. */
  edge: Edge;
}

/**
 * Sổ minh bạch, the award log (ADR 0020). To be the last that takes a lock in a transaction: everybody waits for it until the
 * transaction ends. Each call ends with a signed checkpoint, which also signs how far the audit is chained (ADR 0035).
 */
@Injectable()
export class AwardLog {
  readonly files: KeyFiles;

  constructor(@Inject(CONFIG) config: Pick<Config, 'keyDir'>) {
    this.files = new KeyFiles(config.keyDir);
  }

  /** Enters the awards of a decision that are not in the log yet; answers with a token for each, in their order. */
  async enterDecision(tx: Transaction, decisionId: string): Promise<string[]> {
    const end = await this.open(tx);
    return this.enter(tx, end, await awardsToEnter(tx, decisionId));
  }

  /** Enters awards; used for those that are older than the log, too. */
  async enterAwards(tx: Transaction, awards: readonly AwardSource[]): Promise<void> {
    await this.enter(tx, await this.open(tx), awards);
  }

  /** Enters what became of awards; those that are older than the log and still wait before it. */
  async append(tx: Transaction, events: readonly LogEvent[]): Promise<void> {
    await lockLog(tx);
    const waiting = await takeWaiting(tx, { ids: events.map(({ awardId }) => awardId), limit: events.length });
    if (waiting.length > 0) await this.enterAwards(tx, waiting);
    const end = await this.open(tx);
    const ids = [...new Set(events.flatMap(({ decisionId }) => decisionId ?? []))];
    const decisions = new Map((await decisionValues(tx, ids)).map(({ id, decision }) => [id, decision]));
    const entries = events.map(({ kind, awardId, decisionId, facts }) => {
      const decision = decisionId === null ? null : (decisions.get(decisionId) ?? null);
      return entryOf(tx, { kind, awardId, decisionId, facts, award: null, decision });
    });
    await this.write(tx, end, entries);
  }

  /** A new key, which signs from now on: the old one says so, or it is lost, and then the reason is all there is. */
  async changeKey(tx: Transaction, { cause, reason }: { cause: 'ROTATION' | 'LOSS'; reason: string }): Promise<string> {
    const { size, keys, edge } = await this.lockTrue(tx);
    const previous = keys.at(-1)?.id ?? '';
    const made = await this.files.create();
    const endorsement = cause === 'ROTATION' ? signKey(made, await this.files.secretOf(previous)) : undefined;
    const how = cause === 'ROTATION' ? 'ROTATED' : 'AFTER_LOSS';
    // An act that began later may have taken the log before us: what the old key signed until now stays signed in its time.
    const then = { ...tx, now: await notBeforeSigned(tx) };
    await this.introduce(then, size, made, { how, reason, previous, endorsement }, edge);
    return made.id;
  }

  /** The first key, where there is none. */
  async begin(tx: Transaction): Promise<void> {
    await this.open(tx);
  }

  /** Takes the log until the transaction ends. */
  async lock(tx: Transaction): Promise<void> {
    await lockLog(tx);
  }

  /** A checkpoint of now, of whatever size. */
  async sign(tx: Transaction): Promise<void> {
    const end = await this.open(tx);
    await this.checkpoint(tx, end, false);
  }

  private async enter(tx: Transaction, end: LogEnd, awards: readonly AwardSource[]): Promise<string[]> {
    const entries = awards.map(({ awardId, decisionId, typeName, token, award, decision }) => {
      const facts = { typeName, token: token === null ? undefined : hash('sha256', token, 'hex') };
      return entryOf(tx, { kind: 'AWARD', awardId, decisionId, facts, award, decision });
    });
    await this.write(tx, end, entries);
    const { key } = end;
    return entries.map((entry, at) => signToken({ keyId: key.id, index: end.size + at }, entry.hash, key.secret));
  }

  private async write(tx: Transaction, end: LogEnd, entries: readonly NewEntry[]): Promise<void> {
    if (entries.length === 0) return;
    await insertEntries(tx, end.size, entries);
    for (const entry of entries) end.edge.add(entry.hash);
    const size = end.size + entries.length;
    await storeFull(tx, end.size, size);
    const isChange = entries.some(({ kind }) => kind === 'CORRECTED' || kind === 'REVOKED');
    await this.checkpoint(tx, { ...end, size }, isChange);
  }

  private async checkpoint(tx: Transaction, end: LogEnd, isChange: boolean): Promise<void> {
    const { size, key, checkpoint, edge } = end;
    const root = edge.root.toString('hex');
    const changes =
      checkpoint && !isChange
        ? { changed: checkpoint.changed, changes: checkpoint.changes }
        : await changesAt(tx, size);
    const by = { at: tx.now.toISOString(), keyId: key.id };
    const checkpointNow = signCheckpoint({ size, root, ...changes, ...by }, key.secret);
    await insertCheckpoint(tx, checkpointNow, signAuditHead({ ...(await auditHead(tx)), ...by }, key.secret));
  }

  /** Takes the log for this transaction; throws UNAVAILABLE where its end is not what was signed. */
  private async open(tx: Transaction): Promise<LogEnd> {
    const { keys, size, checkpoint, edge } = await this.lockTrue(tx);
    const key = keys.at(-1);
    if (!key) return this.introduce(tx, 0, await this.files.create(), { how: 'FIRST' }, edge);
    return { size, checkpoint, edge, key: { id: key.id, secret: await this.files.secretOf(key.id) } };
  }

  private async lockTrue(
    tx: Transaction,
  ): Promise<{ keys: LogKey[]; size: number; checkpoint: Checkpoint | null; edge: Edge }> {
    await lockLog(tx);
    const found = { keys: await logKeys(tx), size: await logSize(tx), checkpoint: await lastCheckpoint(tx) };
    if (found.keys.length > 0) return { ...found, edge: await trueEdge(tx, found) };
    if (found.size > 0) throw broken('log.noKey');
    return { ...found, edge: new Edge() };
  }

  private async introduce(tx: Transaction, size: number, made: NewKey, facts: KeyFacts, edge: Edge): Promise<LogEnd> {
    const { id, publicKey, secret } = made;
    const said = { ...facts, keyId: id, publicKey: publicKey.toString('base64url') };
    const entry = entryOf(tx, {
      kind: 'KEY',
      awardId: null,
      decisionId: null,
      facts: said,
      award: null,
      decision: null,
    });
    await insertEntries(tx, size, [entry]);
    edge.add(entry.hash);
    await insertKey(tx, { id, publicKey, entryIndex: size });
    await storeFull(tx, size, size + 1);
    const end = { size: size + 1, key: { id, secret }, checkpoint: null, edge };
    await this.checkpoint(tx, end, true);
    return { ...end, checkpoint: await lastCheckpoint(tx) };
  }
}

function broken(
  key: 'log.noKey' | 'log.noCheckpoint' | 'log.cutOff' | 'log.badSignature' | 'log.badRoot',
): DomainError {
  return new DomainError('UNAVAILABLE', key);
}

/** The edge of the tree, where the last checkpoint is of all there is, signed by the key that signs, and of this root. */
async function trueEdge(
  connection: Connection,
  { checkpoint, size, keys }: { checkpoint: Checkpoint | null; size: number; keys: readonly LogKey[] },
): Promise<Edge> {
  if (!checkpoint) throw broken('log.noCheckpoint');
  if (checkpoint.size !== size) throw broken('log.cutOff');
  const key = keys.at(-1);
  if (key?.id !== checkpoint.keyId || !isCheckpointTrue(checkpoint, publicKeyOf(key.publicKey))) {
    throw broken('log.badSignature');
  }
  const edge = await edgeAt(connection, size).catch((error: unknown) => {
    if (error instanceof LogDamaged) return null;
    throw error;
  });
  if (edge?.root.toString('hex') !== checkpoint.root) throw broken('log.badRoot');
  return edge;
}

/** How many awards were changed in the first `size` entries, and the root over them. */
async function changesAt(connection: Connection, size: number): Promise<{ changed: number; changes: string }> {
  const changed = changesOf(await changeEvents(connection, size));
  const leaves = changed.map((each) => leafHash(Buffer.from(changeText(each))));
  return { changed: changed.length, changes: rootOf(leaves).toString('hex') };
}

function entryOf(
  tx: Transaction,
  entry: Omit<NewEntry, 'facts' | 'salt' | 'hash'> & { facts: object; award: string | null; decision: string | null },
): NewEntry {
  const { kind, awardId, decisionId, award, decision } = entry;
  const salt = randomBytes(SALT_BYTES);
  const facts = canonicalJson(entry.facts);
  const line = lineOf({ kind, at: tx.now.toISOString(), awardId, facts, salt, award, decision });
  return { kind, awardId, decisionId, facts, salt, hash: leafOf(salt, line) };
}
