import type { Verdict } from '../../award-law/domain/eligibility.js';
import { verdictChanges } from './verdict-changes.js';

const verdicts = (...all: Verdict[]) => new Map(all.map((verdict, index) => [`n${index}`, { verdict }]));

describe('what a rule on trial would change', () => {
  it('are the dossiers whose verdict is another one, by change, the most frequent first', () => {
    const before = verdicts('PASSES', 'PASSES', 'FAILS', 'NEEDS_REVIEW', 'PASSES');
    const after = verdicts('FAILS', 'PASSES', 'PASSES', 'NEEDS_REVIEW', 'FAILS');
    expect(verdictChanges(before, after)).toEqual([
      { from: 'PASSES', to: 'FAILS', ids: ['n0', 'n4'] },
      { from: 'FAILS', to: 'PASSES', ids: ['n2'] },
    ]);
  });

  it('is nothing where all stays, or where a dossier is gone meanwhile', () => {
    expect(verdictChanges(verdicts('PASSES'), verdicts('PASSES'))).toEqual([]);
    expect(verdictChanges(verdicts('PASSES', 'FAILS'), verdicts('PASSES'))).toEqual([]);
  });
});
