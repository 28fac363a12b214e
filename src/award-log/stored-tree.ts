import type { Connection, Transaction } from '../core/database.js';
import { hashesOf, insertNodes } from './award-log.queries.js';
import { runsOf, TILE, type Range } from './domain/tree-ranges.js';
import { rootOf, rootOfRuns } from './merkle.js';

/** What the tables hold of the tree: the leaves, and the root of each full subtree of 256, 65,536 … leaves. */

/** Something that must be there of the log is gone. */
export class LogDamaged extends Error {}

/** The roots of several ranges, by one statement. */
export async function rootsOf(connection: Connection, ranges: readonly Range[]): Promise<Buffer[]> {
  const wanted = ranges.map(runsOf);
  const flat = wanted.flat();
  const hashes = flat.length > 0 ? await hashesOf(connection, flat) : [];
  let at = 0;
  return wanted.map((runs) =>
    rootOfRuns(
      runs.map((run) => {
        const found = hashes[at++] ?? [];
        if (found.length !== run.count) throw new LogDamaged(`level ${run.level} from ${run.from}`);
        return { run, hashes: found };
      }),
    ),
  );
}

/** The root of the whole tree of that size. */
export async function rootAt(connection: Connection, size: number): Promise<Buffer> {
  const [root] = await rootsOf(connection, [{ begin: 0, end: size }]);
  return root as Buffer;
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
