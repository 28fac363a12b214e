import { civilDate } from '../../core/civil-date.js';
import { rulesIn, type Rule, type RuleRow } from './rule.js';
import {
  competenceOf,
  competences,
  councilRule,
  deadlineRule,
  documentsRule,
  endedBefore,
  opinionRules,
  postingRule,
  type Body,
} from './step-rules.js';

const row = (id: string, kind: string, args: Record<string, unknown>, more: Partial<RuleRow> = {}): RuleRow => ({
  id,
  awardTypeId: null,
  kind,
  args,
  citation: {
    code: id.toUpperCase(),
    article: '',
    document: '',
    text: null,
    validFrom: '2024-01-01',
    validTo: null,
    confirmed: true,
  },
  ...more,
});
const own = { awardTypeId: 'a' };
const unsure = (from: RuleRow): RuleRow => ({ ...from, citation: { ...from.citation, confirmed: false } });

const PROVINCE: Body = { tier: 'PROVINCE', line: 'STATE' };
const DISTRICT: Body = { tier: 'DISTRICT', line: 'STATE' };
const DEPARTMENT: Body = { tier: 'DISTRICT', line: 'STATE', areaTier: 'PROVINCE' };
const COMMUNE: Body = { tier: 'COMMUNE', line: 'STATE' };
const PARTY: Body = { tier: 'PROVINCE', line: 'PARTY' };

const idOf = (rule: Rule | null): string | null => rule?.id ?? null;

describe('the council of a step', () => {
  const council = (tier: string, line: string, more: Record<string, unknown> = {}) => ({
    tier,
    line,
    requirement: 'REQUIRED',
    threshold: '80',
    ...more,
  });
  const rules = rulesIn([
    row('province', 'COUNCIL', council('PROVINCE', 'STATE')),
    row('province-own', 'COUNCIL', council('PROVINCE', 'STATE', { threshold: '90' }), own),
    row('district', 'COUNCIL', council('DISTRICT', 'STATE', { areaTier: 'DISTRICT' })),
    row('department', 'COUNCIL', { tier: 'DISTRICT', line: 'STATE', areaTier: 'PROVINCE', requirement: 'NONE' }),
    row('party', 'COUNCIL', { tier: 'PROVINCE', line: 'PARTY', requirement: 'NONE' }),
  ]);

  it.each<[string, Body, string | null]>([
    ['a province with a rule of the award', PROVINCE, 'province-own'],
    ['a district', DISTRICT, 'district'],
    ['a sở, which stands level with it', DEPARTMENT, 'department'],
    ['the Party', PARTY, 'party'],
    ['a commune, of which no rule speaks', COMMUNE, null],
  ])('is that of %s', (_, body, expected) => {
    expect(idOf(councilRule(rules, body))).toBe(expected);
  });

  it('is the general one of an award without a rule of its own, and none without rules', () => {
    expect(
      idOf(
        councilRule(
          rules.filter(({ awardTypeId }) => awardTypeId === null),
          PROVINCE,
        ),
      ),
    ).toBe('province');
    expect(councilRule([], PROVINCE)).toBeNull();
  });
});

