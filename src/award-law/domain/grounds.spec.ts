import { civilDate } from '../../core/civil-date.js';
import type { Finding, Verdict } from './finding.js';
import { GROUND_KINDS } from './grounds.js';
import { held, history, initiativesOf, proposal, ratings, ruleOf, titles } from './history.samples.js';
import type { History, Proposal } from './history.js';
import type { Rule } from './rule.js';
import { standardFindings } from './standards.js';

const THREE = ruleOf('CONSECUTIVE_TITLES', { titles: ['CSTDCS'], count: 3 });
const BK_TINH = ruleOf('RATED_YEARS', {
  meritKinds: ['CONG_TRANG'],
  kinds: ['INDIVIDUAL'],
  years: 2,
  ratings: ['HTXSNV'],
  initiatives: 2,
  orTitles: { titles: ['CSTDCS'], count: 2 },
});
const prior = (order: 'AFTER' | 'ANY' | 'UNREAD') =>
  ruleOf('PRIOR_AWARD', {
    meritKinds: ['CONG_TRANG'],
    awards: ['BK_TINH'],
    years: 5,
    ratings: ['HTXSNV', 'HTTNV'],
    titles: ['CSTDCS'],
    titleCount: 3,
    order,
  });
const standard = (needs: 'RATING' | 'INITIATIVE' | 'EITHER' | 'BOTH') =>
  ruleOf('YEAR_STANDARD', { titles: ['LDTT', 'CSTT'], ratings: ['HTXSNV'], needs });
const WIDE = ruleOf('INITIATIVES', { count: 1, scopes: ['PROVINCE', 'CENTRAL'] });
const GOOD = ruleOf('YEAR_RATING', { ratings: ['HTXSNV', 'HTTNV'] });
const FLAG = ruleOf('GROUP_RESULT', { rank: 1 });

const ratio = (percent: string, strict: boolean) => ruleOf('COLLECTIVE_RATIO', { measure: 'LDTT', percent, strict });
const members = (all: number, ldtt: number | null) => ({
  year: 2023,
  members: all,
  completed: null,
  ldtt,
  cstdcs: null,
});

/** Before anything is written; "… written": of an achievement of that year. */
const given = (day: string): Proposal =>
  day.endsWith(' written') ? proposal(day.slice(0, 10), { to: civilDate(day.slice(0, 10)) }) : proposal(day);

const ask = (rules: Rule[], known: Partial<History>, asked: Proposal): Finding[] =>
  standardFindings(rules, { ...asked, award: 'X', history: history(known), share: null });

const five = ratings({ 2021: 'HTTNV', 2022: 'HTXSNV', 2023: 'HTTNV', 2024: 'HTTNV', 2025: 'HTXSNV' });
const bk = (year: number, merit: 'CONG_TRANG' | 'PHONG_TRAO' | 'UNKNOWN' = 'CONG_TRANG') =>
  titles('BK_TINH', [year], merit);
const cs = (years: number[]) => titles('CSTDCS', years);

describe('the awards on which a finding rests', () => {
  it.each<[string, Rule, Partial<History>, string[] | undefined]>([
    [
      'the titles of the run, not older ones',
      THREE,
      { awards: cs([2018, 2022, 2023, 2024]) },
      ['CSTDCS 2022-12-20', 'CSTDCS 2023-12-20', 'CSTDCS 2024-12-20'],
    ],
    ['none, where there are none', THREE, {}, undefined],
    [
      'the earlier award and the titles of its years',
      prior('ANY'),
      { awards: [...bk(2019), ...cs([2017, 2022, 2023, 2024])], ratings: five },
      ['BK_TINH 2019-12-20', 'CSTDCS 2022-12-20', 'CSTDCS 2023-12-20', 'CSTDCS 2024-12-20'],
    ],
    [
      'nothing, where ratings carry it alone',
      BK_TINH,
      { ratings: five, initiatives: initiativesOf([2024, 2025]) },
      undefined,
    ],
    [
      'the other title of the year',
      standard('RATING'),
      { awards: [...titles('LDTT', [2024, 2025])], ratings: five },
      ['LDTT 2025-12-20'],
    ],
  ])('%s', (_, rule, known, ids) => {
    expect(ask([rule], known, given('2025-12-30 written')).flatMap(({ awardIds }) => awardIds ?? [])).toEqual(
      ids ?? [],
    );
  });
});

