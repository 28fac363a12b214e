import { Context, Parent, Resolver } from '@nestjs/graphql';
import type { RequestContext } from '../core/context.js';
import { LeanField } from '../core/lean-field.js';
import { load } from '../core/loaders.js';
import { message } from '../core/messages.vi.js';
import { printedDate, type CivilDate } from '../core/civil-date.js';
import { Honouree } from '../honourees/honouree.entity.js';
import { Area } from '../units/unit.entity.js';
import { areaById } from '../units/unit.loaders.js';
import { AwardType } from './award-type.entity.js';
import { awardTypeById } from './award-type.loaders.js';
import { Award } from './award.entity.js';
import { honoureeOfAward, sharersByAward } from './award.loaders.js';

/** The day, the year, or from when to when. */
function printedPeriod(from: CivilDate, to: CivilDate): string {
  if (from === to) return message('award.onDay', { day: printedDate(from) });
  const year = from.slice(0, 4);
  if (from === `${year}-01-01` && to === `${year}-12-31`) return message('award.inYear', { year });
  return message('award.between', { from: printedDate(from), to: printedDate(to) });
}

/** What hangs on an award. */
@Resolver(() => Award)
export class AwardResolver {
  @LeanField(() => Honouree, { description: 'Who was awarded, as the registry knows it today.' })
  honouree(@Parent() { honoureeId }: Award, @Context() context: RequestContext): Promise<Honouree | null> {
    return load(context, honoureeOfAward, honoureeId);
  }

  @LeanField(() => [Honouree], { description: 'Others whom the same line names, such as a couple.' })
  sharedWith(@Parent() { id }: Award, @Context() context: RequestContext): Promise<Honouree[] | null> {
    return load(context, sharersByAward, id);
  }

  @LeanField(() => AwardType, { description: 'What was awarded.' })
  awardType(@Parent() { awardTypeId }: Award, @Context() context: RequestContext): Promise<AwardType | null> {
    return load(context, awardTypeById, awardTypeId);
  }

  @LeanField(() => Area, { nullable: true, description: 'The place as the decision prints it.' })
  areaAsAwarded(@Parent() award: Award, @Context() context: RequestContext): Promise<Area | null> | null {
    return award.areaAsAwardedId ? load(context, areaById, award.areaAsAwardedId) : null;
  }

  @LeanField(() => String, { description: 'How one cites it: the award, number, date and issuer of its decision.' })
  async citation(@Parent() award: Award, @Context() context: RequestContext): Promise<string> {
    const awardType = await load(context, awardTypeById, award.awardTypeId);
    const { decisionSymbol: symbol, issuerAsPrinted: issuer, decidedFrom, decidedTo } = award;
    const params = {
      award: awardType?.name ?? '',
      decision: symbol ? message('award.decisionOf', { symbol }) : message('award.decisionWithout'),
      time: printedPeriod(decidedFrom, decidedTo),
      issuer: issuer ?? '…',
    };
    return message('award.citation', params);
  }
}
