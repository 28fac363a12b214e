import { readFileSync, writeFileSync } from 'node:fs';
import type { ShippedRule, TypeRow } from '../../src/awards/domain/law-load-plan.js';
import { addDays, isCivilDate } from '../../src/core/civil-date.js';
import { calendarYears, prizeTimelines, rulesOf } from '../support/law-values.js';
import { projectPath } from '../support/schema.js';

// law-values.txt says what the rows of prizes and holidays come to. A row that is changed changes it: read the difference,
// then UPDATE_LAW=1 npm test -- law-values writes it anew.

const read = <Content>(file: string): Content =>
  JSON.parse(readFileSync(projectPath(`data/law/${file}.json`), 'utf8')) as Content;
const types = read<TypeRow[]>('award-types');
const prizes = read<ShippedRule[]>('prize-money');
const holidays = read<ShippedRule[]>('working-calendar');
const FILE = projectPath('test/contracts/law-values.txt');

const ofPrizes = (rows: readonly ShippedRule[], some = types) => prizeTimelines(some, rulesOf(rows));
const ofHolidays = (rows: readonly ShippedRule[], from = 2012, to = 2032) => calendarYears(rulesOf(rows), from, to);
/** Awards on which every general rule of prizes shows. */
const SOME = ['LDTT', 'BK_TINH', 'GK_DU'];

/** The row, each time with one member of its args said otherwise, or gone. */
function mutants(row: ShippedRule): (ShippedRule | null)[] {
  const other = (value: unknown): unknown => {
    if (typeof value === 'number') return value > 0 ? value - 1 : value + 1;
    if (isCivilDate(value)) return addDays(value, 7);
    if (/^[\d.]+$/.test(String(value))) return String(Number(value) * 2);
    const changed: Record<string, string> = {
      STATE: 'PARTY',
      PARTY: 'STATE',
      SOLAR: 'LUNAR',
      LUNAR: 'SOLAR',
      INDIVIDUAL: 'HOUSEHOLD',
    };
    return changed[String(value)] ?? 'INDIVIDUAL';
  };
  const said = Object.entries(row.args).map(([name, value]) => ({
    ...row,
    args: { ...row.args, [name]: other(value) },
  }));
  return [null, ...said];
}

/** The mutants that nobody would notice, of how many. */
function survivors(
  rows: readonly ShippedRule[],
  tell: (rows: readonly ShippedRule[], changed: ShippedRule) => string[],
): { tried: number; survived: string[] } {
  const survived: string[] = [];
  let tried = 0;
  for (const [index, row] of rows.entries()) {
    const told = tell(rows, row).join();
    for (const mutant of mutants(row)) {
      tried += 1;
      const changed = [...rows.slice(0, index), ...(mutant ? [mutant] : []), ...rows.slice(index + 1)];
      if (isTold(() => tell(changed, row).join(), told))
        survived.push(`${row.code} ${row.from} ${mutant ? 'said otherwise' : 'gone'}`);
    }
  }
  return { tried, survived };
}

/** Whether it says the same; what is no rule at all says nothing. */
function isTold(tell: () => string, told: string): boolean {
  try {
    return tell() === told;
  } catch {
    return false;
  }
}

describe('the values of the law', () => {
  it('are what stands in law-values.txt', () => {
    const told = [...ofPrizes(prizes), '', ...ofHolidays(holidays), ''].join('\n');
    if (process.env['UPDATE_LAW']) writeFileSync(FILE, told);
    expect(told).toBe(readFileSync(FILE, 'utf8'));
  });

  it('of prizes and holidays are noticed there, whichever row says something else', () => {
    const ofAwards = (rows: readonly ShippedRule[], { awards }: ShippedRule): string[] =>
      ofPrizes(
        rows.filter((row) => !awards || !row.awards || row.awards.some((award) => awards.includes(award))),
        types.filter(({ code }) => (awards ?? SOME).includes(code)),
      );
    const found = [survivors(prizes, ofAwards), survivors(holidays, (rows) => ofHolidays(rows, 2020, 2028))];
    const tried = found.reduce((sum, each) => sum + each.tried, 0);
    const survived = found.flatMap((each) => each.survived);
    process.stdout.write(`prizes and holidays: ${tried - survived.length} of ${tried} changes of a row are noticed\n`);
    expect(survived).toEqual([]);
  });
});