/** Rule, facts, day of the law → verdict, what the sentence says, the day from which. */
const CASES: [string, Rule, Partial<History>, string, Verdict, RegExp, string | null][] = [
  // R10, R12.
  ['three running', THREE, { awards: cs([2022, 2023, 2024]) }, '2025-01-10', 'PASSES', /2022, 2023, 2024/, null],
  ['two of three', THREE, { awards: cs([2023, 2024]) }, '2024-12-30', 'FAILS', /thiếu 01 năm CSTĐCS/, '2026-01-01'],
  ['none', THREE, {}, '2024-12-30', 'FAILS', /thiếu 03 năm CSTĐCS/, '2027-01-01'],
  ['a gap (R11)', THREE, { awards: cs([2021, 2023, 2024]) }, '2024-12-30', 'NEEDS_REVIEW', /gián đoạn.*2022/, null],
  [
    'other titles',
    THREE,
    { awards: titles('LDTT', [2022, 2023, 2024]) },
    '2024-12-30',
    'FAILS',
    /thiếu 03/,
    '2027-01-01',
  ],
  [
    'titles of which one knows the day of signature only, each in May: running in either reading',
    THREE,
    { awards: [2022, 2023, 2024].map((year) => held('CSTDCS', { on: `${year}-05-10` })) },
    '2024-12-30',
    'PASSES',
    /2022, 2023, 2024/,
    null,
  ],
  [
    'one signed in February that closes the run only as one of its own year',
    THREE,
    { awards: ['2022-02-01', '2023-12-20', '2024-12-20'].map((on) => held('CSTDCS', { on })) },
    '2024-12-30',
    'NEEDS_REVIEW',
    /năm nào/,
    null,
  ],
  [
    'a title whose loại hình nobody knows',
    THREE,
    { awards: [...cs([2022, 2023]), ...titles('CSTDCS', [2024], 'UNKNOWN')] },
    '2024-12-30',
    'NEEDS_REVIEW',
    /chưa rõ loại hình/,
    null,
  ],
  // R13.
  ['two titles', BK_TINH, { awards: cs([2023, 2024]) }, '2024-12-30', 'PASSES', /liên tục CSTĐCS/, null],
  [
    'two ratings with two initiatives',
    BK_TINH,
    { ratings: ratings({ 2023: 'HTXSNV', 2024: 'HTXSNV' }), initiatives: initiativesOf([2023, 2024]) },
    '2024-12-30',
    'PASSES',
    /hoàn thành xuất sắc nhiệm vụ/,
    null,
  ],
  [
    'the mixed case of the ministry: 2023 HTXSNV and an initiative, 2024 the same and CSTĐCS',
    BK_TINH,
    {
      awards: cs([2024]),
      ratings: ratings({ 2023: 'HTXSNV', 2024: 'HTXSNV' }),
      initiatives: initiativesOf([2023, 2024]),
    },
    '2024-12-30',
    'PASSES',
    /hoàn thành xuất sắc nhiệm vụ/,
    null,
  ],
  [
    'one initiative short',
    BK_TINH,
    { ratings: ratings({ 2023: 'HTXSNV', 2024: 'HTXSNV' }), initiatives: initiativesOf([2023]) },
    '2024-12-30',
    'FAILS',
    /thiếu 01 sáng kiến/,
    null,
  ],
  [
    'both initiatives of one year',
    BK_TINH,
    { ratings: ratings({ 2023: 'HTXSNV', 2024: 'HTXSNV' }), initiatives: initiativesOf([2024, 2024]) },
    '2024-12-30',
    'PASSES',
    /hoàn thành xuất sắc nhiệm vụ/,
    null,
  ],
  [
    'a good year after a lesser one',
    BK_TINH,
    { ratings: ratings({ 2023: 'HTTNV', 2024: 'HTXSNV' }), initiatives: initiativesOf([2023, 2024]) },
    '2024-12-30',
    'FAILS',
    /thiếu 01 năm hoàn thành xuất sắc nhiệm vụ, thiếu 01 sáng kiến/,
    '2026-01-01',
  ],
  [
    'two good years with one between that is not known',
    BK_TINH,
    { ratings: ratings({ 2022: 'HTXSNV', 2024: 'HTXSNV' }), initiatives: initiativesOf([2022, 2024]) },
    '2024-12-30',
    'NEEDS_REVIEW',
    /gián đoạn.*2023/,
    null,
  ],
  // R14.
  [
    'five good years after the bằng khen, three titles in them',
    prior('UNREAD'),
    { awards: [...bk(2020), ...cs([2021, 2023, 2025])], ratings: five },
    '2025-12-30',
    'PASSES',
    /2021, 2022, 2023, 2024, 2025/,
    null,
  ],
  [
    'the bằng khen within the five years: the order was not readable',
    prior('UNREAD'),
    { awards: [...bk(2022), ...cs([2021, 2023, 2025])], ratings: five },
    '2025-12-30',
    'NEEDS_REVIEW',
    /chưa đối chiếu/,
    null,
  ],
  [
    'the same where the order does not matter',
    prior('ANY'),
    { awards: [...bk(2022), ...cs([2021, 2023, 2025])], ratings: five },
    '2025-12-30',
    'PASSES',
    /Đã có/,
    null,
  ],
  [
    'the same where they must follow',
    prior('AFTER'),
    { awards: [...bk(2022), ...cs([2021, 2023, 2025])], ratings: five },
    '2025-12-30',
    'FAILS',
    /sau lần khen/,
    null,
  ],
  [
    'six good years after the bằng khen with a gap, three titles in them (R11)',
    prior('UNREAD'),
    {
      awards: [...bk(2017), ...cs([2018, 2019, 2024])],
      ratings: ratings({ 2018: 'HTTNV', 2019: 'HTTNV', 2020: 'HTTNV', 2022: 'HTTNV', 2023: 'HTTNV', 2024: 'HTTNV' }),
    },
    '2025-06-30',
    'NEEDS_REVIEW',
    /gián đoạn \(các năm chưa có: 2021\)/,
    null,
  ],
  [
    'no bằng khen',
    prior('UNREAD'),
    { awards: cs([2021, 2023, 2025]), ratings: five },
    '2025-12-30',
    'FAILS',
    /thiếu Bằng khen của Chủ tịch UBND tỉnh/,
    null,
  ],
  [
    'two titles of three',
    prior('UNREAD'),
    { awards: [...bk(2020), ...cs([2021, 2023])], ratings: five },
    '2025-12-30',
    'FAILS',
    /thiếu 01 lần CSTĐCS/,
    null,
  ],
  [
    'four years of five',
    prior('UNREAD'),
    { awards: [...bk(2020), ...cs([2022, 2023, 2024])], ratings: five.slice(1) },
    '2025-12-30',
    'FAILS',
    /thiếu 01 năm hoàn thành xuất sắc nhiệm vụ hoặc hoàn thành tốt nhiệm vụ/,
    '2027-01-01',
  ],
  [
    'a year without a rating between',
    prior('UNREAD'),
    {
      awards: [...bk(2018), ...cs([2021, 2023, 2025])],
      ratings: [...five.filter(({ year }) => year !== 2023), ...ratings({ 2020: 'HTTNV' })],
    },
    '2025-12-30',
    'NEEDS_REVIEW',
    /gián đoạn.*2023/,
    null,
  ],
  // The standard of LĐTT.
  ['a good year', GOOD, { ratings: ratings({ 2025: 'HTTNV' }) }, '2025-12-30 written', 'PASSES', /^Năm 2025/, null],
  [
    'a lesser year',
    GOOD,
    { ratings: ratings({ 2024: 'HTXSNV', 2025: 'HTNV' }) },
    '2025-12-30 written',
    'FAILS',
    /được xếp loại hoàn thành nhiệm vụ; cần hoàn thành xuất sắc nhiệm vụ hoặc hoàn thành tốt nhiệm vụ/,
    null,
  ],
  [
    'a year that nobody rated, after a good one',
    GOOD,
    { ratings: ratings({ 2024: 'HTXSNV' }) },
    '2025-12-30 written',
    'NEEDS_REVIEW',
    /Chưa có kết quả xếp loại năm 2025.*Người thẩm định của đơn vị hoặc của cơ quan xét hồ sơ ghi/,
    null,
  ],
  [
    'a year that has just begun, before anything is written',
    GOOD,
    { ratings: ratings({ 2024: 'HTXSNV' }) },
    '2025-01-10',
    'PASSES',
    /^Năm 2024/,
    null,
  ],
  // R09.
  [
    'A: an initiative',
    standard('INITIATIVE'),
    { awards: titles('LDTT', [2023]), initiatives: initiativesOf([2023]) },
    '2023-12-31',
    'PASSES',
    /sáng kiến/,
    null,
  ],
  [
    'A: a rating is not enough',
    standard('INITIATIVE'),
    { awards: titles('LDTT', [2023]), ratings: ratings({ 2023: 'HTXSNV' }) },
    '2023-12-31',
    'FAILS',
    /sáng kiến/,
    null,
  ],
  [
    'B: a rating is',
    standard('EITHER'),
    { awards: titles('LDTT', [2024]), ratings: ratings({ 2024: 'HTXSNV' }) },
    '2024-12-31',
    'PASSES',
    /hoàn thành xuất sắc nhiệm vụ/,
    null,
  ],
  [
    'B: another year’s is not',
    standard('EITHER'),
    { awards: titles('LDTT', [2024]), ratings: ratings({ 2023: 'HTXSNV' }) },
    '2024-12-31',
    'FAILS',
    /2024/,
    null,
  ],
  [
    'B: without the other title',
    standard('EITHER'),
    { ratings: ratings({ 2024: 'HTXSNV' }) },
    '2024-12-31',
    'NEEDS_REVIEW',
    /LĐTT hoặc Chiến sĩ tiên tiến/,
    null,
  ],
  [
    'both wanted, one there',
    standard('BOTH'),
    { awards: titles('CSTT', [2026]), ratings: ratings({ 2026: 'HTXSNV' }) },
    '2026-12-31',
    'FAILS',
    /và/,
    null,
  ],
  [
    'both there',
    standard('BOTH'),
    { awards: titles('CSTT', [2026]), ratings: ratings({ 2026: 'HTXSNV' }), initiatives: initiativesOf([2026]) },
    '2026-12-31',
    'PASSES',
    /và/,
    null,
  ],
  [
    'a rating wanted',
    standard('RATING'),
    { awards: titles('CSTT', [2026]), initiatives: initiativesOf([2026]) },
    '2026-12-31',
    'FAILS',
    /hoàn thành xuất sắc nhiệm vụ/,
    null,
  ],
  // R10, R12: how far an initiative reaches.
  ['of the province', WIDE, { initiatives: initiativesOf([2020], 'PROVINCE') }, '2024-12-30', 'PASSES', /tỉnh/, null],
  [
    'of the grassroots',
    WIDE,
    { initiatives: initiativesOf([2020]) },
    '2024-12-30',
    'FAILS',
    /thiếu 01 sáng kiến/,
    null,
  ],
  [
    'of a year to come',
    WIDE,
    { initiatives: initiativesOf([2025], 'CENTRAL') },
    '2024-12-30',
    'FAILS',
    /thiếu 01/,
    null,
  ],
  [
    'too long ago',
    ruleOf('INITIATIVES', { count: 1, scopes: ['PROVINCE'], withinYears: 2 }),
    { initiatives: initiativesOf([2022], 'PROVINCE') },
    '2024-12-30',
    'FAILS',
    /thiếu 01/,
    null,
  ],
  [
    'just recent enough',
    ruleOf('INITIATIVES', { count: 1, scopes: ['PROVINCE'], withinYears: 2 }),
    { initiatives: initiativesOf([2023], 'PROVINCE') },
    '2024-12-30',
    'PASSES',
    /tỉnh/,
    null,
  ],
  [
    'not confirmed',
    ruleOf('INITIATIVES', { count: 1, scopes: ['PROVINCE'] }, { confirmed: false }),
    { initiatives: initiativesOf([2023], 'PROVINCE') },
    '2024-12-30',
    'NEEDS_REVIEW',
    /chưa/,
    null,
  ],
  // R24.
  [
    'the leader of its cụm',
    FLAG,
    { groupResults: [{ year: 2024, group: 'Cụm 1', rank: 1 }] },
    '2025-01-10',
    'PASSES',
    /hạng 1/,
    null,
  ],
  [
    'the second',
    FLAG,
    { groupResults: [{ year: 2024, group: 'Cụm 1', rank: 2 }] },
    '2025-01-10',
    'FAILS',
    /Chưa có/,
    null,
  ],
  [
    'the leader of the year before',
    FLAG,
    { groupResults: [{ year: 2024, group: 'Cụm 1', rank: 1 }] },
    '2025-12-31 written',
    'NEEDS_REVIEW',
    /năm trước/,
    null,
  ],
  [
    'in none',
    FLAG,
    { groupResults: [{ year: 2022, group: 'Cụm 1', rank: 1 }] },
    '2025-01-10',
    'FAILS',
    /Chưa có/,
    null,
  ],
  // R23: on all members; exactly the bound passes, but where it says more than it.
  ['7 of 10', ratio('70', false), { memberCounts: [members(10, 7)] }, '2023-12-31', 'PASSES', /7\/10/, null],
  ['6 of 10', ratio('70', false), { memberCounts: [members(10, 6)] }, '2023-12-31', 'FAILS', /6\/10/, null],
  [
    'half, where more is asked',
    ratio('50', true),
    { memberCounts: [members(10, 5)] },
    '2023-12-31',
    'FAILS',
    /trên 50/,
    null,
  ],
  ['more than half', ratio('50', true), { memberCounts: [members(10, 6)] }, '2023-12-31', 'PASSES', /trên 50/, null],
  ['nobody counted', ratio('50', true), {}, '2023-12-31', 'NEEDS_REVIEW', /Chưa có số liệu/, null],
  [
    'counted, but not this',
    ratio('50', true),
    { memberCounts: [members(10, null)] },
    '2023-12-31',
    'NEEDS_REVIEW',
    /Chưa có/,
    null,
  ],
  [
    'counted in the year before',
    ratio('50', true),
    { memberCounts: [members(10, 6)] },
    '2024-01-31',
    'PASSES',
    /6\/10/,
    null,
  ],
  [
    'counted two years before',
    ratio('50', true),
    { memberCounts: [members(10, 6)] },
    '2025-01-31',
    'NEEDS_REVIEW',
    /Chưa có/,
    null,
  ],
];

