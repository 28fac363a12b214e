import 'reflect-metadata';
import { plainToInstance, Type } from 'class-transformer';
import { validateSync } from 'class-validator';
import type { InputProblem } from './errors.js';
import {
  CivilDateField,
  ClientMutationId,
  Id,
  Ids,
  invalidInput,
  Nested,
  OneOf,
  Optional,
  Password,
  Text,
  Username,
  WholeNumber,
} from './validation.js';

class Year {
  @WholeNumber(1800, 2200)
  year!: number;
}

class Everything {
  @Optional() @Text({ max: 10 }) name?: string | null;
  @Optional() @Text({ min: 3, max: 10_000, multiline: true }) report?: string | null;
  @Optional() @Text({ min: 0, max: 5 }) note?: string | null;
  @Optional() @Password() password?: string;
  @Optional() @Username() username?: string;
  @Optional() @Id() id?: string;
  @Optional() @Ids(2) ids?: string[];
  @Optional() @CivilDateField() on?: string;
  @Optional() @OneOf(['FEMALE', 'MALE']) gender?: string;
  @Optional() @WholeNumber(1, 100) first?: number;
  @Optional() @Nested() @Type(() => Year) born?: Year;
  @Optional() @Nested() @Type(() => Year) years?: Year[];
  @ClientMutationId() clientMutationId?: string | null;
}

class Strict {
  @Text({ max: 10 })
  name!: string;
}

/** As the service's ValidationPipe does: transform, then check. */
function check<T extends object>(input: object, type: new () => T): { value: T; problems: readonly InputProblem[] } {
  const value = plainToInstance(type, input);
  const errors = validateSync(value, { whitelist: true, forbidNonWhitelisted: true, stopAtFirstError: true });
  return { value, problems: errors.length > 0 ? invalidInput(errors).problems : [] };
}

const problemsOf = (input: object): readonly InputProblem[] => check(input, Everything).problems;
const sentence = (input: object): string | undefined => problemsOf(input)[0]?.message;
const kept = (input: Partial<Everything>): Everything => {
  const { value, problems } = check(input, Everything);
  expect(problems).toEqual([]);
  return value;
};

const HIDDEN = 'Mục này chứa ký tự điều khiển, ký tự ẩn hoặc ký tự hỏng, không được phép.';

describe('Text', () => {
  it('is kept in NFC, trimmed', () => {
    expect(kept({ name: '  Lường\u0301 '.normalize('NFD') }).name).toBe('Lường\u0301'.normalize('NFC'));
    expect(kept({ name: 'Hòa'.normalize('NFD') }).name).toBe('Hòa');
    expect(kept({ name: '\u00a0Hà\u3000' }).name).toBe('Hà');
  });

  it('counts signs as people do, after NFC: code points, not units of UTF-16', () => {
    expect(kept({ name: '𠮷'.repeat(10) }).name).toBe('𠮷'.repeat(10));
    expect(sentence({ name: '𠮷'.repeat(11) })).toBe('Mục này dài quá 10 ký tự.');
    expect(kept({ name: 'ệ'.repeat(10).normalize('NFD') }).name).toBe('ệ'.repeat(10));
    expect(sentence({ name: 'ệ'.repeat(11) })).toBe('Mục này dài quá 10 ký tự.');
  });

  it('takes ten thousand signs where they are allowed, and not one more', () => {
    expect(kept({ report: 'ạ'.repeat(10_000) }).report).toHaveLength(10_000);
    expect(sentence({ report: 'ạ'.repeat(10_001) })).toBe('Mục này dài quá 10000 ký tự.');
    expect(sentence({ name: 'a'.repeat(10_000) })).toBe('Mục này dài quá 10 ký tự.');
  });

  it('is not empty, unless it may be', () => {
    expect(sentence({ name: '' })).toBe('Mục này không được để trống.');
    expect(sentence({ name: ' \u00a0\n ' })).toBe('Mục này không được để trống.');
    expect(sentence({ report: 'ab' })).toBe('Mục này phải có ít nhất 3 ký tự.');
    expect(kept({ note: '' }).note).toBe('');
  });

  it.each([7, true, ['x'], {}])('is text, not %j', (value) => {
    expect(sentence({ name: value })).toBe('Mục này phải là văn bản.');
  });

  const hidden: [string, number][] = [
    ...Array.from({ length: 32 }, (_, code): [string, number] => ['C0', code]).filter(
      ([, code]) => ![9, 10, 13].includes(code),
    ),
    ['DEL', 0x7f],
    ['C1', 0x85],
    ['C1', 0x9f],
    ['soft hyphen', 0xad],
    ['combining grapheme joiner', 0x34f],
    ['Arabic letter mark', 0x61c],
    ['Hangul filler', 0x115f],
    ['Mongolian vowel separator', 0x180e],
    ['zero width space', 0x200b],
    ['zero width joiner', 0x200d],
    ['left-to-right mark', 0x200e],
    ['line separator', 0x2028],
    ['paragraph separator', 0x2029],
    ['embedding', 0x202a],
    ['override', 0x202e],
    ['word joiner', 0x2060],
    ['isolate', 0x2066],
    ['end of isolate', 0x2069],
    ['Hangul filler', 0x3164],
    ['byte order mark', 0xfeff],
    ['halfwidth filler', 0xffa0],
    ['annotation', 0xfff9],
    ['no character', 0xffff],
    ['tag', 0xe0041],
  ];
  it.each(hidden)('refuses %s (%i)', (_, code) => {
    expect(sentence({ name: `a${String.fromCodePoint(code)}b` })).toBe(HIDDEN);
    expect(sentence({ report: `abc${String.fromCodePoint(code)}d` })).toBe(HIDDEN);
  });

  it.each(['a\ud800', '\udc00a', '\udc00\ud800'])('refuses half a sign: %j', (text) => {
    expect(sentence({ name: text })).toBe(HIDDEN);
  });

  it('may hold line breaks and tabs only where it has several lines', () => {
    for (const sign of ['\n', '\r', '\t']) {
      expect(sentence({ name: `a${sign}b` })).toBe(HIDDEN);
      expect(kept({ report: `abc${sign}d` }).report).toBe(`abc${sign}d`);
    }
  });

  it('takes what names are written with', () => {
    for (const name of ['H’Bơ', "Ka' Tuyền", 'Ƀuôn-Đôn', 'Y Brơm', 'A.B/C (2)', 'Ærø', '“Hoa”…']) {
      expect(kept({ name }).name).toBe(name);
    }
  });
});

