import { readFileSync } from 'node:fs';
import { evaluate, type Facts } from '../../src/award-law/domain/eligibility.js';
import { NO_HISTORY, type History } from '../../src/award-law/domain/history.js';
import { initiativesOf, ratings, titles } from '../../src/award-law/domain/history.samples.js';
import { prizeOf, type PrizedAward } from '../../src/award-law/domain/prize.js';
import { holdsOn, rulesFor } from '../../src/award-law/domain/rule.js';
import type { ShippedRule, TypeRow } from '../../src/awards/domain/law-load-plan.js';
import { civilDate } from '../../src/core/civil-date.js';
import type { SubjectKind } from '../../src/honourees/domain/subject-kind.js';
import { rulesOf } from '../support/law-values.js';
import { projectPath } from '../support/schema.js';

// Days on which something began beside the regimes: base salaries, and TT 01/2024/TT-BNV. Facts at a day → findings with article.

const read = <Content>(file: string): Content =>
  JSON.parse(readFileSync(projectPath(`data/law/${file}.json`), 'utf8')) as Content;
const types = read<(TypeRow & PrizedAward)[]>('award-types');
const rules = rulesOf(['rules', 'prize-money'].flatMap((file) => read<ShippedRule[]>(file)));
const inForce = (award: string, day: string) =>
  rulesFor(
    rules.filter((rule) => holdsOn(rule, civilDate(day))),
    award,
  );

/** A proposal with what is known of the years before, and the rule that is looked at. */
type Given = [award: string, kind: SubjectKind, known: (year: number) => Partial<History>, code: string];

/** What that rule says of a proposal for the year of the day, and by which article. */
function told([award, kind, known, code]: Given, day: string): string[] {
  const year = Number(day.slice(0, 4));
  const facts: Facts = {
    ...{ kind, honoureeDissolvedOn: null, sameAchievementAwards: [], day: civilDate(day), provisional: false },
    proposed: {
      ...{ kind, merit: 'CONG_TRANG', award, day: civilDate(day), share: null },
      history: { ...NO_HISTORY, ...known(year) },
      ...{ from: civilDate(`${year}-01-01`), to: civilDate(day) },
    },
  };
  const found = evaluate(inForce(award, day), facts).findings.find(({ rule }) => rule.code === code);
  return found ? [found.verdict, found.rule.article, found.rule.document] : ['not asked'];
}

const prize = (award: string, day: string, kind: SubjectKind): string[] => {
  const found = prizeOf(
    inForce(award, day),
    types.find(({ code }) => code === award)!,
    kind,
  );
  const base = found?.citations.find(({ code }) => code === 'BASE_SALARY');
  return [found?.amount ?? 'none', base?.document ?? ''];
};

const SALARY_2023: Pair = ['2023-06-30', '2023-07-01'];
const CIRCULAR_2024: Pair = ['2024-04-14', '2024-04-15'];
const SALARY_2024: Pair = ['2024-06-30', '2024-07-01'];
const SALARY_2026: Pair = ['2026-06-30', '2026-07-01'];
type Pair = [before: string, from: string];

const LAW_2003 = 'Luật Thi đua, khen thưởng 15/2003/QH11 (sửa đổi, bổ sung 2005, 2009, 2013)';
const LAW_2022 = 'Luật Thi đua, khen thưởng 06/2022/QH15';

const ofYear =
  (rating: string, count: number) =>
  (year: number): Partial<History> => ({
    awards: titles('LDTT', [year]),
    ratings: ratings({ [year]: rating }),
    initiatives: initiativesOf(Array.from({ length: count }, () => year)),
  });
const titled =
  (count: number, merit: 'CONG_TRANG' | 'PHONG_TRAO' = 'CONG_TRANG') =>
  (year: number): Partial<History> => ({
    awards: titles('CSTDCS', Array.from({ length: count }, (_, index) => year - 1 - index).reverse(), merit),
  });
const members =
  (ldtt: number) =>
  (year: number): Partial<History> => ({ memberCounts: [{ year, members: 100, completed: 100, ldtt, cstdcs: 1 }] });
/** The ministry's answer on R13: one year rated with an initiative, the next the same and CSTĐ cơ sở. */
const mixed = (year: number): Partial<History> => ({
  awards: titles('CSTDCS', [year - 1]),
  ratings: ratings({ [year - 2]: 'HTXSNV', [year - 1]: 'HTXSNV' }),
  initiatives: initiativesOf([year - 2, year - 1]),
});

const LDTT = (known: Given[2]): Given => ['LDTT', 'INDIVIDUAL', known, 'STANDARD.LDTT'];
const CSTDCS = (known: Given[2]): Given => ['CSTDCS', 'INDIVIDUAL', known, 'STANDARD.CSTDCS'];
const BK_TINH = (known: Given[2], code = 'GROUNDS.BK_TINH'): Given => ['BK_TINH', 'INDIVIDUAL', known, code];
const TTLDXS = (ldtt: number): Given => ['TTLDXS', 'COLLECTIVE', members(ldtt), 'RATIO.TTLDXS'];
const TTLDTT = (ldtt: number): Given => ['TTLDTT', 'COLLECTIVE', members(ldtt), 'RATIO.TTLDTT'];
const DECREE_91 = ['Điều 9 khoản 3', 'Nghị định 91/2017/NĐ-CP'];
const ARTICLE_23 = ['Điều 23', LAW_2022];
const ARTICLE_24 = ['Điều 24', LAW_2022];
const ARTICLE_74 = ['Điều 74 khoản 1 điểm d', LAW_2022];
const ARTICLE_27 = ['Điều 27 (số điều và tỷ lệ chưa đối chiếu)', LAW_2022];
const OLD_RATIO = ['Điều, khoản chưa đối chiếu', LAW_2003];

