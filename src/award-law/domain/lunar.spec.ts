import { dayOfLunar } from './lunar.js';

/** Tết Nguyên đán, as calendars of those years print it. */
const TET =
  `1985-01-21 1990-01-27 1991-02-15 1992-02-04 1993-01-23 1994-02-10 1995-01-31 1996-02-19 1997-02-07 1998-01-28
  1999-02-16 2000-02-05 2001-01-24 2002-02-12 2003-02-01 2004-01-22 2005-02-09 2006-01-29 2007-02-17 2008-02-07 2009-01-26
  2010-02-14 2011-02-03 2012-01-23 2013-02-10 2014-01-31 2015-02-19 2016-02-08 2017-01-28 2018-02-16 2019-02-05 2020-01-25
  2021-02-12 2022-02-01 2023-01-22 2024-02-10 2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-02 2031-01-23
  2032-02-11 2033-01-31 2034-02-19 2035-02-08`.split(/\s+/);

const GIO_TO = `2019-04-14 2020-04-02 2021-04-21 2022-04-10 2023-04-29 2024-04-18 2025-04-07 2026-04-26`.split(' ');

describe('the lunar calendar of Việt Nam', () => {
  it.each(TET)('begins its year on %s', (day) => {
    expect(dayOfLunar(Number(day.slice(0, 4)), 1, 1)).toBe(day);
  });

  it.each<[number, string, string]>([
    [1985, '1985-01-21', '1985-02-20'],
    [2007, '2007-02-17', '2007-02-18'],
    [2030, '2030-02-02', '2030-02-03'],
  ])('differs from the Chinese one in %i: %s, not %s', (year, vietnamese, chinese) => {
    expect(dayOfLunar(year, 1, 1)).toBe(vietnamese);
    expect(dayOfLunar(year, 1, 1)).not.toBe(chinese);
  });

  it.each(GIO_TO)('has Giỗ Tổ, the tenth of the third month, on %s, leap months (2020, 2023, 2025) or not', (day) => {
    expect(dayOfLunar(Number(day.slice(0, 4)), 3, 10)).toBe(day);
  });

  it('has no leap month in 2033 before its eleventh', () => {
    expect(dayOfLunar(2033, 10, 10)).toBe('2033-11-01');
  });

  it('knows no other months than those it can tell', () => {
    expect(() => dayOfLunar(2026, 11, 1)).toThrow(RangeError);
  });
});
