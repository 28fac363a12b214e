import type { Transaction } from '../core/database.js';
import type { NominationScope } from '../nominations/nomination-scope.js';
import { READABLE_SESSION } from './council-scope.js';
import { SESSION_COLUMNS } from './council.queries.js';
import type { CouncilSession } from './council-session.entity.js';
import type { CouncilVote, Tally } from './domain/tally.js';

/** The session with that id, locked until the transaction ends; null when there is none, or not for this reader. */
export async function lockSession(tx: Transaction, scope: NominationScope, id: string): Promise<CouncilSession | null> {
  const [session] = await tx.rows<CouncilSession>(
    `select ${SESSION_COLUMNS} from council_session s where s.id = $3 and ${READABLE_SESSION} for update of s`,
    [scope.roots, scope.day, id],
  );
  return session ?? null;
}

/**
 * Keeps the nominations of a session where they are until the transaction ends: without it one could be withdrawn while
 * its vote is being recorded.
 */
export async function holdNominations(tx: Transaction, sessionId: string, ids: readonly string[]): Promise<void> {
  await tx.rows(
    `select from nomination n
     where n.id in (select i.nomination_id from council_item i where i.session_id = $1 and i.nomination_id = any ($2::uuid[]))
     order by n.id for share of n`,
    [sessionId, ids],
  );
}

/** Which of these nominations lie before a council now. */
export async function beforeCouncil(tx: Transaction, nominationIds: readonly string[]): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `select i.nomination_id as id from council_item i where i.nomination_id = any ($1::uuid[]) and i.open`,
    [nominationIds],
  );
  return rows.map(({ id }) => id);
}

/** A nomination on which a council is to vote. */
export interface NewItem {
  nominationId: string;
  step: number;
  /** Percent, as decimal text. */
  threshold: string;
  thresholdRuleId: string;
  thresholdConfirmed: boolean;
}

/** A session with its items. Answers with its id. */
export async function insertSession(
  tx: Transaction,
  accountId: string,
  session: Pick<CouncilSession, 'unitId' | 'heldOn' | 'totalMembers' | 'mode'> & { items: readonly NewItem[] },
): Promise<string> {
  const { unitId, heldOn, totalMembers, mode, items } = session;
  const [row] = await tx.rows<{ id: string }>(
    `insert into council_session (unit_id, held_on, total_members, mode, opened_by_id, opened_at)
     values ($1, $2, $3, $4, $5, $6) returning id`,
    [unitId, heldOn, totalMembers, mode, accountId, tx.now],
  );
  if (!row) throw new Error('insert returned nothing');
  await tx.rows(
    `insert into council_item (session_id, total_members, nomination_id, step, threshold, threshold_rule_id, threshold_confirmed)
     select $1, $2, "nominationId", step, threshold, "thresholdRuleId", "thresholdConfirmed"
     from jsonb_to_recordset($3::jsonb) as i ("nominationId" uuid, step int, threshold numeric, "thresholdRuleId" uuid,
       "thresholdConfirmed" boolean)`,
    [row.id, totalMembers, JSON.stringify(items)],
  );
  return row.id;
}

/** What was counted of items; what was counted before is corrected. */
export async function writeTallies(
  tx: Transaction,
  sessionId: string,
  tallies: readonly (Tally & { nominationId: string })[],
): Promise<void> {
  await tx.rows(
    `update council_item i set votes_for = t."votesFor", votes_against = t."votesAgainst", blank = t.blank,
       absent_without_opinion = t."absentWithoutOpinion", written_opinions = t."writtenOpinions", recused = t.recused
     from jsonb_to_recordset($2::jsonb) as t ("nominationId" uuid, "votesFor" int, "votesAgainst" int, blank int,
       "absentWithoutOpinion" int, "writtenOpinions" int, recused int)
     where i.session_id = $1 and i.nomination_id = t."nominationId"`,
    [sessionId, JSON.stringify(tallies)],
  );
}

/** A member's votes; those cast before are changed. */
export async function writeBallots(
  tx: Transaction,
  sessionId: string,
  accountId: string,
  votes: readonly { nominationId: string; vote: CouncilVote }[],
): Promise<void> {
  await tx.rows(
    `insert into council_ballot (session_id, nomination_id, account_id, vote, cast_at)
     select $1, v."nominationId", $2, v.vote, $3
     from jsonb_to_recordset($4::jsonb) as v ("nominationId" uuid, vote text)
     on conflict (session_id, nomination_id, account_id) do update set vote = excluded.vote, cast_at = excluded.cast_at`,
    [sessionId, accountId, tx.now, JSON.stringify(votes)],
  );
}

/** The items on which as many other members have voted as the council has at all. */
export async function fullyVoted(tx: Transaction, session: CouncilSession, accountId: string): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `select b.nomination_id as id
     from (select nomination_id from council_ballot where session_id = $1 and account_id <> $2
           union all
           select nomination_id from council_written_ballot where session_id = $1 and member_key <> $2::text) b
     group by b.nomination_id having count(*) >= $3`,
    [session.id, accountId, session.totalMembers],
  );
  return rows.map(({ id }) => id);
}

/** The items on which the account, or a member of its name, has written already. */
export async function writtenBy(tx: Transaction, sessionId: string, accountId: string): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `select w.nomination_id as id from council_written_ballot w join account a on a.id = $2
     where w.session_id = $1 and w.member_key in (a.id::text, fold(a.full_name))`,
    [sessionId, accountId],
  );
  return rows.map(({ id }) => id);
}

/**
 * In which items of the session the account is interested, as far as the registry knows (R27): it wrote or submitted the
 * nomination, or bears the name of whom it proposes. Relatives are not known here: they recuse themselves.
 */
export async function interestsOf(tx: Transaction, sessionId: string, accountId: string): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `select i.nomination_id as id
     from council_item i join nomination n on n.id = i.nomination_id join honouree h on h.id = n.honouree_id
     join account a on a.id = $2
     where i.session_id = $1 and (
       exists (select from nomination_event e where e.nomination_id = n.id and e.account_id = a.id
               and e.action in ('CREATE', 'EDIT', 'SUBMIT'))
       or exists (select from unnest(h.aliases || h.display_name || h.head_of_household) name
                  where fold(name) = fold(a.full_name)))`,
    [sessionId, accountId],
  );
  return rows.map(({ id }) => id);
}

/** Ends a session. */
export async function writeClosed(
  tx: Transaction,
  id: string,
  closing: { accountId: string; minutesNumber: string },
): Promise<void> {
  await tx.rows(`update council_session set closed_by_id = $2, closed_at = $3, minutes_number = $4 where id = $1`, [
    id,
    closing.accountId,
    tx.now,
    closing.minutesNumber,
  ]);
}
