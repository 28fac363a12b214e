import { civilDate, type CivilDate } from '../../core/civil-date.js';
import type { Outcome } from './finding.js';
import { yearOf, type HeldAward } from './history.js';

/**
 * Years of titles and ratings. A run counts as current when it ends in the year of the proposal or the one before (that it
 * must is inference: a run that ended earlier is for a person to judge). A gap is for a person too (R11).
 */

/** The ledger does not always say for which year a title was: one signed in spring may be for the year before. */
export type Reading = 'LATE' | 'EARLY';
export const READINGS: readonly Reading[] = ['LATE', 'EARLY'];

/** The year of an award in that reading. */
export function awardYear({ achievedTo, decidedFrom, decidedOn }: HeldAward, reading: Reading): number {
  if (achievedTo) return yearOf(achievedTo);
  if (reading === 'LATE') return yearOf(decidedOn);
  const known = decidedFrom === decidedOn;
  return known && decidedOn.slice(5) >= '07-01' ? yearOf(decidedOn) : yearOf(decidedFrom) - (known ? 1 : 0);
}

/** Each year once, the earliest first. */
export const distinct = (years: readonly number[]): number[] => [...new Set(years)].sort((a, b) => a - b);

/** The run of years without a gap that ends with the last of them. */
function lastRun(years: readonly number[]): number[] {
  const all = distinct(years);
  const broken = all.findLastIndex((year, index) => index > 0 && year !== (all[index - 1] ?? 0) + 1);
  return all.slice(Math.max(broken, 0));
}

/** The run that is still current in the year of the proposal; empty where none is. In the early reading all is a year older. */
function currentRun(years: readonly number[], proposed: number, reading: Reading): number[] {
  const run = lastRun(years.filter((year) => year <= proposed));
  return (run.at(-1) ?? 0) >= proposed - (reading === 'EARLY' ? 2 : 1) ? run : [];
}

export interface Run {
  outcome: Outcome;
  /** The years that count. */
  years: number[];
  /** How many years are missing at least; 0 unless it fails. */
  missing: number;
  /** Where it is doubtful: the years that break the run. */
  gaps: number[];
}

/** Whether there is a current run of so many years. */
export function runOf(years: readonly number[], count: number, proposed: number, reading: Reading = 'LATE'): Run {
  const known = distinct(years.filter((year) => year <= proposed));
  const run = currentRun(known, proposed, reading);
  if (run.length >= count) return { outcome: 'YES', years: run, missing: 0, gaps: [] };
  if (known.length < count) return { outcome: 'NO', years: run, missing: count - run.length, gaps: [] };
  const used = known.slice(-count);
  const span = Array.from({ length: proposed - (used[0] ?? proposed) }, (_, index) => (used[0] ?? 0) + index);
  return { outcome: 'DOUBT', years: known, missing: 0, gaps: span.filter((year) => !known.includes(year)) };
}

/** The day after the last of the missing years, when they follow the run, or begin this year. */
export function afterMissing({ years, missing }: Pick<Run, 'years' | 'missing'>, proposed: number): CivilDate {
  const last = years.at(-1) ?? proposed - 1;
  return civilDate(`${last + missing + 1}-01-01`);
}

/** As people write it: "02". */
export const twoDigits = (count: number): string => String(count).padStart(2, '0');
