import type { Connection } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { changeEvents, entriesOfAward, type EntrySource } from './award-log.queries.js';
import {
  checkpointOfSize,
  firstCheckpointWith,
  lastCheckpoint,
  logKeys,
  type CheckpointRow,
} from './checkpoint.queries.js';
import { changesOf, changeText, type ChangedAward, type Checkpoint } from './domain/checkpoint.js';
import { PROOF_FORMAT, type ProofFile, type ProvenChange, type ProvenEntry } from './domain/proof-file.js';
import { consistencyRanges, inclusionRanges, type Range } from './domain/tree-ranges.js';
import { lineOf, shownSalt } from './log-line.js';
import { leafHash, rootOf } from './merkle.js';
import { publishedKeys } from './published-keys.js';
import { rootsOf } from './stored-tree.js';

/** The proof of an award as of the last checkpoint; null while it is not in the log. */
export async function proveAward(
  connection: Connection,
  awardId: string,
  token: string | null,
): Promise<ProofFile | null> {
  const checkpoint = await lastCheckpoint(connection);
  // What was entered since then another checkpoint proves.
  const entries = (await entriesOfAward(connection, awardId)).filter(({ index }) => index < (checkpoint?.size ?? 0));
  const [award, ...later] = entries;
  const first = award ? await firstCheckpointWith(connection, award.index) : null;
  if (!checkpoint || !first || award?.kind !== 'AWARD') return null;
  const paths = await pathsOf(connection, [
    ...entries.map(({ index }) => inclusionRanges(index, checkpoint.size)),
    consistencyRanges(first.size, checkpoint.size),
  ]);
  const keys = publishedKeys(await logKeys(connection)).keys;
  return {
    format: PROOF_FORMAT,
    token,
    award: proven(award, paths[0] ?? []),
    later: later.map((entry, at) => proven(entry, paths[at + 1] ?? [])),
    checkpoint: published(checkpoint),
    first: published(first),
    consistency: paths.at(-1) ?? [],
    changes: neighbours(changesOf(await changeEvents(connection, checkpoint.size)), award.index),
    keys: keys.map(({ id, publicKey, until }) => ({ id, publicKey, until })),
  };
}

/** That the log of one size is how the log of the other began; hexadecimal. Throws NOT_FOUND for sizes it never had. */
export async function proveConsistency(connection: Connection, from: number, to: number): Promise<string[]> {
  const last = await lastCheckpoint(connection);
  if (from < 1 || from > to || to > (last?.size ?? 0)) throw new DomainError('NOT_FOUND', 'log.noSuchSize');
  const [path = []] = await pathsOf(connection, [consistencyRanges(from, to)]);
  return path;
}

/** The last checkpoint, or the last one of that size. */
export async function checkpointAt(connection: Connection, size: number | null): Promise<Checkpoint | null> {
  const found = await (size === null ? lastCheckpoint(connection) : checkpointOfSize(connection, size));
  return found && published(found);
}

function published({ size, root, at, changed, changes, keyId, signature }: CheckpointRow): Checkpoint {
  return { size, root, at, changed, changes, keyId, signature };
}

function proven(entry: EntrySource, path: string[]): ProvenEntry {
  return { index: entry.index, line: lineOf(entry), salt: shownSalt(entry.salt).toString('hex'), path };
}

async function pathsOf(connection: Connection, lists: readonly Range[][]): Promise<string[][]> {
  const roots = (await rootsOf(connection, lists.flat())).map((root) => root.toString('hex'));
  let at = 0;
  return lists.map((ranges) => roots.slice(at, (at += ranges.length)));
}

/** The award among the changed ones, or those that stand before and after where it would. */
function neighbours(changed: readonly ChangedAward[], index: number): ProvenChange[] {
  const after = changed.findIndex((change) => change.index >= index);
  const places = after < 0 ? [changed.length - 1] : changed[after]?.index === index ? [after] : [after - 1, after];
  const leaves = changed.map((change) => leafHash(Buffer.from(changeText(change))));
  return places.flatMap((position) => {
    const change = changed[position];
    const ranges = change ? inclusionRanges(position, changed.length) : [];
    const path = ranges.map(({ begin, end }) => rootOf(leaves.slice(begin, end)).toString('hex'));
    return change ? [{ ...change, position, path }] : [];
  });
}
