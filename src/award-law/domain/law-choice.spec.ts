import { civilDate } from '../../core/civil-date.js';
import { evaluate, withJudgements, type Eligibility, type Facts } from './eligibility.js';
import { ruleOf } from './history.samples.js';
import { isWorse, permission, underChosenLaw, type LawChoice } from './law-choice.js';
import type { Verdict } from './finding.js';
import { holdsOn, type Citation, type Rule } from './rule.js';

// Facts of a dossier that a first body received under one law and the deciding body under the next; then somebody chooses.

const kinds = (code: string, allowed: Facts['kind'][], citation: Partial<Citation> = {}) =>
  ruleOf('SUBJECT_KINDS', { kinds: allowed }, { code, ...citation });
const regime = (name: string, from: string, to: string | null) =>
  ruleOf(
    'REGIME',
    { regime: name },
    { code: `REGIME.${name}`, document: `Luật ${name}`, validFrom: from, validTo: to },
  );
const [EARLY, LATE] = [{ validTo: '2026-09-30' }, { validFrom: '2026-10-01' }];
const favourable = (by: string, instead: string, confirmed: boolean) =>
  ruleOf('FAVOURABLE_LAW', { by, instead }, { ...LATE, code: `FAVOURABLE.${by}.${instead}`, confirmed });
const REGIMES = [regime('C', '2025-07-01', '2026-09-30'), regime('D', '2026-10-01', null)];

/** The law: what kinds of honourees may have the award before and from 2026-10-01, and what allows to choose. */
function law(before: Facts['kind'][], after: Facts['kind'][], more: Rule[] = [], sure = true): Rule[] {
  return [
    ...REGIMES,
    ruleOf('ONE_AWARD_PER_ACHIEVEMENT', {}),
    kinds('KINDS', before, { ...EARLY, document: 'Luật C' }),
    kinds('KINDS', after, { ...LATE, document: 'Luật D', confirmed: sure }),
    ...more,
  ];
}

const [first, lawDate] = [civilDate('2026-09-30'), civilDate('2026-10-01')];
function weigh(rules: readonly Rule[], day: LawChoice['day'], more: Partial<Facts> = {}): Eligibility {
  const [regimeThen] = REGIMES.filter((rule) => holdsOn(rule, first));
  return evaluate(
    rules.filter((rule) => holdsOn(rule, day)),
    {
      ...{ kind: 'HOUSEHOLD', honoureeDissolvedOn: null, sameAchievementAwards: [], day, provisional: false },
      firstReceived: { day: first, regime: regimeThen ?? null },
      ...more,
    },
  );
}
const choice = (more: Partial<LawChoice> = {}): LawChoice => ({
  ...{ number: 1, basis: 'FIRST_RECEIPT', lawDate, day: first, reason: 'Xã nhận trước ngày luật mới.' },
  ...more,
});
const choose = (rules: Rule[], more: Partial<LawChoice> = {}): Eligibility => {
  const made = choice(more);
  return underChosenLaw(rules, made, [weigh(rules, made.day), weigh(rules, made.lawDate)]);
};
const told = ({ findings }: Eligibility) => findings.map(({ rule, verdict }) => `${rule.code} ${verdict}`);
const ALL: Facts['kind'][] = ['INDIVIDUAL', 'HOUSEHOLD'];

