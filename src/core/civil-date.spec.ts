import fc from 'fast-check';
import {
  addDays,
  civilDate,
  civilDateInVietnam,
  dayOfWeek,
  daysBetween,
  isCivilDate,
  type CivilDate,
} from './civil-date.js';

// A reference that shares nothing with the code under test: days are counted one by one through the calendar.
const MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function lengthOf(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : (MONTHS[month - 1] ?? 0);
}

function next(date: string): string {
  let [year, month, day] = date.split('-').map(Number) as [number, number, number];
  day += 1;
  if (day > lengthOf(year, month)) [month, day] = [month + 1, 1];
  if (month > 12) [year, month] = [year + 1, 1];
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
}

const dates = fc
  .tuple(fc.integer({ min: 1, max: 9998 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 31 }))
  .map((parts) => parts.map((part, index) => String(part).padStart(index === 0 ? 4 : 2, '0')).join('-'))
  .filter((text): text is CivilDate => isCivilDate(text));

describe('isCivilDate', () => {
  it.each(['0001-01-01', '9999-12-31', '2024-02-29', '2000-02-29', '2025-06-30', '1975-04-30'])('takes %s', (text) => {
    expect(isCivilDate(text)).toBe(true);
  });

  it.each([
    '2023-02-29',
    '1900-02-29',
    '2025-06-31',
    '2025-13-01',
    '2025-00-10',
    '2025-01-00',
    '0000-01-01',
    '2025-1-1',
    '25-01-01',
    '12025-01-01',
    '2025/01/01',
    '2025-01-01T00:00:00Z',
    ' 2025-01-01',
    '2025-01-01\n',
    '２０２５-01-01',
    '',
  ])('refuses %j', (text) => {
    expect(isCivilDate(text)).toBe(false);
  });

  it.each([null, undefined, 20250101, new Date(0), ['2025-01-01'], {}])('refuses %p, which is no text', (value) => {
    expect(isCivilDate(value)).toBe(false);
  });

  it('takes exactly the days of the calendar, four centuries through', () => {
    const asked = [0, 1, 28, 29, 30, 31, 32].map((day) => ({ day, written: String(day).padStart(2, '0') }));
    let days = 0;
    for (let year = 1800; year < 2200; year += 1) {
      for (let month = 0; month <= 13; month += 1) {
        const [length, begin] = [lengthOf(year, month), `${year}-${String(month).padStart(2, '0')}-`];
        days += length;
        for (const { day, written } of asked) {
          const text = begin + written;
          if (isCivilDate(text) !== (day >= 1 && day <= length)) throw new Error(text);
        }
      }
    }
    expect(days).toBe(146_097);
  });
});

describe('civilDate', () => {
  it('throws what it was given', () => {
    expect(() => civilDate('2025-02-30')).toThrow(new RangeError('Not a civil date: 2025-02-30'));
    expect(civilDate('2025-02-28')).toBe('2025-02-28');
  });
});

describe('dayOfWeek', () => {
  it('goes round from Monday to Sunday', () => {
    expect(dayOfWeek(civilDate('2026-11-23'))).toBe(1);
    fc.assert(
      fc.property(dates, (date) => {
        expect(dayOfWeek(civilDate(next(date)))).toBe((dayOfWeek(date) % 7) + 1);
      }),
    );
  });
});

describe('addDays and daysBetween', () => {
  it('go from one day of the calendar to the next', () => {
    fc.assert(
      fc.property(dates, (date) => {
        expect(addDays(date, 1)).toBe(next(date));
        expect(daysBetween(date, civilDate(next(date)))).toBe(1);
        expect(daysBetween(civilDate(next(date)), date)).toBe(-1);
      }),
    );
  });

  it('undo each other', () => {
    fc.assert(
      fc.property(dates, dates, (a, b) => {
        expect(addDays(a, daysBetween(a, b))).toBe(b);
        expect(daysBetween(a, b)).toBe(-daysBetween(b, a) + 0);
      }),
    );
  });

  it('compare as text does', () => {
    fc.assert(
      fc.property(dates, dates, (a, b) => {
        expect(Math.sign(daysBetween(a, b))).toBe(a < b ? 1 : a > b ? -1 : 0);
      }),
    );
  });

  it('know the days of the movement', () => {
    expect(daysBetween(civilDate('1890-05-19'), civilDate('2025-05-19'))).toBe(49_308);
    expect(addDays(civilDate('2025-06-30'), 1)).toBe('2025-07-01');
    expect(addDays(civilDate('2024-03-01'), -1)).toBe('2024-02-29');
  });

  it('end with the calendar', () => {
    expect(() => addDays(civilDate('9999-12-31'), 1)).toThrow(RangeError);
    expect(() => addDays(civilDate('0001-01-01'), -1)).toThrow(RangeError);
    expect(() => addDays(civilDate('2025-01-01'), 10 ** 12)).toThrow(RangeError);
  });
});

describe('civilDateInVietnam', () => {
  it.each([
    ['2025-06-30T16:59:59.999Z', '2025-06-30'],
    ['2025-06-30T17:00:00.000Z', '2025-07-01'],
    ['2023-12-31T23:30:00+07:00', '2023-12-31'],
    ['2024-01-01T00:00:00+07:00', '2024-01-01'],
    ['2024-02-28T17:00:00Z', '2024-02-29'],
  ])('%s is %s', (instant, date) => {
    expect(civilDateInVietnam(new Date(instant))).toBe(date);
  });

  it('agrees with the time zone data', () => {
    const zone = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short' });
    const instants = fc.date({ min: new Date('1980-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(instants, (instant) => {
        expect(civilDateInVietnam(instant)).toBe(zone.format(instant));
      }),
    );
  });
});
