import { Context, Parent, Resolver } from '@nestjs/graphql';
import type { RequestContext } from '../core/context.js';
import { LeanField } from '../core/lean-field.js';
import { load } from '../core/loaders.js';
import { Honouree } from '../honourees/honouree.entity.js';
import { LifeEvent } from './life-line.entity.js';
import { lifeLineByHonouree, MAX_LIFE_EVENTS } from './life-line.loaders.js';

@Resolver(() => Honouree)
export class LifeLineResolver {
  @LeanField(() => [LifeEvent], {
    description: `What is known of it in time, the earliest first, as far as you may read it: nominations that ended in awards, awards recorded, models that ran; the latest ${MAX_LIFE_EVENTS}.`,
  })
  lifeLine(@Parent() { id }: Honouree, @Context() context: RequestContext): Promise<LifeEvent[] | null> {
    return load(context, lifeLineByHonouree, id);
  }
}
