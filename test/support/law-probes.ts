import { createHash } from 'node:crypto';
import { EVALUATED_KINDS, evaluate, type Facts } from '../../src/award-law/domain/eligibility.js';
import type { Members } from '../../src/award-law/domain/member-discipline.js';
import { NO_HISTORY, type History } from '../../src/award-law/domain/history.js';
import { held, initiativesOf, ratings, titles } from '../../src/award-law/domain/history.samples.js';
import type { Share } from '../../src/award-law/domain/quota.js';
import { holdsOn, ofKind, rulesFor, type Rule } from '../../src/award-law/domain/rule.js';
import {
  answerRule,
  competenceOf,
  councilRule,
  deadlineRule,
  documentsRule,
  opinionRules,
  postingRule,
  type Body,
} from '../../src/award-law/domain/step-rules.js';
import type { MeritKind } from '../../src/awards/domain/merit-kind.js';
import { civilDate, type CivilDate } from '../../src/core/civil-date.js';
import { SUBJECT_KINDS } from '../../src/honourees/domain/subject-kind.js';
import { LINES } from '../../src/units/domain/lines-and-tiers.js';

/** Questions to the law on a day: facts → what it answers. They stand on both sides of every bound that the rules name. */

const BODIES: Record<string, Body & { code: string }> = {
  commune: { tier: 'COMMUNE', line: 'STATE', areaTier: 'COMMUNE', code: 'UBND-03390' },
  'đảng ủy of a commune': { tier: 'COMMUNE', line: 'PARTY', areaTier: 'COMMUNE', code: 'DU-03390' },
  district: { tier: 'DISTRICT', line: 'STATE', areaTier: 'DISTRICT', code: 'UBND-106' },
  sở: { tier: 'DISTRICT', line: 'STATE', areaTier: 'PROVINCE', code: 'SNV-12' },
  'đảng ủy of a district': { tier: 'DISTRICT', line: 'PARTY', areaTier: 'DISTRICT', code: 'DU-106' },
  enterprise: { tier: 'GRASSROOTS', line: 'OTHER', code: 'DN' },
  province: { tier: 'PROVINCE', line: 'STATE', areaTier: 'PROVINCE', code: 'UBND-12' },
  'tỉnh ủy': { tier: 'PROVINCE', line: 'PARTY', areaTier: 'PROVINCE', code: 'TU-12' },
  front: { tier: 'PROVINCE', line: 'FRONT', areaTier: 'PROVINCE', code: 'MTTQ-12' },
  minister: { tier: 'CENTRAL', line: 'STATE', code: 'BO' },
  'Prime Minister': { tier: 'CENTRAL', line: 'STATE', code: 'TTG' },
  President: { tier: 'CENTRAL', line: 'STATE', code: 'CTN' },
  'central Party body': { tier: 'CENTRAL', line: 'PARTY', code: 'BTGTW' },
};

const sure = (rule: Rule | null): string => (rule && !rule.citation.confirmed ? '?' : '');

/** The kinds of rules that the questions about steps ask, and no others. */
export const STEP_KINDS = ['COMPETENCE', 'COUNCIL', 'POSTING', 'OPINION', 'OPINION_DEADLINE', 'DEADLINE'];

/** What the rules say of the steps. */
function stepAnswers(rules: readonly Rule[]): [string, string][] {
  const answer = answerRule(rules);
  const asked: [string, string] = [
    'time to answer',
    answer ? `${answer.args.workingDays} ${answer.args.silence}${sure(answer)}` : '',
  ];
  const steps = Object.entries(BODIES).flatMap(([name, body]): [string, string][] => {
    const [competence, council, posting] = [
      competenceOf(rules, body),
      councilRule(rules, body),
      postingRule(rules, body),
    ];
    const opinions = opinionRules(rules, body).map((rule) => `${rule.args.of}${sure(rule)}`);
    const deadline = deadlineRule(rules, body);
    return [
      [`${name} decides`, competence ? `yes${sure(competence)}` : ''],
      [
        `council of ${name}`,
        council
          ? `${council.args.requirement} ${council.args.threshold ?? ''}${sure(council)} (${council.citation.article}, ${council.citation.document})`
          : '',
      ],
      [`posting by ${name}`, posting ? `${posting.args.workingDays}${sure(posting)}` : ''],
      [`opinions to ${name}`, opinions.join('; ')],
      [`deadline of ${name}`, deadline ? `${deadline.args.workingDays}${sure(deadline)}` : ''],
    ];
  });
  return [asked, ...steps];
}

