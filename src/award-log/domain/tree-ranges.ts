/**
 * Where things stand in a Merkle tree of RFC 6962 (section 2.1), as arithmetic on positions alone. Sizes stay below 2^53:
 * no bit operations, which end at 2^31.
 */

/** The subtree over the leaves from `begin` up to, but not with, `end`. */
export interface Range {
  begin: number;
  end: number;
}

/** The largest power of two that is less than `size`; of 2 and more. */
export function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

/** PATH(index, D[size]): the subtrees whose roots prove that leaf, the nearest first. */
export function inclusionRanges(index: number, size: number): Range[] {
  const path: Range[] = [];
  let [begin, end] = [0, size];
  while (end - begin > 1) {
    const middle = begin + splitOf(end - begin);
    if (index < middle) {
      path.push({ begin: middle, end });
      end = middle;
    } else {
      path.push({ begin, end: middle });
      begin = middle;
    }
  }
  return path.reverse();
}

/** PROOF(from, D[to]): the subtrees whose roots prove that the first `from` leaves are as they were; 0 < from ≤ to. */
export function consistencyRanges(from: number, to: number): Range[] {
  const proof: Range[] = [];
  let [begin, end, whole] = [0, to, true];
  while (from < end) {
    const middle = begin + splitOf(end - begin);
    if (from <= middle) {
      proof.push({ begin: middle, end });
      end = middle;
    } else {
      proof.push({ begin, end: middle });
      begin = middle;
      whole = false;
    }
  }
  if (!whole) proof.push({ begin, end });
  return proof.reverse();
}

/** How many leaves one stored node of level 1 covers, and how many nodes one of the next level. */
export const TILE = 16;

/** Roots to be read: from a stored level (0: the leaves themselves), so many from there on. */
export interface Run {
  level: number;
  from: number;
  count: number;
}

/**
 * What must be read to know the root of a range of a tree that is stored in tiles: runs of nodes from left to right,
 * of levels that fall. A range of a proof begins at a multiple of its own size rounded up to a power of two, so each
 * level is used once.
 */
export function runsOf({ begin, end }: Range): Run[] {
  const runs: Run[] = [];
  let at = begin;
  while (at < end) {
    let [level, covers] = [0, 1];
    while (at % (covers * TILE) === 0 && at + covers * TILE <= end) [level, covers] = [level + 1, covers * TILE];
    const count = Math.floor((end - at) / covers);
    runs.push({ level, from: at / covers, count });
    at += count * covers;
  }
  return runs;
}
