import { Injectable } from '@nestjs/common';
import { signedIn, type RequestContext } from '../core/context.js';
import { soughtSyllables } from '../core/fold.js';
import { load } from '../core/loaders.js';
import { isId, paginate, type ConnectionOf } from '../core/pagination.js';
import { availableActions, type ModelAction } from './domain/life.js';
import type { EmulationModel } from './emulation-model.entity.js';
import type { EmulationModelsArgs } from './find-models.inputs.js';
import { modelById, modelScope, wroteModel } from './emulation-model.loaders.js';
import { countModels, modelPage, type ModelConditions } from './emulation-model.queries.js';
import { rightsOf } from './model-acts.js';

@Injectable()
export class FindModelsService {
  /** The models that the account may read, the newest first. */
  page(context: RequestContext, args: EmulationModelsArgs): Promise<ConnectionOf<EmulationModel>> {
    const scope = modelScope(context);
    const conditions = this.conditions(args);
    return paginate({
      page: args,
      accept: ([id]) => isId(id),
      fetch: (after, limit) => modelPage(context.connection, { scope, conditions, after, limit }),
      count: () => countModels(context.connection, scope, conditions),
      cursorOf: (row) => [row.id],
    });
  }

  /** One model; null when there is none, or not for this account. */
  async byId(context: RequestContext, id: string): Promise<EmulationModel | null> {
    return isId(id) ? load(context, modelById, id.toLowerCase()) : null;
  }

  /** What the account may do with the model today. */
  async actions(context: RequestContext, model: EmulationModel): Promise<ModelAction[]> {
    const today = context.clock.today();
    const rights = rightsOf(signedIn(context), model, today);
    if (rights.OWNER.length + rights.LAUNCHER.length === 0) return [];
    const wrote = (await load(context, wroteModel, model.id)) ?? false;
    const { state, startsOn, endedOn } = model;
    return availableActions({ state, startsOn, endedOn, rights, wrote, today });
  }

  private conditions({ filter }: EmulationModelsArgs): ModelConditions {
    return {
      syllables: filter?.text ? soughtSyllables(filter.text) : null,
      states: filter?.states ?? null,
      ownerId: filter?.ownerId ?? null,
      registeredWithId: filter?.registeredWithId ?? null,
      areaId: filter?.areaId ?? null,
      overdue: filter?.overdue ?? null,
    };
  }
}
