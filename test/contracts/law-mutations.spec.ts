import { readFileSync, writeFileSync } from 'node:fs';
import { rulesIn, type Rule } from '../../src/award-law/domain/rule.js';
import { rulesEach, type RuleRow, type ShippedRule } from '../../src/awards/domain/law-load-plan.js';
import { addDays, civilDate, type CivilDate } from '../../src/core/civil-date.js';
import { lawAnswers, STEP_KINDS } from '../support/law-probes.js';
import { projectPath } from '../support/schema.js';

// What data/law/rules.json answers to many questions, recorded in law-answers.json as a line of days for each, and read when it
// changes (UPDATE_LAW_ANSWERS=1 writes it anew). "?" marks what an unconfirmed rule would say. Then the mutation run: any row that
// is changed in any way gives some question another answer.

const FILE = projectPath('test/contracts/law-answers.json');
const law = JSON.parse(readFileSync(projectPath('data/law/rules.json'), 'utf8')) as ShippedRule[];
const rows = rulesEach(law);
/** Where a row names several awards, the first stands for all of them; where it is for all, these. */
const GENERAL = ['BK_TINH', 'BK_TTG', 'GK_XA'];
const first = ({ awards }: ShippedRule): string | null => awards?.[0] ?? null;
const awards = [...new Set([...GENERAL, ...law.flatMap((row) => first(row) ?? [])])].sort();

function ruleOf({ award, kind, args, ...rest }: RuleRow): Rule[] {
  const { code, article, document, confirmed } = rest;
  const citation = { code, article, document, text: null, validFrom: rest.from, validTo: rest.to ?? null, confirmed };
  return rulesIn([{ id: `${award ?? '*'} ${code} ${rest.from}`, awardTypeId: award, kind, args, citation }]);
}
const shipped = rows.flatMap(ruleOf);

/** The days on which something begins or has ended: from one to the next every answer is the same. */
const days = [...new Set(rows.flatMap(({ from, to }) => [from, ...(to ? [addDays(to, 1)] : [])]))].sort();

type Lines = Record<string, Record<string, string>>;

/** Award → question → "2004-07-01 answer · 2024-01-01 other answer". */
function answersOfAll(): Lines {
  const lines: Lines = {};
  for (const award of awards) {
    const own: Record<string, [CivilDate, string][]> = {};
    for (const on of days) {
      const now = new Map(lawAnswers(shipped, award, on));
      for (const question of new Set([...Object.keys(own), ...now.keys()])) {
        const line = (own[question] ??= []);
        const answer = now.get(question) ?? '';
        if ((line.at(-1)?.[1] ?? '') !== answer) line.push([on, answer]);
      }
    }
    lines[award] = Object.fromEntries(
      Object.entries(own).map(([question, line]) => [question, line.map(([on, said]) => `${on} ${said}`).join(' · ')]),
    );
  }
  return lines;
}

/** What the record says of a question on a day. */
function recordedAnswer(line: string | undefined, on: CivilDate): string {
  const said = (line ?? '').split(' · ').filter((each) => each !== '' && each.slice(0, 10) <= on);
  return said.at(-1)?.slice(11) ?? '';
}

interface Mutant {
  what: string;
  row: RuleRow | null;
}

/** Other args than these, one member at a time. */
function otherArgs(args: Record<string, unknown>): [string, Record<string, unknown>][] {
  return Object.entries(args).flatMap(([name, value]) =>
    othersOf(value).map((other): [string, Record<string, unknown>] => [
      `${name}: ${JSON.stringify(value)} → ${JSON.stringify(other)}`,
      { ...args, [name]: other },
    ]),
  );
}

const SWAPS = [
  ['REQUIRED', 'NONE'],
  ['REFUSE', 'WARN'],
  ['PROCEED', 'WAIT'],
  ['DOWN', 'UP'],
  ['UNREAD', 'ANY', 'AFTER'],
  ['INITIATIVE', 'EITHER', 'BOTH', 'RATING'],
  ['LDTT', 'COMPLETED', 'CSTDCS'],
  ['STATE', 'PARTY', 'FRONT', 'OTHER'],
  ['PROVINCE', 'DISTRICT', 'COMMUNE', 'CENTRAL', 'GRASSROOTS'],
  ['A', 'B', 'C', 'D'],
  ['TTG', 'CTN', 'BO', 'BTGTW'],
];

function othersOf(value: unknown): unknown[] {
  if (typeof value === 'number') return [value + 1, ...(value > 1 ? [value - 1] : [])];
  if (typeof value === 'boolean') return [!value];
  if (Array.isArray(value))
    return value.length > 1 ? value.map((_, index) => value.filter((__, at) => at !== index)) : [];
  if (typeof value === 'string' && /^\d+$/.test(value)) {
    return [Number(value) + 1, Number(value) - 1].filter((each) => each >= 0 && each <= 100).map(String);
  }
  if (typeof value === 'string') {
    const family = SWAPS.find((each) => each.includes(value));
    return family ? family.filter((each) => each !== value).slice(0, 2) : [`${value} và cơ quan khác`];
  }
  return otherArgs(value as Record<string, unknown>).map(([, args]) => args);
}

