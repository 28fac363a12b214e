import fc from 'fast-check';
import { civilDate } from '../../core/civil-date.js';
import { holdsOn, MalformedRule, ofKind, parseRule, RULE_KINDS, rulesFor, rulesIn, type RuleRow } from './rule.js';

const citation = {
  code: 'CODE',
  article: 'Điều 1',
  document: 'Luật',
  text: null,
  validFrom: '2024-01-01',
  validTo: null,
  confirmed: true,
};
const row = (kind: string, args: Record<string, unknown>, more: Partial<RuleRow> = {}): RuleRow => ({
  id: 'r',
  awardTypeId: null,
  kind,
  args,
  citation,
  ...more,
});

const STEP = { tier: 'PROVINCE', line: 'STATE' };
const PRIZE = { table: 'STATE', kind: 'INDIVIDUAL' };
const RATED = { years: 2, ratings: ['HTXSNV'], initiatives: 2 };
const PRIOR = { awards: ['BK_TINH'], years: 5, ratings: ['HTTNV'], titles: ['CSTDCS'], titleCount: 3, order: 'UNREAD' };
const QUOTA = { of: 'LDTT', percent: '15', rounding: 'DOWN', excess: 'WARN' };
/** Kind, args that fit, args that do not. */
const CASES: [string, Record<string, unknown>[], Record<string, unknown>[]][] = [
  ['REGIME', [{ regime: 'C' }], [{}, { regime: 'c' }, { regime: 'AB' }, { regime: 1 }]],
  [
    'FAVOURABLE_LAW',
    [{ instead: 'C', by: 'D' }],
    [{ by: 'D' }, { instead: 'C', by: 'd' }, { instead: 'D', by: 'D' }, { instead: 'CD', by: 'D' }],
  ],
  [
    'COMPETENCE',
    [STEP, { ...STEP, areaTier: 'PROVINCE' }, { tier: 'CENTRAL', line: 'PARTY', unitCode: 'BTGTW' }],
    [
      { tier: 'PROVINCE' },
      { ...STEP, line: 'ARMY' },
      { ...STEP, areaTier: 'WARD' },
      { tier: 'CENTRAL', line: 'STATE' },
      { ...STEP, unitCode: 'UBND-12' },
      { ...STEP, threshold: '80' },
    ],
  ],
  [
    'COUNCIL',
    [
      { ...STEP, requirement: 'NONE' },
      { ...STEP, requirement: 'REQUIRED', threshold: '80' },
      { ...STEP, requirement: 'REQUIRED', threshold: '66.6667', areaTier: 'PROVINCE' },
      { ...STEP, requirement: 'REQUIRED', threshold: '100' },
    ],
    [
      { ...STEP, requirement: 'REQUIRED' },
      { ...STEP, requirement: 'NONE', threshold: '80' },
      ...['101', '080', '80%', '80,5', '100.1', '-1', '8.00001', '1e1', ''].map((threshold) => ({
        ...STEP,
        requirement: 'REQUIRED',
        threshold,
      })),
      { ...STEP, requirement: 'REQUIRED', threshold: 80 },
    ],
  ],
  [
    'POSTING',
    [{ ...STEP, workingDays: 10 }],
    [STEP, ...[0, 1.5, -1, '10', 366].map((workingDays) => ({ ...STEP, workingDays }))],
  ],
  [
    'DOCUMENTS',
    [{ atSubmit: ['BIEN_BAN_HOP'] }],
    [{}, { atSubmit: [] }, { atSubmit: ['Biên bản'] }, { atSubmit: 'BIEN_BAN_HOP' }, { atSubmit: ['AB', 'AB'] }],
  ],
  ['DEADLINE', [{ tier: 'COMMUNE', workingDays: 12 }], [{ tier: 'COMMUNE' }, { ...STEP, workingDays: 12 }]],
  [
    'OPINION',
    [
      { ...STEP, of: 'cơ quan thuế' },
      { ...STEP, areaTier: 'PROVINCE', of: 'Ban Thường vụ Tỉnh ủy' },
    ],
    [STEP, { of: 'cơ quan thuế' }, ...['', ' thuế', 7, 'x'.repeat(201)].map((of) => ({ ...STEP, of }))],
  ],
  [
    'OPINION_DEADLINE',
    [
      { workingDays: 10, silence: 'PROCEED' },
      { workingDays: 1, silence: 'WAIT' },
    ],
    [{ workingDays: 10 }, { workingDays: 0, silence: 'WAIT' }, { workingDays: 10, silence: 'CONSENT' }],
  ],
  ['SUBJECT_KINDS', [{ kinds: ['HOUSEHOLD'] }], [{ kinds: [] }, { kinds: ['FAMILY'] }]],
  ['MERIT_KIND', [{ kinds: ['CONG_TRANG'] }], [{ kinds: ['UNKNOWN'] }, { kinds: null }]],
  ['ONE_AWARD_PER_ACHIEVEMENT', [{}, { lines: ['STATE'] }], [{ kinds: ['INDIVIDUAL'] }, { lines: ['ARMY'] }]],
  ['DISSOLVED_NOT_COMMENDED', [{ kinds: ['COLLECTIVE'] }], [{}]],
  [
    'BASE_SALARY',
    [{ amount: '2530000' }],
    [{}, ...['0', '02530000', '2.530.000', '2530000.5', 2530000].map((amount) => ({ amount }))],
  ],
  [
    'PRIZE_COEFFICIENT',
    ['0.3', '1', '4.5', '46', '0.0001', '30.5'].map((coefficient) => ({ ...PRIZE, coefficient })),
    [
      PRIZE,
      { table: 'FRONT', kind: 'INDIVIDUAL', coefficient: '1' },
      { table: 'STATE', coefficient: '1' },
      ...['0', '0.0', '1.0', '1,5', '.5', '01', '1.', '-1', '1e1', '0.00001', 1.5].map((coefficient) => ({
        ...PRIZE,
        coefficient,
      })),
    ],
  ],
  ['PRIZE_MULTIPLIER', [{ ...PRIZE, multiplier: '1.5' }], [PRIZE, { ...PRIZE, multiplier: '2.0' }]],
  ['PRIZE_ROUNDING', [{ table: 'STATE', upTo: '10000' }], [{ table: 'STATE' }, { table: 'STATE', upTo: '0' }]],
  [
    'HOLIDAY',
    [
      { name: 'Tết', calendar: 'LUNAR', month: 1, day: 1, days: 5 },
      { name: 'Quốc khánh', calendar: 'SOLAR', month: 9, day: 2, days: 2 },
    ],
    [
      { calendar: 'LUNAR', month: 1, day: 1, days: 5 },
      ...[
        { calendar: 'CHINESE' },
        { month: 13 },
        { month: 11 },
        { day: 31 },
        { day: 0 },
        { days: 11 },
        { days: 1.5 },
        { name: '' },
      ].map((wrong) => ({
        ...{ name: 'Tết', calendar: 'LUNAR', month: 1, day: 1, days: 5 },
        ...wrong,
      })),
    ],
  ],
  [
    'HOLIDAY_PLACING',
    [
      { holiday: 'HOLIDAY.TET', before: 0 },
      { holiday: 'HOLIDAY.TET', before: 2, year: 2027 },
    ],
    [
      { before: 1 },
      { holiday: 'HOLIDAY.TET', before: -1 },
      { holiday: 'HOLIDAY.TET', before: 1, year: '2027' },
      { holiday: 'Tết', before: 1 },
    ],
  ],
  ['COMPENSATION', [{}], [{ days: 1 }]],
  [
    'DAY_SWAP',
    [{ off: '2025-05-02', worked: '2025-04-26' }],
    [{ off: '2025-05-02' }, { off: '2025-05-02', worked: '2025-05-02' }, { off: '2025-02-29', worked: '2025-04-26' }],
  ],
  [
    'CONSECUTIVE_TITLES',
    [
      { titles: ['CSTDCS'], count: 3 },
      { titles: ['CSTDCS'], count: 3, kinds: ['INDIVIDUAL'], meritKinds: ['CONG_TRANG'] },
    ],
    [
      { titles: [], count: 3 },
      { titles: ['CSTDCS'], count: 0 },
      { titles: ['CSTDCS'], count: 3, meritKinds: ['UNKNOWN'] },
    ],
  ],
  [
    'RATED_YEARS',
    [RATED, { ...RATED, initiatives: 0 }, { ...RATED, orTitles: { titles: ['CSTDCS'], count: 2 } }],
    [
      { ...RATED, years: 0 },
      { ...RATED, ratings: ['hoàn thành'] },
      ...[null, [], { titles: ['CSTDCS'] }, { titles: ['CSTDCS'], count: 2, more: 1 }].map((orTitles) => ({
        ...RATED,
        orTitles,
      })),
    ],
  ],
  [
    'PRIOR_AWARD',
    [PRIOR],
    [
      { ...PRIOR, order: 'BEFORE' },
      { ...PRIOR, titleCount: 0 },
      { ...PRIOR, awards: [] },
    ],
  ],
  [
    'YEAR_STANDARD',
    [{ titles: ['LDTT'], ratings: ['HTXSNV'], needs: 'EITHER' }],
    [{ titles: ['LDTT'], ratings: ['HTXSNV'], needs: 'NONE' }],
  ],
  ['YEAR_RATING', [{ ratings: ['HTXSNV', 'HTTNV'] }], [{}, { ratings: [] }, { ratings: ['hoàn thành'] }]],
  ['CRITERIA', [{ of: 'tiêu chuẩn' }, { of: 'tiêu chuẩn', kinds: ['HOUSEHOLD'] }], [{}, { of: '' }, { of: ['x'] }]],
  [
    'INITIATIVES',
    [
      { count: 1, scopes: ['CENTRAL'] },
      { count: 1, scopes: ['PROVINCE'], withinYears: 3 },
    ],
    [
      { count: 1, scopes: ['WIDE'] },
      { count: 1, scopes: ['CENTRAL'], withinYears: 0 },
    ],
  ],
  ['GROUP_RESULT', [{ rank: 1 }], [{}, { rank: 0 }]],
  [
    'COLLECTIVE_RATIO',
    [{ measure: 'LDTT', percent: '70', strict: false }],
    [
      { measure: 'GDVH', percent: '70', strict: true },
      { measure: 'LDTT', percent: 70, strict: false },
      { measure: 'LDTT', percent: '70', strict: 'no' },
    ],
  ],
  [
    'QUOTA',
    [QUOTA],
    [
      { ...QUOTA, rounding: 'EVEN' },
      { ...QUOTA, excess: 'IGNORE' },
      { ...QUOTA, percent: '15%' },
    ],
  ],
  ['YEARS_CONSUMED', [{}, { kinds: ['HOUSEHOLD'] }], [{ kinds: [] }]],
  [
    'MERIT_NOT_GROUND',
    [{ merits: ['PHONG_TRAO'], for: ['CONG_TRANG'] }],
    [{ merits: ['PHONG_TRAO'] }, { merits: [], for: ['CONG_TRANG'] }],
  ],
  ['PENDING_PROCEEDINGS', [{ proceedings: ['VERIFICATION'] }], [{}, { proceedings: [] }]],
  ['TIME_AFTER_PROCEEDINGS', [{ proceedings: ['DISCIPLINE'] }], [{ proceedings: ['kỷ luật'] }]],
  [
    'MEMBERS_UNDISCIPLINED',
    [{ proceedings: ['DISCIPLINE'], forms: ['cảnh cáo'], lesser: ['khiển trách'] }],
    [
      { proceedings: ['DISCIPLINE'], forms: ['cảnh cáo'] },
      { proceedings: ['DISCIPLINE'], forms: [], lesser: ['khiển trách'] },
      { proceedings: ['DISCIPLINE'], forms: ['Cảnh cáo'], lesser: ['khiển trách'] },
    ],
  ],
];

