import { Injectable } from '@nestjs/common';
import { mayAct, type Actor } from '../core/actor.js';
import { signedIn, type RequestContext } from '../core/context.js';
import { Database, type Transaction } from '../core/database.js';
import { DomainError, InvalidInput } from '../core/errors.js';
import { once } from '../core/idempotency.js';
import { load } from '../core/loaders.js';
import { message } from '../core/messages.vi.js';
import type { Done } from '../core/payload.js';
import { unchanged } from '../core/unchanged.js';
import type { Honouree } from '../honourees/honouree.entity.js';
import { areaExists, honoureesById } from '../honourees/honouree.queries.js';
import { livesThrough, unitVersionsOn } from '../units/unit.queries.js';
import type { ModelFacts } from './domain/life.js';
import type { EmulationModelPayload, ModelGoal } from './emulation-model.entity.js';
import type { EditModelInput, RegisterEmulationModelInput } from './emulation-model.inputs.js';
import { modelById } from './emulation-model.loaders.js';
import { checkRegistration } from './model-checks.js';
import { move, recordAct, refusingDuplicates, stepFor, takeModel } from './model-acts.js';
import { goalsOfModels } from './model-part.queries.js';
import { insertModel, replaceGoals, updateModel, type ModelContent } from './write-model.queries.js';

@Injectable()
export class RegisterModelService {
  constructor(private readonly database: Database) {}

  /** Writes a model that is not registered yet. */
  async draft(context: RequestContext, input: RegisterEmulationModelInput): Promise<Done<EmulationModelPayload>> {
    return this.once(context, 'draftModel', input, (tx, actor) => this.create(tx, actor, input, 'draft'));
  }

  /** Writes a model and registers it, in one act. */
  async register(context: RequestContext, input: RegisterEmulationModelInput): Promise<Done<EmulationModelPayload>> {
    return this.once(context, 'registerEmulationModel', input, (tx, actor) =>
      this.create(tx, actor, input, 'register'),
    );
  }

  /** Changes a draft, or a model that was returned. */
  async edit(context: RequestContext, input: EditModelInput): Promise<Done<EmulationModelPayload>> {
    return this.once(context, 'editModel', input, (tx, actor) => this.change(tx, actor, input));
  }

  private async once<Input extends { clientMutationId?: string | null }>(
    context: RequestContext,
    operation: string,
    input: Input,
    work: (tx: Transaction, actor: Actor) => Promise<string>,
  ): Promise<Done<EmulationModelPayload>> {
    const actor = signedIn(context);
    const { id } = await this.database.transaction((tx) =>
      once(tx, actor, { operation, input }, () => work(tx, actor)),
    );
    return { emulationModel: await load(context, modelById, id) };
  }

  private async create(
    tx: Transaction,
    actor: Actor,
    input: RegisterEmulationModelInput,
    how: 'draft' | 'register',
  ): Promise<string> {
    const { ownerId, ownerUnitId, registeredWithId, goals, periodFrom } = input;
    const facts = this.factsOfNew(tx, actor, input);
    const create = stepFor(facts, 'CREATE');
    const content = await this.contentOf(tx, input);
    if (how === 'register') await checkRegistration(tx, { ...content, ownerUnitId }, goals.length);
    const id = await insertModel(tx, { ...content, ownerId, ownerUnitId });
    const model = { id, ownerUnitId, registeredWithId, periodFrom, periodTo: content.periodTo };
    await move(tx, actor, { model, step: create });
    await replaceGoals(tx, id, goals.map(goalOf));
    const step = how === 'register' ? stepFor({ ...facts, state: 'DRAFT', wrote: true }, 'REGISTER') : create;
    if (step !== create) await move(tx, actor, { model, step });
    await recordAct(tx, actor, { model, step, details: { ownerId, registeredWithId } });
    return id;
  }

  private factsOfNew(tx: Transaction, actor: Actor, { ownerUnitId }: RegisterEmulationModelInput): ModelFacts {
    if (!mayAct(actor, 'model.register', ownerUnitId, tx.today)) {
      throw new DomainError('FORBIDDEN', 'auth.forbiddenHere', { field: ['input', 'ownerUnitId'] });
    }
    const rights = { OWNER: ['model.register'], LAUNCHER: [] } as const;
    return { state: null, startsOn: null, endedOn: null, rights, wrote: false, today: tx.today };
  }

