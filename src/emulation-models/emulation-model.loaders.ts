import { readingRoots } from '../core/actor.js';
import { signedIn, type RequestContext } from '../core/context.js';
import { inOrder, type BatchFunction } from '../core/loaders.js';
import type { Honouree } from '../honourees/honouree.entity.js';
import { anyHonoureesById } from '../honourees/honouree.queries.js';
import type { EmulationModel, ModelEvent, ModelFigure, ModelGoal, ModelReport } from './emulation-model.entity.js';
import { modelsById, modelsByOwner, modelsWrittenBy, type ModelScope } from './emulation-model.queries.js';
import { eventsOfModels, figuresOfReports, goalsOfModels, reportsOfModels } from './model-part.queries.js';

/** What the asking account may read of models. */
export function modelScope(context: RequestContext): ModelScope {
  const day = context.clock.today();
  return { roots: readingRoots(signedIn(context), day), day };
}

/** Models by id; null for those that the asking account may not read. */
export const modelById: BatchFunction<string, EmulationModel> = async (context, ids) =>
  inOrder(ids, await modelsById(context.connection, modelScope(context), ids), (model) => model.id);

function grouped<Row, Key extends keyof Row>(keys: readonly string[], rows: readonly Row[], by: Key): Row[][] {
  const groups = new Map<unknown, Row[]>(keys.map((key) => [key, []]));
  for (const row of rows) groups.get(row[by])?.push(row);
  return keys.map((key) => groups.get(key) ?? []);
}

/** The models of an honouree that the asking account may read. */
export const modelsOfHonouree: BatchFunction<string, EmulationModel[]> = async (context, ids) =>
  grouped(ids, await modelsByOwner(context.connection, modelScope(context), ids), 'ownerId');

/** The owner of a model that the asking account may read: whoever reads a model reads whose it is. */
export const ownerOfModel: BatchFunction<string, Honouree> = async (context, ids) =>
  inOrder(ids, await anyHonoureesById(context.connection, ids), (honouree) => honouree.id);

/** Whether the asking account wrote or registered the model. */
export const wroteModel: BatchFunction<string, boolean> = async (context, ids) => {
  const written = new Set(await modelsWrittenBy(context.connection, signedIn(context).accountId, ids));
  return ids.map((id) => written.has(id));
};

export const goalsOfModel: BatchFunction<string, ModelGoal[]> = async (context, ids) =>
  grouped(ids, await goalsOfModels(context.connection, ids), 'modelId');

export const reportsOfModel: BatchFunction<string, ModelReport[]> = async (context, ids) =>
  grouped(ids, await reportsOfModels(context.connection, ids), 'modelId');

export const figuresOfReport: BatchFunction<string, ModelFigure[]> = async (context, ids) =>
  grouped(ids, await figuresOfReports(context.connection, ids), 'reportId');

export const eventsOfModel: BatchFunction<string, ModelEvent[]> = async (context, ids) =>
  grouped(ids, await eventsOfModels(context.connection, ids), 'modelId');
