import { readFileSync } from 'node:fs';
import { lawLoadPlan, rulesEach, type RuleRow, type ShippedLaw } from '../../src/awards/domain/law-load-plan.js';
import { EVALUATED_KINDS, evaluate } from '../../src/award-law/domain/eligibility.js';
import { NO_HISTORY } from '../../src/award-law/domain/history.js';
import { holdsOn, MalformedRule, parseRule, rulesFor, rulesIn, type Rule } from '../../src/award-law/domain/rule.js';
import { calendarOf, counts, specialDays } from '../../src/award-law/domain/holidays.js';
import { prizeOf, type PrizedAward } from '../../src/award-law/domain/prize.js';
import type { PartyTerm } from '../../src/award-law/domain/series.js';
import {
  competenceOf,
  councilRule,
  deadlineRule,
  documentsRule,
  postingRule,
  type Body,
} from '../../src/award-law/domain/step-rules.js';
import { addDays, civilDate, isCivilDate, type CivilDate } from '../../src/core/civil-date.js';
import { MERIT_KINDS } from '../../src/awards/domain/merit-kind.js';
import { SUBJECT_KINDS, type SubjectKind } from '../../src/honourees/domain/subject-kind.js';
import { LINES, TIERS } from '../../src/units/domain/lines-and-tiers.js';
import { addWorkingDays, isWeekday, postingEnd } from '../../src/award-law/domain/working-days.js';
import { projectPath } from '../support/schema.js';
import { shippedHolidays } from '../support/working-calendar.js';

// data/law is law as the product knows it: each row can be read, and says what was found out about the law, not more.

const read = <Content>(file: string): Content =>
  JSON.parse(readFileSync(projectPath(`data/${file}`), 'utf8')) as Content;
const law: ShippedLaw = {
  types: read('law/award-types.json'),
  rules: ['rules', 'prize-money', 'working-calendar'].flatMap((file) => read<ShippedLaw['rules']>(`law/${file}.json`)),
};
const each = rulesEach(law.rules);
const codes = law.types.map(({ code }) => code);

const asRow = ({ award, kind, args, ...rest }: RuleRow) => ({
  id: `${award ?? '*'} ${rest.code} ${rest.from}`,
  awardTypeId: award,
  kind,
  args,
  citation: {
    code: rest.code,
    article: rest.article,
    document: rest.document,
    text: rest.text ?? null,
    validFrom: rest.from,
    validTo: rest.to ?? null,
    confirmed: rest.confirmed,
  },
});
const rules = rulesIn(each.map(asRow));

/** The rules of an award on a day, its own and the general ones. */
const rulesOf = (award: string, day: string): Rule[] =>
  rules.filter((rule) => (rule.awardTypeId === null || rule.awardTypeId === award) && holdsOn(rule, civilDate(day)));

