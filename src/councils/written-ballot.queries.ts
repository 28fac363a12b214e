import type { Transaction } from '../core/database.js';
import { rolesWith } from '../core/permissions.js';

/** A member of a council, with an account or known by name alone. */
export interface Member {
  accountId: string | null;
  name: string;
}

/** Those with a vote in the council of that unit today: with that account, or of that name whatever its accents. */
export function membersOf(
  tx: Transaction,
  unitId: string,
  { accountId, name }: { accountId: string | null; name: string | null },
): Promise<Member[]> {
  return tx.rows(
    `select a.id as "accountId", a.full_name as name from account a
     where (a.id = $2::uuid or fold(a.full_name) = fold($3)) and exists (
       select from role_grant g where g.account_id = a.id and g.unit_id = $1 and g.role = any ($4::text[])
         and g.valid @> $5::date and g.revoked_at is null)`,
    [unitId, accountId, name, rolesWith('council.vote'), tx.today],
  );
}

/** What stands against a member's written opinion on an item. */
export interface Voice {
  nominationId: string;
  /** True when the member has voted on it. */
  voted: boolean;
  /** True when the member wrote or submitted the nomination, or bears the name of whom it proposes (R27). */
  interested: boolean;
  /** How many other members have voted or written. */
  others: number;
}

/** That of each item of a session. */
export function voicesOf(tx: Transaction, sessionId: string, { accountId, name }: Member): Promise<Voice[]> {
  return tx.rows(
    `select i.nomination_id as "nominationId",
       exists (select from council_ballot b where b.session_id = $1 and b.nomination_id = i.nomination_id
         and b.account_id = $2) as voted,
       exists (select from nomination_event e where e.nomination_id = i.nomination_id and e.account_id = $2
           and e.action in ('CREATE', 'EDIT', 'SUBMIT'))
         or exists (select from unnest(h.aliases || h.display_name || h.head_of_household) own where fold(own) = fold($3))
         as interested,
       (select count(*) from council_ballot b where b.session_id = $1 and b.nomination_id = i.nomination_id
          and b.account_id is distinct from $2)::int
       + (select count(*) from council_written_ballot w where w.session_id = $1 and w.nomination_id = i.nomination_id
          and w.member_key <> coalesce($2::text, fold($3)))::int as others
     from council_item i join nomination n on n.id = i.nomination_id join honouree h on h.id = n.honouree_id
     where i.session_id = $1`,
    [sessionId, accountId, name],
  );
}

/** A member's opinions; those written before are changed. */
export async function writeWrittenBallots(
  tx: Transaction,
  sessionId: string,
  recordedById: string,
  { member, documentId, votes }: { member: Member; documentId: string; votes: readonly object[] },
): Promise<void> {
  await tx.rows(
    `insert into council_written_ballot (session_id, nomination_id, member_name, account_id, vote, document_id,
       recorded_by_id, recorded_at)
     select $1, v."nominationId", $2, $3, v.vote, $4, $5, $6
     from jsonb_to_recordset($7::jsonb) as v ("nominationId" uuid, vote text)
     on conflict (session_id, nomination_id, member_key) do update set vote = excluded.vote,
       document_id = excluded.document_id, recorded_by_id = excluded.recorded_by_id, recorded_at = excluded.recorded_at`,
    [sessionId, member.name, member.accountId, documentId, recordedById, tx.now, JSON.stringify(votes)],
  );
}