describe('the competence of a body', () => {
  const args = (tier: string, line = 'STATE', more = {}) => ({ tier, line, ...more });
  const rules = rulesIn([
    row('commune', 'COMPETENCE', args('COMMUNE', 'STATE', { areaTier: 'COMMUNE' }), own),
    row('department', 'COMPETENCE', args('DISTRICT', 'STATE', { areaTier: 'PROVINCE' }), own),
    row('minister', 'COMPETENCE', args('CENTRAL', 'STATE', { unitCode: 'TTG' }), own),
    unsure(row('unsure', 'COMPETENCE', args('PROVINCE'), own)),
  ]);

  it.each<[string, Body & { code: string }, string | null]>([
    ['a commune', { ...COMMUNE, code: 'UBND-1' }, 'commune'],
    ['a commune of the Party', { tier: 'COMMUNE', line: 'PARTY', code: 'DU-1' }, null],
    ['a district', { ...DISTRICT, code: 'UBND-106' }, null],
    ['a sở', { ...DEPARTMENT, code: 'SNV' }, 'department'],
    ['the central body with that code', { tier: 'CENTRAL', line: 'STATE', code: 'TTG' }, 'minister'],
    ['another central body', { tier: 'CENTRAL', line: 'STATE', code: 'CTN' }, null],
    ['a body by an unconfirmed rule', { ...PROVINCE, code: 'UBND-12' }, 'unsure'],
  ])('of %s', (_, body, expected) => {
    expect(idOf(competenceOf(rules, body))).toBe(expected);
  });

  it('rests on a confirmed rule where there is one', () => {
    const sure = rulesIn([row('which is sure', 'COMPETENCE', args('PROVINCE'), own)]);
    expect(idOf(competenceOf([...rules, ...sure], { ...PROVINCE, code: 'UBND-12' }))).toBe('which is sure');
    expect(competences(rules)).toHaveLength(4);
  });
});

describe('a competence that has ended', () => {
  const until = (id: string, validTo: string | null): RuleRow => {
    const made = row(id, 'COMPETENCE', { tier: 'DISTRICT', line: 'STATE' }, own);
    return { ...made, citation: { ...made.citation, validTo } };
  };
  const rules = rulesIn([until('old', '2023-12-31'), until('lasts', null), until('last', '2025-06-30')]);

  it.each([
    ['2025-07-01', ['last', 'old']],
    ['2025-06-30', ['old']],
    ['2023-12-31', []],
  ])('is named the latest first (%s)', (day, expected) => {
    expect(endedBefore(rules, civilDate(day)).map(({ id }) => id)).toEqual(expected);
  });
});

describe('the opinions for which a body asks', () => {
  const ask = (of: string, more: Record<string, unknown> = {}) => ({ tier: 'PROVINCE', line: 'STATE', of, ...more });
  const code = (from: RuleRow, name: string): RuleRow => ({ ...from, citation: { ...from.citation, code: name } });
  const rules = rulesIn([
    row('tax', 'OPINION', ask('cơ quan thuế')),
    code(row('tax-own', 'OPINION', ask('Cục Thuế'), own), 'TAX'),
    row('police', 'OPINION', ask('công an')),
    row('department', 'OPINION', ask('sở', { tier: 'DISTRICT', areaTier: 'PROVINCE' })),
  ]);
  const asked = (body: Body): string[] => opinionRules(rules, body).map(({ args }) => args.of);

  it('are those of its tier, line and area, each code once, the award’s own before the general one', () => {
    expect(asked(PROVINCE)).toEqual(['Cục Thuế', 'công an']);
    expect(asked(DEPARTMENT)).toEqual(['sở']);
    for (const body of [DISTRICT, COMMUNE, PARTY]) expect(asked(body)).toEqual([]);
  });

  it('cannot be read without saying whose', () => {
    for (const name of ['', ' thuế']) expect(() => rulesIn([row('x', 'OPINION', ask(name))])).toThrow('of');
  });
});

describe('posting, documents and deadline', () => {
  const rules = rulesIn([
    row('posting', 'POSTING', { ...PROVINCE, workingDays: 10 }, own),
    row('documents', 'DOCUMENTS', { atSubmit: ['BIEN_BAN_HOP'] }),
    row('documents-own', 'DOCUMENTS', { atSubmit: ['CHUNG_NHAN_SANG_KIEN'] }, own),
    row('deadline', 'DEADLINE', { tier: 'PROVINCE', workingDays: 25 }),
  ]);

  it('are those of the step, the award’s own first, null where nothing is said', () => {
    expect([PROVINCE, COMMUNE, PARTY].map((body) => idOf(postingRule(rules, body)))).toEqual(['posting', null, null]);
    expect([PROVINCE, COMMUNE, PARTY].map((body) => idOf(deadlineRule(rules, body)))).toEqual([
      'deadline',
      null,
      'deadline',
    ]);
    expect([idOf(documentsRule(rules)), documentsRule([])]).toEqual(['documents-own', null]);
  });
});
