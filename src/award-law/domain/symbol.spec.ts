import fc from 'fast-check';
import {
  foreignSymbol,
  numbered,
  parseSymbol,
  seriesSymbol,
  symbolProblem,
  writtenNumber,
  type DocumentSymbol,
} from './symbol.js';

type Parts = Omit<DocumentSymbol, 'text' | 'series'>;
const state = (number: number, type: string | null, body: string): Parts => ({
  form: 'STATE',
  number,
  year: null,
  type,
  body,
});

describe('the symbol of a State document', () => {
  it.each<[string, Parts]>([
    ['05/QĐ-UBND', state(5, 'QĐ', 'UBND')],
    ['1134/TTr-SNV', state(1134, 'TTr', 'SNV')],
    ['358/TTr-BTĐKT', state(358, 'TTr', 'BTĐKT')],
    ['345/QĐ-TTg', state(345, 'QĐ', 'TTg')],
    ['85/BC-BTGTU', state(85, 'BC', 'BTGTU')],
    ['899/STTTT-TTBCBC', state(899, null, 'STTTT-TTBCBC')],
    ['Số: 05/QĐ-UBND ', state(5, 'QĐ', 'UBND')],
    ['số 05/QĐ-UBND', state(5, 'QĐ', 'UBND')],
    ['05/QĐ-UBND'.normalize('NFD'), state(5, 'QĐ', 'UBND')],
    ['89/2025/QĐ-UBND', { form: 'QPPL', number: 89, year: 2025, type: 'QĐ', body: 'UBND' }],
    ['063/2025/QĐ-UBND', { form: 'QPPL', number: 63, year: 2025, type: 'QĐ', body: 'UBND' }],
    ['52/2016/QĐ-TTg', { form: 'QPPL', number: 52, year: 2016, type: 'QĐ', body: 'TTg' }],
  ])('%s is read', (text, parts) => {
    expect(parseSymbol(text, 'STATE')).toMatchObject(parts);
  });

  it.each([
    '5/QĐ-UBND',
    '00/QĐ-UBND',
    '85-BC/BTGTU',
    '05/QĐ',
    '05/qđ-ubnd',
    '05 /QĐ-UBND',
    '05/QĐ-UBND;',
    '123456/QĐ-UBND',
    '05/1825/QĐ-UBND',
    '',
  ])('"%s" is none', (text) => {
    expect(parseSymbol(text, 'STATE')).toBeNull();
    expect(symbolProblem(text, 'STATE')).toBe('symbol.state');
  });
});

describe('the symbol of a Party document', () => {
  it.each<[string, number, string, string]>([
    ['85-BC/BTGTU', 85, 'BC', 'BTGTU'],
    ['127-QĐ/TW', 127, 'QĐ', 'TW'],
    ['24-BS/UBKTTU', 24, 'BS', 'UBKTTU'],
    ['05-QĐ/TU', 5, 'QĐ', 'TU'],
    ['Số 05-QĐ/TU', 5, 'QĐ', 'TU'],
  ])('%s is read', (text, number, type, body) => {
    expect(parseSymbol(text, 'PARTY')).toMatchObject({ form: 'PARTY', number, year: null, type, body });
    expect(symbolProblem(text, 'PARTY')).toBeNull();
  });

  it.each(['85/BC-BTGTU', '5-QĐ/TU', '05-QĐ/T', '05-QĐ-TU', '05/QĐ/TU', '089/2025/QĐ-TU'])('"%s" is none', (text) => {
    expect(parseSymbol(text, 'PARTY')).toBeNull();
    expect(symbolProblem(text, 'PARTY')).toBe('symbol.party');
  });
});

describe('what only looks like a symbol', () => {
  const CYRILLIC_B = '\u0412';
  it.each<[string, string, 'STATE' | 'PARTY']>([
    ['Arabic-Indic digits', '\u0660\u0665/QĐ-UBND', 'STATE'],
    ['full-width digits', '\uff10\uff15/QĐ-UBND', 'STATE'],
    ['mathematical digits', '\u{1d7ce}\u{1d7d3}/QĐ-UBND', 'STATE'],
    ['a superscript digit', '0\u2075/QĐ-UBND', 'STATE'],
    ['the letter O as a zero', 'O5/QĐ-UBND', 'STATE'],
    ['a space before the slash', '05 /QĐ-UBND', 'STATE'],
    ['a space after the slash', '05/ QĐ-UBND', 'STATE'],
    ['a no-break space within', '05/QĐ\u00a0-UBND', 'STATE'],
    ['a zero-width space within', '05/QĐ\u200b-UBND', 'STATE'],
    ['a zero-width space at its end', '05/QĐ-UBND\u200b', 'STATE'],
    ['a sign that turns the line around', '\u202e05/QĐ-UBND', 'STATE'],
    ['a second line', '05/QĐ-UBND\n06/QĐ-UBND', 'STATE'],
    ['lower case', '05/qđ-ubnd', 'STATE'],
    ['a lower-case first letter', '05/qĐ-UBND', 'STATE'],
    ['a Cyrillic letter', `05/QĐ-U${CYRILLIC_B}ND`, 'STATE'],
    ['a Greek letter', '05/QĐ-U\u0392ND', 'STATE'],
    ['an Eth for a Đ', '05/Q\u00d0-UBND', 'STATE'],
    ['an African D for a Đ', '05/Q\u0189-UBND', 'STATE'],
    ['full-width letters', '05/\uff31Đ-UBND', 'STATE'],
    ['a hyphen that is none', '05/QĐ\u2010UBND', 'STATE'],
    ['a dash', '05/QĐ–UBND', 'STATE'],
    ['a division slash', '05\u2215QĐ-UBND', 'STATE'],
    ['a full-width slash', '05\uff0fQĐ-UBND', 'STATE'],
    ['a number of one digit', '5/QĐ-UBND', 'STATE'],
    ['the number zero', '00/QĐ-UBND', 'STATE'],
    ['a negative number', '-05/QĐ-UBND', 'STATE'],
    ['a fraction', '05.5/QĐ-UBND', 'STATE'],
    ["a Party symbol as the State's", '85-BC/BTGTU', 'STATE'],
    ["a State symbol as the Party's", '85/BC-BTGTU', 'PARTY'],
    ["a normative symbol as the Party's", '05/2026/QĐ-UBND', 'PARTY'],
    ['a Cyrillic letter in a Party symbol', `85-${CYRILLIC_B}C/BTGTU`, 'PARTY'],
    ['lower case in a Party symbol', '85-bc/btgtu', 'PARTY'],
    ['a space in a Party symbol', '85 -BC/BTGTU', 'PARTY'],
    ['Arabic-Indic digits in a Party symbol', '\u0668\u0665-BC/BTGTU', 'PARTY'],
  ])('%s: none', (_, text, line) => {
    expect(parseSymbol(text, line)).toBeNull();
    // Nor of a body that may write either way, unless it is a true symbol of the other side.
    const other = line === 'STATE' ? 'PARTY' : 'STATE';
    expect(parseSymbol(text, 'FRONT')).toEqual(parseSymbol(text, other));
  });
});

