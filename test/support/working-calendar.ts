import { readFileSync } from 'node:fs';
import { calendarOf } from '../../src/award-law/domain/holidays.js';
import { rulesIn, type Rule } from '../../src/award-law/domain/rule.js';
import type { Calendar } from '../../src/award-law/domain/working-days.js';
import { rulesEach, type ShippedRule } from '../../src/awards/domain/law-load-plan.js';
import { projectPath } from './schema.js';

/** The rules of holidays as data/law has them. */
export function shippedHolidays(): Rule[] {
  const text = readFileSync(projectPath('data/law/working-calendar.json'), 'utf8');
  return rulesIn(
    rulesEach(JSON.parse(text) as ShippedRule[]).map(({ kind, args, code, article, document, confirmed, ...rest }) => ({
      id: `${code} ${rest.from}`,
      awardTypeId: null,
      kind,
      args,
      citation: {
        ...{ code, article, document, confirmed },
        text: rest.text ?? null,
        validFrom: rest.from,
        validTo: rest.to ?? null,
      },
    })),
  );
}

/** The calendar of working days by them, without a database. */
export const shippedCalendar = (): Calendar => calendarOf(shippedHolidays());
