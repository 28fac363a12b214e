import fc from 'fast-check';
import { reduced, shares } from './shares.js';

describe('shares', () => {
  it.each<[number, number[], number, number[]]>([
    [10, [1, 1, 1], 0, [4, 3, 3]],
    [10, [1, 1, 1], 1, [3, 4, 3]],
    [11, [1, 1, 1], 2, [4, 3, 4]],
    [1, [1, 2, 1], 0, [0, 1, 0]],
    [739, [640, 49, 50], 0, [640, 49, 50]],
    [0, [1, 1], 0, [0, 0]],
  ])('of %i by %j, beginning with %i', (total, weights, turn, expected) => {
    expect(shares(total, weights, turn)).toEqual(expected);
  });

  it('always add up, and none is more than one off', () => {
    fc.assert(
      fc.property(
        fc.nat(5000),
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 30 }),
        fc.nat(40),
        (total, weights, turn) => {
          const parts = shares(total, weights, turn);
          const sum = weights.reduce((a, b) => a + b, 0);
          expect(parts.reduce((a, b) => a + b, 0)).toBe(total);
          for (const [index, part] of parts.entries()) {
            expect(Math.abs(part - (total * weights[index]!) / sum)).toBeLessThan(1);
          }
        },
      ),
    );
  });

  it('of a smaller run are never nothing', () => {
    expect([reduced(739, 0.1), reduced(2, 0.1), reduced(739, 1)]).toEqual([74, 1, 739]);
  });
});