interface Case {
  kind?: Facts['kind'];
  merit?: MeritKind;
  /** Of the years before the one that is asked about. */
  history?: (year: number) => Partial<History>;
  period?: [number, number];
  facts?: Partial<Facts>;
  proceedings?: (year: number) => { kind: string; from: CivilDate; to: CivilDate | null }[];
  /** What the discipline of one of its hundred members is called; null: none was disciplined. All have a record. */
  member?: string | null;
  share?: { base: number; taken: number };
}

const back = (year: number, count: number, from = 1): number[] =>
  Array.from({ length: count }, (_, index) => year - from - index).reverse();
const good = (years: readonly number[], rating: string): History['ratings'] =>
  ratings(Object.fromEntries(years.map((year) => [year, rating])));
const collective = (year: number, completed: number, ldtt: number, cstdcs: number): Partial<History> => ({
  memberCounts: [{ year, members: 100, completed, ldtt, cstdcs }],
});
const grown =
  (years: number, rating: string, titled: number, prior: string, merit: MeritKind = 'CONG_TRANG') =>
  (year: number): Partial<History> => ({
    awards: [...titles(prior, [year - 9], merit), ...titles('CSTDCS', back(year, titled))],
    ratings: good(back(year, years), rating),
  });
const day = (year: number, rest: string): CivilDate => civilDate(`${year}-${rest}`);

