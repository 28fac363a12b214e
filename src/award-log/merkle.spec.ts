import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { consistencyRanges, inclusionRanges, runsOf, splitOf, TILE, type Range } from './domain/tree-ranges.js';
import { EMPTY_ROOT, isConsistent, leafHash, rootFromPath, rootOf, edgeOfRuns } from './merkle.js';

const DATA = Array.from({ length: 700 }, (_, n) => Buffer.from(`lá ${n}`));
const LEAVES = DATA.map((each) => leafHash(each));

const sha = (...parts: Buffer[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();

/** MTH of RFC 6962, section 2.1, of a part of the data, written as it stands there. */
function mth(range: Range): Buffer {
  const { begin, end } = range;
  if (begin === end) return sha();
  if (end - begin === 1) return sha(Buffer.from([0]), DATA[begin]!);
  const k = begin + splitOf(end - begin);
  return sha(Buffer.from([1]), part({ begin, end: k }), part({ begin: k, end }));
}

const parts = new Map<string, Buffer>();
/** Hundreds of proofs are asked of the same leaves: each part is hashed once. */
function part(range: Range): Buffer {
  const key = `${range.begin}-${range.end}`;
  const known = parts.get(key) ?? mth(range);
  parts.set(key, known);
  return known;
}
const whole = (count: number): Buffer => part({ begin: 0, end: count });
const size = fc.integer({ min: 1, max: DATA.length });

/** The tree as it is stored: each level of full tiles over the one before. */
function stored(count: number): Buffer[][] {
  const levels = [LEAVES.slice(0, count)];
  for (let below = levels[0]!; below.length >= TILE;) {
    const full = Math.floor(below.length / TILE);
    below = Array.from({ length: full }, (_, n) => rootOf(below.slice(n * TILE, (n + 1) * TILE)));
    levels.push(below);
  }
  return levels;
}

describe('the tree of the award log', () => {
  it('has the roots of the test vectors of RFC 6962 logs', () => {
    // From the reference implementation of Certificate Transparency (merkle tree tests).
    const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
    const roots = [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
      '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
      'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    ];
    const leaves = inputs.map((hex) => leafHash(Buffer.from(hex, 'hex')));
    expect(roots.map((_, n) => rootOf(leaves.slice(0, n + 1)).toString('hex'))).toEqual(roots);
    expect(EMPTY_ROOT.toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  it('has the same root however it is stored', () => {
    fc.assert(
      fc.property(size, (count) => {
        const levels = stored(count);
        const runs = runsOf({ begin: 0, end: count }).map((run) => {
          const hashes = levels[run.level]!.slice(run.from, run.from + run.count);
          expect(hashes).toHaveLength(run.count);
          return { run, hashes };
        });
        expect(edgeOfRuns(runs).root).toEqual(whole(count));
        expect(rootOf(LEAVES.slice(0, count))).toEqual(whole(count));
      }),
      { numRuns: 60 },
    );
  });

  it('reads a few hundred nodes for a proof among two million', () => {
    const read = inclusionRanges(1_234_567, 2_000_000).flatMap(runsOf);
    expect(read.reduce((sum, { count }) => sum + count, 0)).toBeLessThan(800);
    expect(inclusionRanges(1_234_567, 2_000_000)).toHaveLength(21);
  });

  it('proves each leaf, and no other in its place', () => {
    fc.assert(
      fc.property(size, fc.nat(), fc.nat(), (count, at, other) => {
        const index = at % count;
        const root = whole(count);
        const path = inclusionRanges(index, count).map(part);
        expect(rootFromPath(LEAVES[index]!, { index, size: count }, path)).toEqual(root);
        const wrong = other % DATA.length;
        if (wrong !== index) {
          expect(rootFromPath(LEAVES[wrong]!, { index, size: count }, path)).not.toEqual(root);
          expect(rootFromPath(LEAVES[index]!, { index: wrong, size: count }, path)).not.toEqual(root);
        }
        expect(rootFromPath(LEAVES[index]!, { index, size: count }, [...path, root])).toBeNull();
      }),
      { numRuns: 100 },
    );
  });

  it('proves that it only grew, and nothing else', () => {
    fc.assert(
      fc.property(size, size, fc.nat(), (one, other, bit) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        const proof = consistencyRanges(from, to).map(part);
        const [fromRoot, toRoot] = [whole(from), whole(to)];
        expect(isConsistent({ from, fromRoot }, { to, toRoot }, proof)).toBe(true);
        const forged = Buffer.from(fromRoot);
        forged[bit % 32]! ^= 1;
        expect(isConsistent({ from, fromRoot: forged }, { to, toRoot }, proof)).toBe(false);
        expect(isConsistent({ from, fromRoot }, { to, toRoot: forged }, proof)).toBe(false);
        expect(isConsistent({ from, fromRoot }, { to, toRoot }, [...proof, forged])).toBe(false);
        if (proof.length > 0) expect(isConsistent({ from, fromRoot }, { to, toRoot }, proof.slice(1))).toBe(false);
      }),
      { numRuns: 100 },
    );
  });
});