describe('the args of a rule', () => {
  it('are told for every kind', () => {
    expect(CASES.map(([kind]) => kind)).toEqual(RULE_KINDS);
  });

  it.each(CASES.flatMap(([kind, fit]) => fit.map((args) => [kind, args] as const)))('%s takes %j', (kind, args) => {
    expect(parseRule(row(kind, args))).toEqual(row(kind, args));
  });

  it.each(CASES.flatMap(([kind, , wrong]) => wrong.map((args) => [kind, args] as const)))(
    '%s refuses %j',
    (kind, args) => {
      expect(() => parseRule(row(kind, args))).toThrow(MalformedRule);
    },
  );

  it.each([
    ['DEADLINE', { tier: 'COMMUNE' }, 'thiếu mục “workingDays”'],
    ['DEADLINE', { tier: 'COMMUNE', workingDays: 0 }, 'mục “workingDays” không nhận giá trị 0'],
    ['DEADLINE', { tier: 'COMMUNE', workingDays: 9, dats: 9 }, 'không có mục “dats”; các mục là: '],
    ['COMPENSATION', { toString: 1 }, 'không có mục “toString”; các mục là: –'],
    ['COUNCIL', { tier: 'COMMUNE', line: 'STATE', requirement: 'REQUIRED' }, 'các mục không hợp với nhau'],
  ])('%s says in Vietnamese what is wrong with %j', (kind, args, said) => {
    expect(() => parseRule(row(kind, args))).toThrow(`(${kind}): ${said}`);
  });

  it('are refused of a kind that is none, and of one that every object has', () => {
    expect(() => parseRule(row('LOTTERY', {}))).toThrow(MalformedRule);
    expect(() => parseRule(row('toString', {}))).toThrow(MalformedRule);
    expect(() => parseRule(row('ONE_AWARD_PER_ACHIEVEMENT', { toString: 1 }))).toThrow(MalformedRule);
  });

  it('of whatever kind and shape give a rule or MalformedRule, nothing else', () => {
    const kinds = fc.constantFrom(...RULE_KINDS);
    fc.assert(
      fc.property(kinds, fc.dictionary(fc.string(), fc.jsonValue()), (kind, args) => {
        try {
          expect(parseRule(row(kind, args)).args).toBe(args);
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedRule);
        }
      }),
    );
  });
});

