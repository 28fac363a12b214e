import type { Award } from '../awards/award.entity.js';
import type { RequestContext } from '../core/context.js';
import { inOrder, type BatchFunction } from '../core/loaders.js';
import type { Document } from '../documents/document.entity.js';
import { documentScope } from '../documents/document.loaders.js';
import { documentsById } from '../documents/document.queries.js';
import { SUBJECT_KINDS } from '../honourees/domain/subject-kind.js';
import type { KindTotal, Proposal } from '../nominations/nomination.entity.js';
import { citedProposals } from '../nominations/proposal.queries.js';
import type { Certificate, Decision, ExternalOutcome } from './decision.entity.js';
import {
  anyDecisionsById,
  decisionsById,
  documentsOfDecisions,
  linesOfDecisions,
  totalsOfDecisions,
} from './decision.queries.js';
import { awardScope, decisionScope } from './decision-scope.js';
import { certificateNumber } from './domain/certificate-token.js';
import { outcomesOf } from './external-outcome.queries.js';
import { awardsOfNominations, certificatesOf } from './ledger.queries.js';
import { recordedLinesOf } from './recorded-decision.queries.js';
import type { RecordedLine } from './recorded-line.entity.js';

/** Decisions by id; null for those that the asking account may not read. */
export const decisionById: BatchFunction<string, Decision> = async (context, ids) =>
  inOrder(ids, await decisionsById(context.connection, decisionScope(context), ids), ({ id }) => id);

/** The decision of an award, by its id: read with the award. */
export const decisionOfAward: BatchFunction<string, Decision> = async (context, ids) =>
  inOrder(ids, await anyDecisionsById(context.connection, ids), ({ id }) => id);

/** The nominations on each decision, in the order of its lines. */
export const lineIdsByDecision: BatchFunction<string, string[]> = async (context, ids) => {
  const lines = await linesOfDecisions(context.connection, ids);
  return ids.map((id) => lines.filter(({ decisionId }) => decisionId === id).map(({ nominationId }) => nominationId));
};

/** The tờ trình that each decision cites (R41), each once, the earliest first. */
export const proposalsByDecision: BatchFunction<string, Proposal[]> = async (context, ids) => {
  const lines = await linesOfDecisions(context.connection, ids);
  const nominationIds = lines.map(({ nominationId }) => nominationId);
  const cited = nominationIds.length > 0 ? await citedProposals(context.connection, nominationIds) : [];
  const byNomination = new Map(cited.map((proposal) => [proposal.nominationId, proposal]));
  return ids.map((id) => {
    const own = lines.filter(({ decisionId }) => decisionId === id);
    const found = own.flatMap(({ nominationId }) => byNomination.get(nominationId) ?? []);
    return [...new Map(found.map((proposal) => [proposal.id, proposal])).values()].sort((a, b) =>
      a.id < b.id ? -1 : 1,
    );
  });
};

/** The tờ trình that an award's line cites, by its nomination. */
export const proposalOfLine: BatchFunction<string, Proposal> = async (context, ids) =>
  inOrder(ids, await citedProposals(context.connection, ids), ({ nominationId }) => nominationId);

/** How many of each kind each decision has. */
export const totalsByDecision: BatchFunction<string, KindTotal[]> = async (context, ids) => {
  const totals = await totalsOfDecisions(context.connection, ids);
  return ids.map((id) =>
    SUBJECT_KINDS.flatMap((kind) => totals.filter((row) => row.decisionId === id && row.kind === kind)).map(
      ({ kind, count }) => ({ kind, count }),
    ),
  );
};

/** The lines of each decision that waits for its confirmation. */
export const recordedLinesByDecision: BatchFunction<string, RecordedLine[]> = async (context, ids) => {
  const lines = await recordedLinesOf(context.connection, ids);
  return ids.map((id) => lines.filter(({ decisionId }) => decisionId === id));
};

/** The documents of decisions that the asking account may read. */
export const documentsByDecision: BatchFunction<string, Document[]> = async (context, ids) => {
  const filed = await documentsOfDecisions(context.connection, ids);
  const wanted = [...new Set(filed.map(({ documentId }) => documentId))];
  const documents = wanted.length > 0 ? await documentsById(context.connection, documentScope(context), wanted) : [];
  const byId = new Map(documents.map((document) => [document.id, document]));
  return ids.map((id) =>
    filed.filter(({ decisionId }) => decisionId === id).flatMap(({ documentId }) => byId.get(documentId) ?? []),
  );
};

/** The award of each nomination, where the asking account may read it. */
export const awardByNomination: BatchFunction<string, Award> = async (context: RequestContext, ids) =>
  inOrder(
    ids,
    await awardsOfNominations(context.connection, awardScope(context), ids),
    ({ nominationId }) => nominationId ?? '',
  );

/** The certificate of each award. */
export const certificateByAward: BatchFunction<string, Certificate> = async (context, ids) => {
  const rows = await certificatesOf(context.connection, ids);
  return inOrder(ids, rows, ({ awardId }) => awardId).map(
    (row) => row && { number: certificateNumber(row.number, row.year), token: row.token, reissues: row.reissues },
  );
};

/** What was recorded of nominations that the asking account reads. */
export const outcomesByNomination: BatchFunction<string, ExternalOutcome[]> = async (context, ids) => {
  const rows = await outcomesOf(context.connection, ids);
  return ids.map((id) => rows.filter(({ nominationId }) => nominationId === id));
};
