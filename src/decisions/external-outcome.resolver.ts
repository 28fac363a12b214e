import { Args, Context, Mutation, Parent, Resolver } from '@nestjs/graphql';
import { Allow } from '../core/allow.js';
import type { RequestContext } from '../core/context.js';
import { LeanField } from '../core/lean-field.js';
import { load } from '../core/loaders.js';
import type { Done } from '../core/payload.js';
import { Document } from '../documents/document.entity.js';
import { documentById } from '../documents/document.loaders.js';
import { Account } from '../identity/account.entity.js';
import { accountById } from '../identity/identity.loaders.js';
import { NominationsPayload } from '../nominations/nomination.entity.js';
import { Unit } from '../units/unit.entity.js';
import { unitById } from '../units/unit.loaders.js';
import { ExternalOutcome } from './decision.entity.js';
import { ConfirmExternalOutcomeInput, RecordExternalOutcomeInput } from './external-outcome.inputs.js';
import { RecordOutcomeService } from './record-outcome.service.js';

/** What bodies outside have done. */
@Resolver(() => ExternalOutcome)
export class ExternalOutcomeResolver {
  constructor(private readonly outcomes: RecordOutcomeService) {}

  @Allow('decision.record')
  @Mutation(() => NominationsPayload, {
    description: 'Records what a body outside has done. Nothing moves before a second account confirms it.',
  })
  recordExternalOutcome(
    @Context() context: RequestContext,
    @Args('input', { description: 'What its paper says.' }) input: RecordExternalOutcomeInput,
  ): Promise<Done<NominationsPayload>> {
    return this.outcomes.record(context, input);
  }

  @Allow('decision.record')
  @Mutation(() => NominationsPayload, {
    description:
      'Confirms what another account has recorded: the nominations are awarded (with certificates), rejected or returned. Or drops it.',
  })
  confirmExternalOutcome(
    @Context() context: RequestContext,
    @Args('input', { description: 'Which, and whether it is so.' }) input: ConfirmExternalOutcomeInput,
  ): Promise<Done<NominationsPayload>> {
    return this.outcomes.confirm(context, input);
  }

  @LeanField(() => Unit, { description: 'The unit for which it was recorded: the last one inside the registry.' })
  unit(@Parent() { unitId }: ExternalOutcome, @Context() context: RequestContext): Promise<Unit | null> {
    return load(context, unitById, unitId);
  }

  @LeanField(() => Document, { nullable: true, description: 'The scan of the paper, where you may read it.' })
  document(
    @Parent() { documentId }: ExternalOutcome,
    @Context() context: RequestContext,
  ): Promise<Document | null> | null {
    return documentId ? load(context, documentById, documentId) : null;
  }

  @LeanField(() => Account, { nullable: true, description: 'Who recorded it.' })
  recordedBy(@Parent() { recordedById }: ExternalOutcome, @Context() context: RequestContext): Promise<Account | null> {
    return load(context, accountById, recordedById);
  }

  @LeanField(() => Account, { nullable: true, description: 'Who confirmed it; null while nobody has.' })
  confirmedBy(
    @Parent() { confirmedById }: ExternalOutcome,
    @Context() context: RequestContext,
  ): Promise<Account | null> | null {
    return confirmedById ? load(context, accountById, confirmedById) : null;
  }
}