describe('the rows of data/law', () => {
  it('can be read, each of them', () => {
    for (const row of each) expect(() => parseRule(asRow(row))).not.toThrow(MalformedRule);
    expect(each.length).toBeGreaterThan(200);
  });

  it('can be loaded into an empty database', () => {
    const plan = lawLoadPlan(law, { types: [], rules: [] });
    expect([plan.newTypes.length, plan.newRules.length]).toEqual([law.types.length, each.length]);
  });

  it('have members of the right kind, and nothing else', () => {
    const isText = (value: unknown) => typeof value === 'string' && value.trim() === value && value.length > 0;
    const wrongTypes = law.types.filter(
      ({ code, name, decidedAt, line, subjectKinds, isCommendation, from, to, source, ...rest }) =>
        ![code, name, source].every(isText) ||
        !TIERS.includes(decidedAt as never) ||
        !LINES.includes(line as never) ||
        !Array.isArray(subjectKinds) ||
        typeof isCommendation !== 'boolean' ||
        ![from, to ?? from].every(isCivilDate) ||
        Object.keys(rest).length > 0,
    );
    const wrongRules = law.rules.filter(
      ({ kind, code, awards = ['x'], args, article, document, text = 'x', from, to, confirmed, source, ...rest }) =>
        ![kind, code, ...awards, article, document, text, source].every(isText) ||
        typeof args !== 'object' ||
        ![from, to ?? from].every(isCivilDate) ||
        typeof confirmed !== 'boolean' ||
        Object.keys(rest).length > 0,
    );
    expect([wrongTypes, wrongRules]).toEqual([[], []]);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('name central bodies that the demonstration has, or that no unit bears', () => {
    const units = read<{ code: string; tier: string }[]>('demonstration/units.json');
    const central = units.filter(({ tier }) => tier === 'CENTRAL').map(({ code }) => code);
    const named = new Set(each.flatMap(({ args }) => (args['unitCode'] as string | undefined) ?? []));
    expect([...named].filter((code) => !central.includes(code)).sort()).toEqual(['BO', 'CTN']);
  });

  it('name only awards in the campaigns of the demonstration that exist', () => {
    const campaigns = read<{ awardTypeCodes: string[] }[]>('demonstration/campaigns.json');
    const named = campaigns.flatMap(({ awardTypeCodes }) => awardTypeCodes);
    expect(named.filter((code) => !codes.includes(code))).toEqual([]);
  });

  it('say the kinds of honourees of each award as its type does, on every day of its life', () => {
    const differ = law.types.flatMap(({ code, subjectKinds, from, to }) =>
      [from, civilDate('2024-01-01'), civilDate('2026-11-22'), to ?? civilDate('2099-01-01')]
        .filter((day) => from <= day && day <= (to ?? day))
        .map((day) => [code, day, rulesOf(code, day).find(({ kind }) => kind === 'SUBJECT_KINDS')?.args] as const)
        .filter(([, , args]) => JSON.stringify(args ?? { kinds: [] }) !== JSON.stringify({ kinds: subjectKinds })),
    );
    expect(differ).toEqual([]);
  });

  it('leave no award without somebody who decides it, on any day of its life', () => {
    const last = civilDate('2027-12-31');
    const alone = law.types.flatMap(({ code, from, to }) => {
      const turns = each
        .filter(({ award }) => award === code)
        .flatMap((rule) => [rule.from, rule.to ? addDays(rule.to, 1) : last]);
      const days: CivilDate[] = [from, to ?? last, ...turns].filter((day) => from <= day && day <= (to ?? last));
      return days
        .filter((day) => !rulesOf(code, day).some(({ kind }) => kind === 'COMPETENCE'))
        .map((day) => `${code} ${day}`);
    });
    expect(alone).toEqual([]);
  });

  it('have terms of Party committees that follow each other without a gap', () => {
    const terms = read<PartyTerm[]>('law/party-terms.json');
    terms.forEach((term, index) => {
      const next = terms[index + 1];
      expect([term.to && addDays(term.to, 1), isCivilDate(term.from)]).toEqual([next?.from, true]);
      // No day of a congress was read.
      expect(term.confirmed).toBe(false);
    });
  });
});

const BODIES: Record<string, Body & { code: string }> = {
  commune: { tier: 'COMMUNE', line: 'STATE', code: 'UBND-03390' },
  district: { tier: 'DISTRICT', line: 'STATE', code: 'UBND-106' },
  department: { tier: 'DISTRICT', line: 'STATE', areaTier: 'PROVINCE', code: 'SNV-12' },
  province: { tier: 'PROVINCE', line: 'STATE', code: 'UBND-12' },
  'provincial Party': { tier: 'PROVINCE', line: 'PARTY', code: 'TU-12' },
  'Prime Minister': { tier: 'CENTRAL', line: 'STATE', code: 'TTG' },
  President: { tier: 'CENTRAL', line: 'STATE', code: 'CTN' },
  'central Party body': { tier: 'CENTRAL', line: 'PARTY', code: 'BTGTW' },
};

describe('who may decide', () => {
  it.each<[string, string, string, boolean | null]>([
    // R05: confirmed, from the gazette.
    ['GK_XA', '2026-11-20', 'commune', true],
    ['LDTT', '2026-11-20', 'commune', true],
    ['GDVH', '2026-11-20', 'commune', true],
    ['GK_SO', '2026-11-20', 'department', true],
    ['CSTDCS', '2026-11-20', 'department', true],
    // R05: a commune not these, a sở no bằng khen.
    ['CSTDCS', '2026-11-20', 'commune', null],
    ['TTLDTT', '2026-11-20', 'commune', null],
    ['BK_TINH', '2026-11-20', 'department', null],
    ['BK_TTG', '2026-11-20', 'department', null],
    ['GK_SO', '2026-11-20', 'province', null],
    ['GK_XA', '2026-11-20', 'province', null],
    // R06: the districts to their last day.
    ['GK_HUYEN', '2025-06-30', 'district', true],
    ['CSTDCS', '2025-06-30', 'district', true],
    ['CSTDCS', '2025-07-01', 'district', null],
    ['GK_HUYEN', '2023-05-19', 'district', false],
    // Articles that were not read.
    ['THON_VH', '2025-07-01', 'commune', false],
    ['BK_TINH', '2026-11-20', 'province', false],
    ['BK_TTG', '2026-11-20', 'Prime Minister', false],
    ['BK_TTG', '2026-11-20', 'province', null],
    ['BK_TTG', '2026-11-20', 'President', null],
    ['HCLD3', '2026-11-20', 'President', false],
    ['HCLD3', '2026-11-20', 'Prime Minister', null],
    ['BK_BTGTW', '2026-11-20', 'central Party body', false],
    ['PB_BTV', '2026-11-20', 'provincial Party', true],
  ])('%s on %s: %s, confirmed %s', (award, day, body, confirmed) => {
    expect(competenceOf(rulesOf(award, day), BODIES[body]!)?.citation.confirmed ?? null).toBe(confirmed);
  });
});

describe('the council', () => {
  it.each<[string, string, string, string, boolean]>([
    ['BK_TTG', '2026-11-20', 'province', 'REQUIRED 80', false],
    ['BK_TTG', '2025-07-01', 'province', 'REQUIRED 80', false],
    ['BK_TTG', '2025-06-30', 'province', 'REQUIRED 80', true],
    ['BK_TTG', '2024-01-01', 'province', 'REQUIRED 80', true],
    ['BK_TTG', '2023-12-31', 'province', 'REQUIRED 80', false],
    ['BK_TINH', '2026-11-20', 'province', 'REQUIRED 80', false],
    ['CSTDTQ', '2023-12-31', 'province', 'REQUIRED 90', true],
    ['CSTDT', '2023-12-31', 'province', 'REQUIRED 90', true],
    ['CSTDTQ', '2026-11-20', 'province', 'REQUIRED 90', false],
    ['CSTDT', '2026-11-20', 'province', 'REQUIRED 80', false],
    ['AHLD', '2025-07-01', 'province', 'REQUIRED 90', false],
    ['BK_TINH', '2026-11-20', 'commune', 'REQUIRED 80', false],
    ['BK_TINH', '2025-06-30', 'district', 'REQUIRED 80', false],
    ['BK_TINH', '2026-11-20', 'department', 'NONE', false],
    ['BK_TINH', '2026-11-20', 'provincial Party', 'NONE', false],
  ])('of %s on %s at the %s: %s, confirmed %s', (award, day, body, says, confirmed) => {
    const rule = councilRule(rulesOf(award, day), BODIES[body]!);
    const { requirement, threshold } = rule?.args ?? {};
    expect([[requirement, threshold].filter(Boolean).join(' '), rule?.citation.confirmed]).toEqual([says, confirmed]);
  });

  it('of the State is known of no body when the decree has lapsed', () => {
    const lapsed = rulesOf('BK_TINH', '2027-03-01');
    expect(['commune', 'province'].map((body) => councilRule(lapsed, BODIES[body]!))).toEqual([null, null]);
  });
});

describe('posting, documents, deadlines', () => {
  it('asks for posting of ten working days at the province for the State’s level alone, by an article that was read', () => {
    const posted = (award: string, day: string, body: string): number | null => {
      const rule = postingRule(rulesOf(award, day), BODIES[body]!);
      return rule?.citation.confirmed ? rule.args.workingDays : null;
    };
    const onDay = (day: string) => codes.filter((code) => posted(code, day, 'province') === 10);
    const state = codes.filter((code) => /^HC|^AHLD$|^BK_TTG$|^CO_CP$|^CSTDTQ$/.test(code));
    expect([onDay('2023-12-31'), onDay('2024-01-01'), onDay('2026-11-20'), onDay('2027-03-01')]).toEqual([
      [],
      state,
      state,
      [],
    ]);
    expect(posted('BK_TTG', '2026-11-20', 'commune')).toBeNull();
  });

  it('asks for the report and the minutes, and for the initiative where the criterion uses one', () => {
    const documents = (award: string, day: string) => documentsRule(rulesOf(award, day))?.args.atSubmit;
    expect(documents('BK_TINH', '2026-11-20')).toEqual(['BAO_CAO_THANH_TICH', 'BIEN_BAN_HOP']);
    expect(documents('CSTDCS', '2026-11-20')).toEqual(['BAO_CAO_THANH_TICH', 'BIEN_BAN_HOP']);
    const withInitiative = ['BAO_CAO_THANH_TICH', 'BIEN_BAN_HOP', 'CHUNG_NHAN_SANG_KIEN'];
    expect(documents('CSTDCS', '2023-05-19')).toEqual(withInitiative);
    expect(documents('CSTDTQ', '2026-11-20')).toEqual(withInitiative);
  });

  it('gives 25 working days at the province, 12 at the commune, and is sure of neither', () => {
    const deadline = (tier: 'PROVINCE' | 'COMMUNE' | 'DISTRICT', day = '2026-11-20') => {
      const rule = deadlineRule(rulesOf('BK_TINH', day), { tier });
      return rule && [rule.args.workingDays, rule.citation.confirmed];
    };
    expect([deadline('PROVINCE'), deadline('COMMUNE'), deadline('DISTRICT')]).toEqual([[25, false], [12, false], null]);
    expect(deadline('DISTRICT', '2025-06-30')).toEqual([10, false]);
  });
});

describe('the calendar of working days', () => {
  const holidays = shippedHolidays();
  const calendar = calendarOf(holidays);
  const days = (year: number): string =>
    specialDays(holidays, year)
      .map(
        (each) =>
          `${each.day.slice(8)}/${each.day.slice(5, 7)}${{ HOLIDAY: '', COMPENSATION: 'b', OFF: 'o', WORKED: 'w' }[each.kind]}${counts(each) ? '' : '?'}`,
      )
      .join(' ');

  // Tết begins as the notice of the year has it; "b" is made up for, "o" and "w" are exchanged, "?" does not count.
  it.each<[number, string]>([
    [2012, ''],
    [2020, '01/01 24/01 25/01 26/01 27/01 28/01 29/01b 30/01b 02/04 30/04 01/05 02/09'],
    [2021, '01/01 10/02 11/02 12/02 13/02 14/02 15/02b 16/02b 21/04 30/04 01/05 03/05b 02/09 03/09'],
    [2022, '01/01 03/01b 31/01 01/02 02/02 03/02 04/02 10/04 11/04b 30/04 01/05 02/05b 03/05b 01/09 02/09'],
    [
      2023,
      '01/01 02/01b 20/01 21/01 22/01 23/01 24/01 25/01b 26/01b 29/04 30/04 01/05 02/05b 03/05b 01/09 02/09 04/09b',
    ],
    [2024, '01/01 08/02 09/02 10/02 11/02 12/02 13/02b 14/02b 18/04 29/04o 30/04 01/05 04/05w 02/09 03/09'],
    [2025, '01/01 27/01 28/01 29/01 30/01 31/01 07/04 26/04w 30/04 01/05 02/05o 01/09 02/09'],
    [2026, '01/01 02/01o 10/01w? 16/02 17/02 18/02 19/02 20/02 26/04 27/04b 30/04 01/05 22/08w? 31/08o 01/09 02/09'],
    [2027, '01/01 05/02 06/02 07/02 08/02 09/02 10/02b 11/02b 16/04 30/04 01/05 03/05b 01/09 02/09'],
    [2030, '01/01 01/02 02/02 03/02 04/02 05/02 06/02b 07/02b 12/04 30/04 01/05 01/09 02/09 03/09b'],
  ])('of %i takes out and puts in: %s', (year, expected) => {
    expect(days(year)).toBe(expected);
  });

  it('counts ten days from 20/8/2025 as a posting to 4/9, and as a period, its first day not counted, to 5/9', () => {
    expect(postingEnd(civilDate('2025-08-20'), 10, calendar)).toBe('2025-09-04');
    expect(addWorkingDays(civilDate('2025-08-20'), 10, calendar)).toBe('2025-09-05');
  });

  it('has eleven holidays a year by the code of 2019, on every year of its life', () => {
    for (let year = 2021; year <= 2060; year += 1) {
      const found = specialDays(holidays, year).filter(({ kind }) => kind === 'HOLIDAY');
      expect([year, new Set(found.map(({ day }) => day)).size]).toEqual([year, 11]);
    }
  });

  it('has no day of a weekend off for another, and no working day worked for another', () => {
    const swaps = specialDays(holidays, 2026).concat(specialDays(holidays, 2025), specialDays(holidays, 2024));
    const wrong = swaps.filter(
      ({ kind, day }) => (kind === 'OFF' && !isWeekday(day)) || (kind === 'WORKED' && isWeekday(day)),
    );
    expect(wrong).toEqual([]);
  });
});

describe('the prize', () => {
  const prizeOn = (award: string, kind: SubjectKind, day: string): string => {
    const type = law.types.find(({ code }) => code === award)! as unknown as PrizedAward;
    const prize = prizeOf(rulesOf(award, day), type, kind);
    return prize ? `${prize.amount}${prize.confirmed ? '' : '?'}` : 'none';
  };

  it.each<[string, SubjectKind, string, string]>([
    // Both sides of each change of the base salary; "?" is not confirmed.
    ['LDTT', 'INDIVIDUAL', '2017-10-01', '390000?'],
    ['LDTT', 'INDIVIDUAL', '2018-07-01', '420000?'],
    ['LDTT', 'INDIVIDUAL', '2023-06-30', '450000?'],
    ['LDTT', 'INDIVIDUAL', '2023-07-01', '540000?'],
    ['LDTT', 'INDIVIDUAL', '2024-06-30', '540000'],
    ['LDTT', 'INDIVIDUAL', '2024-07-01', '710000'],
    ['LDTT', 'INDIVIDUAL', '2026-06-30', '710000'],
    ['LDTT', 'INDIVIDUAL', '2026-07-01', '760000'],
    // Of the decrees.
    ['LDTT', 'INDIVIDUAL', '2017-09-30', 'none'],
    ['LDTT', 'INDIVIDUAL', '2027-02-28', '760000'],
    ['LDTT', 'INDIVIDUAL', '2027-03-01', 'none'],
    ['BK_TINH', 'INDIVIDUAL', '2023-12-31', '1800000?'],
    ['BK_TINH', 'INDIVIDUAL', '2024-01-01', '2700000'],
    ['GK_XA', 'INDIVIDUAL', '2025-06-30', '360000?'],
    ['GK_XA', 'INDIVIDUAL', '2025-07-01', '710000'],
    // R33, R34: individuals, households, collectives; collectives that have a coefficient of their own.
    ['BK_TINH', 'INDIVIDUAL', '2026-06-30', '3510000'],
    ['BK_TINH', 'INDIVIDUAL', '2026-07-01', '3800000'],
    ['BK_TINH', 'COLLECTIVE', '2026-07-01', '7590000?'],
    ['BK_TTG', 'INDIVIDUAL', '2026-07-01', '8860000'],
    ['BK_TTG', 'COLLECTIVE', '2026-07-01', '17710000?'],
    ['GK_XA', 'HOUSEHOLD', '2026-06-30', '1060000'],
    ['GK_XA', 'HOUSEHOLD', '2026-07-01', '1140000'],
    ['GK_XA', 'COLLECTIVE', '2026-07-01', '1520000?'],
    ['GK_SO', 'HOUSEHOLD', '2026-07-01', '1140000?'],
    ['GK_HUYEN', 'INDIVIDUAL', '2025-06-30', '710000?'],
    ['TTLDTT', 'COLLECTIVE', '2026-07-01', '2030000'],
    ['TTLDXS', 'COLLECTIVE', '2026-07-01', '3800000'],
    ['THON_VH', 'COLLECTIVE', '2024-06-30', '2700000'],
    ['XA_TB', 'COLLECTIVE', '2024-07-01', '4680000'],
    ['CO_TINH', 'COLLECTIVE', '2026-07-01', '20240000'],
    ['CO_CP', 'COLLECTIVE', '2026-07-01', '30360000'],
    ['CSTDCS', 'INDIVIDUAL', '2026-07-01', '2530000'],
    ['CSTDT', 'INDIVIDUAL', '2026-07-01', '7590000'],
    ['CSTDTQ', 'INDIVIDUAL', '2026-07-01', '11390000'],
    ['HCLD3', 'COLLECTIVE', '2026-07-01', '22770000'],
    ['HCLD3', 'COLLECTIVE', '2023-12-31', '16200000?'],
    ['HCSV', 'COLLECTIVE', '2024-06-30', '165600000'],
    ['GDVH', 'HOUSEHOLD', '2023-12-31', '180000?'],
    // Without a value that was read; not for that kind; no award by law.
    ['GDVH', 'HOUSEHOLD', '2024-01-01', 'none'],
    ['KNC', 'INDIVIDUAL', '2026-07-01', 'none'],
    ['AHLD', 'INDIVIDUAL', '2026-07-01', 'none'],
    ['LDTT', 'HOUSEHOLD', '2026-07-01', 'none'],
    ['CO_TINH', 'INDIVIDUAL', '2026-07-01', 'none'],
    ['BIEU_DUONG', 'INDIVIDUAL', '2026-07-01', 'none'],
    ['CN_MO_HINH', 'COLLECTIVE', '2026-07-01', 'none'],
    // R35: the Party's own table, and no State coefficient for what it does not say.
    ['GK_DU', 'COLLECTIVE', '2025-12-28', '4680000?'],
    ['GK_DU', 'COLLECTIVE', '2025-12-29', '1410000?'],
    ['GK_DU', 'INDIVIDUAL', '2025-12-29', 'none'],
    ['PB_BTV', 'COLLECTIVE', '2024-06-30', '9000000?'],
    ['PB_BTV', 'INDIVIDUAL', '2024-06-30', 'none'],
    ['BK_BTGTW', 'INDIVIDUAL', '2026-07-01', 'none'],
  ])('of %s for a %s on %s is %s', (award, kind, day, prize) => {
    expect(prizeOn(award, kind, day)).toBe(prize);
  });

  it('has one base salary on each day, and a rounding for each table while a coefficient stands', () => {
    for (const day of ['2016-05-01', '2019-06-30', '2019-07-01', '2024-06-30', '2026-07-01', '2099-01-01']) {
      const found = rules.filter((rule) => rule.kind === 'BASE_SALARY' && holdsOn(rule, civilDate(day)));
      expect([day, found.length]).toEqual([day, 1]);
    }
    // Before that day no base salary is known.
    const first = civilDate('2016-05-01');
    const lacking = each
      .filter(({ kind }) => kind === 'PRIZE_COEFFICIENT')
      .flatMap(({ award, args, from, to }) =>
        [from > first ? from : first, to ?? civilDate('2099-01-01')].map((day) => ({ award, args, day })),
      )
      .filter(({ award, args, day }) => prizeOn(award ?? '', args['kind'] as SubjectKind, day) === 'none');
    expect(lacking).toEqual([]);
  });
});

describe('eligibility by the law that is shipped', () => {
  it.each<[string, string, 'INDIVIDUAL' | 'COLLECTIVE' | 'HOUSEHOLD', string | null, string, string]>([
    ['BK_TINH', '2026-11-20', 'HOUSEHOLD', null, 'PASSES', 'D'],
    ['BK_TINH', '2025-08-05', 'COLLECTIVE', null, 'PASSES', 'C'],
    // R07, R08.
    ['LDTT', '2026-11-20', 'HOUSEHOLD', null, 'FAILS', 'D'],
    ['GDVH', '2026-11-20', 'INDIVIDUAL', null, 'FAILS', 'D'],
    ['CO_TINH', '2026-11-20', 'INDIVIDUAL', null, 'FAILS', 'D'],
    ['PB_BTV', '2026-11-20', 'HOUSEHOLD', null, 'FAILS', 'D'],
    // R22 from the day of its circular; before, nobody has read what holds.
    ['BK_TINH', '2025-08-05', 'COLLECTIVE', '2025-07-01', 'FAILS', 'C'],
    ['BK_TINH', '2025-08-04', 'COLLECTIVE', '2025-07-01', 'NEEDS_REVIEW', 'C'],
    // Not confirmed, or to be judged: kinds, the regime of before, the day after the decree's last.
    ['KNC', '2026-11-20', 'COLLECTIVE', null, 'NEEDS_REVIEW', 'D'],
    ['HCHCM', '2026-11-20', 'INDIVIDUAL', null, 'NEEDS_REVIEW', 'D'],
    ['BK_TINH', '2024-05-19', 'INDIVIDUAL', null, 'NEEDS_REVIEW', 'B'],
    ['BK_TINH', '2023-05-19', 'INDIVIDUAL', null, 'NEEDS_REVIEW', 'A'],
    ['BK_TINH', '2027-02-28', 'INDIVIDUAL', null, 'PASSES', 'D'],
    ['BK_TINH', '2027-03-01', 'INDIVIDUAL', null, 'NEEDS_REVIEW', ''],
  ])('%s on %s for a %s (dissolved %s): %s, regime "%s"', (award, day, kind, dissolved, verdict, regime) => {
    const found = evaluate(rulesOf(award, day), {
      kind,
      honoureeDissolvedOn: dissolved === null ? null : civilDate(dissolved),
      sameAchievementAwards: [],
      day: civilDate(day),
      provisional: false,
    });
    expect([found.verdict, found.regime]).toEqual([verdict, regime]);
  });

  it.each([
    ['STATE', 'FAILS'],
    ['OTHER', 'FAILS'],
    ['PARTY', 'NEEDS_REVIEW'],
  ] as const)('a State award for what was awarded before in the line %s: %s (R17, R35)', (line, verdict) => {
    const day = civilDate('2026-05-19');
    const [found] = evaluate(rulesOf('BK_TINH', day), {
      ...{ kind: 'INDIVIDUAL', honoureeDissolvedOn: null, day, provisional: false },
      sameAchievementAwards: [{ cited: 'Bằng khen, 12-QĐ/TU', line }],
    }).findings.filter(({ rule }) => rule.code === 'ONE_AWARD_PER_ACHIEVEMENT');
    expect([found?.verdict, found?.facts, found?.rule.document]).toEqual([
      verdict,
      ['Bằng khen, 12-QĐ/TU'],
      'Luật Thi đua, khen thưởng 06/2022/QH15',
    ]);
  });

  it.each([
    ['2018-06-01', ['DOCUMENTS']],
    ['2024-06-01', ['DOCUMENTS', 'ONE_AWARD_PER_ACHIEVEMENT', 'MERIT_KIND']],
    ...['2025-09-01', '2026-11-20'].map((day) => [
      day,
      [
        'DOCUMENTS',
        'ONE_AWARD_PER_ACHIEVEMENT',
        'MERIT_KIND',
        'DISSOLVED_NOT_COMMENDED',
        'PENDING_PROCEEDINGS',
        'TIME_AFTER_PROCEEDINGS',
      ],
    ]),
  ] as [string, string[]][])(
    'on %s fail a State award for whatever stands against it, and of the Party’s awards none: its own rules nobody has read',
    (day, against) => {
      const on = civilDate(day);
      const failing = (award: string): string[] =>
        evaluate(rulesOf(award, day), {
          ...{
            kind: 'COLLECTIVE',
            honoureeDissolvedOn: civilDate('2018-01-01'),
            sameAchievementAwards: [{ cited: 'GK', line: 'STATE' }],
          },
          ...{ documents: new Set<string>(), day: on, provisional: false },
          proposed: {
            ...{ kind: 'COLLECTIVE', merit: 'UNKNOWN', award, day: on, history: NO_HISTORY, share: null },
            ...{ from: on, to: on },
          },
          sensitive: {
            today: on,
            proceedings: ['VERIFICATION', 'DISCIPLINE'].map((kind) => ({ kind, from: on, to: null })),
          },
        }).findings.flatMap(({ verdict, rule }) => (verdict === 'FAILS' ? [rule.code] : []));
      expect(failing('BK_TINH').sort()).toEqual([...against].sort());
      for (const award of law.types.filter(({ line }) => line === 'PARTY')) {
        expect([award.code, failing(award.code)]).toEqual([award.code, []]);
      }
    },
  );

  it('pass nobody of whom nothing is known, whatever is confirmed one day, but for what localities or nobody asks', () => {
    const sure = rules.map((rule) => ({ ...rule, citation: { ...rule.citation, confirmed: true } }));
    const passed = (on: readonly Rule[], award: string, day: CivilDate): boolean =>
      SUBJECT_KINDS.some((kind) =>
        MERIT_KINDS.some((merit) => {
          const proposal = { kind, merit, award, day, from: day, to: day, share: null };
          const { verdict } = evaluate(on, {
            ...{ kind, honoureeDissolvedOn: null, sameAchievementAwards: [], day, provisional: false },
            documents: new Set(['BAO_CAO_THANH_TICH', 'BIEN_BAN_HOP', 'CHUNG_NHAN_SANG_KIEN']),
            proposed: { ...proposal, history: NO_HISTORY },
            sensitive: { proceedings: [], today: day },
          });
          return verdict === 'PASSES';
        }),
      );
    const turns = new Set(
      each
        .filter(({ kind }) => EVALUATED_KINDS.some((weighed) => weighed === kind))
        .flatMap(({ from, to }) => [from, ...(to ? [addDays(to, 1)] : [])]),
    );
    const passes = (all: readonly Rule[], from: string): string[] => {
      const days = [...turns].filter((day) => day >= from);
      const inForce = days.map(
        (day) => [day, all.filter((rule) => EVALUATED_KINDS.includes(rule.kind) && holdsOn(rule, day))] as const,
      );
      return codes.filter((award) => inForce.some(([day, on]) => passed(rulesFor(on, award), award, day)));
    };
    // The criteria of giấy khen are the locality's own, biểu dương and recognition have none (ADR 0037).
    expect(passes(rules, '2004-07-01')).toEqual(['GK_XA', 'GK_SO', 'GK_DV']);
    // Of the law before 2024 a few standards were read alone.
    expect(passes(sure, '2024-01-01').sort()).toEqual([
      'BIEU_DUONG',
      'CN_MO_HINH',
      'GK_DV',
      'GK_HUYEN',
      'GK_SO',
      'GK_XA',
    ]);
  });

  it.each(
    ['CO_TINH', 'CO_CP'].flatMap((award) =>
      (
        [
          ['PHONG_TRAO', 'phong trào (theo đợt, chuyên đề)'],
          ['DOT_XUAT', 'đột xuất'],
          ['CONG_HIEN', 'quá trình cống hiến'],
          ['NIEN_HAN', 'niên hạn'],
          ['DOI_NGOAI', 'đối ngoại'],
        ] as const
      ).map(([merit, word]) => [award, merit, word] as const),
    ),
  )('leave a flag (%s) for %s to a person, whatever is known, and say what is not', (award, merit, word) => {
    for (const day of ['2024-06-01', '2025-09-01', '2026-11-20'].map(civilDate)) {
      for (const groupResults of [[], [{ year: Number(day.slice(0, 4)), group: 'Cụm 1', rank: 1 }]]) {
        const proposal = { kind: 'COLLECTIVE', merit, award, day, from: day, to: day, share: null } as const;
        const { verdict, findings } = evaluate(rulesOf(award, day), {
          ...{ kind: 'COLLECTIVE', honoureeDissolvedOn: null, sameAchievementAwards: [], day, provisional: false },
          proposed: { ...proposal, history: { ...NO_HISTORY, groupResults } },
        });
        expect(verdict).toBe('NEEDS_REVIEW');
        expect(findings.map(({ explanation }) => explanation)).toContainEqual(
          expect.stringContaining(`Chưa đối chiếu được tiêu chuẩn của khen thưởng này cho loại hình “${word}”.`),
        );
      }
    }
  });
});