  /** What is written of a new model, its place found; throws where a thing that it names is not there. */
  private async contentOf(tx: Transaction, input: RegisterEmulationModelInput): Promise<ModelContent> {
    const { ownerUnitId, name, field, content, registeredWithId, periodFrom } = input;
    const owner = await this.ownerOf(tx, input);
    const [unit] = await unitVersionsOn(tx, [{ id: ownerUnitId, day: tx.today }]);
    if (!unit || !(await livesThrough(tx, ownerUnitId, tx.today, tx.today))) {
      throw new DomainError('INVALID_INPUT', 'model.unitNotLiving', { field: ['input', 'ownerUnitId'] });
    }
    const areaId = input.areaId ?? owner.areaId ?? unit.areaId;
    const periodTo = input.periodTo ?? null;
    const written = {
      name,
      field,
      content,
      registeredWithId,
      periodFrom,
      periodTo,
      areaId,
      theme: input.theme ?? null,
    };
    await this.checkNamed(tx, written);
    return written;
  }

  private async ownerOf(tx: Transaction, input: RegisterEmulationModelInput): Promise<Honouree> {
    const [owner] = await honoureesById(tx, { roots: [input.ownerUnitId], day: tx.today }, [input.ownerId]);
    if (!owner) throw new DomainError('NOT_FOUND', 'honouree.notFound', { field: ['input', 'ownerId'] });
    return owner;
  }

  /** What a draft must have already: body and area that there are, a period that is one. */
  private async checkNamed(tx: Transaction, written: ModelContent): Promise<void> {
    const { registeredWithId, areaId, periodFrom, periodTo } = written;
    const [body] = await unitVersionsOn(tx, [{ id: registeredWithId, day: tx.today }]);
    if (!body) throw new DomainError('NOT_FOUND', 'unit.notFound', { field: ['input', 'registeredWithId'] });
    if (areaId && !(await areaExists(tx, areaId))) {
      throw new DomainError('NOT_FOUND', 'area.notFound', { field: ['input', 'areaId'] });
    }
    if (periodTo !== null && periodTo < periodFrom) {
      throw new InvalidInput([{ field: ['input', 'periodTo'], message: message('input.dateOrder') }]);
    }
  }

  private async change(tx: Transaction, actor: Actor, input: EditModelInput): Promise<string> {
    const { model, facts } = await takeModel(tx, actor, input);
    const step = stepFor(facts, 'EDIT');
    const written: ModelContent = {
      name: input.name ?? model.name,
      registeredWithId: input.registeredWithId ?? model.registeredWithId,
      areaId: input.areaId ?? model.areaId,
      field: input.field ?? model.field,
      theme: input.theme === undefined ? model.theme : input.theme,
      content: input.content ?? model.content,
      periodFrom: input.periodFrom ?? model.periodFrom,
      periodTo: input.periodTo === undefined ? model.periodTo : input.periodTo,
    };
    const goals = input.goals ? input.goals.map(goalOf) : null;
    if (unchanged<ModelContent>(model, written) && (!goals || (await this.hasGoals(tx, model.id, goals))))
      return model.id;
    await this.checkNamed(tx, written);
    await refusingDuplicates(() => updateModel(tx, model.id, written));
    if (goals) await replaceGoals(tx, model.id, goals);
    await move(tx, actor, { model, step });
    const { id: _id, clientMutationId: _key, expectedVersion: _version, ...changed } = input;
    await recordAct(tx, actor, { model, step, details: { changed: Object.keys(changed).sort() } });
    return model.id;
  }

  /** Whether these are its goals, in this order. */
  private async hasGoals(tx: Transaction, modelId: string, goals: readonly Omit<ModelGoal, 'id'>[]): Promise<boolean> {
    const present = await goalsOfModels(tx, [modelId]);
    return present.length === goals.length && goals.every((goal, index) => unchanged(present[index] ?? {}, goal));
  }
}

function goalOf({ text, unitOfMeasure = null, target = null }: RegisterEmulationModelInput['goals'][number]): {
  text: string;
  unitOfMeasure: string | null;
  target: string | null;
} {
  return { text, unitOfMeasure, target };
}
