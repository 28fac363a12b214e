import { readingRoots } from '../core/actor.js';
import { signedIn, type RequestContext } from '../core/context.js';
import { inOrder, load, type BatchFunction } from '../core/loaders.js';
import { documentsById } from '../documents/document.queries.js';
import type { Document } from '../documents/document.entity.js';
import type { Eligibility } from '../award-law/domain/eligibility.js';
import type { Honouree } from '../honourees/honouree.entity.js';
import { eligibilityOf } from './dossier-eligibility.js';
import { dossiersOf, type Dossier } from './move-nominations.js';
import type { Appraisal, MissingItem, Nomination, NominationEvent, Proposal, RouteStep } from './nomination.entity.js';
import {
  appraisalsOf,
  attachmentsOf,
  eventsOf,
  missingItemsOf,
  nominationsById,
  stepsOf,
} from './nomination.queries.js';
import { nominationScope } from './nomination-scope.js';
import { honoureesOfNominations } from './nominated.queries.js';
import { listedIn, proposalsById, proposalsOfNominations } from './proposal.queries.js';

/** Rows that belong to nominations, by nomination; an empty list where there are none. */
function grouped<Row extends { nominationId: string }>(ids: readonly string[], rows: readonly Row[]): Row[][] {
  const found = new Map<string, Row[]>(ids.map((id) => [id, []]));
  for (const row of rows) found.get(row.nominationId)?.push(row);
  return ids.map((id) => found.get(id) ?? []);
}

/** Nominations by id; null for those that the asking account may not read. */
export const nominationById: BatchFunction<string, Nomination> = async (context, ids) =>
  inOrder(ids, await nominationsById(context.connection, nominationScope(context), ids), ({ id }) => id);

/** The readable ones of these, in their order. */
export async function nominationsOf(context: RequestContext, ids: readonly string[]): Promise<Nomination[]> {
  const found = await Promise.all(ids.map((id) => load(context, nominationById, id)));
  return found.filter((nomination) => nomination !== null);
}

// What follows hangs on a nomination: whoever read that one by the policy above reads it too.
export const stepsByNomination: BatchFunction<string, RouteStep[]> = async (context, ids) =>
  grouped(ids, await stepsOf(context.connection, ids));

export const eventsByNomination: BatchFunction<string, NominationEvent[]> = async (context, ids) =>
  grouped(ids, await eventsOf(context.connection, ids));

export const missingItemsByNomination: BatchFunction<string, MissingItem[]> = async (context, ids) =>
  grouped(ids, await missingItemsOf(context.connection, ids));

export const appraisalsByNomination: BatchFunction<string, (Appraisal & { eligibility: unknown })[]> = async (context, ids) =>
  grouped(ids, await appraisalsOf(context.connection, ids));

export const proposalsByNomination: BatchFunction<string, Proposal[]> = async (context, ids) =>
  grouped(ids, await proposalsOfNominations(context.connection, nominationScope(context), ids));

/** The documents of nominations that the asking account may read. */
export const documentsByNomination: BatchFunction<string, Document[]> = async (context, ids) => {
  const attached = await attachmentsOf(context.connection, ids);
  const actor = signedIn(context);
  const day = context.clock.today();
  const scope = { roots: readingRoots(actor, day), day, accountId: actor.accountId };
  const documents = await documentsById(context.connection, scope, [...new Set(attached.map(({ documentId }) => documentId))]);
  const byId = new Map(documents.map((document) => [document.id, document]));
  return grouped(ids, attached).map((rows) => [...new Set(rows.map(({ documentId }) => documentId))].flatMap((id) => byId.get(id) ?? []));
};

/** Whom nominations propose: read with the nomination, even where the honouree's own list would not show it. */
export const honoureeOfNomination: BatchFunction<string, Honouree> = async (context, ids) => {
  const rows = await honoureesOfNominations(context.connection, ids);
  return inOrder(ids, rows, ({ nominationId }) => nominationId);
};

/** Nominations with route and persons: what the table needs. Keys are nominations that were read by the policy. */
export const dossierOf: BatchFunction<Nomination, Dossier> = (context, nominations) =>
  dossiersOf(context.connection, nominations);

/** What the rules say of nominations, as of today or of their law date. */
export const eligibilityByNomination: BatchFunction<Nomination, Eligibility> = async (context, nominations) => {
  const found = await eligibilityOf(context.connection, nominations, context.clock.today());
  return nominations.map(({ id }) => found.get(id) ?? null);
};

export const proposalById: BatchFunction<string, Proposal> = async (context, ids) =>
  inOrder(ids, await proposalsById(context.connection, nominationScope(context), ids), ({ id }) => id);

/** What tờ trình list: the nominations with the kind of whom they propose. */
export const listByProposal: BatchFunction<string, Awaited<ReturnType<typeof listedIn>>> = async (context, ids) => {
  const rows = await listedIn(context.connection, ids);
  return ids.map((id) => rows.filter(({ proposalId }) => proposalId === id));
};
