import fc from 'fast-check';
import { delaySeconds, PATIENCE } from './sign-in-delay.js';

describe('delay after failed sign-ins', () => {
  it.each([
    [0, 0],
    [4, 0],
    [5, 2],
    [6, 4],
    [9, 32],
    [13, 512],
    [14, 900],
    [1000, 900],
  ])('after %i failures of one account at one address waits %i s', (failures, seconds) => {
    expect(delaySeconds(failures, PATIENCE.accountAtAddress)).toBe(seconds);
  });

  it('never falls with more failures and never passes the most', () => {
    const patience = fc.record({ free: fc.nat(100), maxSeconds: fc.integer({ min: 1, max: 100_000 }) });
    fc.assert(
      fc.property(fc.nat(10_000), patience, (failures, { free, maxSeconds }) => {
        const now = delaySeconds(failures, { free, maxSeconds });
        expect(now).toBeLessThanOrEqual(maxSeconds);
        expect(delaySeconds(failures + 1, { free, maxSeconds })).toBeGreaterThanOrEqual(now);
      }),
    );
  });
});
