import { Injectable } from '@nestjs/common';
import { civilDateInVietnam, type CivilDate } from './civil-date.js';

/**
 * The only source of "now" and "today". In trial mode CLOCK sets it to another instant, from which it runs on, so that
 * the past can be played (DESIGN §4).
 */
@Injectable()
export class Clock {
  private readonly offsetMs: number;

  constructor(startAt: Date | null = null) {
    this.offsetMs = startAt ? startAt.getTime() - Date.now() : 0;
  }

  now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }

  /** Today's date in Asia/Ho_Chi_Minh. */
  today(): CivilDate {
    return civilDateInVietnam(this.now());
  }
}
