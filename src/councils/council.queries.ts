import type { Connection } from '../core/database.js';
import { COUNT_CAP, type Cursor } from '../core/pagination.js';
import type { NominationScope } from '../nominations/nomination-scope.js';
import { READABLE_SESSION } from './council-scope.js';
import type { CouncilBallot, CouncilItem, CouncilSession } from './council-session.entity.js';

/** Every column that a CouncilSession has, of `s`. */
export const SESSION_COLUMNS = `s.id, s.unit_id as "unitId", s.held_on as "heldOn", s.total_members as "totalMembers",
  s.mode, s.closed_at is not null as closed, s.cancelled_by_id is not null as cancelled, s.minutes_number as "minutesNumber"`;

// An item is not open any more because the session moved its nomination, or because something else did.
const ITEM_COLUMNS = `i.session_id as "sessionId", i.nomination_id as "nominationId", i.total_members as "totalMembers",
  i.step, i.votes_for as "votesFor", i.votes_against as "votesAgainst", i.blank,
  i.absent_without_opinion as "absentWithoutOpinion", i.written_opinions as "writtenOpinions", i.recused,
  trim_scale(i.threshold)::text as threshold, i.threshold_rule_id as "thresholdRuleId",
  i.threshold_confirmed as "thresholdConfirmed", i.open, s.unit_id as "unitId", s.mode,
  not i.open and not exists (
    select from nomination_event e where e.nomination_id = i.nomination_id and e.way = 'COUNCIL'
      and e.data ->> 'sessionId' = i.session_id::text) as "left"`;

/** What is asked for; null members do not restrict. */
export interface SessionQuestion {
  scope: NominationScope;
  unitId: string | null;
  open: boolean | null;
}

function conditionsOf({ unitId, open }: SessionQuestion, values: unknown[]): string {
  const unit = unitId === null ? '' : `and s.unit_id = $${values.push(unitId)}::uuid`;
  const state =
    open === null ? '' : `and (s.closed_at is null and s.cancelled_by_id is null) = $${values.push(open)}::boolean`;
  return `${unit} ${state}`;
}

/** A page of sessions, the newest first. */
export function sessionPage(
  connection: Connection,
  question: SessionQuestion & { after: Cursor | null; limit: number },
): Promise<CouncilSession[]> {
  const values: unknown[] = [question.scope.roots, question.scope.day];
  const where = conditionsOf(question, values);
  const keyset = question.after ? `and s.id < $${values.push(question.after[0])}::uuid` : '';
  return connection.rows(
    `select ${SESSION_COLUMNS} from council_session s where ${READABLE_SESSION} ${where} ${keyset}
     order by s.id desc limit $${values.push(question.limit)}`,
    values,
  );
}

/** How many that is, counted to COUNT_CAP + 1. */
export async function countSessions(connection: Connection, question: SessionQuestion): Promise<number> {
  const values: unknown[] = [question.scope.roots, question.scope.day];
  const where = conditionsOf(question, values);
  const [row] = await connection.rows<{ count: number }>(
    `select count(*) from (
       select from council_session s where ${READABLE_SESSION} ${where} limit ${COUNT_CAP + 1}) counted`,
    values,
  );
  return row?.count ?? 0;
}

/** Those of `ids` that the reader may read. */
export function sessionsById(
  connection: Connection,
  scope: NominationScope,
  ids: readonly string[],
): Promise<CouncilSession[]> {
  return connection.rows(
    `select ${SESSION_COLUMNS} from council_session s where s.id = any ($3::uuid[]) and ${READABLE_SESSION}`,
    [scope.roots, scope.day, ids],
  );
}

/** The items of sessions, in the order of the nominations' codes. */
export function itemsOfSessions(
  connection: Connection,
  sessionIds: readonly string[],
): Promise<(CouncilItem & { code: string })[]> {
  return connection.rows(
    `select ${ITEM_COLUMNS}, n.code
     from council_item i join council_session s on s.id = i.session_id join nomination n on n.id = i.nomination_id
     where i.session_id = any ($1::uuid[]) order by i.session_id, n.code`,
    [sessionIds],
  );
}

/** The votes on nominations, the earliest session first; of a session that is still open for its readers alone. */
export function itemsOfNominations(
  connection: Connection,
  scope: NominationScope,
  nominationIds: readonly string[],
): Promise<CouncilItem[]> {
  return connection.rows(
    `select ${ITEM_COLUMNS}
     from council_item i join council_session s on s.id = i.session_id
     where i.nomination_id = any ($3::uuid[]) and (s.closed_at is not null or ${READABLE_SESSION})
     order by i.nomination_id, s.id`,
    [scope.roots, scope.day, nominationIds],
  );
}

/** Which item: of that session, on that nomination. */
export type ItemKey = Pick<CouncilItem, 'sessionId' | 'nominationId'>;

/** The votes by name on items, the earliest first. */
export function ballotsOf(connection: Connection, items: readonly ItemKey[]): Promise<(CouncilBallot & ItemKey)[]> {
  return connection.rows(
    `select b.session_id as "sessionId", b.nomination_id as "nominationId", b.account_id as "accountId", b.vote, b.written,
       b.cast_at as "castAt", b.member_name as "memberName", b.document_id as "documentId"
     from unnest($1::uuid[], $2::uuid[]) as i (session_id, nomination_id) cross join lateral (
       select c.session_id, c.nomination_id, c.account_id, c.vote, c.written, c.cast_at, null as member_name,
         null::uuid as document_id
       from council_ballot c where c.session_id = i.session_id and c.nomination_id = i.nomination_id
       union all
       select w.session_id, w.nomination_id, w.account_id, w.vote, true, w.recorded_at, w.member_name, w.document_id
       from council_written_ballot w where w.session_id = i.session_id and w.nomination_id = i.nomination_id) b
     order by b.session_id, b.nomination_id, b.cast_at, b.account_id, b.member_name`,
    [items.map(({ sessionId }) => sessionId), items.map(({ nominationId }) => nominationId)],
  );
}
