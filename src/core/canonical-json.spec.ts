import fc from 'fast-check';
import { canonicalJson } from './canonical-json.js';

function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, shuffled(member)]),
  );
}

describe('canonicalJson', () => {
  it('sorts keys by code unit, at every depth', () => {
    const value = { b: 1, a: { d: [{ z: 1, y: 2 }], c: 'x' }, Ă: 3, A: 4, aa: 5 };
    expect(canonicalJson(value)).toBe('{"A":4,"a":{"c":"x","d":[{"y":2,"z":1}]},"aa":5,"b":1,"Ă":3}');
  });

  it('leaves out what is not there, undefined or null', () => {
    expect(canonicalJson({ a: undefined, b: null, c: 0, d: '', e: false, f: { g: null } })).toBe(
      '{"c":0,"d":"","e":false,"f":{}}',
    );
  });

  it('keeps the order and the gaps of lists', () => {
    expect(canonicalJson([3, null, 1, [2, undefined]])).toBe('[3,null,1,[2,null]]');
  });

  it('writes dates as instants', () => {
    expect(canonicalJson({ at: new Date('2026-05-19T08:00:00+07:00') })).toBe('{"at":"2026-05-19T01:00:00.000Z"}');
  });

  it('writes one text for equal values, and other texts for others', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(shuffled(value))).toBe(canonicalJson(value));
      }),
    );
    const record = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 0, max: 3 }));
    fc.assert(
      fc.property(record, record, (one, other) => {
        const same = ['a', 'b', 'c'].every((key) => one[key] === other[key]);
        expect(canonicalJson(one) === canonicalJson(other)).toBe(same);
      }),
    );
  });
});