describe('grounds', () => {
  it.each(CASES)('%s', (...[, rule, known, day, verdict, sentence, from]) => {
    const [finding] = ask([rule], known, given(day));
    expect([finding?.verdict, finding?.eligibleFrom]).toEqual([verdict, from]);
    expect(finding?.explanation).toMatch(sentence);
  });

  it('of every kind have a case that passes, one that fails and one that is doubtful', () => {
    const told = (kind: string) =>
      [...new Set(CASES.filter(([, rule]) => rule.kind === kind).map(([, , , , verdict]) => verdict))].sort();
    expect(GROUND_KINDS.map(told)).toEqual(GROUND_KINDS.map(() => ['FAILS', 'NEEDS_REVIEW', 'PASSES']));
  });

  it('are asked only for the merit kinds and the kinds of honourees of the rule', () => {
    expect(ask([BK_TINH], {}, proposal('2024-12-30', { merit: 'PHONG_TRAO' }))).toEqual([]);
    expect(ask([BK_TINH], {}, proposal('2024-12-30', { kind: 'COLLECTIVE' }))).toEqual([]);
    expect(ask([BK_TINH], {}, proposal('2024-12-30'))).toHaveLength(1);
  });

  it('go by the year of the achievement where there is one', () => {
    const written = proposal('2026-03-01', { from: civilDate('2024-01-01'), to: civilDate('2024-12-31') });
    expect(ask([BK_TINH], { awards: cs([2023, 2024]) }, written)[0]?.verdict).toBe('PASSES');
    expect(ask([BK_TINH], { awards: cs([2023, 2024]) }, proposal('2026-03-01'))[0]?.verdict).toBe('NEEDS_REVIEW');
  });

  it('name the awards that were used', () => {
    expect(ask([THREE], { awards: cs([2023, 2024]) }, proposal('2024-12-30'))[0]?.facts).toEqual([
      'CSTDCS 2023-12-20',
      'CSTDCS 2024-12-20',
    ]);
  });
});

