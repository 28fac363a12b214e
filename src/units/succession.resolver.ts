import { Context, Parent, Resolver } from '@nestjs/graphql';
import type { RequestContext } from '../core/context.js';
import { LeanField } from '../core/lean-field.js';
import { load } from '../core/loaders.js';
import { Succession } from './succession.entity.js';
import { FormerAreaVersion } from './former-area-version.entity.js';
import { formerVersionsOfArea, predecessorsOfArea, successorsOfArea } from './succession.loaders.js';
import { Area } from './unit.entity.js';
import { areaById } from './unit.loaders.js';

/** What areas came of and became; nested, any number of steps. */
@Resolver(() => Area)
export class AreaSuccessionResolver {
  @LeanField(() => [Succession], {
    description:
      'What it was made of or was given, the latest first. Empty where it goes back to the first day of the data (2021-11-01), and where the data does not know.',
  })
  predecessors(@Parent() { id }: Area, @Context() context: RequestContext): Promise<Succession[] | null> {
    return load(context, predecessorsOfArea, id);
  }

  @LeanField(() => [Succession], {
    description:
      'What it became or gave away, the earliest first. One without `to` where it was dissolved, or where it is not known into what it went (`evidence`).',
  })
  successors(@Parent() { id }: Area, @Context() context: RequestContext): Promise<Succession[] | null> {
    return load(context, successorsOfArea, id);
  }

  @LeanField(() => [FormerAreaVersion], {
    description:
      'What the registry said of it before newer loads of published data knew better, the latest first. Empty where nothing was corrected.',
  })
  formerVersions(@Parent() { id }: Area, @Context() context: RequestContext): Promise<FormerAreaVersion[] | null> {
    return load(context, formerVersionsOfArea, id);
  }
}

/** The two areas of a succession. */
@Resolver(() => Succession)
export class SuccessionResolver {
  @LeanField(() => Area, { nullable: true, description: 'Of which area; null where that is not known.' })
  from(@Parent() { fromId }: Succession, @Context() context: RequestContext): Promise<Area | null> | null {
    return fromId ? load(context, areaById, fromId) : null;
  }

  @LeanField(() => Area, {
    nullable: true,
    description: 'Into which area; null where it was dissolved without one, or where that is not known.',
  })
  to(@Parent() { toId }: Succession, @Context() context: RequestContext): Promise<Area | null> | null {
    return toId ? load(context, areaById, toId) : null;
  }
}
