import { Args, Context, ID, Mutation, Parent, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../core/allow.js';
import type { RequestContext } from '../core/context.js';
import { LeanField } from '../core/lean-field.js';
import { load } from '../core/loaders.js';
import type { ConnectionOf } from '../core/pagination.js';
import type { Done } from '../core/payload.js';
import { Honouree } from '../honourees/honouree.entity.js';
import { Area, Unit } from '../units/unit.entity.js';
import { areaById, unitById } from '../units/unit.loaders.js';
import type { ModelAction } from './domain/life.js';
import {
  EmulationModel,
  EmulationModelConnection,
  EmulationModelPayload,
  ModelActionEnum,
  ModelEvent,
  ModelGoal,
  ModelReport,
  ModelStandingEnum,
  type ModelStanding,
} from './emulation-model.entity.js';
import {
  ActOnModelInput,
  EditModelInput,
  RegisterEmulationModelInput,
  ReportOnModelInput,
} from './emulation-model.inputs.js';
import { EmulationModelsArgs } from './find-models.inputs.js';
import { eventsOfModel, goalsOfModel, ownerOfModel, reportsOfModel } from './emulation-model.loaders.js';
import { FindModelsService } from './find-models.service.js';
import { RegisterModelService } from './register-model.service.js';
import { RunModelService } from './run-model.service.js';

@Resolver(() => EmulationModel)
export class EmulationModelResolver {
  constructor(
    private readonly find: FindModelsService,
    private readonly register: RegisterModelService,
    private readonly run: RunModelService,
  ) {}

  @Allow.signedIn()
  @Query(() => EmulationModelConnection, {
    description: 'The models of your units and those below, and those registered with these, the newest first.',
  })
  emulationModels(
    @Context() context: RequestContext,
    @Args() args: EmulationModelsArgs,
  ): Promise<ConnectionOf<EmulationModel>> {
    return this.find.page(context, args);
  }

  @Allow.signedIn()
  @Query(() => EmulationModel, { nullable: true, description: 'One model; null when there is none, or not for you.' })
  emulationModel(
    @Context() context: RequestContext,
    @Args('id', { type: () => ID, description: 'Which model.' }) id: string,
  ): Promise<EmulationModel | null> {
    return this.find.byId(context, id);
  }

  @Allow('model.register')
  @Mutation(() => EmulationModelPayload, { description: 'Writes a model that is to be registered later.' })
  draftModel(
    @Context() context: RequestContext,
    @Args('input', { description: 'What is known of it.' }) input: RegisterEmulationModelInput,
  ): Promise<Done<EmulationModelPayload>> {
    return this.register.draft(context, input);
  }

  @Allow('model.register')
  @Mutation(() => EmulationModelPayload, { description: 'Writes a model and registers it, in one act.' })
  registerEmulationModel(
    @Context() context: RequestContext,
    @Args('input', { description: 'The form of registration.' }) input: RegisterEmulationModelInput,
  ): Promise<Done<EmulationModelPayload>> {
    return this.register.register(context, input);
  }

  @Allow('model.register')
  @Mutation(() => EmulationModelPayload, {
    description:
      'Changes a draft, or a model that was returned. What changes nothing writes nothing: its version stays.',
  })
  editModel(
    @Context() context: RequestContext,
    @Args('input', { description: 'What changes.' }) input: EditModelInput,
  ): Promise<Done<EmulationModelPayload>> {
    return this.register.edit(context, input);
  }

  @Allow('model.report')
  @Mutation(() => EmulationModelPayload, {
    description: 'Reports on a half-year, or corrects the report on it; the same report again is no correction.',
  })
  reportOnModel(
    @Context() context: RequestContext,
    @Args('input', { description: 'The report.' }) input: ReportOnModelInput,
  ): Promise<Done<EmulationModelPayload>> {
    return this.run.report(context, input);
  }

  @Allow('model.register', 'model.appraise', 'model.approve')
  @Mutation(() => EmulationModelPayload, {
    description: 'Registers again, surveys, returns, approves, refuses or ends a model.',
  })
  actOnModel(
    @Context() context: RequestContext,
    @Args('input', { description: 'The act.' }) input: ActOnModelInput,
  ): Promise<Done<EmulationModelPayload>> {
    return this.run.act(context, input);
  }

  @LeanField(() => Honouree, { description: 'Whose model it is. Who reads a model reads whose it is.' })
  owner(@Parent() model: EmulationModel, @Context() context: RequestContext): Promise<Honouree | null> {
    return load(context, ownerOfModel, model.ownerId);
  }

  @LeanField(() => Unit, {
    nullable: true,
    description: 'The unit of the owner, or the one that acts for a person or household.',
  })
  ownerUnit(@Parent() model: EmulationModel, @Context() context: RequestContext): Promise<Unit | null> {
    return load(context, unitById, model.ownerUnitId);
  }

  @LeanField(() => Unit, { description: 'The launching body: it surveys, approves and judges the model.' })
  registeredWith(@Parent() model: EmulationModel, @Context() context: RequestContext): Promise<Unit | null> {
    return load(context, unitById, model.registeredWithId);
  }

  @LeanField(() => Area, { nullable: true, description: 'Where it is run.' })
  area(@Parent() model: EmulationModel, @Context() context: RequestContext): Promise<Area | null> | null {
    return model.areaId ? load(context, areaById, model.areaId) : null;
  }

  @LeanField(() => [ModelGoal], { description: 'What it is measured by.' })
  goals(@Parent() model: EmulationModel, @Context() context: RequestContext): Promise<ModelGoal[] | null> {
    return load(context, goalsOfModel, model.id);
  }

  @LeanField(() => [ModelReport], { description: 'Its reports, the latest version of each, by half-year.' })
  reports(@Parent() model: EmulationModel, @Context() context: RequestContext): Promise<ModelReport[] | null> {
    return load(context, reportsOfModel, model.id);
  }

  @LeanField(() => [ModelEvent], { description: 'Its history, the oldest first.' })
  events(@Parent() model: EmulationModel, @Context() context: RequestContext): Promise<ModelEvent[] | null> {
    return load(context, eventsOfModel, model.id);
  }

  @LeanField(() => [ModelActionEnum], { description: 'What you may do with it now.' })
  availableActions(@Parent() model: EmulationModel, @Context() context: RequestContext): Promise<ModelAction[]> {
    return this.find.actions(context, model);
  }

  // Evaluations and recognitions, from which it follows, are not built yet: no model is judged.
  @LeanField(() => ModelStandingEnum, { description: 'What it is held to be.' })
  standing(): ModelStanding {
    return 'NONE';
  }
}
