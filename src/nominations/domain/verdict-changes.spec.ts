import type { Verdict } from '../../award-law/domain/eligibility.js';
import { VerdictChanges } from './verdict-changes.js';

const verdicts = (...all: Verdict[]) => new Map(all.map((verdict, index) => [`n${index}`, { verdict }]));

describe('what a rule on trial would change', () => {
  it('are the dossiers whose verdict is another one, by change, the most frequent first', () => {
    const changes = new VerdictChanges(20);
    const before = verdicts('PASSES', 'PASSES', 'FAILS', 'NEEDS_REVIEW', 'PASSES');
    changes.add(before, verdicts('FAILS', 'PASSES', 'PASSES', 'NEEDS_REVIEW', 'FAILS'));
    expect(changes.all()).toEqual([
      { from: 'PASSES', to: 'FAILS', count: 2, ids: ['n0', 'n4'] },
      { from: 'FAILS', to: 'PASSES', count: 1, ids: ['n2'] },
    ]);
  });

  it('are counted some after others, and named as many as are kept', () => {
    const changes = new VerdictChanges(3);
    for (let part = 0; part < 2; part += 1) changes.add(verdicts('PASSES', 'PASSES'), verdicts('FAILS', 'FAILS'));
    expect(changes.all()).toEqual([{ from: 'PASSES', to: 'FAILS', count: 4, ids: ['n0', 'n1', 'n0'] }]);
  });

  it('is nothing where all stays, or where a dossier is gone meanwhile', () => {
    const changes = new VerdictChanges(20);
    changes.add(verdicts('PASSES'), verdicts('PASSES'));
    changes.add(verdicts('PASSES', 'FAILS'), verdicts('PASSES'));
    expect(changes.all()).toEqual([]);
  });
});
