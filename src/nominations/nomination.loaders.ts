import type { RequestContext } from '../core/context.js';
import { inOrder, load, type BatchFunction } from '../core/loaders.js';
import type { Document } from '../documents/document.entity.js';
import type { Honouree } from '../honourees/honouree.entity.js';
import { anyHonoureesById } from '../honourees/honouree.queries.js';
import { eachOnce } from './dossier-row.js';
import { dossiersOf, type Dossier } from './move-nominations.js';
import type { MissingItem } from './missing-item.entity.js';
import type { GivenJudgement } from './judgement.entity.js';
import { judgementsOf } from './judgement.queries.js';
import type { LawChoice } from './law-choice.entity.js';
import { lawChoicesOf } from './law-choice.queries.js';
import type { Appraisal, Nomination, NominationEvent, Proposal, RouteStep } from './nomination.entity.js';
import { appraisalsOf, documentsOf, eventsOf, missingItemsOf, nominationsById, stepsOf } from './nomination.queries.js';
import { nominationScope } from './nomination-scope.js';
import type { Posting, PostingObjection } from './posting.entity.js';
import { objectionsOf, postingsOf } from './posting.queries.js';
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

export const appraisalsByNomination: BatchFunction<string, (Appraisal & { eligibility: unknown })[]> = async (
  context,
  ids,
) => grouped(ids, await appraisalsOf(context.connection, ids));

export const judgementsByNomination: BatchFunction<string, GivenJudgement[]> = async (context, ids) =>
  grouped(ids, await judgementsOf(context.connection, ids));

export const lawChoicesByNomination: BatchFunction<string, LawChoice[]> = async (context, ids) =>
  grouped(ids, await lawChoicesOf(context.connection, ids));

export const proposalsByNomination: BatchFunction<string, Proposal[]> = async (context, ids) =>
  grouped(ids, await proposalsOfNominations(context.connection, nominationScope(context), ids));

/** The documents of nominations, each once: whoever reads a nomination reads the documents in it. */
export const documentsByNomination: BatchFunction<string, Document[]> = async (context, ids) => {
  return grouped(ids, await documentsOf(context.connection, ids)).map(eachOnce);
};

/** Whom a nomination proposes, by the honouree's id: read with the nomination, even where its own list would not show it. */
export const honoureeOfNomination: BatchFunction<string, Honouree> = async (context, ids) =>
  inOrder(ids, await anyHonoureesById(context.connection, ids), ({ id }) => id);

/** Nominations with route and persons: what the table needs. Keys are nominations that were read by the policy. */
export const dossierOf: BatchFunction<Nomination, Dossier> = (context, nominations) =>
  dossiersOf(context.connection, nominations, () => []);

export const postingsByNomination: BatchFunction<string, Posting[]> = async (context, ids) =>
  grouped(ids, await postingsOf(context.connection, ids));

export const objectionsByPosting: BatchFunction<string, PostingObjection[]> = async (context, ids) => {
  const rows = await objectionsOf(context.connection, ids);
  return ids.map((id) => rows.filter(({ postingId }) => postingId === id));
};

export const proposalById: BatchFunction<string, Proposal> = async (context, ids) =>
  inOrder(ids, await proposalsById(context.connection, nominationScope(context), ids), ({ id }) => id);

/** What tờ trình list: the nominations with the kind of whom they propose. */
export const listByProposal: BatchFunction<string, Awaited<ReturnType<typeof listedIn>>> = async (context, ids) => {
  const rows = await listedIn(context.connection, ids);
  return ids.map((id) => rows.filter(({ proposalId }) => proposalId === id));
};
