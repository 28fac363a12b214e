import type { Connection, Transaction } from '../core/database.js';
import { COUNT_CAP, type Cursor } from '../core/pagination.js';
import type { SubjectKind } from '../honourees/domain/subject-kind.js';
import { isBelow } from '../units/unit.queries.js';
import type { Proposal } from './nomination.entity.js';
import type { NominationScope } from './nomination-scope.js';

const COLUMNS = `p.id, p.symbol, p.date, p.signer, p.from_unit_id as "fromUnitId", p.to_unit_id as "toUnitId"`;
// Who sent it or is above, and who got it. What is on its list is read by each nomination's own policy.
const READABLE = `(${isBelow('p.from_unit_id')} or p.to_unit_id = any ($1::uuid[]))`;

interface ProposalQuestion {
  scope: NominationScope;
  toUnitId: string | null;
  fromUnitId: string | null;
}

function conditions({ toUnitId, fromUnitId }: ProposalQuestion, values: unknown[]): string {
  const to = toUnitId ? `and p.to_unit_id = $${values.push(toUnitId)}::uuid` : '';
  const from = fromUnitId ? `and p.from_unit_id = $${values.push(fromUnitId)}::uuid` : '';
  return `${to} ${from}`;
}

/** A page of tờ trình, the newest first. */
export function proposalPage(
  connection: Connection,
  question: ProposalQuestion & { after: Cursor | null; limit: number },
): Promise<Proposal[]> {
  const values: unknown[] = [question.scope.roots, question.scope.day];
  const where = conditions(question, values);
  const keyset = question.after ? `and p.id < $${values.push(question.after[0])}::uuid` : '';
  return connection.rows(
    `select ${COLUMNS} from proposal p where ${READABLE} ${where} ${keyset}
     order by p.id desc limit $${values.push(question.limit)}`,
    values,
  );
}

/** How many that is, counted to COUNT_CAP + 1. */
export async function countProposals(connection: Connection, question: ProposalQuestion): Promise<number> {
  const values: unknown[] = [question.scope.roots, question.scope.day];
  const [row] = await connection.rows<{ count: number }>(
    `select count(*) from (select from proposal p where ${READABLE} ${conditions(question, values)} limit ${COUNT_CAP + 1}) counted`,
    values,
  );
  return row?.count ?? 0;
}

/** Those of `ids` that the reader may read. */
export function proposalsById(
  connection: Connection,
  scope: NominationScope,
  ids: readonly string[],
): Promise<Proposal[]> {
  return connection.rows(`select ${COLUMNS} from proposal p where p.id = any ($3::uuid[]) and ${READABLE}`, [
    scope.roots,
    scope.day,
    ids,
  ]);
}

/** Which nominations each tờ trình lists, in the order of their codes. */
export function listedIn(
  connection: Connection,
  proposalIds: readonly string[],
): Promise<{ proposalId: string; nominationId: string; kind: SubjectKind }[]> {
  return connection.rows(
    `select l.proposal_id as "proposalId", l.nomination_id as "nominationId", h.kind
     from proposal_nomination l join nomination n on n.id = l.nomination_id join honouree h on h.id = n.honouree_id
     where l.proposal_id = any ($1::uuid[]) order by l.proposal_id, n.code`,
    [proposalIds],
  );
}

/** By which tờ trình each nomination went up, the earliest first. */
export function proposalsOfNominations(
  connection: Connection,
  scope: NominationScope,
  nominationIds: readonly string[],
): Promise<(Proposal & { nominationId: string })[]> {
  return connection.rows(
    `select l.nomination_id as "nominationId", ${COLUMNS}
     from proposal_nomination l join proposal p on p.id = l.proposal_id
     where l.nomination_id = any ($3::uuid[]) and ${READABLE} order by l.nomination_id, p.id`,
    [scope.roots, scope.day, nominationIds],
  );
}

/** By which tờ trình each nomination came to the body that decided it: what a decision cites, read with the decision. */
export function citedProposals(
  connection: Connection,
  nominationIds: readonly string[],
): Promise<(Proposal & { nominationId: string })[]> {
  return connection.rows(
    `select distinct on (l.nomination_id) l.nomination_id as "nominationId", ${COLUMNS}
     from proposal_nomination l join proposal p on p.id = l.proposal_id
     where l.nomination_id = any ($1::uuid[]) order by l.nomination_id, l.step desc, p.id desc`,
    [nominationIds],
  );
}

/** The nominations of a tờ trình that still wait to be received by the body to which it carried them. */
export async function waitingOf(tx: Transaction, proposalId: string): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `select n.id from proposal_nomination l join nomination n on n.id = l.nomination_id
     where l.proposal_id = $1 and n.state = 'SUBMITTED' and n.step = l.step order by n.id`,
    [proposalId],
  );
  return rows.map(({ id }) => id);
}

/** The date of the minutes on which a step was endorsed, the latest of all; null where none was kept. */
export async function latestMinutes(tx: Transaction, nominationIds: readonly string[]): Promise<string | null> {
  const [row] = await tx.rows<{ day: string | null }>(
    `select max(e.data ->> 'minutesDate') as day from nomination e0
     join nomination_event e on e.nomination_id = e0.id and e.action = 'ENDORSE' and e.step = e0.step
     where e0.id = any ($1::uuid[])`,
    [nominationIds],
  );
  return row?.day ?? null;
}

/** The names of the accounts that wrote or appraised these nominations at their step, folded, with the code of each. */
export function namesApart(
  tx: Transaction,
  nominationIds: readonly string[],
): Promise<{ code: string; name: string }[]> {
  return tx.rows(
    `select distinct n.code, fold(a.full_name) as name
     from nomination n join nomination_event e on e.nomination_id = n.id join account a on a.id = e.account_id
     where n.id = any ($1::uuid[])
       and (e.action in ('CREATE', 'EDIT', 'SUBMIT') or e.action = 'APPRAISE' and e.step = n.step)`,
    [nominationIds],
  );
}