const CASES: Record<string, Case> = {
  'a household': { kind: 'HOUSEHOLD' },
  'a collective': { kind: 'COLLECTIVE' },
  'of the movement': { merit: 'PHONG_TRAO' },
  'an unknown loại hình': { merit: 'UNKNOWN' },
  ...Object.fromEntries(
    LINES.map((line) => [
      `the same achievement, ${line}`,
      { facts: { sameAchievementAwards: [{ cited: 'GK', line }] } },
    ]),
  ),
  'dissolved, a collective': { kind: 'COLLECTIVE', facts: { honoureeDissolvedOn: civilDate('2000-01-01') } },
  'dissolved, a household': { kind: 'HOUSEHOLD', facts: { honoureeDissolvedOn: civilDate('2000-01-01') } },
  'all papers': { facts: { documents: new Set(['BAO_CAO_THANH_TICH', 'BIEN_BAN_HOP', 'CHUNG_NHAN_SANG_KIEN']) } },
  'no certificate of an initiative': { facts: { documents: new Set(['BAO_CAO_THANH_TICH', 'BIEN_BAN_HOP']) } },
  'no minutes': { facts: { documents: new Set(['BAO_CAO_THANH_TICH', 'CHUNG_NHAN_SANG_KIEN']) } },
  'no report': { facts: { documents: new Set(['BIEN_BAN_HOP', 'CHUNG_NHAN_SANG_KIEN']) } },
  ...Object.fromEntries(
    [1, 2, 3, 4].flatMap((count) =>
      ['CSTDCS', 'CSTDT'].map((title) => [
        `${count} × ${title}`,
        { history: (year: number) => ({ awards: titles(title, back(year, count)) }) },
      ]),
    ),
  ),
  ...Object.fromEntries(
    (['CENTRAL', 'PROVINCE', 'DISTRICT'] as const).map((scope) => [
      `an initiative, ${scope}`,
      { history: (year: number) => ({ initiatives: initiativesOf([year], scope) }) },
    ]),
  ),
  ...Object.fromEntries(
    (
      [
        [2, 2, 'HTXSNV'],
        [2, 1, 'HTXSNV'],
        [1, 2, 'HTXSNV'],
        [2, 2, 'HTTNV'],
        [3, 3, 'HTXSNV'],
      ] as const
    ).map(([years, count, rating]) => [
      `${years} × ${rating}, ${count} initiatives`,
      {
        history: (year: number) => ({
          ratings: good(back(year, years), rating),
          initiatives: initiativesOf(Array.from({ length: count }, () => year - 1)),
        }),
      },
    ]),
  ),
  ...Object.fromEntries(
    (
      [
        [5, 'HTTNV', 3, 'BK_TINH'],
        [5, 'HTXSNV', 3, 'BK_TINH'],
        [5, 'HTNV', 3, 'BK_TINH'],
        [4, 'HTTNV', 3, 'BK_TINH'],
        [5, 'HTTNV', 2, 'BK_TINH'],
        [5, 'HTTNV', 3, 'GK_XA'],
      ] as const
    ).map(([years, rating, titled, prior]) => [
      `${prior}, then ${years} × ${rating} and ${titled} titles`,
      { history: grown(years, rating, titled, prior) },
    ]),
  ),
  ...Object.fromEntries(
    (['PHONG_TRAO', 'DOT_XUAT', 'NIEN_HAN'] as const).map((merit) => [
      `BK_TINH for ${merit}, then all`,
      { history: grown(5, 'HTTNV', 3, 'BK_TINH', merit) },
    ]),
  ),
  'BK_TINH within the years': {
    history: (year) => ({
      ...grown(5, 'HTTNV', 3, 'GK_XA')(year),
      awards: [...titles('BK_TINH', [year - 3]), ...titles('CSTDCS', back(year, 3))],
    }),
  },
  ...Object.fromEntries(
    ['LDTT', 'CSTT', 'GDVH'].flatMap((title) =>
      (
        [
          [true, true],
          [true, false],
          [false, true],
          [false, false],
        ] as const
      ).map(([rated, initiative]) => [
        `${title} of the year${rated ? ', HTXSNV' : ', HTTNV'}${initiative ? ', an initiative' : ''}`,
        {
          history: (year: number) => ({
            awards: titles(title, [year]),
            ratings: good([year], rated ? 'HTXSNV' : 'HTTNV'),
            initiatives: initiativesOf(initiative ? [year] : []),
          }),
        },
      ]),
    ),
  ),
  ...Object.fromEntries(
    [1, 2].map((rank) => [
      `rank ${rank} of its cụm`,
      { kind: 'COLLECTIVE' as const, history: (year: number) => ({ groupResults: [{ year, group: 'Cụm', rank }] }) },
    ]),
  ),
  ...Object.fromEntries(
    [1, 2].flatMap((rank) =>
      (['PHONG_TRAO', 'DOT_XUAT', 'CONG_HIEN', 'NIEN_HAN', 'DOI_NGOAI'] as const).map((merit) => [
        `rank ${rank} of its cụm, for ${merit}`,
        {
          ...{ kind: 'COLLECTIVE' as const, merit },
          history: (year: number) => ({ groupResults: [{ year, group: 'Cụm', rank }] }),
        },
      ]),
    ),
  ),
  ...Object.fromEntries(
    (
      [
        [100, 49, 1],
        [100, 50, 1],
        [100, 51, 1],
        [100, 69, 1],
        [100, 70, 1],
        [100, 71, 1],
        [99, 100, 1],
        [100, 100, 0],
      ] as const
    ).map(([completed, ldtt, cstdcs]) => [
      `of 100: ${completed} completed, ${ldtt} LĐTT, ${cstdcs} CSTĐ`,
      { kind: 'COLLECTIVE' as const, history: (year: number) => collective(year, completed, ldtt, cstdcs) },
    ]),
  ),
  ...Object.fromEntries(
    (['GDVH', 'GK_XA', 'GK_HUYEN'] as const).map((award) => [
      `${award} of three years, two of them again`,
      {
        kind: 'HOUSEHOLD' as const,
        period: [-2, 0] as [number, number],
        history: (year: number) => ({
          awards: [held(award, { years: [year - 3, year - 1], on: `${year - 1}-12-20` })],
        }),
      },
    ]),
  ),
  'years used up, for the movement': {
    kind: 'HOUSEHOLD',
    merit: 'PHONG_TRAO',
    history: (year) => ({
      awards: ['GDVH', 'GK_XA', 'GK_HUYEN'].map((award) => held(award, { years: [year, year], on: `${year}-01-01` })),
    }),
  },
  'years used up, of a person': {
    history: (year) => ({
      awards: ['GDVH', 'GK_XA', 'GK_HUYEN'].map((award) => held(award, { years: [year, year], on: `${year}-01-01` })),
    }),
  },
  'being verified': { proceedings: (year) => [{ kind: 'VERIFICATION', from: day(year, '01-01'), to: null }] },
  ...Object.fromEntries(
    [
      null,
      ...['khiển trách', 'cảnh cáo', 'hạ bậc lương', 'giáng chức', 'cách chức', 'buộc thôi việc', 'khai trừ', 'khác'],
    ].map((member) => [
      `a member disciplined: ${member ?? 'none'}`,
      { kind: 'COLLECTIVE' as const, member, history: (year: number) => collective(year, 100, 100, 1) },
    ]),
  ),
  disciplined: {
    proceedings: (year) => [{ kind: 'DISCIPLINE', from: day(year - 1, '01-01'), to: day(year + 1, '12-31') }],
  },
  ...Object.fromEntries(
    [9, 10, 11, 14, 15, 16].map((taken) => [`${taken} of 100 holders`, { share: { base: 100, taken } }]),
  ),
  '2 of 15 holders': { share: { base: 15, taken: 2 } },
  '3 of 15 holders': { share: { base: 15, taken: 3 } },
};

/** The rules as if all were confirmed (what an unconfirmed one would say is part of what it says), and which are. */
interface Asked {
  confirmed: Rule[];
  known: ReadonlyMap<string, string>;
  regimeSure: string;
}

