import { ReaderShares } from './reader-shares.js';

describe('the share of a reader', () => {
  it('is measured once for the same units, and apart for others', async () => {
    const shares = new ReaderShares();
    const measured: string[] = [];
    const ask = (roots: string[], share: number) =>
      shares.of(roots, () => (measured.push(roots.join()), Promise.resolve(share)));
    expect([await ask(['a', 'b'], 0.5), await ask(['a', 'b'], 0.9), await ask(['a'], 0.1)]).toEqual([0.5, 0.5, 0.1]);
    expect(measured).toEqual(['a,b', 'a']);
  });

  it('is measured again after a failure', async () => {
    const shares = new ReaderShares();
    await expect(shares.of(['a'], () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
    expect(await shares.of(['a'], () => Promise.resolve(1))).toBe(1);
  });
});