describe('absent and null', () => {
  it('are both nothing where the field is optional, and stay apart', () => {
    expect(kept({ name: null }).name).toBeNull();
    expect(kept({}).name).toBeUndefined();
    expect(kept({ clientMutationId: null }).clientMutationId).toBeNull();
  });

  it('are both refused where it is not', () => {
    const refused = [{ field: ['input', 'name'], message: 'Mục này phải là văn bản.' }];
    expect(check({ name: null }, Strict).problems).toEqual(refused);
    expect(check({}, Strict).problems).toEqual(refused);
  });
});

describe('Password', () => {
  const refused = 'Mật khẩu phải có từ 12 đến 200 ký tự.';

  it('is kept as typed, in NFC', () => {
    expect(kept({ password: '  mật khẩu dài '.normalize('NFD') }).password).toBe('  mật khẩu dài ');
  });

  it('has 12 to 200 signs', () => {
    expect(sentence({ password: 'a'.repeat(11) })).toBe(refused);
    expect(kept({ password: '𠮷'.repeat(12) }).password).toBe('𠮷'.repeat(12));
    expect(kept({ password: 'a'.repeat(200) }).password).toHaveLength(200);
    expect(sentence({ password: 'a'.repeat(201) })).toBe(refused);
  });
});

describe('Username', () => {
  it('is lowered and trimmed', () => {
    expect(kept({ username: ' CanBo.BinhLu ' }).username).toBe('canbo.binhlu');
  });

  it.each(['ab', 'a'.repeat(41), '.abc', 'lò.hà', 'a b c', 'a\u200bbc', 'abc\n.', ''])('%j is refused', (username) => {
    expect(sentence({ username })).toMatch(/^Tên đăng nhập gồm 3–40 ký tự/);
  });
});

describe('identifiers, dates, numbers and choices', () => {
  const id = '0197a3f0-0000-7000-8000-000000000001';

  it('are taken when they fit', () => {
    const value = { id, ids: [id, id], on: '2024-02-29', first: 100, gender: 'MALE', born: { year: 1800 } };
    expect(kept(value as Everything)).toMatchObject(value);
  });

  it.each([
    [{ id: 'x' }, 'id', 'Mã định danh không đúng dạng.'],
    [{ id: `${id}0` }, 'id', 'Mã định danh không đúng dạng.'],
    [{ ids: [id, 'x'] }, 'ids', 'Mã định danh không đúng dạng.'],
    [{ ids: [id, id, id] }, 'ids', 'Danh sách này có quá 2 mục.'],
    ...['2023-02-29', '1799-12-31', '2201-01-01', '9999-12-31'].map((on): [object, string, string] => [
      { on },
      'on',
      'Ngày phải có dạng NNNN-TT-nn và là một ngày có thật trong các năm 1800–2200, ví dụ 2026-05-19.',
    ]),
    [{ first: 0 }, 'first', 'Mục này phải là số nguyên từ 1 đến 100.'],
    [{ first: 101 }, 'first', 'Mục này phải là số nguyên từ 1 đến 100.'],
    [{ first: 1.5 }, 'first', 'Mục này phải là số nguyên từ 1 đến 100.'],
    [{ first: '5' }, 'first', 'Mục này phải là số nguyên từ 1 đến 100.'],
    [{ first: NaN }, 'first', 'Mục này phải là số nguyên từ 1 đến 100.'],
    [{ gender: 'male' }, 'gender', 'Giá trị này không nằm trong danh sách được phép: FEMALE, MALE.'],
    [{ gender: 'constructor' }, 'gender', 'Giá trị này không nằm trong danh sách được phép: FEMALE, MALE.'],
    [{ other: 1 }, 'other', 'Mục này không có trong biểu mẫu.'],
  ])('%j is refused at %s', (input, field, message) => {
    expect(problemsOf(input)).toEqual([{ field: ['input', field], message }]);
  });
});

describe('problems', () => {
  it('are told all at once, each with its path, down to inputs within inputs', () => {
    const input = {
      name: '',
      first: 0,
      born: { year: 1 },
      years: [{ year: 1900 }, { year: 3000 }, { year: 1900, x: 1 }],
    };
    expect(problemsOf(input)).toEqual([
      { field: ['input', 'name'], message: 'Mục này không được để trống.' },
      { field: ['input', 'first'], message: 'Mục này phải là số nguyên từ 1 đến 100.' },
      { field: ['input', 'born', 'year'], message: 'Mục này phải là số nguyên từ 1800 đến 2200.' },
      { field: ['input', 'years', '1', 'year'], message: 'Mục này phải là số nguyên từ 1800 đến 2200.' },
      { field: ['input', 'years', '2', 'x'], message: 'Mục này không có trong biểu mẫu.' },
    ]);
  });
});
