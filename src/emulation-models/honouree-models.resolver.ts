import { Context, Parent, Resolver } from '@nestjs/graphql';
import type { RequestContext } from '../core/context.js';
import { LeanField } from '../core/lean-field.js';
import { load } from '../core/loaders.js';
import { Honouree } from '../honourees/honouree.entity.js';
import { EmulationModel } from './emulation-model.entity.js';
import { modelsOfHonouree } from './emulation-model.loaders.js';

@Resolver(() => Honouree)
export class HonoureeModelsResolver {
  @LeanField(() => [EmulationModel], { description: 'Its models that you may read, the newest first, 100 at most.' })
  models(@Parent() honouree: Honouree, @Context() context: RequestContext): Promise<EmulationModel[] | null> {
    return load(context, modelsOfHonouree, honouree.id);
  }
}
