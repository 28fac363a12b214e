import { civilDate } from '../../core/civil-date.js';
import { seriesOf, termOf, termsAfter, type PartyTerm } from './series.js';
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

describe('the terms that congresses began', () => {
  const own = termsAfter('DU-1', [
    { closedOn: day('2025-08-15'), term: '2025–2030', source: 'Nghị quyết Đại hội' },
    { closedOn: day('2020-06-10'), term: '2020–2025', source: 'Biên bản bế mạc' },
  ]);

  it('begin on the day after, and end with the next', () => {
    expect(own.map(({ name, from, to }) => [name, from, to])).toEqual([
      ['2020–2025', '2020-06-11', '2025-08-15'],
      ['2025–2030', '2025-08-16', undefined],
    ]);
  });

  it('are periods of their own, though the general term of that name has begun before', () => {
    const terms = [term('2025–2030', '2025-07-01'), ...own];
    const symbol = parseSymbol('01-TTr/ĐU', 'PARTY')!;
    const period = (unit: string, on: string) => seriesOf(symbol, day(on), termOf(terms, unit, day(on)))?.period;
    expect(['2025-08-15', '2025-08-16'].map((on) => period('DU-1', on))).toEqual([
      'NK 2020–2025 (2020-06-11)',
      'NK 2025–2030 (2025-08-16)',
    ]);
    expect([period('DU-2', '2025-08-16'), period('DU-1', '2020-06-10')]).toEqual(['NK 2025–2030', undefined]);
    expect(period('DU-1', '2029-12-31')).toBe(period('DU-1', '2025-08-16'));
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
