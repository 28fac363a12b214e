import { Context, Parent, Resolver } from '@nestjs/graphql';
import { AwardType } from '../awards/award-type.entity.js';
import { awardTypeById } from '../awards/award-type.loaders.js';
import { Campaign } from '../campaigns/campaign.entity.js';
import { campaignById } from '../campaigns/campaign.loaders.js';
import { signedIn, type RequestContext } from '../core/context.js';
import { LeanField } from '../core/lean-field.js';
import { load, loadReady, type Ready } from '../core/loaders.js';
import { Document } from '../documents/document.entity.js';
import { EmulationModel } from '../emulation-models/emulation-model.entity.js';
import { modelById } from '../emulation-models/emulation-model.loaders.js';
import { Honouree } from '../honourees/honouree.entity.js';
import { Unit } from '../units/unit.entity.js';
import { unitById } from '../units/unit.loaders.js';
import { availableActions, isFinal, type NominationAction } from './domain/workflow.js';
import { whoIs } from './move-nominations.js';
import { MissingItem } from './missing-item.entity.js';
import { Appraisal, Nomination, NominationEvent, Proposal, RouteStep } from './nomination.entity.js';
import { GivenJudgement } from './judgement.entity.js';
import { NominationActionEnum } from './nomination.enums.js';
import {
  appraisalsByNomination,
  documentsByNomination,
  dossierOf,
  eventsByNomination,
  honoureeOfNomination,
  judgementsByNomination,
  missingItemsByNomination,
  nominationById,
  postingsByNomination,
  proposalsByNomination,
  stepsByNomination,
} from './nomination.loaders.js';
import { Posting } from './posting.entity.js';

/** What hangs on a nomination. */
@Resolver(() => Nomination)
export class NominationFieldsResolver {
  @LeanField(() => Campaign, { nullable: true, description: 'The occasion on which it is made.' })
  campaign(@Parent() { campaignId }: Nomination, @Context() context: RequestContext): Promise<Campaign | null> | null {
    return campaignId ? load(context, campaignById, campaignId) : null;
  }

  @LeanField(() => Honouree, { description: 'Whom it proposes.' })
  honouree(@Parent() { honoureeId, joined }: Nomination, @Context() context: RequestContext): Ready<Honouree> {
    return joined?.honouree ?? loadReady(context, honoureeOfNomination, honoureeId);
  }

  @LeanField(() => AwardType, { description: 'For which award.' })
  awardType(@Parent() { awardTypeId, joined }: Nomination, @Context() context: RequestContext): Ready<AwardType> {
    return joined?.awardType ?? loadReady(context, awardTypeById, awardTypeId);
  }

  @LeanField(() => Unit, { description: 'The unit that proposes.' })
  proposedBy(@Parent() { proposedById, joined }: Nomination, @Context() context: RequestContext): Ready<Unit> {
    return joined?.proposedBy ?? loadReady(context, unitById, proposedById);
  }

  @LeanField(() => Unit, {
    nullable: true,
    description: 'The body that decides: of its route, or asked for in the draft; null before it is known.',
  })
  decidingUnit(@Parent() nomination: Nomination, @Context() context: RequestContext): Ready<Unit> {
    const id = nomination.decidingUnitId ?? nomination.wantedDeciderId;
    return id ? loadReady(context, unitById, id) : null;
  }

  @LeanField(() => EmulationModel, {
    nullable: true,
    description: 'The model on which it rests, where you may read it.',
  })
  model(@Parent() { modelId }: Nomination, @Context() context: RequestContext): Promise<EmulationModel | null> | null {
    return modelId ? load(context, modelById, modelId) : null;
  }

  @LeanField(() => [RouteStep], { description: 'Its way, fixed at submission; empty before.' })
  route(@Parent() { id, joined }: Nomination, @Context() context: RequestContext): Ready<RouteStep[]> {
    return joined?.route ?? loadReady(context, stepsByNomination, id);
  }