describe('a standard of the law, on either side of a day on which something else begins', () => {
  it.each<[string, Pair, Given, string[]]>([
    ['HTXSNV without an initiative, regime A (R09)', SALARY_2023, CSTDCS(ofYear('HTXSNV', 0)), ['FAILS', ...DECREE_91]],
    ['an initiative, regime A', SALARY_2023, CSTDCS(ofYear('HTTNV', 1)), ['PASSES', ...DECREE_91]],
    ['70 of 100 LĐTT, regime A (R23)', SALARY_2023, TTLDXS(70), ['PASSES', ...OLD_RATIO]],
    ['69 of 100 LĐTT', SALARY_2023, TTLDXS(69), ['FAILS', ...OLD_RATIO]],
    ['exactly half, of what asks for more', SALARY_2023, TTLDTT(50), ['FAILS', ...OLD_RATIO]],
    ['two titles running, under NĐ 98 (R13)', CIRCULAR_2024, BK_TINH(titled(2)), ['PASSES', ...ARTICLE_74]],
    ['one title', CIRCULAR_2024, BK_TINH(titled(1)), ['FAILS', ...ARTICLE_74]],
    ['the mixed case', CIRCULAR_2024, BK_TINH(mixed), ['PASSES', ...ARTICLE_74]],
    ['70 of 100 LĐTT, not read for the law of 2022', CIRCULAR_2024, TTLDXS(70), ['NEEDS_REVIEW', ...ARTICLE_27]],
    [
      'HTXSNV without an initiative, regime B (R09)',
      SALARY_2024,
      CSTDCS(ofYear('HTXSNV', 0)),
      ['PASSES', ...ARTICLE_23],
    ],
    ['neither', SALARY_2024, CSTDCS(ofYear('HTTNV', 0)), ['FAILS', ...ARTICLE_23]],
    ['titles of a movement, before NĐ 152', SALARY_2024, BK_TINH(titled(2, 'PHONG_TRAO')), ['PASSES', ...ARTICLE_74]],
    ['nobody asks what is no ground yet', SALARY_2024, BK_TINH(titled(2), 'MERIT_NOT_GROUND'), ['not asked']],
    ['two titles running, regime C', SALARY_2026, BK_TINH(titled(2)), ['PASSES', ...ARTICLE_74]],
    ['titles of a movement, under NĐ 152', SALARY_2026, BK_TINH(titled(2, 'PHONG_TRAO')), ['FAILS', ...ARTICLE_74]],
    [
      'which are no ground (R15)',
      SALARY_2026,
      BK_TINH(titled(2, 'PHONG_TRAO'), 'MERIT_NOT_GROUND'),
      ['FAILS', 'Điều 4', 'Nghị định 152/2025/NĐ-CP'],
    ],
    ['LĐTT after a good year', SALARY_2026, LDTT(ofYear('HTTNV', 0)), ['PASSES', ...ARTICLE_24]],
    ['LĐTT after a lesser one', SALARY_2026, LDTT(ofYear('HTNV', 0)), ['FAILS', ...ARTICLE_24]],
    ['LĐTT of a year that nobody rated', SALARY_2026, LDTT(() => ({})), ['NEEDS_REVIEW', ...ARTICLE_24]],
    ['LĐTT, regime A, whose article was not read', SALARY_2023, LDTT(ofYear('HTNV', 0)), ['not asked']],
    ['neither, regime C', SALARY_2026, CSTDCS(ofYear('HTTNV', 0)), ['FAILS', ...ARTICLE_23]],
  ])('%s: the same on %s', (_what, [before, from], given, expected) => {
    expect([told(given, before), told(given, from)]).toEqual([expected, expected]);
  });

  it('rests on no row that names TT 01/2024/TT-BNV, whose body nobody has read', () => {
    expect(rules.filter(({ citation }) => citation.document.includes('01/2024'))).toEqual([]);
    expect(rules.filter(({ citation }) => citation.validFrom === '2024-04-15')).toEqual([]);
  });
});

describe('a prize on either side of them', () => {
  it.each<[string, SubjectKind, Pair, [before: string, from: string], [before: string, from: string]]>([
    ['CSTDCS', 'INDIVIDUAL', SALARY_2023, ['1490000', '1800000'], ['38/2019', '24/2023']],
    ['TTLDXS', 'COLLECTIVE', SALARY_2023, ['2240000', '2700000'], ['38/2019', '24/2023']],
    ['BK_TINH', 'INDIVIDUAL', CIRCULAR_2024, ['2700000', '2700000'], ['24/2023', '24/2023']],
    ['CSTDCS', 'INDIVIDUAL', SALARY_2024, ['1800000', '2340000'], ['24/2023', '73/2024']],
    ['BK_TTG', 'INDIVIDUAL', SALARY_2024, ['6300000', '8190000'], ['24/2023', '73/2024']],
    ['GK_XA', 'HOUSEHOLD', SALARY_2026, ['1060000', '1140000'], ['73/2024', '161/2026']],
    ['BK_TINH', 'INDIVIDUAL', SALARY_2026, ['3510000', '3800000'], ['73/2024', '161/2026']],
  ])('%s of a %s', (award, kind, [before, from], amounts, decrees) => {
    const cited = decrees.map((number) => `Nghị định ${number}/NĐ-CP`);
    expect([prize(award, before, kind), prize(award, from, kind)]).toEqual([
      [amounts[0], cited[0]],
      [amounts[1], cited[1]],
    ]);
  });
});
