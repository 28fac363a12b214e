import { DECISION_ACTIONS, DECISION_STATES, decideOn, decisionActions, type DecisionActor } from './decision-life.js';

const standing = (state: 'DRAFT' | 'CHECKED' | 'ISSUED') => ({
  kind: 'AWARD' as const,
  state,
  issuedById: 'so',
  recordedForId: null,
  drafters: ['an', 'binh'],
  checkedById: state === 'DRAFT' ? null : 'chi',
});
const who = (accountId: string, ...permissions: string[]): DecisionActor => ({
  accountId,
  may: (permission, unitId) => unitId === 'so' && permissions.includes(permission),
});
const ALL = ['decision.draft', 'decision.check', 'decision.issue'];

describe('the life of a decision', () => {
  it('lets each do in each state what the table says', () => {
    const can = (permission: string): string[][] =>
      DECISION_STATES.map((state) => decisionActions(standing(state), who('dung', permission)));
    expect(can('decision.draft')).toEqual([['EDIT', 'SET_LINES', 'DISCARD'], [], []]);
    expect(can('decision.check')).toEqual([['CHECK'], ['RETURN'], []]);
    expect(can('decision.issue')).toEqual([[], ['RETURN', 'ISSUE'], []]);
    expect(can('decision.record')).toEqual([[], [], []]);
  });

  it('is checked by no drafter, and issued by neither drafter nor checker', () => {
    const code = (state: 'DRAFT' | 'CHECKED', action: 'CHECK' | 'ISSUE', account: string): unknown => {
      const ruling = decideOn(standing(state), action, who(account, ...ALL));
      return ruling.allowed || ruling.code;
    };
    expect(['an', 'binh', 'chi'].map((account) => code('DRAFT', 'CHECK', account))).toEqual([
      'SAME_PERSON',
      'SAME_PERSON',
      true,
    ]);
    expect(['an', 'binh', 'chi', 'dung'].map((account) => code('CHECKED', 'ISSUE', account))).toEqual([
      'SAME_PERSON',
      'SAME_PERSON',
      'SAME_PERSON',
      true,
    ]);
  });

  it('never changes once it is issued, whoever asks', () => {
    expect(DECISION_ACTIONS.map((action) => decideOn(standing('ISSUED'), action, who('dung', ...ALL)))).toEqual(
      DECISION_ACTIONS.map(() => ({ allowed: false, code: 'WRONG_STATE', key: 'decision.wrongState' })),
    );
  });

  it('that was written down by hand is confirmed by another at the unit that keeps it, or dropped, and nothing else', () => {
    const byHand = { ...standing('DRAFT'), issuedById: 'province', recordedForId: 'so' };
    for (const permission of ['history.record', 'decision.record']) {
      expect(decisionActions(byHand, who('dung', permission))).toEqual(['CONFIRM', 'DROP']);
      expect(decisionActions(byHand, who('an', permission))).toEqual(['DROP']);
    }
    expect(decisionActions(byHand, who('dung', ...ALL))).toEqual([]);
    expect(decisionActions({ ...byHand, recordedForId: 'province' }, who('dung', 'history.record'))).toEqual([]);
    expect(decisionActions({ ...byHand, state: 'ISSUED' }, who('dung', 'history.record'))).toEqual([]);
    expect(decideOn(byHand, 'CONFIRM', who('binh', 'history.record'))).toMatchObject({
      code: 'SAME_PERSON',
      key: 'recorded.samePerson',
    });
  });

  it.each(['CORRECTION', 'REVOCATION'] as const)('of a %s has no lines to set, and else the same life', (kind) => {
    const change = (state: 'DRAFT' | 'CHECKED' | 'ISSUED') => ({ ...standing(state), kind });
    expect(decideOn(change('DRAFT'), 'SET_LINES', who('dung', ...ALL))).toMatchObject({ code: 'WRONG_STATE' });
    expect(DECISION_STATES.map((state) => decisionActions(change(state), who('dung', ...ALL)))).toEqual([
      ['EDIT', 'CHECK', 'DISCARD'],
      ['RETURN', 'ISSUE'],
      [],
    ]);
    expect(decideOn(change('CHECKED'), 'ISSUE', who('chi', ...ALL))).toMatchObject({ code: 'SAME_PERSON' });
  });

  it('is acted on at its own unit alone', () => {
    const elsewhere: DecisionActor = { accountId: 'dung', may: (_, unitId) => unitId !== 'so' };
    expect(decisionActions(standing('DRAFT'), elsewhere)).toEqual([]);
    expect(decideOn({ ...standing('CHECKED'), issuedById: null }, 'ISSUE', who('dung', ...ALL))).toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});
