import type { CivilDate } from '../core/civil-date.js';
import type { Connection, Transaction } from '../core/database.js';
import { COUNT_CAP, type Cursor } from '../core/pagination.js';
import type { SubjectKind } from '../honourees/domain/subject-kind.js';
import { READABLE_DECISION, type DecisionScope } from './decision-scope.js';
import type { Decision } from './decision.entity.js';

const COLUMNS = `q.id, q.kind, q.origin, q.state, q.version, q.issued_by_id as "issuedById",
  q.issuer_as_printed as "issuerAsPrinted", q.award_type_id as "awardTypeId", q.title, q.legal_bases as "legalBases",
  q.drafted_by_id as "draftedById", q.drafters, q.checked_by_id as "checkedById", q.symbol, q.signed_on as "signedOn",
  q.signer, q.signer_capacity as "signerCapacity", q.total_prize::text as "totalPrize", q.note,
  q.recorded_for_id as "recordedForId", q.decided_from as "decidedFrom", q.decided_to as "decidedTo", q.source`;

/** What is asked for; null members do not restrict. */
export interface DecisionConditions {
  text: string | null;
  issuedById: string | null;
  states: readonly string[] | null;
  kinds: readonly string[] | null;
  from: CivilDate | null;
  to: CivilDate | null;
}

function conditionsOf(conditions: DecisionConditions, values: unknown[]): string {
  const clauses: string[] = [];
  const add = (clause: (parameter: string) => string, value: unknown): void => {
    if (value !== null) clauses.push(`and ${clause(`$${values.push(value)}`)}`);
  };
  add((p) => `position(fold(${p}) in fold(concat_ws(' ', q.symbol, q.title))) > 0`, conditions.text);
  add((p) => `q.issued_by_id = ${p}::uuid`, conditions.issuedById);
  add((p) => `q.state = any (${p}::text[])`, conditions.states);
  add((p) => `q.kind = any (${p}::text[])`, conditions.kinds);
  add((p) => `coalesce(q.decided_to, q.signed_on) >= ${p}::date`, conditions.from);
  add((p) => `coalesce(q.decided_from, q.signed_on) <= ${p}::date`, conditions.to);
  return clauses.join(' ');
}

interface DecisionQuestion {
  scope: DecisionScope;
  conditions: DecisionConditions;
}

/** A page of decisions, the newest first. */
export function decisionPage(
  connection: Connection,
  { scope, conditions, after, limit }: DecisionQuestion & { after: Cursor | null; limit: number },
): Promise<Decision[]> {
  const values: unknown[] = [scope.roots, scope.day, scope.working];
  const where = conditionsOf(conditions, values);
  const keyset = after ? `and q.id < $${values.push(after[0])}::uuid` : '';
  return connection.rows(
    `select ${COLUMNS} from decision q where ${READABLE_DECISION} ${where} ${keyset}
     order by q.id desc limit $${values.push(limit)}`,
    values,
  );
}

/** How many that is, counted to COUNT_CAP + 1. */
export async function countDecisions(connection: Connection, { scope, conditions }: DecisionQuestion): Promise<number> {
  const values: unknown[] = [scope.roots, scope.day, scope.working];
  const [row] = await connection.rows<{ count: number }>(
    `select count(*) from (select from decision q where ${READABLE_DECISION} ${conditionsOf(conditions, values)}
       limit ${COUNT_CAP + 1}) counted`,
    values,
  );
  return row?.count ?? 0;
}

/** Those of `ids` that the reader may read. */
export function decisionsById(
  connection: Connection,
  scope: DecisionScope,
  ids: readonly string[],
): Promise<Decision[]> {
  return connection.rows(`select ${COLUMNS} from decision q where q.id = any ($4::uuid[]) and ${READABLE_DECISION}`, [
    scope.roots,
    scope.day,
    scope.working,
    ids,
  ]);
}

/** Those of `ids`, whoever asks: for awards that the reader was allowed to see. */
export function anyDecisionsById(connection: Connection, ids: readonly string[]): Promise<Decision[]> {
  return connection.rows(`select ${COLUMNS} from decision q where q.id = any ($1::uuid[])`, [ids]);
}

/** A decision that the reader may read, locked until the transaction ends; null when there is none for him. */
export async function lockDecision(tx: Transaction, scope: DecisionScope, id: string): Promise<Decision | null> {
  const [row] = await tx.rows<Decision>(
    `select ${COLUMNS} from decision q where q.id = $4 and ${READABLE_DECISION} for update of q`,
    [scope.roots, scope.day, scope.working, id],
  );
  return row ?? null;
}

/** The documents of decisions: those that were filed with them. */
export function documentsOfDecisions(
  connection: Connection,
  ids: readonly string[],
): Promise<{ decisionId: string; documentId: string }[]> {
  return connection.rows(
    `select d.decision_id as "decisionId", d.document_id as "documentId" from decision_document d
     where d.decision_id = any ($1::uuid[]) order by d.decision_id, d.document_id`,
    [ids],
  );
}

/** The nominations on decisions, in the order of their lines. */
export function linesOfDecisions(
  connection: Connection,
  ids: readonly string[],
): Promise<{ decisionId: string; nominationId: string }[]> {
  return connection.rows(
    `select l.decision_id as "decisionId", l.nomination_id as "nominationId" from decision_line l
     where l.decision_id = any ($1::uuid[]) order by l.decision_id, l.position`,
    [ids],
  );
}

/** How many of each kind decisions have: of their awards once issued, of their lines before. */
export function totalsOfDecisions(
  connection: Connection,
  ids: readonly string[],
): Promise<{ decisionId: string; kind: SubjectKind; count: number }[]> {
  return connection.rows(
    `select t.id as "decisionId", t.kind, count(*)::int as count from (
       select a.decision_id as id, a.kind from award a where a.decision_id = any ($1::uuid[])
       union all
       select l.decision_id, h.kind from decision_line l join decision q on q.id = l.decision_id and q.state <> 'ISSUED'
         join nomination n on n.id = l.nomination_id join honouree h on h.id = n.honouree_id
       where l.decision_id = any ($1::uuid[])
       union all
       select l.decision_id, h.kind from recorded_line l join decision q on q.id = l.decision_id and q.state <> 'ISSUED'
         join honouree h on h.id = l.honouree_id
       where l.decision_id = any ($1::uuid[])) t
     group by t.id, t.kind`,
    [ids],
  );
}
