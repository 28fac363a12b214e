import { quota, type QuotaBase, type Share } from './quota.js';
import type { Rounding } from './portion.js';

const args = { of: 'LDTT', percent: '15', rounding: 'DOWN', excess: 'REFUSE' } as const;
const share = (base: number | null, awarded: number, open: number, more: Partial<QuotaBase> = {}): Share => ({
  ...{ body: 'Sở Nội vụ', year: 2026, awarded, open },
  bases: new Map(base === null ? [] : [['LDTT', { count: base, atLeast: false, source: 'BC 5', ...more }]]),
});

describe('a quota', () => {
  it.each<[[number, number, number], string, Rounding, 'REFUSE' | 'WARN', string]>([
    [[20, 2, 1], '15', 'DOWN', 'REFUSE', 'YES'],
    [[20, 3, 1], '15', 'DOWN', 'REFUSE', 'NO'],
    [[20, 0, 4], '15', 'DOWN', 'REFUSE', 'NO'],
    [[20, 3, 1], '15', 'DOWN', 'WARN', 'DOUBT'],
    [[20, 2, 1], '15', 'DOWN', 'WARN', 'YES'],
    // 2.85 of 19; 1.5 of 10; 1.35 of 9.
    [[19, 2, 1], '15', 'DOWN', 'REFUSE', 'NO'],
    [[19, 2, 1], '15', 'UP', 'REFUSE', 'YES'],
    [[19, 2, 1], '15', 'HALF_UP', 'REFUSE', 'YES'],
    [[10, 1, 1], '15', 'HALF_UP', 'REFUSE', 'YES'],
    [[9, 1, 1], '15', 'HALF_UP', 'REFUSE', 'NO'],
    [[9, 1, 1], '15', 'UP', 'REFUSE', 'YES'],
    // 12 of 14 is more than 80 percent of them, and less than 90; 18 of 20 is 90 percent.
    [[14, 11, 1], '80', 'DOWN', 'REFUSE', 'NO'],
    [[14, 11, 1], '90', 'DOWN', 'REFUSE', 'YES'],
    [[20, 17, 1], '90', 'DOWN', 'REFUSE', 'YES'],
    [[20, 18, 1], '90', 'DOWN', 'REFUSE', 'NO'],
    [[0, 0, 1], '15', 'DOWN', 'REFUSE', 'NO'],
    [[3, 0, 1], '33.3333', 'DOWN', 'REFUSE', 'NO'],
    [[3, 0, 1], '33.3334', 'DOWN', 'REFUSE', 'YES'],
  ])('of, given, asked for %j: %s %% rounded %s, excess %s: %s', (numbers, percent, rounding, excess, outcome) => {
    expect(quota({ ...args, percent, rounding, excess }, share(...numbers)).outcome).toBe(outcome);
  });

  it('is kept for sure, and exceeded perhaps, where only some of those that it is of are known', () => {
    expect(quota(args, share(20, 2, 1, { atLeast: true })).outcome).toBe('YES');
    const exceeded = quota(args, share(20, 3, 1, { atLeast: true }));
    expect(exceeded.outcome).toBe('DOUBT');
    expect(exceeded.explanation).toMatch(/Thiếu số liệu LĐTT cả năm để kết luận/);
  });

  it('is for a person where nobody knows how many there are, or which body decides', () => {
    expect(quota(args, share(null, 0, 1))).toMatchObject({
      outcome: 'DOUBT',
      explanation: 'Tỷ lệ không quá 15 % của LĐTT; thiếu số liệu LĐTT năm 2026 của Sở Nội vụ.',
      facts: [],
    });
    // Of something else nothing is known either.
    expect(quota({ ...args, of: 'CSTDCS' }, share(20, 0, 1)).outcome).toBe('DOUBT');
    expect(quota(args, null)).toMatchObject({ outcome: 'DOUBT', explanation: expect.stringMatching(/chưa xác định/) });
  });

  it('names what was counted, the limit, the denominator with its source, the rate and the rounding', () => {
    expect(quota({ ...args, percent: '12.5' }, share(20, 1, 2))).toMatchObject({
      explanation:
        'Tỷ lệ không quá 12,5 % của 20 LĐTT năm 2026 tại Sở Nội vụ, làm tròn xuống, tức 2; đã tính 3 (đã tặng 1, đang xét 2), vượt chỉ tiêu.',
      facts: ['Đã tính 3/2: đã tặng 1, đang xét 2', 'Mẫu số 20 LĐTT: BC 5; tỷ lệ 12,5 %, làm tròn xuống'],
    });
  });

  it('may be of the members', () => {
    const known = { count: 40, atLeast: false, source: 'BC 5' };
    const members = { ...share(null, 0, 4), bases: new Map([['MEMBERS', known]]) };
    const answer = quota({ ...args, of: 'MEMBERS', percent: '10' }, members);
    expect(answer.outcome).toBe('YES');
    expect(answer.explanation).toMatch(/10 % của 40 thành viên/);
  });
});