describe('the rules of an award', () => {
  const rules = rulesIn([
    row('DEADLINE', { tier: 'COMMUNE', workingDays: 12 }, { id: 'general' }),
    row('DEADLINE', { tier: 'COMMUNE', workingDays: 10 }, { id: 'own', awardTypeId: 'a' }),
    row('DEADLINE', { tier: 'COMMUNE', workingDays: 5 }, { id: 'other', awardTypeId: 'b' }),
    row('LOTTERY', {}, { id: 'of a later version' }),
  ]);

  it('are its own before the general ones, without those of others and of unknown kinds', () => {
    expect(ofKind(rulesFor(rules, 'a'), 'DEADLINE').map(({ id }) => id)).toEqual(['own', 'general']);
    expect(ofKind(rulesFor(rules, 'c'), 'DEADLINE').map(({ id }) => id)).toEqual(['general']);
    expect(ofKind(rulesFor(rules, 'a'), 'REGIME')).toEqual([]);
    expect(rules.map(({ id }) => id)).toEqual(['general', 'own', 'other']);
  });

  it('stand the latest first, and else by code', () => {
    const from = (id: string, validFrom: string | null, code: string) =>
      row('REGIME', { regime: 'A' }, { id, citation: { ...citation, validFrom, code } });
    const several = [
      from('old', '2024-01-01', 'A'),
      from('new', '2025-07-01', 'B'),
      from('ever', null, 'A'),
      from('new too', '2025-07-01', 'A'),
    ];
    expect(ofKind(rulesIn(several), 'REGIME').map(({ id }) => id)).toEqual(['new too', 'new', 'old', 'ever']);
  });

  it('stand in the same order however they came', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(rules, { minLength: 3 }), (shuffled) => {
        expect(ofKind(rulesFor(shuffled, 'a'), 'DEADLINE').map(({ id }) => id)).toEqual(['own', 'general']);
      }),
    );
  });

  it('hold on their first and their last day', () => {
    const period = { citation: { ...citation, validTo: '2024-12-31' } };
    const days = ['2023-12-31', '2024-01-01', '2024-12-31', '2025-01-01'];
    expect(days.map((day) => holdsOn(period, civilDate(day)))).toEqual([false, true, true, false]);
    expect(holdsOn({ citation }, civilDate('2999-01-01'))).toBe(true);
  });
});
