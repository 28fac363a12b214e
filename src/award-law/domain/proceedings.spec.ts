import { civilDate } from '../../core/civil-date.js';
import { history, proposal, ruleOf, titles } from './history.samples.js';
import type { Finding } from './finding.js';
import { disciplinedUntil, timeAfterDiscipline } from './proceedings.js';
import { sensitiveFindings } from './standards.js';
import type { HeldAward } from './history.js';

const RULES = [
  ruleOf('PENDING_PROCEEDINGS', { proceedings: ['INVESTIGATION', 'VERIFICATION'] }),
  ruleOf('TIME_AFTER_PROCEEDINGS', { proceedings: ['DISCIPLINE'] }),
  ruleOf('CONSECUTIVE_TITLES', { titles: ['CSTDCS'], count: 2 }),
];
const day = (text: string) => civilDate(text);
const period = (kind: string, from: string, to: string | null = null) => ({
  kind,
  from: day(from),
  to: to ? day(to) : null,
});

function ask(
  proceedings: ReturnType<typeof period>[],
  [from, to]: [string, string] = ['2025-01-01', '2025-12-31'],
  awards: HeldAward[] = titles('CSTDCS', [2024, 2025]),
): Finding[] {
  const given = proposal('2026-01-15', { from: day(from), to: day(to) });
  const proposed = { ...given, award: 'X', history: history({ awards }), share: null };
  return sensitiveFindings(RULES, proposed, { proceedings, today: day('2026-01-15') });
}
const told = (found: Finding[]) => found.map(({ verdict, eligibleFrom }) => [verdict, eligibleFrom]);

describe('what is pending (R20)', () => {
  it.each<[string, ReturnType<typeof period>[], string, string | null]>([
    ['nothing', [], 'PASSES', null],
    ['an open verification', [period('VERIFICATION', '2026-01-10')], 'FAILS', null],
    ['one that ends today', [period('VERIFICATION', '2026-01-10', '2026-01-15')], 'FAILS', '2026-01-16'],
    ['one that ended yesterday', [period('VERIFICATION', '2026-01-10', '2026-01-14')], 'PASSES', null],
    ['one that begins tomorrow', [period('INVESTIGATION', '2026-01-16')], 'PASSES', null],
    [
      'two, one open',
      [period('INVESTIGATION', '2026-01-01', '2026-02-01'), period('VERIFICATION', '2026-01-01')],
      'FAILS',
      null,
    ],
  ])('%s', (_what, proceedings, verdict, from) => {
    expect(told(ask(proceedings))[0]).toEqual([verdict, from]);
  });
});

describe('time before the end of a discipline (R21)', () => {
  it.each<[string, string, string | null, string, string | null]>([
    ['long over, before the years that count', '2022-01-01', '2022-12-31', 'PASSES', null],
    [
      'over on the day before the achievement, but a title of before counts no more',
      '2024-01-01',
      '2024-12-31',
      'FAILS',
      null,
    ],
    ['till the last day of the achievement', '2025-01-01', '2025-12-31', 'FAILS', null],
    ['still on', '2025-06-01', null, 'FAILS', null],
    ['of a time to come', '2026-02-01', null, 'PASSES', null],
  ])('%s', (_what, from, to, verdict, eligibleFrom) => {
    expect(told(ask([period('DISCIPLINE', from, to)]))[1]).toEqual([verdict, eligibleFrom]);
  });

  it.each<[string, string | null, string, string | null]>([
    ['2025-06-01', '2025-12-31', 'YES', null],
    ['2025-06-01', '2026-01-01', 'DOUBT', null],
    ['2025-06-01', '2026-01-15', 'NO', '2027-01-01'],
    ['2025-06-01', '2027-12-31', 'NO', '2028-01-01'],
    // No end in sight: no day is promised.
    ['2025-06-01', null, 'NO', null],
  ])('from %s to %s, asked on 15/01/2026 before anything is written: %s, from %s on', (from, to, outcome, eligible) => {
    const found = disciplinedUntil(['DISCIPLINE'], [period('DISCIPLINE', from, to)], day('2026-01-15'));
    const answer = timeAfterDiscipline(found, { from: null, to: null, day: day('2026-01-15') }, true);
    expect([answer.outcome, answer.eligibleFrom]).toEqual([outcome, eligible]);
    expect(answer.explanation.includes('chưa hết hạn')).toBe(to === null);
  });

  it('in the midst of the achievement: a person weighs what is left, where no standard of years breaks', () => {
    const found = ask([period('DISCIPLINE', '2025-01-01', '2025-03-31')], ['2025-01-01', '2025-12-31'], []);
    expect(told(found)[1]).toEqual(['NEEDS_REVIEW', null]);
  });

  it('is marked as sensitive, and so is what is pending', () => {
    expect(ask([]).map(({ sensitive }) => sensitive)).toEqual([true, true]);
  });
});
