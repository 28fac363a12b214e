import { addDays, civilDateInVietnam, type CivilDate } from '../core/civil-date.js';
import { Clock } from '../core/clock.js';

const MORNING_MS = 2 * 3_600_000;

/** A clock that is set: the demonstration's past is played on it, each act a minute after the one before. */
export class StagedClock extends Clock {
  private at: Date;

  constructor(private readonly end: Date) {
    super();
    this.at = end;
  }

  /** So many days before the end, at nine in the morning; on the last day at the end itself. */
  goTo(daysAgo: number): CivilDate {
    const day = addDays(civilDateInVietnam(this.end), -daysAgo);
    this.at = daysAgo <= 0 ? this.end : new Date(new Date(`${day}T00:00:00Z`).getTime() + MORNING_MS);
    return day;
  }

  override now(): Date {
    return this.at;
  }
}
