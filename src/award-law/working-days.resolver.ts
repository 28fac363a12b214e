import { Args, Context, Int, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../core/allow.js';
import type { CivilDate } from '../core/civil-date.js';
import type { RequestContext } from '../core/context.js';
import { ParseCivilDate } from '../core/parse-civil-date.pipe.js';
import { CivilDateScalar } from '../core/scalars.js';
import { addWorkingDays, postingEnd } from './domain/working-days.js';
import { daysOfYear, periodEnd } from './working-calendar.js';
import { CalendarDay } from './working-day.entity.js';

const FROM = { type: () => CivilDateScalar, description: 'The day of receipt, which is not counted.' };
const OPENS_ON = { type: () => CivilDateScalar, description: 'The day on which it opens, which is counted.' };
const DAYS = { type: () => Int, description: 'How many working days: 1 to 1,000.' };

/** Working days, by the public holidays of Việt Nam. */
@Resolver()
export class WorkingDaysResolver {
  @Allow.signedIn()
  @Query(() => CivilDateScalar, {
    description: 'The day on which a period of so many working days ends; the first day is not counted.',
  })
  workingDays(
    @Context() { connection }: RequestContext,
    @Args('from', FROM, ParseCivilDate) from: CivilDate,
    @Args('days', DAYS) days: number,
  ): Promise<CivilDate> {
    return periodEnd(connection, { days, of: (calendar) => addWorkingDays(from, days, calendar) });
  }

  @Allow.signedIn()
  @Query(() => CivilDateScalar, {
    description: 'The last day of a posting (niêm yết) of so many full working days; the first day is counted.',
  })
  postingEnd(
    @Context() { connection }: RequestContext,
    @Args('opensOn', OPENS_ON, ParseCivilDate) opensOn: CivilDate,
    @Args('days', DAYS) days: number,
  ): Promise<CivilDate> {
    return periodEnd(connection, { days, of: (calendar) => postingEnd(opensOn, days, calendar) });
  }

  @Allow.signedIn()
  @Query(() => [CalendarDay], {
    description:
      'The days of a year that are not as their week has them, in order: holidays, days off for them, exchanged days.',
  })
  holidays(
    @Context() { connection }: RequestContext,
    @Args('year', { type: () => Int, description: 'Which year; none is known here before 2013.' }) year: number,
  ): Promise<CalendarDay[]> {
    return daysOfYear(connection, year);
  }
}
