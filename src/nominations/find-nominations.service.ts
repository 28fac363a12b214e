import { Injectable } from '@nestjs/common';
import type { GraphQLResolveInfo } from 'graphql';
import { unitsWith, type Actor } from '../core/actor.js';
import { isCivilDate, type CivilDate } from '../core/civil-date.js';
import { signedIn, type RequestContext } from '../core/context.js';
import { isId, paginate, type ConnectionOf, type PageArgs } from '../core/pagination.js';
import type { Permission } from '../core/permissions.js';
import { ReaderShares } from '../core/reader-shares.js';
import type { Nomination, Proposal } from './nomination.entity.js';
import type { NominationsArgs } from './nomination.inputs.js';
import type { ProposalsArgs } from './proposal.inputs.js';
import {
  countInbox,
  countNominations,
  inboxPage,
  isNarrowed,
  nominationPage,
  shareOfNewest,
  readableNomination,
  type Duty,
  type NominationConditions,
} from './find-nominations.queries.js';
import { dossierRow } from './dossier-row.js';
import { rowFor } from './nomination-row.js';
import { nominationScope } from './nomination-scope.js';
import { preloadPage } from './preload-nominations.js';
import { countProposals, proposalPage } from './proposal.queries.js';

/** What each permission has to do: in which state, at which kind of step. */
const DUTIES: readonly [Permission, Omit<Duty, 'unitId' | 'voterId'>][] = [
  ['nomination.propose', { state: 'DRAFT', council: null, decides: null, external: false }],
  ['nomination.propose', { state: 'RETURNED', council: null, decides: null, external: false }],
  ['nomination.appraise', { state: 'SUBMITTED', council: null, decides: null, external: false }],
  ['nomination.appraise', { state: 'RECEIVED', council: null, decides: null, external: false }],
  ['council.run', { state: 'APPRAISED', council: 'REQUIRED', decides: null, external: false }],
  ['council.vote', { state: 'APPRAISED', council: 'REQUIRED', decides: null, external: false }],
  ['nomination.sign', { state: 'APPRAISED', council: 'NONE', decides: null, external: false }],
  ['nomination.forward', { state: 'ENDORSED', council: null, decides: false, external: false }],
  ['decision.draft', { state: 'ENDORSED', council: null, decides: true, external: false }],
  ['decision.issue', { state: 'ENDORSED', council: null, decides: true, external: false }],
  ['decision.record', { state: 'SUBMITTED', council: null, decides: null, external: true }],
];

/** Where a connection has its nominations. */
const NODE = ['edges', 'node'];

@Injectable()
export class FindNominationsService {
  private readonly shares = new ReaderShares();

  /** The nominations that the account may read, the newest first. */
  async page(
    context: RequestContext,
    args: NominationsArgs,
    info: GraphQLResolveInfo,
  ): Promise<ConnectionOf<Nomination>> {
    const scope = nominationScope(context);
    const conditions = this.conditions(args);
    const row = rowFor(info, NODE, scope.day);
    const measure = (): Promise<number> => shareOfNewest(context.connection, scope);
    const share = isNarrowed(conditions) ? 1 : await this.shares.of(scope.roots, measure);
    const page = await paginate({
      page: args,
      accept: ([id]) => isId(id),
      fetch: (after, limit) => nominationPage(context.connection, { scope, conditions, after, limit, row, share }),
      count: () => countNominations(context.connection, { scope, conditions }),
      cursorOf: (row) => [row.id],
    });
    return preloadPage(context, page, info);
  }

  /** What waits for the account now, what is due first. */
  async inbox(context: RequestContext, args: PageArgs, info: GraphQLResolveInfo): Promise<ConnectionOf<Nomination>> {
    const day = context.clock.today();
    const duties = dutiesOf(signedIn(context), day);
    const row = rowFor(info, NODE, day);
    const page = await paginate({
      page: args,
      accept: ([due, id]) => (due === 'infinity' || isCivilDate(due)) && isId(id),
      fetch: (after, limit) => inboxPage(context.connection, { duties, day, after, limit, row }),
      count: () => countInbox(context.connection, duties),
      cursorOf: (row) => [row.dueOn ?? 'infinity', row.id],
    });
    return preloadPage(context, page, info);
  }

  /** One nomination; null when there is none, or not for this account. */
  async byId(context: RequestContext, id: string, info: GraphQLResolveInfo): Promise<Nomination | null> {
    if (!isId(id)) return null;
    const scope = nominationScope(context);
    return readableNomination(context.connection, { scope, id, row: dossierRow(info, scope.day) });
  }

  /** The nominations of one honouree that the account may read. */
  ofHonouree(
    context: RequestContext,
    honoureeId: string,
    { page, info }: { page: PageArgs; info: GraphQLResolveInfo },
  ): Promise<ConnectionOf<Nomination>> {
    return this.page(context, Object.assign(page, { filter: { honoureeId } }), info);
  }

  /** The tờ trình that the account's units sent or got, the newest first. */
  proposals(context: RequestContext, args: ProposalsArgs): Promise<ConnectionOf<Proposal>> {
    const question = {
      scope: nominationScope(context),
      toUnitId: args.toUnitId ?? null,
      fromUnitId: args.fromUnitId ?? null,
    };
    return paginate({
      page: args,
      accept: ([id]) => isId(id),
      fetch: (after, limit) => proposalPage(context.connection, { ...question, after, limit }),
      count: () => countProposals(context.connection, question),
      cursorOf: (row) => [row.id],
    });
  }

  private conditions({ filter }: NominationsArgs): NominationConditions {
    return {
      states: filter?.states ?? null,
      atUnitId: filter?.atUnitId ?? null,
      proposedById: filter?.proposedById ?? null,
      campaignId: filter?.campaignId ?? null,
      awardTypeCode: filter?.awardTypeCode ?? null,
      honoureeId: filter?.honoureeId ?? null,
      overdue: filter?.overdue ?? null,
    };
  }
}

function dutiesOf(actor: Actor, day: CivilDate): Duty[] {
  return DUTIES.flatMap(([permission, duty]) =>
    unitsWith(actor, permission, day).map((unitId) => ({
      unitId,
      ...duty,
      voterId: permission === 'council.vote' ? actor.accountId : null,
    })),
  );
}
