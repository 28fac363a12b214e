import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { canonicalJson } from '../core/canonical-json.js';
import { ChainCheck, isCanonical, readInt8, type SealedRow } from './chain-check.js';

const int8 = (value: number | bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(value));
  return bytes;
};

/** A chain over texts, computed the plain way. */
function chainOf(texts: string[]): SealedRow[] {
  let hash = Buffer.alloc(32);
  return texts.map((text, index) => {
    const id = int8(10 * (index + 1));
    hash = createHash('sha256').update(hash).update(id).update(text, 'utf8').digest();
    return { pos: index + 1, id, hash, text: Buffer.from(text, 'utf8'), rows: null };
  });
}

function firstMisfit(rows: SealedRow[]) {
  const check = new ChainCheck();
  for (const row of rows) {
    const misfit = check.add(row);
    if (misfit) return misfit;
  }
  return { pos: check.pos, auditId: check.auditId, hash: check.hash };
}

// Longer than the buffer at first, and with letters of two and three bytes.
const TEXTS = ['{"a":1}', `{"tên":"${'Đỗ Thị Mai '.repeat(700)}"}`, '{}', '{"b":[1,{"c":true}]}'];

describe('the chain computed again', () => {
  it('fits, and tells its end', () => {
    const rows = chainOf(TEXTS);
    expect(firstMisfit(rows)).toEqual({ pos: 4, auditId: 40, hash: rows[3]!.hash.toString('hex') });
    expect(firstMisfit([])).toEqual({ pos: 0, auditId: null, hash: '0'.repeat(64) });
  });

  it('names the first of any rows that are changed, in any byte', () => {
    fc.assert(
      fc.property(fc.nat(3), fc.nat(), fc.integer({ min: 1, max: 255 }), (index, at, by) => {
        const rows = chainOf(TEXTS);
        const { text } = rows[index]!;
        text![at % text!.length]! ^= by;
        expect(firstMisfit(rows)).toMatchObject({
          fault: 'verify.hash',
          pos: index + 1,
          auditId: 10 * (index + 1),
          params: { stored: rows[index]!.hash.toString('hex') },
        });
      }),
    );
  });

  it('is over the rows of an entry, too', () => {
    const [one] = chainOf(['{}']) as [SealedRow];
    const rows = Buffer.alloc(32, 7);
    const sealed = {
      ...one,
      rows,
      hash: createHash('sha256').update(Buffer.alloc(32)).update(one.id).update('{}').update(rows).digest(),
    };
    expect(firstMisfit([sealed])).toMatchObject({ pos: 1 });
    for (const other of [null, Buffer.alloc(32, 8)]) {
      expect(firstMisfit([{ ...sealed, rows: other }])).toMatchObject({ fault: 'verify.hash', pos: 1 });
    }
  });

  it('names holes, repetitions and lost texts', () => {
    const [one, two, three, four] = chainOf(TEXTS) as [SealedRow, SealedRow, SealedRow, SealedRow];
    const gap = { fault: 'verify.gap', params: { missing: 2 } };
    expect(firstMisfit([one, three, four])).toEqual({ ...gap, pos: 3, auditId: 30 });
    expect(firstMisfit([one, one, two])).toEqual({ ...gap, pos: 1, auditId: 10 });
    expect(firstMisfit([two])).toEqual({ fault: 'verify.gap', params: { missing: 1 }, pos: 2, auditId: 20 });
    expect(firstMisfit([one, { ...two, text: null }])).toEqual({
      fault: 'verify.deleted',
      params: {},
      pos: 2,
      auditId: 20,
    });
  });

  it('takes no text but what record() writes, though the hash be right', () => {
    expect(firstMisfit(chainOf(['{}', '{"a": 1}']))).toEqual({
      fault: 'verify.notCanonical',
      params: {},
      pos: 2,
      auditId: 20,
    });
  });
});

describe('canonical', () => {
  it('is whatever canonicalJson() makes of an object', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        expect(isCanonical(canonicalJson(value))).toBe(true);
      }),
    );
    // Keys that JavaScript orders by their number, whatever the letters say.
    expect(isCanonical(canonicalJson({ 10: 1, 9: 2, a: { 2: 1, 10: 1 } }))).toBe(true);
  });

  it.each([
    ['a space', '{"a": 1}'],
    ['keys out of order', '{"b":1,"a":2}'],
    ['keys out of order further down', '{"a":[{"c":1,"b":2}]}'],
    ['a null member', '{"a":null}'],
    ['a key twice', '{"a":1,"a":1}'],
    ['a number written otherwise', '{"a":1.0}'],
    ['a letter written otherwise', '{"a":"\\u0061"}'],
    ['no object', '"a"'],
    ['no JSON', '{a:1}'],
    ['nothing', ''],
    ['more depth than can be read', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`],
  ])('is not %s', (_, text) => {
    expect(isCanonical(text)).toBe(false);
  });
});

it('reads an int8', () => {
  for (const value of [0, 1, 255, 2 ** 32, 2 ** 53 - 1, -1, -5000]) expect(readInt8(int8(value))).toBe(value);
});
