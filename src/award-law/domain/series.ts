import { addDays, type CivilDate } from '../../core/civil-date.js';
import type { DocumentSymbol } from './symbol.js';

/** A term (nhiệm kỳ) of Party committees; it begins on the day after its congress closes. Days count both. */
export interface PartyTerm {
  /** How it is called, e.g. "2020–2025". */
  name: string;
  /** Our code of the committee; absent: of every committee that has no term of its own for the day. */
  unit?: string;
  from: CivilDate;
  to?: CivilDate;
  confirmed: boolean;
  source: string;
}

/** The term of a committee on a day, its own before the general; null where none is known. */
export function termOf(terms: readonly PartyTerm[], unitCode: string, day: CivilDate): PartyTerm | null {
  const running = terms.filter(({ from, to }) => from <= day && (to === undefined || day <= to));
  return running.findLast(({ unit }) => unit === unitCode) ?? running.find(({ unit }) => unit === undefined) ?? null;
}

/** What a number is unique in, besides its issuer. */
export interface NumberSeries {
  /** Documents that are counted together: State by type and body, Party by type. */
  series: string;
  /** The State's year, or the Party's term: each begins at 01. */
  period: string;
}

/** Documents that are counted together: of the State by type and body, of the Party by type alone (HD 36-HD/VPTW). */
export function countedAs({ form, type, series }: Pick<DocumentSymbol, 'form' | 'type' | 'series'>): string {
  return form === 'PARTY' ? `PARTY ${type ?? ''}` : `${form} ${series}`;
}

/** A committee's own term begins anew though the general one of the same name has begun before. */
function periodOf({ name, unit, from }: PartyTerm): string {
  return unit === undefined ? `NK ${name}` : `NK ${name} (${from})`;
}

/** A congress of a committee, as somebody recorded it. */
export interface Congress {
  closedOn: CivilDate;
  term: string;
  source: string;
}

/** The terms that congresses of one committee began: each on the day after, until the next one closed. */
export function termsAfter(unit: string, congresses: readonly Congress[]): PartyTerm[] {
  const inOrder = [...congresses].sort((a, b) => (a.closedOn < b.closedOn ? -1 : 1));
  return inOrder.map(({ closedOn, term, source }, index) => {
    const next = inOrder[index + 1]?.closedOn;
    return { name: term, unit, from: addDays(closedOn, 1), ...(next && { to: next }), confirmed: true, source };
  });
}

/**
 * The series of a symbol signed on a day. State numbers begin anew each year, Party numbers run through a term and know
 * no year (R36, R37). Null where it has none: no term is known, or a normative symbol names another year.
 */
export function seriesOf(symbol: DocumentSymbol, signedOn: CivilDate, term: PartyTerm | null): NumberSeries | null {
  const year = signedOn.slice(0, 4);
  const series = countedAs(symbol);
  if (symbol.form === 'PARTY') return term && { series, period: periodOf(term) };
  if (symbol.year !== null && String(symbol.year) !== year) return null;
  return { series, period: year };
}
