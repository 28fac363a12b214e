import { parseSymbol, seriesKey } from '../award-law/domain/symbol.js';
import type { CivilDate } from '../core/civil-date.js';
import type { Connection } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { unitsById } from '../units/unit.queries.js';
import type { Line } from '../units/unit.entity.js';

const LINE_TEXT: Record<Line, string> = {
  STATE: 'cơ quan nhà nước',
  PARTY: 'cơ quan Đảng',
  FRONT: 'Mặt trận, đoàn thể',
  OTHER: 'đơn vị',
};

/** A number and symbol as the unit's line writes them (domain.md §5.1), with the series in which it must be unique. */
export async function checkedSymbol(
  connection: Connection,
  { unitId, symbol, day, field }: { unitId: string; symbol: string; day: CivilDate; field: readonly string[] },
): Promise<{ symbol: string; seriesKey: string; number: number }> {
  const [unit] = await unitsById(connection, [unitId]);
  const line = unit?.line ?? 'OTHER';
  const parsed = parseSymbol(symbol, line);
  if (!parsed) {
    throw new DomainError('INVALID_INPUT', 'nomination.symbolWrong', {
      params: { symbol, line: LINE_TEXT[line] },
      field,
    });
  }
  return { symbol: parsed.text, seriesKey: seriesKey(parsed, line, day), number: parsed.number };
}
