/**
 * The Vietnamese lunar calendar, for Tết and Giỗ Tổ: an astronomical calendar on the meridian of UTC+7, so that now and
 * then it begins a month earlier or a day before the Chinese one (1985, 2007, 2030). Rules and approximations as published
 * by Hồ Ngọc Đức, "Thuật toán tính âm lịch" (informatik.uni-leipzig.de/~duc/amlich), after J. Meeus:
 * - a month begins on the day of its new moon;
 * - the winter solstice lies in month 11; 13 months between two such months make one of them a leap month: the first in
 *   which the sun does not enter a new twelfth of its circle, named after the month before.
 */
import { addDays, civilDate, daysBetween, type CivilDate } from '../../core/civil-date.js';

const NOON_2000 = civilDate('2000-01-01');
/** Julian day number of that day at noon. */
const JULIAN_2000 = 2_451_545;
const TIME_ZONE = 7 / 24;

const FIRST_NEW_MOON = 2_415_020.75933;
const MONTH = 29.53058868;
const MONTHS_A_CENTURY = 1236.85;

const sine = (degrees: number): number => Math.sin((degrees * Math.PI) / 180);
const julianOf = (day: CivilDate): number => JULIAN_2000 + daysBetween(NOON_2000, day);
const dayOf = (julian: number): CivilDate => addDays(NOON_2000, julian - JULIAN_2000);

/** Julian date of new moon `k`, counted from that of 1900-01-01, to within a few minutes for some centuries. */
function newMoon(k: number): number {
  const t = k / MONTHS_A_CENTURY;
  const mean = FIRST_NEW_MOON + MONTH * k + (0.0001178 - 0.000000155 * t) * t * t;
  const sun = 359.2242 + 29.10535608 * k - (0.0000333 + 0.00000347 * t) * t * t;
  const moon = 306.0253 + 385.81691806 * k + (0.0107306 + 0.00001236 * t) * t * t;
  const node = 21.2964 + 390.67050646 * k - (0.0016528 + 0.00000239 * t) * t * t;
  const terms: [factor: number, angle: number][] = [
    [0.00033, 166.56 + 132.87 * t - 0.009173 * t * t],
    [0.1734 - 0.000393 * t, sun],
    [0.0021, 2 * sun],
    [-0.4068, moon],
    [0.0161, 2 * moon],
    [-0.0004, 3 * moon],
    [0.0104, 2 * node],
    [-0.0051, sun + moon],
    [-0.0074, sun - moon],
    [0.0004, 2 * node + sun],
    [-0.0004, 2 * node - sun],
    [-0.0006, 2 * node + moon],
    [0.001, 2 * node - moon],
    [0.0005, 2 * moon + sun],
  ];
  // From the even time of astronomers to that of clocks, after 1900.
  const clocks = -0.000278 + 0.000265 * t + 0.000262 * t * t;
  return terms.reduce((sum, [factor, angle]) => sum + factor * sine(angle), mean) - clocks;
}

/** The day, as a Julian day number, on which that new moon falls in Việt Nam. */
const newMoonDay = (k: number): number => Math.floor(newMoon(k) + 0.5 + TIME_ZONE);

/** In which twelfth of its circle the sun stands as that day begins in Việt Nam; 0 begins at the March equinox. */
function sunTwelfth(julian: number): number {
  const t = (julian - 0.5 - TIME_ZONE - JULIAN_2000) / 36_525;
  const anomaly = 357.5291 + 35_999.0503 * t - (0.0001559 + 0.00000048 * t) * t * t;
  const mean = 280.46645 + 36_000.76983 * t + 0.0003032 * t * t;
  const centre =
    (1.9146 - 0.004817 * t - 0.000014 * t * t) * sine(anomaly) +
    (0.019993 - 0.000101 * t) * sine(2 * anomaly) +
    0.00029 * sine(3 * anomaly);
  const longitude = (((mean + centre) % 360) + 360) % 360;
  return Math.floor(longitude / 30);
}

const WINTER_SOLSTICE = 9;

/** Which new moon begins month 11 of that year: the last one with the winter solstice after it. */
function monthEleven(year: number): number {
  const k = Math.floor((julianOf(civilDate(`${String(year).padStart(4, '0')}-12-31`)) - 2_415_021) / MONTH);
  return sunTwelfth(newMoonDay(k)) >= WINTER_SOLSTICE ? k - 1 : k;
}

/** How many months after month 11 the leap month comes, of a year of 13 months. */
function leapOffset(eleven: number): number {
  let offset = 1;
  const twelfth = (months: number): number => sunTwelfth(newMoonDay(eleven + months));
  while (offset < 14 && twelfth(offset) !== twelfth(offset + 1)) offset += 1;
  return offset;
}

/**
 * The day of a date of the lunar year that begins in that year, in an ordinary month of 1 to 10. Agrees with an independent
 * implementation on Tết and Giỗ Tổ of every year from 1968 to 2150; the calendar of before had another meridian.
 */
export function dayOfLunar(year: number, month: number, day: number): CivilDate {
  if (month < 1 || month > 10) throw new RangeError(`Not a month of 1 to 10: ${month}`);
  const eleven = monthEleven(year - 1);
  const months = monthEleven(year) - eleven;
  const offset = month + 1;
  const leap = months === 13 && offset >= leapOffset(eleven) ? 1 : 0;
  return dayOf(newMoonDay(eleven + offset + leap) + day - 1);
}
