import { seriesOf, termOf, type NumberSeries } from '../award-law/domain/series.js';
import {
  foreignSymbol,
  numbered,
  parseSymbol,
  seriesSymbol,
  symbolProblem,
  type DocumentSymbol,
} from '../award-law/domain/symbol.js';
import { partyTerms } from '../award-law/party-terms.js';
import type { CivilDate } from '../core/civil-date.js';
import type { Connection, Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import type { Unit } from '../units/unit.entity.js';
import { unitsById } from '../units/unit.queries.js';
import type { Dossier } from './move-nominations.js';
import type { NumberedPaper } from './number-book.entity.js';
import { bookOf, takeNumber } from './number-book.queries.js';

/** A number and symbol, with the series in which it must be the only one of its issuer. */
export interface CheckedSymbol {
  symbol: string;
  seriesKey: string;
  number: number;
}

/** A symbol as somebody typed it. */
export interface SymbolToCheck {
  unitId: string;
  symbol: string;
  /** The type that such a document must have; absent where a công văn will do as well. */
  type?: string;
  day: CivilDate;
  field: readonly string[];
}

/** A number and symbol as the issuer's line writes them (R36, R37, R39), on the day of the document. */
export async function checkedSymbol(
  connection: Connection,
  { unitId, symbol, type, day, field }: SymbolToCheck,
): Promise<CheckedSymbol> {
  const [unit] = await unitsById(connection, [unitId]);
  const line = unit?.line ?? 'OTHER';
  const parsed = parseSymbol(symbol, line);
  if (!unit || !parsed) {
    throw new DomainError('INVALID_INPUT', symbolProblem(symbol, line) ?? 'symbol.other', { field });
  }
  if (type && parsed.type !== type) {
    throw new DomainError('INVALID_INPUT', 'symbol.type', { params: { symbol: parsed.text, type }, field });
  }
  const { series, period } = await seriesOn(connection, unit, { symbol: parsed, day, field });
  return { symbol: parsed.text, seriesKey: `${series} ${period}`, number: parsed.number };
}

/** In what the number of a paper of that day is unique; throws where it has no series. */
export async function seriesOn(
  connection: Connection,
  unit: Unit,
  { symbol, day, field }: { symbol: DocumentSymbol; day: CivilDate; field: readonly string[] },
): Promise<NumberSeries> {
  const terms = symbol.form === 'PARTY' ? await partyTerms(connection, unit) : [];
  const series = seriesOf(symbol, day, termOf(terms, unit.code, day));
  if (series) return series;
  throw new DomainError('INVALID_INPUT', 'nomination.symbolSeries', { params: { symbol: symbol.text, day }, field });
}

/** A paper that is to be numbered: by its clerk, who types the symbol, or here. */
export interface PaperToNumber {
  unitId: string;
  paper: NumberedPaper;
  /** As typed; absent where the next number of the book is wanted. */
  symbol: string | null | undefined;
  day: CivilDate;
  field: readonly string[];
}

/**
 * The next number of the unit's book, its row locked until the transaction ends: so ask for it last. Null where the
 * unit's clerk numbers these papers. A book that is kept here takes no typed numbers: it would have gaps.
 */
export async function allottedSymbol(tx: Transaction, paper: PaperToNumber): Promise<CheckedSymbol | null> {
  const { unitId, day, field } = paper;
  const series = await bookOf(tx, unitId, paper.paper);
  if (series === null) return null;
  if (paper.symbol) throw new DomainError('INVALID_INPUT', 'numberBook.keptHere', { params: { series }, field });
  const [unit] = await unitsById(tx, [unitId]);
  const symbol = unit && seriesSymbol(series, unit.line);
  if (!symbol) throw new Error(`Not a series of unit ${unitId}: ${series}`);
  const of = await seriesOn(tx, unit, { symbol, day, field });
  const number = await takeNumber(tx, { unitId, ...of });
  return { symbol: numbered(symbol, number), seriesKey: `${of.series} ${of.period}`, number };
}

/** The symbol of a tờ trình: allotted, or as typed; null where none was typed. */
export async function proposalSymbol(
  tx: Transaction,
  paper: Omit<PaperToNumber, 'paper'>,
): Promise<CheckedSymbol | null> {
  const { unitId, symbol, day, field } = paper;
  const allotted = await allottedSymbol(tx, { ...paper, paper: 'PROPOSAL' });
  if (allotted || !symbol) return allotted;
  return checkedSymbol(tx, { unitId, symbol, day, field });
}

/** Minutes carry no symbol of another line than that of the body whose they are (R39); how else they are numbered is its own. */
export function requireOwnSymbol(dossiers: readonly Dossier[], minutesNumber: string): void {
  for (const { nomination, steps } of dossiers) {
    const step = steps[nomination.step - 1];
    const problem = step && foreignSymbol(minutesNumber, step.line);
    if (problem) throw new DomainError('INVALID_INPUT', problem, { field: ['input', 'minutesNumber'] });
  }
}
