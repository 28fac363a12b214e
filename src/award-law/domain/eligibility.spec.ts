import fc from 'fast-check';
import { civilDate } from '../../core/civil-date.js';
import {
  evaluate,
  outcomeOf,
  unjudged,
  VERDICTS,
  withJudgements,
  type Eligibility,
  type Facts,
  type Judgement,
  type Verdict,
} from './eligibility.js';
import { LINES } from '../../units/domain/lines-and-tiers.js';
import { rulesIn, type Rule, type RuleRow } from './rule.js';

const ARGS: Record<string, Record<string, unknown>> = {
  REGIME: { regime: 'D' },
  SUBJECT_KINDS: { kinds: ['INDIVIDUAL', 'COLLECTIVE'] },
  ONE_AWARD_PER_ACHIEVEMENT: {},
  DISSOLVED_NOT_COMMENDED: { kinds: ['COLLECTIVE'] },
};
const KINDS = Object.keys(ARGS);

interface LawOptions {
  without?: string[];
  unsure?: string[];
  args?: typeof ARGS;
}

/** One rule of each kind, but those that are left out; `unsure` ones are not confirmed. */
function law({ without = [], unsure = [], args = {} }: LawOptions = {}): Rule[] {
  const rows = KINDS.filter((kind) => !without.includes(kind)).map((kind): RuleRow => ({
    id: `id of ${kind}`,
    awardTypeId: null,
    kind,
    args: args[kind] ?? ARGS[kind]!,
    citation: {
      code: `CODE_${kind}`,
      article: 'Điều 1',
      document: 'Luật',
      text: null,
      validFrom: '2024-01-01',
      validTo: null,
      confirmed: !unsure.includes(kind),
    },
  }));
  return rulesIn(rows);
}

const day = civilDate('2026-11-20');
const facts = (more: Partial<Facts> = {}): Facts => ({
  kind: 'COLLECTIVE',
  honoureeDissolvedOn: null,
  sameAchievementAwards: [],
  day,
  provisional: false,
  ...more,
});

/** Verdicts by code of rule. */
const told = ({ findings }: Eligibility): Record<string, Verdict> =>
  Object.fromEntries(findings.map(({ rule, verdict }) => [rule.code.replace('CODE_', ''), verdict]));

const ALL = { SUBJECT_KINDS: 'PASSES', ONE_AWARD_PER_ACHIEVEMENT: 'PASSES', DISSOLVED_NOT_COMMENDED: 'PASSES' };
const { DISSOLVED_NOT_COMMENDED: _, ...ALL_BUT_DISSOLVED } = ALL;

