import { Context, Parent, Resolver } from '@nestjs/graphql';
import type { RequestContext } from '../core/context.js';
import { LeanField } from '../core/lean-field.js';
import { load } from '../core/loaders.js';
import { Unit } from '../units/unit.entity.js';
import { unitById } from '../units/unit.loaders.js';
import { ModelEvent, ModelFigure, ModelReport } from './emulation-model.entity.js';
import { figuresOfReport } from './emulation-model.loaders.js';

@Resolver(() => ModelReport)
export class ModelReportResolver {
  @LeanField(() => [ModelFigure], { description: 'What was reached, by goal.' })
  figures(@Parent() report: ModelReport, @Context() context: RequestContext): Promise<ModelFigure[] | null> {
    return load(context, figuresOfReport, report.id);
  }
}

@Resolver(() => ModelEvent)
export class ModelEventResolver {
  @LeanField(() => Unit, { nullable: true, description: 'The unit for which it was done.' })
  acting(@Parent() event: ModelEvent, @Context() context: RequestContext): Promise<Unit | null> {
    return load(context, unitById, event.unitId);
  }
}