function mutantsOf(row: RuleRow): Mutant[] {
  return [
    { what: 'removed', row: null },
    { what: 'confirmed turned', row: { ...row, confirmed: !row.confirmed } },
    { what: 'begins a day later', row: { ...row, from: addDays(row.from, 1) } },
    { what: 'begins a day earlier', row: { ...row, from: addDays(row.from, -1) } },
    row.to
      ? { what: 'ends a day later', row: { ...row, to: addDays(row.to, 1) } }
      : { what: 'ends', row: { ...row, to: civilDate('2027-12-31') } },
    ...(row.to ? [{ what: 'ends a day earlier', row: { ...row, to: addDays(row.to, -1) } }] : []),
    { what: 'another article', row: { ...row, article: `${row.article}a` } },
    { what: 'another document', row: { ...row, document: `${row.document} khác` } },
    ...otherArgs(row.args).map(([what, args]) => ({ what, row: { ...row, args } })),
  ];
}

const lastDay = ({ to }: Pick<RuleRow, 'to'>): string => to ?? '9999-12-31';

/** Of one code for one award; of regimes there is one on a day. */
const isOfOne = (a: RuleRow, b: RuleRow): boolean =>
  a.award === b.award && (a.code === b.code || (a.kind === 'REGIME' && b.kind === 'REGIME'));

/** Two rules of one code for one award on one day: such data are refused when they are loaded. */
const overlaps = (row: RuleRow, rest: readonly RuleRow[]): boolean =>
  rest.some((each) => isOfOne(each, row) && each.from <= lastDay(row) && row.from <= lastDay(each));

/** Whether some question is answered otherwise on a day that the row touches. */
function isNoticed(row: RuleRow, mutant: Mutant, recorded: Lines): boolean {
  const index = rows.indexOf(row);
  const rest = rows.filter((each) => each !== row);
  if (mutant.row && overlaps(mutant.row, rest)) return true;
  let rule: Rule[];
  try {
    rule = mutant.row ? ruleOf(mutant.row) : [];
  } catch {
    // No rule of its kind can say that: the data cannot even be read.
    return true;
  }
  const changed = [...shipped.slice(0, index), ...rule, ...shipped.slice(index + 1)];
  const ends = row.to ? [row.to, addDays(row.to, 1)] : [civilDate('2028-01-01')];
  const touched = [row.from, ...ends, addDays(row.from, -1)];
  const cites = mutant.what.startsWith('another ');
  const asked = row.award ? [row.award] : GENERAL;
  return touched.some((on) =>
    asked.some((award) => differs({ changed, award, on, cites, kind: row.kind }, recorded[award] ?? {})),
  );
}

function differs({ changed, award, on, cites, kind }: Look, recorded: Record<string, string>): boolean {
  // A rule about steps answers no other question, and the other way round.
  const part = STEP_KINDS.includes(kind) ? 'STEPS' : 'CASES';
  const seen = new Set<string>();
  for (const [question, answer] of lawAnswers(changed, award, on, part)) {
    seen.add(question);
    // That a citation is another one is not counted where more than it was changed.
    if ((question === 'cited') === cites && answer !== recordedAnswer(recorded[question], on)) return true;
  }
  const gone = Object.entries(recorded).filter(
    ([question, line]) => !seen.has(question) && recordedAnswer(line, on) !== '',
  );
  return gone.some(([question]) => isAboutSteps(question) === (part === 'STEPS'));
}

interface Look {
  changed: readonly Rule[];
  award: string;
  on: CivilDate;
  cites: boolean;
  kind: string;
}

const isAboutSteps = (question: string): boolean =>
  /^(council of|posting by|opinions to|deadline of) | decides$|^time to answer$/.test(question);

describe('the answers of the law', () => {
  it('are by one version of each rule, and by one regime a day', () => {
    expect(
      rows.filter((row) =>
        overlaps(
          row,
          rows.filter((each) => each !== row),
        ),
      ),
    ).toEqual([]);
  });

  it('are those that were recorded and read', () => {
    const now = answersOfAll();
    if (process.env['UPDATE_LAW_ANSWERS']) writeFileSync(FILE, `${JSON.stringify(now, null, 2)}\n`);
    expect(now).toEqual(JSON.parse(readFileSync(FILE, 'utf8')));
  });

  it('are other ones as soon as any row is changed', () => {
    const recorded = JSON.parse(readFileSync(FILE, 'utf8')) as Lines;
    let tried = 0;
    const unnoticed = law.flatMap((shippedRow) => {
      const is = ({ code, from, award }: RuleRow): boolean =>
        code === shippedRow.code && from === shippedRow.from && award === first(shippedRow);
      const row = rows.find(is) as RuleRow;
      return mutantsOf(row).flatMap((mutant) => {
        tried += 1;
        return isNoticed(row, mutant, recorded) ? [] : [`${row.award ?? '*'} ${row.code} ${row.from}: ${mutant.what}`];
      });
    });
    process.stdout.write(`data/law/rules.json: ${tried - unnoticed.length} of ${tried} mutants noticed\n`);
    expect(unnoticed).toEqual([]);
  });
});
