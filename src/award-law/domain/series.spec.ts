import { civilDate } from '../../core/civil-date.js';
import { seriesOf, termOf, type PartyTerm } from './series.js';
import { parseSymbol } from './symbol.js';

const day = civilDate;
const term = (name: string, from: string, to?: string, unit?: string): PartyTerm => ({
  name,
  from: day(from),
  ...(to === undefined ? {} : { to: day(to) }),
  ...(unit === undefined ? {} : { unit }),
  confirmed: true,
  source: 's',
});
const TERMS = [
  term('2020–2025', '2020-10-01', '2025-09-30'),
  term('2025–2030', '2025-10-01'),
  term('2025–2030', '2025-08-02', undefined, 'DU-1'),
];

describe('the term of a committee', () => {
  it.each<[string, string, string | undefined]>([
    ['TU-12', '2025-09-30', '2020-10-01'],
    ['TU-12', '2025-10-01', '2025-10-01'],
    ['DU-1', '2025-08-01', '2020-10-01'],
    ['DU-1', '2025-08-02', '2025-08-02'],
    ['TU-12', '2020-09-30', undefined],
  ])('%s on %s is the one from %s', (unit, on, from) => {
    expect(termOf(TERMS, unit, day(on))?.from).toBe(from);
  });
});

/** The series of a symbol signed on a day, of TU-12 or a State body. */
function series(text: string, signedOn: string) {
  const line = text.includes('-QĐ/') || text.includes('-BC/') ? 'PARTY' : 'STATE';
  const symbol = parseSymbol(text, line);
  if (!symbol) throw new Error(text);
  return seriesOf(symbol, day(signedOn), termOf(TERMS, 'TU-12', day(signedOn)));
}

describe('the series in which a number is unique', () => {
  it('of the State begins anew each year, by type and body', () => {
    expect(series('05/QĐ-UBND', '2025-12-31')).toEqual({ series: 'STATE QĐ-UBND', period: '2025' });
    expect(series('05/QĐ-UBND', '2026-01-01')).toEqual({ series: 'STATE QĐ-UBND', period: '2026' });
    expect(series('05/QĐ-HĐTĐKT', '2026-01-01')).not.toEqual(series('05/QĐ-UBND', '2026-01-01'));
    expect(series('05/KH-UBND', '2026-01-01')).not.toEqual(series('05/QĐ-UBND', '2026-01-01'));
  });

  it('of normative documents stands apart and is of the year that it names', () => {
    expect(series('05/2026/QĐ-UBND', '2026-05-19')).toEqual({ series: 'QPPL QĐ-UBND', period: '2026' });
    expect(series('05/2025/QĐ-UBND', '2026-01-01')).toBeNull();
  });

  it('of the Party runs through a term by type, a new year does not break it', () => {
    expect(series('05-QĐ/TU', '2024-12-31')).toEqual({ series: 'PARTY QĐ', period: 'NK 2020–2025' });
    expect(series('05-QĐ/TU', '2025-01-01')).toEqual(series('05-QĐ/TU', '2024-12-31'));
    expect(series('05-QĐ/TU', '2025-10-01')).toEqual({ series: 'PARTY QĐ', period: 'NK 2025–2030' });
    expect(series('05-BC/TU', '2025-01-01')).not.toEqual(series('05-QĐ/TU', '2025-01-01'));
    expect(series('05-QĐ/TU', '2019-01-01')).toBeNull();
  });
});
