import fc from 'fast-check';
import { fold, syllables } from './fold.js';

describe('fold', () => {
  it.each([
    ['Nguyễn Thị Huyền Trâm', 'nguien thi huien tram'],
    ['ĐÀO ĐỨC ĐỖ', 'dao duc do'],
    ['Hoà, Hòa, HOÀ', 'hoa, hoa, hoa'],
    ['Lý / Lí', 'li / li'],
    ['Ê-đê, Ƀih, M’nông', "e-de, bih, m'nong"],
    ['Straße, Łódź, Ærø, Þór', 'strasse, lodz, aero, thor'],
    ['3½ ha', '3 1/2 ha'],
    ['Trường số №2', 'truong so no2'],
    ['', ''],
  ])('%s → %s', (text, folded) => {
    expect(fold(text)).toBe(folded);
    expect(fold(text.normalize('NFD'))).toBe(folded);
  });

  it('leaves other scripts as they are', () => {
    expect(fold('Ленин 胡志明')).toBe('ленин 胡志明');
  });

  it('changes nothing the second time, and takes composed and decomposed text for the same', () => {
    const text = fc.string({ unit: fc.mapToConstant({ num: 0x17f, build: (n) => String.fromCodePoint(n + 1) }) });
    fc.assert(
      fc.property(text, (value) => {
        expect(fold(fold(value))).toBe(fold(value));
        expect(fold(value.normalize('NFD'))).toBe(fold(value));
      }),
    );
  });
});

describe('syllables', () => {
  it.each([
    ['  Lò   Văn  Pấng ', ['lo', 'van', 'pang']],
    ["H' Brơm", ['h', 'brom']],
    ['Ka’ Tuyền', ['ka', 'tuien']],
    ['Y Brơm', ['i', 'brom']],
    ['Tổ dân phố số 7 (Đông)', ['to', 'dan', 'pho', 'so', '7', 'dong']],
    ['Ksor H’Bơ-Khăp', ['ksor', 'h', 'bo', 'khap']],
    ['— … !', []],
    ['', []],
  ])('%j → %j', (text, expected) => {
    expect(syllables(text)).toEqual(expected);
  });
});
