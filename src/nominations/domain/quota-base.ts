import type { QuotaBase } from '../../award-law/domain/quota.js';
import { message } from '../../core/messages.vi.js';

/** What the records say of that which a quota is of, at one body in one year. */
export interface KnownBase {
  of: string;
  year: number;
  body: string;
  /** How many holders the ledger names. */
  holders: number;
  /** What is recorded of the body itself as a collective. */
  figures: readonly {
    members: number;
    completed: number | null;
    ldtt: number | null;
    cstdcs: number | null;
    source: string;
  }[];
}

const FIGURES = { MEMBERS: 'members', COMPLETED: 'completed', LDTT: 'ldtt', CSTDCS: 'cstdcs' } as const;

/**
 * The denominator: the figure that is recorded for the year; else as many as the ledger names, and perhaps more. A figure that
 * the ledger refutes, or several that differ, are none. Null where nobody knows.
 */
export function quotaBase({ of, year, body, holders, figures }: KnownBase): QuotaBase | null {
  const column = Object.hasOwn(FIGURES, of) ? FIGURES[of as keyof typeof FIGURES] : null;
  const said = figures.flatMap((each) => {
    const count = column && each[column];
    return typeof count === 'number' ? [{ count, source: each.source }] : [];
  });
  const [first] = said;
  const one = first && said.every(({ count }) => count === first.count) ? first : null;
  if (one && one.count >= holders) {
    const source = message('law.quotaFromFigure', { year: String(year), body, source: one.source });
    return { count: one.count, atLeast: false, source };
  }
  if (holders === 0) return null;
  const source = one
    ? message('law.quotaContradicted', { body, figure: String(one.count) })
    : message('law.quotaFromLedger', { body });
  return { count: holders, atLeast: true, source };
}
