import type { MessageKey } from '../../core/messages.vi.js';
import type { Line } from '../../units/domain/lines-and-tiers.js';

/**
 * Số, ký hiệu: how documents are numbered. STATE and QPPL (normative, with the year as a part) are the State's (NĐ
 * 30/2020), PARTY the Party's (HD 36-HD/VPTW). 05/QĐ-UBND, 063/2025/QĐ-UBND, 85-BC/BTGTU.
 */
export type SymbolForm = 'STATE' | 'QPPL' | 'PARTY';

/** A symbol in its parts. */
export interface DocumentSymbol {
  form: SymbolForm;
  /** As a whole number: 5 for "05". */
  number: number;
  /** QPPL alone: the year that it names. */
  year: number | null;
  /** Type of document, e.g. "QĐ"; null for a công văn, which names the drafting unit instead. */
  type: string | null;
  /** Who issued it: "UBND", "BTGTU"; of a công văn, agency and drafting unit. */
  body: string;
  /** All but number and year: the documents that are counted together, besides issuer and time. */
  series: string;
  /** As it is to be written: NFC, without "Số:". */
  text: string;
}

// In linear time: no two parts of a pattern can take the same character. NFC, so that an accented letter is one.
const UPPER = 'A-ZĐƯƠÂÊÔĂ';
const PATTERNS: Record<SymbolForm, RegExp> = {
  STATE: new RegExp(
    `^(?<number>\\d{2,5})/(?<series>[${UPPER}][A-Za-z${UPPER}]{0,11}(?:-[${UPPER}0-9][A-Za-z${UPPER}0-9.]{0,15}){1,3})$`,
    'u',
  ),
  QPPL: /^(?<number>\d{2,4})\/(?<year>(?:19|20)\d{2})\/(?<series>[A-ZĐ][A-Za-zĐ]{0,5}-[A-ZĐ][A-Za-zĐ0-9]{1,9})$/u,
  PARTY: new RegExp(`^(?<number>\\d{2,5})-(?<series>[A-ZĐ][A-Za-zĐ]{0,4}/[A-ZĐ][${UPPER}]{1,15})$`, 'u'),
};

/** A body of the Front or of another line may write either way: no rule for them was read. */
const FORMS: Record<Line, readonly SymbolForm[]> = {
  STATE: ['STATE', 'QPPL'],
  PARTY: ['PARTY'],
  FRONT: ['STATE', 'QPPL', 'PARTY'],
  OTHER: ['STATE', 'QPPL', 'PARTY'],
};

/** Types of documents that we have met; what else stands first in a State symbol is the agency of a công văn. */
const STATE_TYPES = new Set(['QĐ', 'TTr', 'BC', 'KH', 'HD', 'CT', 'TB', 'BB', 'NQ']);

function partsOf(form: SymbolForm, series: string): { type: string | null; body: string } {
  const separator = form === 'PARTY' ? '/' : '-';
  const at = series.indexOf(separator);
  const [type, body] = [series.slice(0, at), series.slice(at + 1)];
  return form === 'STATE' && !STATE_TYPES.has(type) ? { type: null, body: series } : { type, body };
}

/** Typed or copied text as it is compared: NFC, trimmed, without "Số" or "Số:". */
function cleaned(text: string): string {
  return text
    .normalize('NFC')
    .trim()
    .replace(/^Số\s*:?\s*/iu, '');
}

function parseAs(form: SymbolForm, text: string): DocumentSymbol | null {
  const groups = PATTERNS[form].exec(text)?.groups;
  const number = Number(groups?.['number']);
  if (!groups || number < 1) return null;
  const series = groups['series'] ?? '';
  const year = groups['year'] === undefined ? null : Number(groups['year']);
  return { form, number, year, ...partsOf(form, series), series, text };
}

/** The parts of a symbol as bodies of that line write it; null where it is none (R39). */
export function parseSymbol(text: string, line: Line): DocumentSymbol | null {
  const wanted = cleaned(text);
  return FORMS[line].map((form) => parseAs(form, wanted)).find((symbol) => symbol !== null) ?? null;
}

/** The sentence about a text that is no symbol of that line; null where it is one. */
export function symbolProblem(text: string, line: Line): MessageKey | null {
  if (parseSymbol(text, line)) return null;
  if (line === 'PARTY') return 'symbol.party';
  return line === 'STATE' ? 'symbol.state' : 'symbol.other';
}

/** The sentence about a symbol that only bodies of another line write; null for every other text, such as a bare number. */
export function foreignSymbol(text: string, line: Line): MessageKey | null {
  return parseSymbol(text, 'OTHER') && symbolProblem(text, line);
}

/** A number as it is written: 1 to 9 with a leading zero (R36). */
export function writtenNumber(number: number): string {
  if (!Number.isInteger(number) || number < 1) throw new RangeError(`Not a number of a document: ${number}`);
  return String(number).padStart(2, '0');
}

/**
 * How the papers of a series are written, told by what stands behind their numbers: "TTr-UBND", of the Party "TTr/ĐU".
 * Null where bodies of that line write none so. Normative papers name a year in every number and are no such series.
 */
export function seriesSymbol(series: string, line: Line): DocumentSymbol | null {
  const symbol = parseSymbol(`01/${series}`, line) ?? parseSymbol(`01-${series}`, line);
  return symbol?.form === 'QPPL' ? null : symbol;
}

/** The same symbol with another number. */
export function numbered({ form, series }: Pick<DocumentSymbol, 'form' | 'series'>, number: number): string {
  return `${writtenNumber(number)}${form === 'PARTY' ? '-' : '/'}${series}`;
}