describe('merit kinds that are no ground (R15)', () => {
  const R15 = ruleOf('MERIT_NOT_GROUND', { merits: ['DOT_XUAT', 'PHONG_TRAO'], for: ['CONG_TRANG'] });
  const unsure = ruleOf('MERIT_NOT_GROUND', R15.args, { confirmed: false });
  const verdicts = (rules: Rule[], merit: 'CONG_TRANG' | 'PHONG_TRAO' | 'UNKNOWN'): [string, Verdict][] =>
    ask(rules, { awards: [...bk(2020, merit), ...cs([2021, 2023, 2025])], ratings: five }, proposal('2025-12-30')).map(
      ({ rule, verdict }) => [rule.code, verdict],
    );

  it.each<[string, Rule[], 'CONG_TRANG' | 'PHONG_TRAO' | 'UNKNOWN', [string, Verdict][]]>([
    [
      'công trạng',
      [prior('UNREAD'), R15],
      'CONG_TRANG',
      [
        ['PRIOR_AWARD', 'PASSES'],
        ['MERIT_NOT_GROUND', 'PASSES'],
      ],
    ],
    [
      'of the movement',
      [prior('UNREAD'), R15],
      'PHONG_TRAO',
      [
        ['PRIOR_AWARD', 'FAILS'],
        ['MERIT_NOT_GROUND', 'FAILS'],
      ],
    ],
    ['of the movement, before the rule', [prior('UNREAD')], 'PHONG_TRAO', [['PRIOR_AWARD', 'PASSES']]],
    [
      'unknown',
      [prior('UNREAD'), R15],
      'UNKNOWN',
      [
        ['PRIOR_AWARD', 'NEEDS_REVIEW'],
        ['MERIT_NOT_GROUND', 'NEEDS_REVIEW'],
      ],
    ],
    [
      'while the rule is not confirmed',
      [prior('UNREAD'), unsure],
      'PHONG_TRAO',
      [
        ['PRIOR_AWARD', 'NEEDS_REVIEW'],
        ['MERIT_NOT_GROUND', 'NEEDS_REVIEW'],
      ],
    ],
  ])('a bằng khen %s', (_what, rules, merit, expected) => {
    expect(verdicts(rules, merit)).toEqual(expected);
  });

  it('do not matter for an award of the movement, nor where no ground is asked for', () => {
    expect(ask([R15, prior('UNREAD')], {}, proposal('2025-12-30', { merit: 'PHONG_TRAO' }))).toEqual([]);
    expect(ask([R15], {}, proposal('2025-12-30'))).toEqual([]);
  });
});