describe('what the rules say of a dossier', () => {
  it.each<[string, Rule[], Partial<Facts>, Verdict, Record<string, string>]>([
    ['a collective', law(), {}, 'PASSES', ALL],
    [
      'a person, of whom nobody asks whether he is dissolved',
      law(),
      { kind: 'INDIVIDUAL' },
      'PASSES',
      ALL_BUT_DISSOLVED,
    ],
    [
      'a household, to which it cannot be given',
      law(),
      { kind: 'HOUSEHOLD' },
      'FAILS',
      { ...ALL_BUT_DISSOLVED, SUBJECT_KINDS: 'FAILS' },
    ],
    [
      'a second award for one achievement',
      law(),
      { sameAchievementAwards: [{ cited: 'Giấy khen, QĐ 05/QĐ-UBND', line: 'STATE' }] },
      'FAILS',
      { ...ALL, ONE_AWARD_PER_ACHIEVEMENT: 'FAILS' },
    ],
    ...(['STATE', 'PARTY'] as const).map((line): [string, Rule[], Partial<Facts>, Verdict, Record<string, string>] => {
      const verdict = line === 'STATE' ? 'FAILS' : 'NEEDS_REVIEW';
      return [
        `an award of the line ${line} before, where the rule is known to speak of the State’s alone`,
        law({ args: { ONE_AWARD_PER_ACHIEVEMENT: { lines: ['STATE'] } } }),
        { sameAchievementAwards: [{ cited: 'Bằng khen', line }] },
        verdict,
        { ...ALL, ONE_AWARD_PER_ACHIEVEMENT: verdict },
      ];
    }),
    [
      'a body dissolved before',
      law(),
      { honoureeDissolvedOn: civilDate('2025-07-01') },
      'FAILS',
      { ...ALL, DISSOLVED_NOT_COMMENDED: 'FAILS' },
    ],
    [
      'a body dissolved on that day',
      law(),
      { honoureeDissolvedOn: day },
      'FAILS',
      { ...ALL, DISSOLVED_NOT_COMMENDED: 'FAILS' },
    ],
    [
      'a body that will be dissolved the day after',
      law(),
      { honoureeDissolvedOn: civilDate('2026-11-21') },
      'PASSES',
      ALL,
    ],
    [
      'a day without a regime',
      law({ without: ['REGIME'] }),
      {},
      'NEEDS_REVIEW',
      { 'NO_RULE.REGIME': 'NEEDS_REVIEW', ...ALL },
    ],
    [
      'no rule about kinds',
      law({ without: ['SUBJECT_KINDS'] }),
      { kind: 'HOUSEHOLD' },
      'NEEDS_REVIEW',
      { 'NO_RULE.SUBJECT_KINDS': 'NEEDS_REVIEW', ONE_AWARD_PER_ACHIEVEMENT: 'PASSES' },
    ],
    [
      'no rule about dissolved bodies, and a living one',
      law({ without: ['DISSOLVED_NOT_COMMENDED'] }),
      {},
      'PASSES',
      ALL_BUT_DISSOLVED,
    ],
    [
      'no rule about dissolved bodies, and a dissolved one',
      law({ without: ['DISSOLVED_NOT_COMMENDED'] }),
      { honoureeDissolvedOn: day },
      'NEEDS_REVIEW',
      { ...ALL_BUT_DISSOLVED, 'NO_RULE.DISSOLVED_NOT_COMMENDED': 'NEEDS_REVIEW' },
    ],
    [
      'an unconfirmed rule that would reject',
      law({ unsure: ['SUBJECT_KINDS'] }),
      { kind: 'HOUSEHOLD' },
      'NEEDS_REVIEW',
      { ...ALL_BUT_DISSOLVED, SUBJECT_KINDS: 'NEEDS_REVIEW' },
    ],
    [
      'an unconfirmed rule that would approve',
      law({ unsure: ['ONE_AWARD_PER_ACHIEVEMENT'] }),
      {},
      'NEEDS_REVIEW',
      { ...ALL, ONE_AWARD_PER_ACHIEVEMENT: 'NEEDS_REVIEW' },
    ],
    ['an unconfirmed regime', law({ unsure: ['REGIME'] }), {}, 'NEEDS_REVIEW', { REGIME: 'NEEDS_REVIEW', ...ALL }],
    [
      'a failure beside a doubt: the worst counts',
      law({ unsure: ['REGIME'] }),
      { honoureeDissolvedOn: day },
      'FAILS',
      { REGIME: 'NEEDS_REVIEW', ...ALL, DISSOLVED_NOT_COMMENDED: 'FAILS' },
    ],
  ])('%s', (_what, rules, more, verdict, findings) => {
    const found = evaluate(rules, facts(more));
    expect(found.verdict).toBe(verdict);
    expect(told(found)).toEqual(findings);
  });

  it('cites the rule, says what was compared, and names what was found', () => {
    const { findings, ...whole } = evaluate(
      law(),
      facts({ kind: 'HOUSEHOLD', sameAchievementAwards: [{ cited: 'GK 1', line: 'STATE' }], provisional: true }),
    );
    expect(whole).toEqual({ verdict: 'FAILS', provisional: true, lawDate: day, regime: 'D' });
    expect(findings[0]).toEqual({
      verdict: 'FAILS',
      rule: law()[1]!.citation,
      ruleId: 'id of SUBJECT_KINDS',
      explanation: 'Khen thưởng này dành cho cá nhân, tập thể; đối tượng được đề nghị là hộ gia đình.',
      facts: [],
      eligibleFrom: null,
      judgement: null,
    });
    expect(findings[1]?.facts).toEqual(['GK 1']);
    expect(evaluate([], facts()).regime).toBe('');
    expect(evaluate([], facts()).findings[0]?.explanation).toContain('ngày 20/11/2026');
  });
});

const judgement = (accept: boolean): Judgement => ({
  accept,
  reason: 'đã đối chiếu',
  byAccountId: 'a',
  at: new Date(0),
});

describe('opinions of other units', () => {
  const opinion = (confirmed: boolean): Rule[] =>
    rulesIn([
      {
        id: 'opinion',
        awardTypeId: null,
        kind: 'OPINION',
        args: { tier: 'PROVINCE', line: 'STATE', of: 'cơ quan thuế' },
        citation: { ...law()[0]!.citation, code: 'OPINION', confirmed },
      },
    ]);
  const at = (tier: 'PROVINCE' | 'COMMUNE', settled: string[] = []): Partial<Facts> => ({
    consulting: { body: { tier, line: 'STATE' }, settled: new Set(settled) },
  });
  const verdict = (confirmed: boolean, more: Partial<Facts>): Verdict | undefined =>
    told(evaluate([...law(), ...opinion(confirmed)], facts(more)))['OPINION'];

  it('pass when they are in or waived, fail when not, and are asked only where the dossier is', () => {
    expect(verdict(true, at('PROVINCE', ['OPINION']))).toBe('PASSES');
    expect(verdict(true, at('PROVINCE', ['OTHER']))).toBe('FAILS');
    expect(verdict(true, at('COMMUNE'))).toBeUndefined();
    expect(verdict(true, {})).toBeUndefined();
  });

  it('are judged, in or not, while nobody has confirmed the rule', () => {
    for (const settled of [[], ['OPINION']]) expect(verdict(false, at('PROVINCE', settled))).toBe('NEEDS_REVIEW');
  });
});

