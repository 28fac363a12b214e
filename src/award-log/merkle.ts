import { hash } from 'node:crypto';
import { splitOf, type Run, TILE } from './domain/tree-ranges.js';

/** Hashes of RFC 6962, section 2.1. Together with domain/ and certificate proofs this is what the verifier alone runs. */

const LEAF = Buffer.from([0]);

function sha256(...parts: readonly Uint8Array[]): Buffer {
  return hash('sha256', Buffer.concat(parts), 'buffer');
}

/** The root of a tree without leaves. */
export const EMPTY_ROOT = hash('sha256', '', 'buffer');

/** SHA-256(0x00, data). */
export function leafHash(...data: readonly Uint8Array[]): Buffer {
  return sha256(LEAF, ...data);
}

/** 0x01 ‖ left ‖ right in one place: a proof hashes a thousand of them. */
const PAIR = Buffer.alloc(65, 1);

/** SHA-256(0x01, left, right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  PAIR.set(left, 1);
  PAIR.set(right, 33);
  return hash('sha256', PAIR, 'buffer');
}

/** The root over roots of subtrees of one size, or of leaves. */
export function rootOf(hashes: readonly Buffer[]): Buffer {
  if (hashes.length === 0) return EMPTY_ROOT;
  let level = hashes;
  while (level.length > 1) {
    const above: Buffer[] = [];
    for (let at = 0; at + 1 < level.length; at += 2) above.push(nodeHash(level[at] as Buffer, level[at + 1] as Buffer));
    // The odd one goes up as it is: as RFC 6962 splits, it has no sibling before a level where it meets one.
    if (level.length % 2 === 1) above.push(level.at(-1) as Buffer);
    level = above;
  }
  return level[0] as Buffer;
}

/** The right edge of a tree: roots of full subtrees from left to right, each smaller than the one before. It grows by leaves. */
export class Edge {
  private readonly full: { hash: Buffer; size: number }[] = [];

  /** Adds a full subtree of that size at the right; two of one size side by side become one of the double size. */
  add(hash: Buffer, size = 1): void {
    this.full.push({ hash, size });
    for (;;) {
      const right = this.full.at(-1);
      const left = this.full.at(-2);
      if (!left || !right || left.size !== right.size) return;
      this.full.length -= 2;
      this.full.push({ hash: nodeHash(left.hash, right.hash), size: left.size * 2 });
    }
  }

  get root(): Buffer {
    if (this.full.length === 0) return EMPTY_ROOT;
    return this.full.map((each) => each.hash).reduceRight((right, left) => nodeHash(left, right));
  }
}

/** The edge of what was read by runsOf(): full subtrees of falling levels, from left to right. */
export function edgeOfRuns(runs: readonly { run: Run; hashes: readonly Buffer[] }[]): Edge {
  const edge = new Edge();
  for (const { run, hashes } of runs) for (const each of hashes) edge.add(each, TILE ** run.level);
  return edge;
}

/** The root that an inclusion proof leads to; null where it has not the length that index and size ask for. */
export function rootFromPath(
  leaf: Buffer,
  { index, size }: { index: number; size: number },
  path: readonly Buffer[],
): Buffer | null {
  if (index < 0 || index >= size) return null;
  // From the top: on which side of each split the leaf lies.
  const isLeft: boolean[] = [];
  let [at, left] = [index, size];
  while (left > 1) {
    const split = splitOf(left);
    isLeft.push(at < split);
    [at, left] = at < split ? [at, split] : [at - split, left - split];
  }
  if (isLeft.length !== path.length) return null;
  return isLeft.reverse().reduce<Buffer>((root, side, step) => {
    const sibling = path[step] as Buffer;
    return side ? nodeHash(root, sibling) : nodeHash(sibling, root);
  }, leaf);
}

/** True when the proof shows that a tree of `from` leaves and `fromRoot` grew to one of `to` leaves and `toRoot`. */
export function isConsistent(
  { from, fromRoot }: { from: number; fromRoot: Buffer },
  { to, toRoot }: { to: number; toRoot: Buffer },
  proof: readonly Buffer[],
): boolean {
  if (from < 1 || from > to) return false;
  if (from === to) return proof.length === 0 && fromRoot.equals(toRoot);
  const hashes = [...proof];
  const roots = grown({ from, to, whole: true }, fromRoot, hashes);
  return roots !== null && hashes.length === 0 && roots[0].equals(fromRoot) && roots[1].equals(toRoot);
}

/** The roots of the old and of the new tree, of one subtree; takes from the proof's end what it needs. */
function grown(
  { from, to, whole }: { from: number; to: number; whole: boolean },
  fromRoot: Buffer,
  proof: Buffer[],
): [Buffer, Buffer] | null {
  if (from === to) {
    const root = whole ? fromRoot : proof.shift();
    return root ? [root, root] : null;
  }
  const split = splitOf(to);
  if (from <= split) {
    const left = grown({ from, to: split, whole }, fromRoot, proof);
    const right = proof.shift();
    return left && right ? [left[0], nodeHash(left[1], right)] : null;
  }
  const right = grown({ from: from - split, to: to - split, whole: false }, fromRoot, proof);
  const left = proof.shift();
  return left && right ? [nodeHash(left, right[0]), nodeHash(left, right[1])] : null;
}
