import { message } from '../../core/messages.vi.js';
import { daysBetween, type CivilDate } from '../../core/civil-date.js';

/** A rule that ends and that no other follows. */
export interface EndingRule {
  code: string;
  document: string;
  endsOn: CivilDate;
  /** Code of its award type; null for all. */
  award: string | null;
}

/** Rules of one document that end on one day, without successor: whoever administers the registry has to know it in time. */
export interface LawWarning {
  endsOn: CivilDate;
  daysLeft: number;
  document: string;
  ruleCodes: string[];
  awardTypeCodes: string[];
  message: string;
}

/** The warnings of a day, the earliest end first. */
export function lawWarnings(rules: readonly EndingRule[], today: CivilDate): LawWarning[] {
  const groups = new Map<string, EndingRule[]>();
  for (const rule of rules) {
    const key = `${rule.endsOn} ${rule.document}`;
    groups.set(key, [...(groups.get(key) ?? []), rule]);
  }
  return [...groups.values()]
    .map((group): LawWarning => {
      const { endsOn, document } = group[0] as EndingRule;
      const daysLeft = daysBetween(today, endsOn);
      const ruleCodes = [...new Set(group.map(({ code }) => code))].sort();
      const awardTypeCodes = [...new Set(group.flatMap(({ award }) => award ?? []))].sort();
      const params = { document, day: endsOn, count: ruleCodes.length, days: Math.abs(daysLeft) };
      const text = message(daysLeft < 0 ? 'law.hasEnded' : 'law.endsSoon', params);
      return { endsOn, daysLeft, document, ruleCodes, awardTypeCodes, message: text };
    })
    .sort((a, b) => (a.endsOn + a.document < b.endsOn + b.document ? -1 : 1));
}