describe('a law that somebody has chosen (R02)', () => {
  it.each<[string, Rule[], string[], Verdict]>([
    [
      'the older one, by a rule that nobody has confirmed: its own answer, and a doubt that is judged',
      law(ALL, ['INDIVIDUAL'], [favourable('C', 'D', false)]),
      ['CHOICE.1.FAVOURABLE.C.D NEEDS_REVIEW', 'KINDS PASSES', 'ONE_AWARD_PER_ACHIEVEMENT PASSES'],
      'NEEDS_REVIEW',
    ],
    [
      'by a confirmed rule: nothing is left to judge',
      law(ALL, ['INDIVIDUAL'], [favourable('C', 'D', true)]),
      ['CHOICE.1.FAVOURABLE.C.D PASSES', 'KINDS PASSES', 'ONE_AWARD_PER_ACHIEVEMENT PASSES'],
      'PASSES',
    ],
    [
      'where no rule is known that allows it: a gap, judged (R03)',
      law(ALL, ['INDIVIDUAL'], [favourable('D', 'C', true), favourable('B', 'D', true)]),
      ['CHOICE.1.NO_RULE.FAVOURABLE_LAW NEEDS_REVIEW', 'KINDS PASSES', 'ONE_AWARD_PER_ACHIEVEMENT PASSES'],
      'NEEDS_REVIEW',
    ],
    [
      'that has turned out to be the worse one: a confirmed rule does not allow that',
      law(['INDIVIDUAL'], ALL, [favourable('C', 'D', true)]),
      ['CHOICE.1.FAVOURABLE.C.D FAILS', 'KINDS FAILS', 'ONE_AWARD_PER_ACHIEVEMENT PASSES'],
      'FAILS',
    ],
    [
      'by which a confirmed rule fails all the same: a choice lifts no failure of the law that it chose',
      law(['INDIVIDUAL'], ['INDIVIDUAL'], [favourable('C', 'D', true)]),
      ['CHOICE.1.FAVOURABLE.C.D PASSES', 'KINDS FAILS', 'ONE_AWARD_PER_ACHIEVEMENT PASSES'],
      'FAILS',
    ],
  ])('%s', (_what, rules, findings, verdict) => {
    const found = choose(rules);
    expect(told(found)).toEqual(findings);
    expect([found.verdict, found.regime, found.lawDate]).toEqual([verdict, 'C', first]);
  });

  it('says both days, both laws, what each says, where they differ, and why', () => {
    const [{ explanation, facts }] = choose(law(ALL, ['INDIVIDUAL'], [favourable('C', 'D', false)])).findings as [
      Eligibility['findings'][number],
    ];
    expect(explanation).toContain('pháp luật ngày 30/09/2026 (chế độ C) thay cho pháp luật ngày 01/10/2026 (chế độ D)');
    expect(explanation).toContain('Theo pháp luật ngày 30/09/2026: đạt; theo pháp luật ngày 01/10/2026: không đạt.');
    expect(explanation).toContain('Lý do đã nêu: “Xã nhận trước ngày luật mới.”.');
    expect(facts.slice(0, 2)).toEqual(['2026-09-30: C', '2026-10-01: D']);
    expect(facts.slice(2)).toEqual([
      expect.stringMatching(/Ngày 01\/10\/2026: không đạt .*Luật D.*Ngày 30\/09\/2026: đạt .*Luật C/),
    ]);
  });

  it('leaves no trace of discipline in what both laws are said to say', () => {
    const pending = ruleOf('PENDING_PROCEEDINGS', { proceedings: ['VERIFICATION'] }, EARLY);
    const rules = [...law(ALL, ['INDIVIDUAL'], [favourable('C', 'D', false)]), pending];
    const told = (isVerified: boolean) => {
      const facts: Partial<Facts> = {
        proposed: {
          ...{ kind: 'HOUSEHOLD', merit: 'PHONG_TRAO', from: null, to: null, award: 'X', share: null, day: first },
          history: { awards: [], ratings: [], initiatives: [], groupResults: [], memberCounts: [] },
        },
        sensitive: { proceedings: isVerified ? [{ kind: 'VERIFICATION', from: first, to: null }] : [], today: lawDate },
      };
      const both: [Eligibility, Eligibility] = [weigh(rules, first, facts), weigh(rules, lawDate, facts)];
      return underChosenLaw(rules, choice(), both);
    };
    expect(told(true).findings[0]).toEqual(told(false).findings[0]);
    expect([told(true).verdict, told(false).verdict]).toEqual(['FAILS', 'NEEDS_REVIEW']);
  });

  it('is judged as that very record: what was said of an earlier choice says nothing of the next', () => {
    const rules = law(ALL, ['INDIVIDUAL'], [favourable('C', 'D', false)]);
    const said = new Map([
      ['CHOICE.1.FAVOURABLE.C.D', { accept: true, reason: 'đúng', byAccountId: 'a', at: new Date(0) }],
    ]);
    const judgements = (number: number) =>
      withJudgements(choose(rules, { number }), said).findings.map(({ judgement }) => judgement?.accept ?? null);
    expect([judgements(1)[0], judgements(2)[0]]).toEqual([true, null]);
  });

  it('that is the new one leaves the receipt under yet another law a finding', () => {
    const rules = [regime('B', '2024-01-01', '2025-06-30'), ...law(['INDIVIDUAL'], ALL, [favourable('D', 'C', false)])];
    const [oldest, middle, newest] = ['2025-06-30', '2026-09-30', '2026-11-22'].map((day) => civilDate(day)) as [
      LawChoice['day'],
      LawChoice['day'],
      LawChoice['day'],
    ];
    const firstReceived = { day: oldest, regime: rules[0] as Rule<'REGIME'> };
    const both: [Eligibility, Eligibility] = [
      weigh(rules, newest, { firstReceived }),
      weigh(rules, middle, { firstReceived }),
    ];
    const found = underChosenLaw(rules, choice({ basis: 'NEW_LAW', lawDate: middle, day: newest }), both);
    expect(told(found)).toEqual([
      'CHOICE.1.FAVOURABLE.D.C NEEDS_REVIEW',
      'RECEIPT.REGIME.B NEEDS_REVIEW',
      'KINDS PASSES',
      'ONE_AWARD_PER_ACHIEVEMENT PASSES',
    ]);
    expect(found.findings[1]?.explanation).toContain('cấp quyết định tiếp nhận ngày 30/09/2026');
  });
});

describe('what allows a choice', () => {
  it.each<[string, string, string, string, boolean]>([
    ['on the first day of the rule', '2026-09-30', '2026-10-01', 'C', true],
    ['before it', '2026-09-29', '2026-09-30', 'C', false],
    ['of the other direction', '2026-10-01', '2026-09-30', 'D', false],
    ['of a regime that it does not name', '2026-09-30', '2026-10-01', 'B', false],
  ])('%s', (_what, day, date, by, isAllowed) => {
    const found = permission(
      [favourable('C', 'D', true)],
      { day: civilDate(day), lawDate: civilDate(date) },
      { by, instead: by === 'D' ? 'C' : 'D' },
    );
    expect(found !== null).toBe(isAllowed);
  });

  it('is never a worse verdict', () => {
    expect(isWorse('FAILS', 'NEEDS_REVIEW')).toBe(true);
    expect(isWorse('NEEDS_REVIEW', 'PASSES')).toBe(true);
    expect(isWorse('PASSES', 'PASSES')).toBe(false);
    expect(isWorse('PASSES', 'FAILS')).toBe(false);
  });
});
