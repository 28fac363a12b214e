import { seriesOf, termOf } from '../award-law/domain/series.js';
import { parseSymbol, symbolProblem } from '../award-law/domain/symbol.js';
import { partyTerms } from '../award-law/party-terms.js';
import type { CivilDate } from '../core/civil-date.js';
import type { Connection } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { unitsById } from '../units/unit.queries.js';

/** A number and symbol, with the series in which it must be the only one of its issuer. */
export interface CheckedSymbol {
  symbol: string;
  seriesKey: string;
  number: number;
}

/** A number and symbol as the issuer's line writes them (R36, R37, R39), on the day of the document. */
export async function checkedSymbol(
  connection: Connection,
  { unitId, symbol, day, field }: { unitId: string; symbol: string; day: CivilDate; field: readonly string[] },
): Promise<CheckedSymbol> {
  const [unit] = await unitsById(connection, [unitId]);
  const line = unit?.line ?? 'OTHER';
  const parsed = parseSymbol(symbol, line);
  if (!unit || !parsed) {
    throw new DomainError('INVALID_INPUT', symbolProblem(symbol, line) ?? 'symbol.other', { field });
  }
  const series = seriesOf(parsed, day, termOf(await partyTerms(), unit.code, day));
  if (!series) throw new DomainError('INVALID_INPUT', 'nomination.symbolSeries', { params: { symbol, day }, field });
  return { symbol: parsed.text, seriesKey: `${series.series} ${series.period}`, number: parsed.number };
}
