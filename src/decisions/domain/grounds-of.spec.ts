import type { Finding, Verdict } from '../../award-law/domain/eligibility.js';
import { groundsOf } from './grounds-of.js';

const citation = {
  code: 'PRIOR',
  article: '',
  document: '',
  text: null,
  validFrom: null,
  validTo: null,
  confirmed: true,
};
const finding = (verdict: Verdict, awardIds?: string[], accept?: boolean): Finding & { awardIds?: string[] } => ({
  ...{ verdict, rule: citation, ruleId: 'rule', explanation: '', facts: [], eligibleFrom: null },
  judgement: accept === undefined ? null : { accept, reason: 'x', byAccountId: 'a', at: new Date(0) },
  ...(awardIds ? { awardIds } : {}),
});

describe('the grounds of a nomination', () => {
  it.each<[string, Finding[], string[]]>([
    ['none, where no finding names an award', [finding('PASSES')], []],
    [
      'what a finding that passes names',
      [finding('PASSES', ['one', 'two']), finding('PASSES', ['three'])],
      ['one', 'two', 'three'],
    ],
    ['what was in doubt and accepted', [finding('NEEDS_REVIEW', ['one'], true)], ['one']],
    [
      'nothing that was in doubt and is open, or was not accepted',
      [finding('NEEDS_REVIEW', ['one']), finding('NEEDS_REVIEW', ['two'], false)],
      [],
    ],
    ['nothing of what fails', [finding('FAILS', ['one'])], []],
  ])('are %s', (_, findings, expected) => {
    const grounds = groundsOf('n', { findings });
    expect(grounds).toEqual(expected.map((awardId) => ({ nominationId: 'n', awardId, ruleId: 'rule' })));
  });
});
