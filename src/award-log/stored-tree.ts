import type { Connection, Transaction } from '../core/database.js';
import { hashesOf, insertNodes } from './award-log.queries.js';
import { runsOf, TILE, type Range } from './domain/tree-ranges.js';
import { edgeOfRuns, rootOf, type Edge } from './merkle.js';

/** What the tables hold of the tree: the leaves, and the root of each full subtree of 16, 256, 4,096 … leaves. */

/** Something that must be there of the log is gone. */
export class LogDamaged extends Error {}

/** The roots of several ranges, by one statement. */
export async function rootsOf(connection: Connection, ranges: readonly Range[]): Promise<Buffer[]> {
  return (await edgesOf(connection, ranges)).map(({ root }) => root);
}

/** The right edge of the whole tree of that size. */
export async function edgeAt(connection: Connection, size: number): Promise<Edge> {
  const [edge] = await edgesOf(connection, [{ begin: 0, end: size }]);
  return edge as Edge;
}

async function edgesOf(connection: Connection, ranges: readonly Range[]): Promise<Edge[]> {
  const wanted = ranges.map(runsOf);
  const flat = wanted.flat();
  const hashes = flat.length > 0 ? await hashesOf(connection, flat) : [];
  let at = 0;
  return wanted.map((runs) =>
    edgeOfRuns(
      runs.map((run) => {
        const found = hashes[at++] ?? [];
        if (found.length !== run.count) throw new LogDamaged(`level ${run.level} from ${run.from}`);
        return { run, hashes: found };
      }),
    ),
  );
}

/** Stores the roots of the subtrees that became full when the log grew. */
export async function storeFull(tx: Transaction, before: number, after: number): Promise<void> {
  let [from, to] = [before, after];
  for (let level = 1; ; level += 1) {
    [from, to] = [Math.floor(from / TILE), Math.floor(to / TILE)];
    if (from === to) return;
    const run = { level: level - 1, from: from * TILE, count: (to - from) * TILE };
    const [below = []] = await hashesOf(tx, [run]);
    if (below.length !== run.count) throw new LogDamaged(`level ${run.level} from ${run.from}`);
    const roots = Array.from({ length: to - from }, (_, tile) => rootOf(below.slice(tile * TILE, (tile + 1) * TILE)));
    await insertNodes(tx, { level, from }, roots);
  }
}
