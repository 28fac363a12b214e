import { counts, specialDays } from '../../src/award-law/domain/holidays.js';
import { prizeOf, type PrizedAward, type PrizeMoney } from '../../src/award-law/domain/prize.js';
import { holdsOn, rulesFor, rulesIn, type Rule } from '../../src/award-law/domain/rule.js';
import { rulesEach, type RuleRow, type ShippedRule, type TypeRow } from '../../src/awards/domain/law-load-plan.js';
import { addDays, civilDate, type CivilDate } from '../../src/core/civil-date.js';
import { SUBJECT_KINDS } from '../../src/honourees/domain/subject-kind.js';

// What the shipped rows of prizes and holidays come to, day by day: for people to read, and to notice any row that changes.

const asRule = ({ award, kind, args, code, article, document, text, from, to, confirmed }: RuleRow) => ({
  id: `${award ?? '*'} ${code} ${from}`,
  awardTypeId: award,
  kind,
  args,
  citation: { code, article, document, text: text ?? null, validFrom: from, validTo: to ?? null, confirmed },
});

/** Shipped rows as the rules that they are. */
export const rulesOf = (shipped: readonly ShippedRule[]): Rule[] => rulesIn(rulesEach(shipped).map(asRule));

/** Every day on which something of these rules may change. */
function turns(rules: readonly Rule[]): CivilDate[] {
  const days = rules.flatMap(({ citation: { validFrom, validTo } }) => [
    ...(validFrom ? [civilDate(validFrom)] : []),
    ...(validTo ? [addDays(civilDate(validTo), 1)] : []),
  ]);
  return [...new Set(days)].sort();
}

/** A prize with its factors, each with "?" where its rule is not confirmed. */
function tell(prize: PrizeMoney | null): string {
  if (!prize) return '-';
  const { amount, coefficient, multiplier, base, citations } = prize;
  const doubt = (kind: string): string =>
    citations.some(({ code, confirmed }) => code.startsWith(kind) && !confirmed) ? '?' : '';
  const by = multiplier === '1' ? '' : ` × ${multiplier}${doubt('PRIZE_MULTIPLIER')}`;
  return `${amount}${doubt('PRIZE_ROUNDING')} = ${coefficient}${doubt('PRIZE_COEFFICIENT')}${by} × ${base}${doubt('BASE_SALARY')}`;
}

/** Each award and kind that ever has a prize: from when it is how much. */
export function prizeTimelines(types: readonly TypeRow[], rules: readonly Rule[]): string[] {
  return types.flatMap((type) => {
    const own = rulesFor(rules, type.code);
    const days = turns(own);
    return SUBJECT_KINDS.flatMap((kind) => {
      const steps: string[] = [];
      let before = '-';
      for (const day of days) {
        const held = own.filter((rule) => holdsOn(rule, day));
        const now = tell(prizeOf(held, type as TypeRow & PrizedAward, kind));
        if (now !== before) steps.push(`${day} ${now}`);
        before = now;
      }
      return steps.length > 0 ? [`${type.code} ${kind}\n  ${steps.join('\n  ')}`] : [];
    });
  });
}

const MARKS = { HOLIDAY: '', COMPENSATION: 'b', OFF: 'o', WORKED: 'w' } as const;

/** Each year's days that differ from their week: b made up for, o off and w worked in exchange, * as decided for that year, ~ not confirmed, ? does not count. */
export function calendarYears(rules: readonly Rule[], from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index).map((year) => {
    const days = specialDays(rules, year).map((each) => {
      const { day, kind, name, citations } = each;
      const sure = citations.every(({ confirmed }) => confirmed) ? '' : '~';
      const decided = citations.some(({ code }) => code.endsWith(`.${year}`)) ? '*' : '';
      const initials = (name ?? '').replace(/[^A-ZĐ]/g, '');
      return `${day.slice(8)}/${day.slice(5, 7)}${initials}${MARKS[kind]}${decided}${sure}${counts(each) ? '' : '?'}`;
    });
    return `${year}: ${days.join(' ')}`.trim();
  });
}
