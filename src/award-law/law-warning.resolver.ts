import { Args, Context, Int, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../core/allow.js';
import { addDays } from '../core/civil-date.js';
import type { RequestContext } from '../core/context.js';
import { lawWarnings } from './domain/law-warnings.js';
import { LawWarning } from './law-warning.entity.js';
import { endingRules } from './law-warning.queries.js';

@Resolver()
export class LawWarningResolver {
  @Allow('rule.propose')
  @Query(() => [LawWarning], {
    description:
      'Rules that end without a successor, the earliest first: for administrators, who propose new versions.',
  })
  async lawWarnings(
    @Context() { connection, clock }: RequestContext,
    @Args('daysAhead', { type: () => Int, defaultValue: 180, description: 'How many days ahead to look, 0 to 3650.' })
    daysAhead: number,
  ): Promise<LawWarning[]> {
    const until = addDays(clock.today(), Math.min(Math.max(daysAhead, 0), 3650));
    return lawWarnings(await endingRules(connection, clock.today(), until), clock.today());
  }
}