const asked = (rules: readonly Rule[]): Asked => ({
  confirmed: rules
    .filter(({ kind }) => EVALUATED_KINDS.includes(kind))
    .map((rule) => ({ ...rule, citation: { ...rule.citation, confirmed: true } })),
  known: new Map(rules.map((rule) => [rule.citation.code, sure(rule)])),
  regimeSure: sure(ofKind(rules, 'REGIME')[0] ?? null),
});

/** That many holders of whatever a quota is of. */
const shareOf = ({ base, taken }: { base: number; taken: number }, year: number): Share => {
  const known = ['LDTT', 'CSTDCS'].map((of) => [of, { count: base, atLeast: false, source: 'BC' }] as const);
  return { body: 'Sở', year, awarded: taken - 1, open: 1, bases: new Map(known) };
};

function membersOf({ member }: Case, year: number): Members | null {
  if (member === undefined) return null;
  const one = { memberId: 'm', kind: 'DISCIPLINE', matter: member, from: day(year, '01-01'), to: day(year, '12-31') };
  return { known: 100, proceedings: member === null ? [] : [one] };
}

function caseAnswer({ confirmed, known, regimeSure }: Asked, award: string, on: CivilDate, given: Case): string[] {
  const year = Number(on.slice(0, 4));
  const [kind, merit] = [given.kind ?? 'INDIVIDUAL', given.merit ?? 'CONG_TRANG'];
  const [first, last] = given.period ?? [0, 0];
  const history = { ...NO_HISTORY, ...given.history?.(year) };
  const facts: Facts = {
    ...{ kind, honoureeDissolvedOn: null, sameAchievementAwards: [], day: on, provisional: false },
    proposed: {
      ...{ kind, merit, award, day: on, history, share: given.share ? shareOf(given.share, year) : null },
      ...{ from: day(year + first, '01-01'), to: day(year + last, '12-31') },
    },
    sensitive: { proceedings: given.proceedings?.(year) ?? [], today: on, members: membersOf(given, year) },
    ...given.facts,
  };
  const { regime, findings } = evaluate(confirmed, facts);
  const says = findings.map(({ rule, verdict }) => `${rule.code} ${verdict}${known.get(rule.code) ?? ''}`);
  return [`regime ${regime}${regimeSure}`, ...says];
}

/** Every answer about an award on a day, of the cases what is another one than in the plain case; empty ones are left out. */
export function* lawAnswers(
  all: readonly Rule[],
  award: string,
  on: CivilDate,
  part: 'STEPS' | 'CASES' | 'ALL' = 'ALL',
): Generator<[string, string]> {
  const rules = rulesFor(
    all.filter((rule) => holdsOn(rule, on)),
    award,
  );
  if (part !== 'CASES') yield* stepAnswers(rules).filter(([, answer]) => answer !== '');
  // Which articles: a sum over their texts, which are read in data/law itself.
  const cited = rules.map(({ citation: { code, article, document } }) => `${code}: ${article}, ${document}`);
  yield ['cited', createHash('sha256').update(cited.sort().join()).digest('hex').slice(0, 8)];
  yield [
    'quotas of',
    ofKind(rules, 'QUOTA')
      .map(({ args }) => args.of)
      .join(', '),
  ];
  yield [
    'criteria',
    ofKind(rules, 'CRITERIA')
      .map(({ args }) => JSON.stringify(args))
      .join(', '),
  ];
  yield [
    'laws that may be chosen',
    ofKind(rules, 'FAVOURABLE_LAW')
      .map((rule) => `${rule.args.by} instead of ${rule.args.instead}${sure(rule)}`)
      .sort()
      .join(', '),
  ];
  yield ['papers asked', (documentsRule(rules)?.args.atSubmit ?? []).join(', ')];
  yield [
    'kinds of honourees',
    SUBJECT_KINDS.filter((kind) => ofKind(rules, 'SUBJECT_KINDS')[0]?.args.kinds.includes(kind)).join(', '),
  ];
  yield ['merit kinds', (ofKind(rules, 'MERIT_KIND')[0]?.args.kinds ?? []).join(', ')];
  if (part === 'STEPS') return;
  const law = asked(rules);
  const plain = caseAnswer(law, award, on, {});
  yield ['a person, công trạng, nothing known', plain.join(', ')];
  for (const [name, given] of Object.entries(CASES)) {
    const found = caseAnswer(law, award, on, given);
    const other = found.filter((each) => !plain.includes(each));
    const gone = plain.filter((each) => !found.some((one) => one.split(' ')[0] === each.split(' ')[0]));
    const answer = [...other, ...gone.map((each) => `no ${each.split(' ')[0]}`)];
    if (answer.length > 0) yield [name, answer.join(', ')];
  }
}