describe('a series that is kept here', () => {
  it.each<[string, 'STATE' | 'PARTY' | 'FRONT', string, string]>([
    ['TTr-UBND', 'STATE', '07/TTr-UBND', '123/TTr-UBND'],
    ['BB-HĐTĐKT', 'STATE', '07/BB-HĐTĐKT', '123/BB-HĐTĐKT'],
    ['TTr/ĐU', 'PARTY', '07-TTr/ĐU', '123-TTr/ĐU'],
    ['TTr-BTT', 'FRONT', '07/TTr-BTT', '123/TTr-BTT'],
    ['TTr/MTTQ', 'FRONT', '07-TTr/MTTQ', '123-TTr/MTTQ'],
  ])('%s of a body of %s', (series, line, seventh, later) => {
    const symbol = seriesSymbol(series, line)!;
    expect(symbol).toMatchObject({ type: series.split(/[-/]/)[0], series });
    expect([numbered(symbol, 7), numbered(symbol, 123)]).toEqual([seventh, later]);
    expect(parseSymbol(seventh, line)).toMatchObject({ number: 7, series });
  });

  it.each<[string, 'STATE' | 'PARTY' | 'FRONT']>([
    ['TTr/ĐU', 'STATE'],
    ['TTr-UBND', 'PARTY'],
    ['2026/QĐ-UBND', 'STATE'],
    ['05/TTr-UBND', 'STATE'],
    ['TTr', 'STATE'],
    ['', 'FRONT'],
  ])('"%s" is none of a body of %s', (series, line) => {
    expect(seriesSymbol(series, line)).toBeNull();
  });
});

describe('every symbol', () => {
  const number = fc.integer({ min: 1, max: 9999 });
  const letters = fc.stringMatching(/^[A-ZĐ]{2,4}$/);

  it('of one side is none of the other (R39), and says of itself what was put in', () => {
    fc.assert(
      fc.property(number, letters, letters, (n, type, body) => {
        const [ofState, ofParty] = [`${writtenNumber(n)}/${type}-${body}`, `${writtenNumber(n)}-${type}/${body}`];
        expect(parseSymbol(ofState, 'STATE')).toMatchObject({ number: n, series: `${type}-${body}`, text: ofState });
        expect(parseSymbol(ofParty, 'PARTY')).toMatchObject({ number: n, type, body, text: ofParty });
        expect([parseSymbol(ofState, 'PARTY'), parseSymbol(ofParty, 'STATE')]).toEqual([null, null]);
        expect([foreignSymbol(ofState, 'PARTY'), foreignSymbol(ofParty, 'STATE')]).toEqual([
          'symbol.party',
          'symbol.state',
        ]);
        for (const text of [ofState, ofParty]) {
          expect([foreignSymbol(text, 'FRONT'), foreignSymbol(text, 'OTHER')]).toEqual([null, null]);
        }
        // What is no whole symbol is of no line.
        for (const text of [ofState, ofParty, String(n), writtenNumber(n), `${n} ngày họp`]) {
          const line = text === ofParty ? 'PARTY' : 'STATE';
          expect([text, foreignSymbol(text, line)]).toEqual([text, null]);
        }
        expect(foreignSymbol(writtenNumber(n), 'PARTY')).toBeNull();
        expect(parseSymbol(ofState, 'FRONT')?.form).toBe('STATE');
        expect(parseSymbol(ofParty, 'OTHER')?.form).toBe('PARTY');
      }),
    );
  });

  it('is read again from its own text, and any text is read in no time', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), fc.constantFrom('STATE', 'PARTY', 'FRONT'), (text, line) => {
        const found = parseSymbol(text, line);
        if (found) expect(parseSymbol(found.text, line)).toEqual(found);
      }),
    );
    const started = process.cpuUsage();
    for (const text of ['1'.repeat(50_000), `05/${'A-'.repeat(25_000)}`, `Số${' '.repeat(50_000)}x`]) {
      expect(parseSymbol(text, 'FRONT')).toBeNull();
    }
    expect(process.cpuUsage(started).user).toBeLessThan(2_000_000);
  });

  it('has a number from 01 on', () => {
    expect([1, 9, 10, 123].map(writtenNumber)).toEqual(['01', '09', '10', '123']);
    for (const none of [0, -1, 1.5]) expect(() => writtenNumber(none)).toThrow(RangeError);
  });
});
