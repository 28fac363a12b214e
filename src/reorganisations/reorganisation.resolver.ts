import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow } from '../core/allow.js';
import type { RequestContext } from '../core/context.js';
import { load } from '../core/loaders.js';
import { PageArgs, type ConnectionOf } from '../core/pagination.js';
import type { Done } from '../core/payload.js';
import { Nomination } from '../nominations/nomination.entity.js';
import { nominationById } from '../nominations/nomination.loaders.js';
import { conversionPage } from './preview.js';
import {
  DossierConversion,
  DossierConversionConnection,
  Reorganisation,
  ReorganisationConnection,
  ReorganisationPayload,
  ReorganisationPreview,
  ReorganisationPreviewPayload,
} from './reorganisation.entity.js';
import { ApplyReorganisationInput, ReorganisationInput } from './reorganisation.inputs.js';
import { ReorganiseService } from './reorganise.service.js';

@Resolver(() => Reorganisation)
export class ReorganisationResolver {
  constructor(private readonly reorganise: ReorganiseService) {}

  @Allow.signedIn()
  @Query(() => ReorganisationConnection, {
    description: 'All reorganisations, planned and applied, the latest day first.',
  })
  reorganisations(@Context() context: RequestContext, @Args() page: PageArgs): Promise<ConnectionOf<Reorganisation>> {
    return this.reorganise.page(context, page);
  }

  @Allow('unit.manage')
  @Mutation(() => ReorganisationPreviewPayload, { description: 'What a plan would do; nothing is written.' })
  previewReorganisation(
    @Context() context: RequestContext,
    @Args('input', { description: 'The plan.' }) input: ReorganisationInput,
  ): Promise<Done<ReorganisationPreviewPayload>> {
    return this.reorganise.preview(context, input);
  }

  @Allow('unit.manage')
  @Mutation(() => ReorganisationPayload, {
    description:
      'Applies a plan as it was previewed: all of it or nothing. One for a later day waits and then applies itself.',
  })
  applyReorganisation(
    @Context() context: RequestContext,
    @Args('input', { description: 'The plan and the hash of its preview.' }) input: ApplyReorganisationInput,
  ): Promise<Done<ReorganisationPayload>> {
    return this.reorganise.apply(context, input);
  }

  @Allow('unit.manage')
  @Mutation(() => ReorganisationPayload, { description: 'Takes back a plan that still waits for its day.' })
  cancelReorganisation(
    @Context() context: RequestContext,
    @Args('id', { type: () => ID, description: 'Which plan.' }) id: string,
  ): Promise<Done<ReorganisationPayload>> {
    return this.reorganise.cancel(context, id);
  }
}

@Resolver(() => ReorganisationPreview)
export class ReorganisationPreviewResolver {
  @ResolveField(() => DossierConversionConnection, { description: 'The open dossiers that it converts, by code.' })
  dossiers(@Parent() preview: ReorganisationPreview, @Args() page: PageArgs): Promise<ConnectionOf<DossierConversion>> {
    return conversionPage(preview, page);
  }
}

@Resolver(() => DossierConversion)
export class DossierConversionResolver {
  @ResolveField(() => Nomination, { nullable: true, description: 'The dossier; null where you may not read it.' })
  nomination(
    @Parent() { nominationId }: DossierConversion,
    @Context() context: RequestContext,
  ): Promise<Nomination | null> {
    return load(context, nominationById, nominationId);
  }
}
