import type { Eligibility, Finding } from '../../award-law/domain/eligibility.js';
import type { PrizeMoney } from '../../award-law/domain/prize.js';
import { civilDate } from '../../core/civil-date.js';
import { linePrize } from './line-prize.js';

const PRIZE: PrizeMoney = {
  ...{ amount: '3510000', unrounded: '3510000', coefficient: '1.5', multiplier: '1', base: '2340000' },
  confirmed: true,
  citations: [],
};

function eligibility(code: string, facts: string[]): Eligibility {
  const rule = { code, article: '', document: '', text: null, validFrom: null, validTo: null, confirmed: false };
  const one: Finding = {
    ...{ verdict: 'NEEDS_REVIEW', rule, ruleId: null, explanation: '', facts, eligibleFrom: null },
    judgement: { accept: true, reason: 'Khác thành tích', byAccountId: 'a', at: new Date(0) },
  };
  return {
    verdict: 'NEEDS_REVIEW',
    provisional: false,
    lawDate: civilDate('2023-05-19'),
    regime: 'A',
    findings: [one],
  };
}

describe('the prize of a line', () => {
  it('is the confirmed one of its kind', () => {
    expect(linePrize(PRIZE, eligibility('ONE_AWARD_PER_ACHIEVEMENT', []))).toBe('3510000');
    expect(linePrize(PRIZE, eligibility('SUBJECT_KINDS', ['Cá nhân']))).toBe('3510000');
    expect(linePrize(PRIZE, undefined)).toBe('3510000');
  });

  it('is none where no rule gives one, or an unconfirmed one', () => {
    expect(linePrize(undefined, undefined)).toBeNull();
    expect(linePrize({ ...PRIZE, confirmed: false }, undefined)).toBeNull();
  });

  it('is none for an achievement that was awarded before, whatever was judged (R17, R35)', () => {
    const before = ['Bằng khen của Ban Thường vụ Tỉnh ủy, 12-QĐ/TU, 19/05/2023'];
    expect(linePrize(PRIZE, eligibility('ONE_AWARD_PER_ACHIEVEMENT', before))).toBeNull();
  });
});
