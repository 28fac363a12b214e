import { civilDate } from '../../core/civil-date.js';
import {
  LawConflict,
  lawLoadPlan,
  type LoadedLaw,
  type LoadedRule,
  type ShippedRule,
  type TypeRow,
} from './law-load-plan.js';

const FROM = civilDate('2024-01-01');
const day = civilDate;

const type = (more: Partial<TypeRow> = {}): TypeRow => ({
  code: 'GK_XA',
  name: 'Giấy khen',
  decidedAt: 'COMMUNE',
  line: 'STATE',
  subjectKinds: ['INDIVIDUAL'],
  isCommendation: true,
  from: FROM,
  source: 's',
  ...more,
});

const rule = (more: Partial<ShippedRule> = {}): ShippedRule => ({
  kind: 'DOCUMENTS',
  code: 'DOCUMENTS',
  args: { atSubmit: ['BIEN_BAN_HOP'], deep: { a: 1, b: [1, 2] } },
  article: 'Điều 1',
  document: 'Luật',
  from: FROM,
  confirmed: true,
  source: 's',
  ...more,
});

/** What the database holds after a load of these. */
const loaded = (types: TypeRow[], rules: ShippedRule[], from: LoadedLaw = { types: [], rules: [] }): LoadedLaw => {
  const plan = lawLoadPlan({ types, rules }, from);
  const replaced = plan.newRules.map(({ replacesId }) => replacesId);
  const made: LoadedRule[] = plan.newRules.map(({ replacesId, ...content }, index) => ({
    ...content,
    id: `${replacesId ?? 'new'}.${index}`,
  }));
  return {
    types: [...from.types, ...plan.newTypes].map((each) => ({
      ...each,
      to: plan.endings.find(({ code }) => code === each.code)?.to ?? each.to ?? null,
    })),
    rules: [...from.rules.filter(({ id }) => !replaced.includes(id)), ...made],
  };
};

const NOTHING = { newTypes: [], endings: [], newRules: [] };

describe('a load of the law', () => {
  it('adds each award type, and each rule once for every award that it names, or for all', () => {
    const types = [type(), type({ code: 'GK_SO' })];
    const plan = lawLoadPlan({ types, rules: [rule({ awards: ['GK_XA', 'GK_SO'] }), rule()] }, loaded([], []));
    expect(plan.newTypes).toEqual(types);
    expect(plan.newRules.map(({ award, replacesId }) => [award, replacesId])).toEqual([
      ['GK_XA', null],
      ['GK_SO', null],
      [null, null],
    ]);
  });

  it('does nothing when done again, whatever the order of members and whether an absent one is null', () => {
    const there = loaded([type()], [rule()]);
    const args = { deep: { b: [1, 2], a: 1 }, atSubmit: ['BIEN_BAN_HOP'] };
    expect(lawLoadPlan({ types: [type({ to: null })], rules: [rule({ args, text: null, to: null })] }, there)).toEqual(
      NOTHING,
    );
  });

  it.each<[string, Partial<ShippedRule>]>([
    ['another value', { args: { atSubmit: [] } }],
    ['a longer list', { args: { atSubmit: ['BIEN_BAN_HOP', 'X'], deep: { a: 1, b: [1, 2] } } }],
    ['another article', { article: 'Điều 2' }],
    ['a confirmation', { confirmed: false }],
    ['an end', { to: day('2026-09-30') }],
    ['a wording', { text: 'Lời văn' }],
  ])('adds a row that replaces the old one for %s, and then rests', (_, change) => {
    const there = loaded([], [rule()]);
    const changed = { types: [], rules: [rule(change)] };
    expect(lawLoadPlan(changed, there)).toEqual({
      ...NOTHING,
      newRules: [{ ...rule(change), award: null, replacesId: 'new.0' }],
    });
    expect(lawLoadPlan(changed, loaded([], changed.rules, there))).toEqual(NOTHING);
  });

  it('adds a later version beside the one that it ends', () => {
    const there = loaded([], [rule()]);
    const rules = [rule({ to: day('2026-09-30') }), rule({ from: day('2026-10-01'), article: 'Điều 2' })];
    expect(lawLoadPlan({ types: [], rules }, there).newRules.map(({ from, replacesId }) => [from, replacesId])).toEqual(
      [
        [FROM, 'new.0'],
        ['2026-10-01', null],
      ],
    );
  });

  it('leaves a row that the files no longer have', () => {
    expect(lawLoadPlan({ types: [], rules: [] }, loaded([type()], [rule()]))).toEqual(NOTHING);
  });

  it('ends an award type, once', () => {
    const ended = { types: [type({ to: day('2025-06-30') })], rules: [] };
    const there = loaded([type()], []);
    expect(lawLoadPlan(ended, there)).toEqual({ ...NOTHING, endings: [{ code: 'GK_XA', to: '2025-06-30' }] });
    expect(lawLoadPlan(ended, loaded(ended.types, [], there))).toEqual(NOTHING);
  });

  it.each<[string, () => unknown]>([
    [
      'another name of an award type',
      () => lawLoadPlan({ types: [type({ name: 'X' })], rules: [] }, loaded([type()], [])),
    ],
    [
      'an end that is taken back',
      () => lawLoadPlan({ types: [type()], rules: [] }, loaded([type({ to: day('2025-06-30') })], [])),
    ],
    [
      'an end that moves',
      () =>
        lawLoadPlan(
          { types: [type({ to: day('2026-06-30') })], rules: [] },
          loaded([type({ to: day('2025-06-30') })], []),
        ),
    ],
    ['a rule for no award', () => loaded([type()], [rule({ awards: ['GK_X'] })])],
    ['a rule twice', () => loaded([], [rule(), rule()])],
    [
      'two rules on their common day',
      () => loaded([], [rule({ to: day('2025-01-01') }), rule({ from: day('2025-01-01') })]),
    ],
    [
      'a rule that moved its first day and left the old one',
      () => loaded([], [rule({ from: day('2024-02-01') })], loaded([], [rule()])),
    ],
    ['a rule that ends before it begins', () => loaded([], [rule({ to: day('2023-12-31') })])],
  ])('is refused for %s', (_, load) => {
    expect(load).toThrow(LawConflict);
  });

  it('takes one code for an award and for all on the same day', () => {
    expect(loaded([type()], [rule(), rule({ awards: ['GK_XA'] })]).rules).toHaveLength(2);
  });
});
