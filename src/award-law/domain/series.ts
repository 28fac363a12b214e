import type { CivilDate } from '../../core/civil-date.js';
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
  return running.find(({ unit }) => unit === unitCode) ?? running.find(({ unit }) => unit === undefined) ?? null;
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

/**
 * The series of a symbol signed on a day. State numbers begin anew each year, Party numbers run through a term and know
 * no year (R36, R37). Null where it has none: no term is known, or a normative symbol names another year.
 */
export function seriesOf(symbol: DocumentSymbol, signedOn: CivilDate, term: PartyTerm | null): NumberSeries | null {
  const year = signedOn.slice(0, 4);
  const series = countedAs(symbol);
  if (symbol.form === 'PARTY') return term && { series, period: `NK ${term.name}` };
  if (symbol.year !== null && String(symbol.year) !== year) return null;
  return { series, period: year };
}
