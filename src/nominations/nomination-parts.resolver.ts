import { Context, Parent, Resolver } from '@nestjs/graphql';
import type { RequestContext } from '../core/context.js';
import { LeanField } from '../core/lean-field.js';
import { load, loadReady, type Ready } from '../core/loaders.js';
import { Document } from '../documents/document.entity.js';
import { documentById } from '../documents/document.loaders.js';
import { Account } from '../identity/account.entity.js';
import { accountById } from '../identity/identity.loaders.js';
import { SUBJECT_KINDS } from '../honourees/domain/subject-kind.js';
import { Unit } from '../units/unit.entity.js';
import { unitById } from '../units/unit.loaders.js';
import { MissingItem } from './missing-item.entity.js';
import { Appraisal, KindTotal, Nomination, NominationEvent, Proposal, RouteStep } from './nomination.entity.js';
import { GivenJudgement } from './judgement.entity.js';
import { listByProposal, nominationsOf, objectionsByPosting } from './nomination.loaders.js';
import { Posting, PostingObjection } from './posting.entity.js';

/** The body of a step. */
@Resolver(() => RouteStep)
export class RouteStepResolver {
  @LeanField(() => Unit, { description: 'The body.' })
  unit(@Parent() { unitId, joined }: RouteStep, @Context() context: RequestContext): Ready<Unit> {
    return joined?.unit ?? loadReady(context, unitById, unitId);
  }
}

/** Who acted, and for which unit. */
@Resolver(() => NominationEvent)
export class NominationEventResolver {
  @LeanField(() => Unit, { nullable: true, description: 'The unit for which it was done.' })
  acting(@Parent() { actingUnitId, joined }: NominationEvent, @Context() context: RequestContext): Ready<Unit> {
    if (joined?.acting) return joined.acting;
    return actingUnitId ? load(context, unitById, actingUnitId) : null;
  }

  @LeanField(() => Account, { nullable: true, description: 'Who did it.' })
  by(@Parent() { accountId, joined }: NominationEvent, @Context() context: RequestContext): Ready<Account> {
    if (joined?.by) return joined.by;
    return accountId ? load(context, accountById, accountId) : null;
  }
}

@Resolver(() => MissingItem)
export class MissingItemResolver {
  @LeanField(() => Document, { nullable: true, description: 'The document that answers it, where you may read it.' })
  document(@Parent() item: MissingItem, @Context() context: RequestContext): Promise<Document | null> | null {
    return item.answeredByDocumentId ? load(context, documentById, item.answeredByDocumentId) : null;
  }
}

@Resolver(() => Appraisal)
export class AppraisalResolver {
  @LeanField(() => Unit, { description: 'The body.' })
  unit(@Parent() { unitId }: Appraisal, @Context() context: RequestContext): Promise<Unit | null> {
    return load(context, unitById, unitId);
  }

  @LeanField(() => Account, { nullable: true, description: 'Who appraised.' })
  by(@Parent() { accountId }: Appraisal, @Context() context: RequestContext): Promise<Account | null> {
    return load(context, accountById, accountId);
  }
}

@Resolver(() => GivenJudgement)
export class GivenJudgementResolver {
  @LeanField(() => Account, { nullable: true, description: 'Who judged.' })
  by(@Parent() { accountId }: GivenJudgement, @Context() context: RequestContext): Promise<Account | null> | null {
    return accountId ? load(context, accountById, accountId) : null;
  }
}

/** The ends and the list of a tờ trình. */
@Resolver(() => Proposal)
export class ProposalResolver {
  @LeanField(() => Unit, { description: 'The unit that sends it.' })
  from(@Parent() { fromUnitId }: Proposal, @Context() context: RequestContext): Promise<Unit | null> {
    return load(context, unitById, fromUnitId);
  }

  @LeanField(() => Unit, { description: 'The body that gets it.' })
  to(@Parent() { toUnitId }: Proposal, @Context() context: RequestContext): Promise<Unit | null> {
    return load(context, unitById, toUnitId);
  }

  @LeanField(() => [Nomination], { description: 'Its list, as far as you may read it: 500 at most.' })
  async nominations(@Parent() { id }: Proposal, @Context() context: RequestContext): Promise<Nomination[]> {
    const listed = await load(context, listByProposal, id);
    return nominationsOf(
      context,
      (listed ?? []).map(({ nominationId }) => nominationId),
    );
  }

  @LeanField(() => [KindTotal], { description: 'How many of each kind its list proposes.' })
  async totals(@Parent() { id }: Proposal, @Context() context: RequestContext): Promise<KindTotal[]> {
    const listed = (await load(context, listByProposal, id)) ?? [];
    const totals = SUBJECT_KINDS.map((kind) => ({ kind, count: listed.filter((line) => line.kind === kind).length }));
    return totals.filter(({ count }) => count > 0);
  }
}

@Resolver(() => Posting)
export class PostingPartsResolver {
  @LeanField(() => Unit, { description: 'The body that posted it.' })
  unit(@Parent() { unitId }: Posting, @Context() context: RequestContext): Promise<Unit | null> {
    return load(context, unitById, unitId);
  }

  @LeanField(() => [PostingObjection], { description: 'The objections, the earliest first.' })
  objections(@Parent() { id }: Posting, @Context() context: RequestContext): Promise<PostingObjection[] | null> {
    return load(context, objectionsByPosting, id);
  }
}