describe('judgements', () => {
  const doubtful = evaluate(law({ unsure: ['SUBJECT_KINDS', 'REGIME'] }), facts());

  it('settle what needs review, each by itself', () => {
    const one = withJudgements(doubtful, new Map([['CODE_REGIME', judgement(true)]]));
    expect([outcomeOf(doubtful), outcomeOf(one)]).toEqual(['NEEDS_REVIEW', 'NEEDS_REVIEW']);
    expect(unjudged(one).map(({ rule }) => rule.code)).toEqual(['CODE_SUBJECT_KINDS']);
    const both = withJudgements(one, new Map([['CODE_SUBJECT_KINDS', judgement(true)]]));
    expect([outcomeOf(both), unjudged(both)]).toEqual(['PASSES', []]);
    expect(both.verdict).toBe('NEEDS_REVIEW');
    const rejected = withJudgements(both, new Map([['CODE_SUBJECT_KINDS', judgement(false)]]));
    expect(outcomeOf(rejected)).toBe('FAILS');
  });

  it('do not touch a confirmed failure', () => {
    const failed = evaluate(law(), facts({ kind: 'HOUSEHOLD' }));
    const judged = withJudgements(failed, new Map([['CODE_SUBJECT_KINDS', judgement(true)]]));
    expect(outcomeOf(judged)).toBe('FAILS');
    expect(judged).toEqual(failed);
  });
});

describe('for whatever facts and law', () => {
  const subset = fc.subarray(KINDS);
  const anyFacts: fc.Arbitrary<Facts> = fc.record({
    kind: fc.constantFrom('INDIVIDUAL', 'COLLECTIVE', 'HOUSEHOLD'),
    honoureeDissolvedOn: fc.constantFrom(null, civilDate('2020-01-01'), day, civilDate('2030-01-01')),
    sameAchievementAwards: fc.array(fc.record({ cited: fc.string(), line: fc.constantFrom(...LINES) }), {
      maxLength: 2,
    }),
    day: fc.constant(day),
    provisional: fc.boolean(),
  });

  it('an unconfirmed or missing rule never passes and never fails; the verdict is the worst finding', () => {
    fc.assert(
      fc.property(subset, subset, anyFacts, (without, unsure, given) => {
        const found = evaluate(law({ without, unsure }), given);
        for (const { verdict, rule } of found.findings) expect(verdict === 'NEEDS_REVIEW').toBe(!rule.confirmed);
        const ranks = found.findings.map(({ verdict }) => VERDICTS.indexOf(verdict));
        expect(VERDICTS.indexOf(found.verdict)).toBe(Math.max(0, ...ranks));
        if (['REGIME', 'SUBJECT_KINDS', 'ONE_AWARD_PER_ACHIEVEMENT'].some((kind) => without.includes(kind))) {
          expect(found.verdict).not.toBe('PASSES');
        }
      }),
    );
  });

  it('judging all with yes gives FAILS exactly where a confirmed rule does', () => {
    fc.assert(
      fc.property(subset, subset, anyFacts, (without, unsure, given) => {
        const found = evaluate(law({ without, unsure }), given);
        const all = new Map(found.findings.map(({ rule }) => [rule.code, judgement(true)]));
        const fails = found.findings.some(({ verdict }) => verdict === 'FAILS');
        expect(outcomeOf(withJudgements(found, all))).toBe(fails ? 'FAILS' : 'PASSES');
      }),
    );
  });
});

describe('who decides an award on that day (R05, R06)', () => {
  const competence = (validTo: string | null, confirmed = true): Rule<'COMPETENCE'> => {
    const citation = { code: 'COMPETENCE.HUYEN', article: 'Điều 80 khoản 2', document: 'Luật', text: null };
    const args = { tier: 'DISTRICT', line: 'STATE' };
    const row = { id: 'c', awardTypeId: 'GK', kind: 'COMPETENCE', args };
    const [rule] = rulesIn([{ ...row, citation: { ...citation, validFrom: '2024-01-01', validTo, confirmed } }]);
    return rule as Rule<'COMPETENCE'>;
  };
  const saidOf = (rules: Rule[], lastCompetence: Rule<'COMPETENCE'> | null | undefined) =>
    evaluate(rules, facts({ lastCompetence }))
      .findings.filter(({ rule }) => rule.code.includes('COMPETENCE'))
      .map(({ verdict, rule, explanation }) => [verdict, rule.code, explanation]);

  it('is nobody any more: it fails, by the rule that has ended; in doubt where that was never confirmed', () => {
    const said = expect.stringContaining('không còn cơ quan nào có thẩm quyền quyết định');
    expect(saidOf(law(), competence('2025-06-30'))).toEqual([['FAILS', 'COMPETENCE.HUYEN', said]]);
    expect(saidOf(law(), competence('2025-06-30', false))).toEqual([['NEEDS_REVIEW', 'COMPETENCE.HUYEN', said]]);
  });

  it('is nobody of whom anything is known: somebody judges (R03)', () => {
    expect(saidOf(law(), null)).toEqual([['NEEDS_REVIEW', 'NO_RULE.COMPETENCE', expect.any(String)]]);
  });

  it('is somebody: whether that body may is asked of its decision; and nothing is said where nobody asks', () => {
    expect(saidOf([...law(), competence(null)], null)).toEqual([]);
    expect(saidOf(law(), undefined)).toEqual([]);
  });
});
