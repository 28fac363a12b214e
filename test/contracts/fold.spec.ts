import fc from 'fast-check';
import { fold, syllables } from '../../src/core/fold.js';
import { rows } from '../support/database.js';

interface Folded {
  text: string;
  fold: string;
  syllables: string[];
}

/** Asserts that PostgreSQL and the twin say the same of each text. */
async function compare(texts: readonly string[]): Promise<void> {
  const found = await rows<Folded>(
    `select t as text, fold(t) as fold, syllables(t) as syllables from unnest($1::text[]) with ordinality u (t, n) order by n`,
    [texts],
  );
  expect(found).toHaveLength(texts.length);
  const twins = texts.map((text) => ({ text, fold: fold(text), syllables: syllables(text) }));
  const differ = found.filter((row, at) => JSON.stringify(row) !== JSON.stringify(twins[at]));
  expect(differ.map((row) => [row, twins[found.indexOf(row)]])).toEqual([]);
}

const both = (texts: readonly string[]): string[] =>
  texts.flatMap((text) => [text.normalize('NFC'), text.normalize('NFD')]);
const range = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index));

const TONES = ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323'];
const VOWELS = [...'aăâeêioôơuưyAĂÂEÊIOÔƠUƯY'];
/** Every vowel with every tone, and đ: 146 letters. */
const LETTERS = [...VOWELS.flatMap((vowel) => TONES.map((tone) => (vowel + tone).normalize('NFC'))), 'đ', 'Đ'];

const FAMILIES = [
  'Nguyễn',
  'Trần',
  'Lê',
  'Phạm',
  'Hoàng',
  'Huỳnh',
  'Vũ',
  'Võ',
  'Đặng',
  'Bùi',
  'Đỗ',
  'Hồ',
  'Ngô',
  'Dương',
  'Lý',
];
const MIDDLES = ['Văn', 'Thị', 'Đức', 'Hữu', 'Ngọc', 'Quốc', 'Thuý', 'Thúy', 'Mỹ', 'Xuân', 'A', 'Láo', 'Thị Ánh', ''];
const GIVEN = [
  'Hoà',
  'Hòa',
  'Thuỷ',
  'Thủy',
  'Tuyền',
  'Quý',
  'Uyên',
  'Hường',
  'Lượng',
  'Nghĩa',
  'Khuê',
  'Ẩn',
  'Ỷ',
  'Yến',
  'Oanh',
];

const MINORITY: [string, string[]][] = [
  ["H' Brơm", ['h', 'brom']],
  ['H’Brơm', ['h', 'brom']],
  ['HʼBrơm Niê Kđăm', ['h', 'brom', 'nie', 'kdam']],
  ["Ka' Tuyền", ['ka', 'tuien']],
  ['Ka’ Tuyền', ['ka', 'tuien']],
  ['Y Brơm', ['i', 'brom']],
  ['Y-Brơm Ƀuôn Yă', ['i', 'brom', 'buon', 'ia']],
  ['Rơ Châm H’Yéo', ['ro', 'cham', 'h', 'ieo']],
  ['K’Brĕp', ['k', 'brep']],
  ['A Lăng Blơ̆', ['a', 'lang', 'blo']],
  ['Sùng A Páo', ['sung', 'a', 'pao']],
  ['Chẻo Láo Tả', ['cheo', 'lao', 'ta']],
  ['Thạch Sa Rây', ['thach', 'sa', 'rai']],
  ['Kpă Klơng', ['kpa', 'klong']],
  ['Pơloong Đhưa', ['poloong', 'dhua']],
];

describe('the folded text of PostgreSQL and of the service', () => {
  it('is the same for every Vietnamese letter, composed and decomposed, alone and within a word', async () => {
    expect(LETTERS).toHaveLength(146);
    const words = LETTERS.flatMap((letter) => [letter, `ng${letter}nh`, `${letter} ${letter}`]);
    // The tone before the other mark, and after it: NFC makes one letter of both.
    const reordered = [
      'a\u0323\u0302',
      'a\u0302\u0323',
      'o\u031b\u0301',
      'o\u0301\u031b',
      'u\u0323\u031b',
      'e\u0301\u0302',
    ];
    await compare([...both(words), ...reordered]);
    for (const letter of LETTERS) expect(fold(letter)).toMatch(/^[adeiou]$/);
  });

  it('is the same wherever the tone is set, and for y and i', async () => {
    const pairs = ['hoà hòa', 'hoá hóa', 'thuỷ thủy', 'Quý Qúy', 'khoẻ khỏe', 'Lý Lí', 'Mỹ Mĩ', 'kỹ kĩ', 'Thuý Thúy'];
    await compare(both(pairs.flatMap((pair) => [pair, ...pair.split(' ')])));
    for (const pair of pairs) {
      const [one, other] = pair.split(' ');
      expect(fold(one!)).toBe(fold(other!));
    }
  });

  it('is the same for every letter of the Latin blocks, bare and between others', async () => {
    const letters = [...range(0x20, 0x24f), ...range(0x300, 0x36f), ...range(0x1e00, 0x1eff)];
    const inWords = letters.flatMap((letter) => [letter, `a${letter}b`, `${letter}${letter}`, `1${letter}2`]);
    await compare(inWords);
    await compare(
      both(['Straße', 'STRASSE', 'Ærø', 'Łódź', 'Ðorđe', 'Þór', 'Œuvre', 'Ångström', 'İzmir', 'Çelik', 'Ñandú']),
    );
  });

  it('is the same for the signs between syllables', async () => {
    await compare(range(0x2000, 0x206f).flatMap((sign) => [`a${sign}b`, sign]));
  });

  it('is the same for names', async () => {
    const names = FAMILIES.flatMap((family) =>
      MIDDLES.flatMap((middle) => GIVEN.map((given) => `${family} ${middle} ${given}`.replace('  ', ' '))),
    );
    expect(names).toHaveLength(15 * 14 * 15);
    await compare(both([...names, ...names.map((name) => name.toUpperCase())]));
  });

  it.each(MINORITY)('%s is %j', async (name, expected) => {
    expect(syllables(name)).toEqual(expected);
    await compare(both([name, name.toUpperCase(), name.toLowerCase()]));
  });

  it('is the same for any row of such letters, marks and signs', async () => {
    const alphabet = [
      ...LETTERS,
      ...range(0x20, 0x24f),
      ...range(0x300, 0x36f),
      ...range(0x1e00, 0x1eff),
      '’',
      '–',
      '…',
      '"',
    ];
    const text = fc.array(fc.constantFrom(...alphabet), { maxLength: 12 }).map((signs) => signs.join(''));
    await compare(fc.sample(text, { numRuns: 3000, seed: 1890 }));
  });
});