  @LeanField(() => RouteStep, {
    nullable: true,
    description: 'The step where it stands; null with the proposer of a draft.',
  })
  currentStep(@Parent() nomination: Nomination, @Context() context: RequestContext): Ready<RouteStep> {
    if (nomination.joined?.currentStep !== undefined) return nomination.joined.currentStep;
    const steps = loadReady(context, stepsByNomination, nomination.id);
    const here = (route: RouteStep[] | null): RouteStep | null => route?.[nomination.step - 1] ?? null;
    return steps instanceof Promise ? steps.then(here) : here(steps);
  }

  @LeanField(() => [NominationActionEnum], {
    description: 'What you can do with it now, by the table; documents, rules and sessions come on top.',
  })
  async availableActions(
    @Parent() nomination: Nomination,
    @Context() context: RequestContext,
  ): Promise<NominationAction[]> {
    const dossier = await load(context, dossierOf, nomination);
    const who = whoIs(signedIn(context), context.clock.today());
    return dossier ? availableActions(dossier.standing, who) : [];
  }

  @LeanField(() => Boolean, { description: 'True when nothing more can happen to it.' })
  isFinal(@Parent() { state }: Nomination): boolean {
    return isFinal(state);
  }

  @LeanField(() => [Document], { description: 'The documents in it that you may read, the earliest first.' })
  documents(@Parent() { id, joined }: Nomination, @Context() context: RequestContext): Ready<Document[]> {
    return joined?.documents ?? load(context, documentsByNomination, id);
  }

  @LeanField(() => [NominationEvent], { description: 'Everything that happened to it, the earliest first.' })
  events(@Parent() { id, joined }: Nomination, @Context() context: RequestContext): Ready<NominationEvent[]> {
    return joined?.events ?? loadReady(context, eventsByNomination, id);
  }

  @LeanField(() => [Proposal], { description: 'By which tờ trình it went up, as far as you may read them.' })
  proposals(@Parent() { id }: Nomination, @Context() context: RequestContext): Promise<Proposal[] | null> {
    return load(context, proposalsByNomination, id);
  }

  @LeanField(() => [MissingItem], { description: 'What returns have asked for, with the answers.' })
  missingItems(@Parent() { id }: Nomination, @Context() context: RequestContext): Promise<MissingItem[] | null> {
    return load(context, missingItemsByNomination, id);
  }

  @LeanField(() => [Appraisal], { description: 'How the bodies have appraised it, the earliest first.' })
  appraisals(@Parent() { id }: Nomination, @Context() context: RequestContext): Promise<Appraisal[] | null> {
    return load(context, appraisalsByNomination, id);
  }

  @LeanField(() => [GivenJudgement], {
    description: 'Who judged which doubtful finding of it, at its appraisals, votes and signature, the earliest first.',
  })
  judgements(@Parent() { id }: Nomination, @Context() context: RequestContext): Promise<GivenJudgement[] | null> {
    return load(context, judgementsByNomination, id);
  }

  @LeanField(() => [Posting], { description: 'When it was posted for the opinion of the people.' })
  postings(@Parent() { id }: Nomination, @Context() context: RequestContext): Promise<Posting[] | null> {
    return load(context, postingsByNomination, id);
  }

  @LeanField(() => Boolean, { description: 'True when the time of its present step is over.' })
  overdue(@Parent() { dueOn, suspended }: Nomination, @Context() context: RequestContext): boolean {
    return dueOn !== null && !suspended && dueOn < context.clock.today();
  }

  @LeanField(() => Nomination, {
    nullable: true,
    description: 'The refused one that it makes again, where you may read it.',
  })
  previous(
    @Parent() { previousId }: Nomination,
    @Context() context: RequestContext,
  ): Promise<Nomination | null> | null {
    return previousId ? load(context, nominationById, previousId) : null;
  }
}
