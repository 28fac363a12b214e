import type { Eligibility } from './eligibility.js';
import type { Finding, Judgement } from './finding.js';
import { covers, withEarlier } from './kept-judgement.js';

const judgement: Judgement = { accept: true, reason: 'Đã xem.', byAccountId: 'a', at: new Date(0) };
const rule = { code: 'C', article: 'Điều 1', document: 'Luật', text: null, validFrom: null, validTo: null };
const doubt = (more: Partial<Finding> = {}): Finding => ({
  ...{ verdict: 'NEEDS_REVIEW', rule: { ...rule, confirmed: false }, ruleId: '1', explanation: 'x' },
  ...{ facts: ['2023: HTXSNV', '2024: HTXSNV'], eligibleFrom: null, judgement: null, ...more },
});
const found = (finding: Finding): Eligibility => ({
  ...{ verdict: finding.verdict, provisional: false, lawDate: '2026-11-20' as never, regime: 'D', findings: [finding] },
});

describe('a judgement', () => {
  it.each<[string, Partial<Finding>, boolean]>([
    ['the same facts', {}, true],
    ['the same facts in another order', { facts: ['2024: HTXSNV', '2023: HTXSNV'] }, true],
    ['other words for the same', { explanation: 'y' }, true],
    [
      'the same facts, in words since',
      { facts: ['2023: hoàn thành xuất sắc nhiệm vụ', '2024: hoàn thành xuất sắc nhiệm vụ'] },
      true,
    ],
    ['another fact, in words', { facts: ['2023: hoàn thành xuất sắc nhiệm vụ', '2024: hoàn thành nhiệm vụ'] }, false],
    ['one fact more', { facts: ['2022: HTNV', '2023: HTXSNV', '2024: HTXSNV'] }, false],
    ['one fact less', { facts: ['2024: HTXSNV'] }, false],
    ['another fact', { facts: ['2023: HTXSNV', '2024: HTNV'] }, false],
    ['another version of the rule', { ruleId: '2' }, false],
    ['a rule where there was none', { ruleId: null }, false],
    ['another rule', { rule: { ...rule, code: 'B', confirmed: false } }, false],
  ])('upon %s', (_what, now, expected) => {
    expect(covers(doubt(), doubt(now))).toBe(expected);
    const { findings } = withEarlier(found(doubt(now)), [doubt({ judgement })]);
    expect(findings[0]?.judgement).toEqual(expected ? judgement : null);
    const isOfThat = now.rule === undefined;
    expect(findings[0]?.earlierJudgement).toEqual(expected || !isOfThat ? undefined : judgement);
  });

  it.each([
    ['DISCIPLINE: 2024-03-01 – 2024-12-31', 'Kỷ luật: từ 01/03/2024 đến 31/12/2024', true],
    ['VERIFICATION: 2024-03-01 – …', 'Kiểm tra, xác minh: từ 01/03/2024, chưa kết thúc', true],
    ['DISCIPLINE: 2024-03-01 – …', 'Kỷ luật: từ 01/03/2024 đến 31/12/2024', false],
    ['DISCIPLINE: 2024-03-02 – 2024-12-31', 'Kỷ luật: từ 01/03/2024 đến 31/12/2024', false],
    ['VERIFICATION: 2024-03-01 – 2024-12-31', 'Kỷ luật: từ 01/03/2024 đến 31/12/2024', false],
  ])('upon the proceeding “%s”, as it was kept once, is one upon “%s”: %s', (kept, now, expected) => {
    expect(covers(doubt({ facts: [kept] }), doubt({ facts: [now] }))).toBe(expected);
  });

  it('says nothing of what is no longer doubtful', () => {
    for (const verdict of ['PASSES', 'FAILS'] as const) {
      const { findings } = withEarlier(found(doubt({ verdict })), [doubt({ judgement })]);
      expect(findings).toEqual([doubt({ verdict })]);
    }
  });

  it('that was never given covers nothing', () => {
    expect(withEarlier(found(doubt()), [doubt()]).findings).toEqual([doubt()]);
  });
});
