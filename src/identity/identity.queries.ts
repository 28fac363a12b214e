import type { Actor } from '../core/actor.js';
import type { CivilDate } from '../core/civil-date.js';
import type { Connection, Transaction } from '../core/database.js';
import { COUNT_CAP, type Cursor } from '../core/pagination.js';
import type { Account, Grant } from './account.entity.js';

const ACCOUNT = `a.id, a.username, a.full_name as "fullName", a.must_change_password as "mustChangePassword",
  a.managed_by_unit_id as "managedByUnitId", a.disabled_at as "disabledAt", a.disabled_at is not null as disabled`;

const GRANT = `g.id, g.account_id as "accountId", g.role, g.unit_id as "unitId", lower(g.valid) as "validFrom",
  upper(g.valid) - 1 as "validTo", g.revoked_at as "revokedAt"`;

/** The actor of a living session of an account that is not disabled. No grant outlives its unit. */
export async function actorOfSession(connection: Connection, tokenHash: Buffer, now: Date): Promise<Actor | null> {
  const [row] = await connection.rows<Omit<Actor, 'sessionHash'>>(
    `select a.id as "accountId", a.username, a.must_change_password as "mustChangePassword",
            coalesce((select jsonb_agg(jsonb_build_object('role', g.role, 'unitId', g.unit_id,
                        'validFrom', lower(g.valid), 'validTo', least(upper(g.valid) - 1, l.last)))
                      from role_grant g
                      cross join lateral (
                        select case when bool_or(upper_inf(v.valid)) then null else max(upper(v.valid)) - 1 end as last
                        from unit_version v where v.unit_id = g.unit_id) l
                      where g.account_id = a.id and g.revoked_at is null), '[]') as grants
     from session s join account a on a.id = s.account_id
     where s.token_hash = $1 and s.expires_at > $2 and a.disabled_at is null`,
    [tokenHash, now],
  );
  return row ? { ...row, grants: row.grants, sessionHash: tokenHash.toString('hex') } : null;
}

export interface Credentials {
  id: string;
  passwordHash: string;
  passwordExpiresAt: Date | null;
  disabled: boolean;
}

/** What sign-in needs of the account with that name. */
export async function credentialsOf(connection: Connection, username: string): Promise<Credentials | null> {
  const [row] = await connection.rows<Credentials>(
    `select id, password_hash as "passwordHash", password_expires_at as "passwordExpiresAt", disabled_at is not null as disabled
     from account where username = $1`,
    [username],
  );
  return row ?? null;
}

/**
 * Opens a session with credentials that were looked at before; false when the account was disabled or got another password
 * meanwhile. Who does that waits for this lock, and so finds the session and ends it.
 */
export async function insertSession(
  tx: Transaction,
  tokenHash: Buffer,
  { id, passwordHash }: Credentials,
  expiresAt: Date,
): Promise<boolean> {
  const rows = await tx.rows(
    `insert into session (token_hash, account_id, created_at, expires_at)
     select $1, id, $3, $4 from account where id = $2 and password_hash = $5 and disabled_at is null for share
     returning 1`,
    [tokenHash, id, tx.now, expiresAt, passwordHash],
  );
  return rows.length > 0;
}

/** Ends one session, or with `keep` all others of the account; `tokenHash` null ends all. */
export async function deleteSessions(
  tx: Transaction,
  accountId: string,
  which: { only?: Buffer; keep?: Buffer },
): Promise<number> {
  const rows = await tx.rows(
    `delete from session where account_id = $1 and ($2::bytea is null or token_hash = $2)
       and ($3::bytea is null or token_hash <> $3) returning 1`,
    [accountId, which.only ?? null, which.keep ?? null],
  );
  return rows.length;
}

/** Forgets sessions and sign-in attempts that are over. */
export async function forgetEnded(connection: Connection, now: Date): Promise<void> {
  await connection.rows(`delete from session where expires_at <= $1`, [now]);
  await connection.rows(`delete from sign_in_attempt where last_at < $1::timestamptz - interval '1 day'`, [now]);
  await connection.rows(`delete from idempotency_key where created_at < $1::timestamptz - interval '30 days'`, [now]);
}

/** Accounts by id. */
export function accountsById(connection: Connection, ids: readonly string[]): Promise<Account[]> {
  return connection.rows(`select ${ACCOUNT} from account a where a.id = any ($1::uuid[])`, [ids]);
}

/** All grants of these accounts, the latest first. */
export function grantsOfAccounts(connection: Connection, accountIds: readonly string[]): Promise<Grant[]> {
  return connection.rows(
    `select ${GRANT} from role_grant g where g.account_id = any ($1::uuid[]) order by lower(g.valid) desc, g.id desc`,
    [accountIds],
  );
}

// An administrator sees the accounts that are looked after, or hold a role, at a unit of the subtree.
const VISIBLE = `(a.managed_by_unit_id in (select units_below($1::uuid[], $2))
  or exists (select from role_grant g where g.account_id = a.id and g.unit_id in (select units_below($1::uuid[], $2))))`;

/** A page of the accounts that an administrator of `roots` sees, by user name. */
export function accountPage(
  connection: Connection,
  scope: { roots: readonly string[]; day: CivilDate },
  after: Cursor | null,
  limit: number,
): Promise<Account[]> {
  return connection.rows(
    `select ${ACCOUNT} from account a
     where ${VISIBLE} and ($3::text is null or a.username > $3 collate "C")
     order by a.username collate "C" limit $4`,
    [scope.roots, scope.day, after?.[0] ?? null, limit],
  );
}

/** How many accounts that is, counted to COUNT_CAP + 1. */
export async function countAccounts(
  connection: Connection,
  scope: { roots: readonly string[]; day: CivilDate },
): Promise<number> {
  const [row] = await connection.rows<{ count: number }>(
    `select count(*) from (select from account a where ${VISIBLE} limit ${COUNT_CAP + 1}) counted`,
    [scope.roots, scope.day],
  );
  return row?.count ?? 0;
}

export interface ManagedAccount extends Account {
  /** In the administrator's list. */
  visible: boolean;
  /** Looked after in the subtree, and all living roles lie in it: may be disabled. */
  manageable: boolean;
}

/** Locks an account and says what an administrator of `roots` may do with it. */
export async function lockManagedAccount(
  tx: Transaction,
  id: string,
  roots: readonly string[],
): Promise<ManagedAccount | null> {
  const [row] = await tx.rows<ManagedAccount>(
    `select ${ACCOUNT}, ${VISIBLE} as visible,
            coalesce(a.managed_by_unit_id in (select units_below($1::uuid[], $2)), false)
            and not exists (select from role_grant g where g.account_id = a.id and g.revoked_at is null
              and (upper_inf(g.valid) or upper(g.valid) > $2::date)
              and g.unit_id not in (select units_below($1::uuid[], $2))) as manageable
     from account a where a.id = $3 for update of a`,
    [roots, tx.today, id],
  );
  return row ?? null;
}

/** Locks a grant. */
export async function lockGrant(tx: Transaction, id: string): Promise<Grant | null> {
  const [row] = await tx.rows<Grant>(`select ${GRANT} from role_grant g where g.id = $1 for update`, [id]);
  return row ?? null;
}

export async function insertGrant(tx: Transaction, grant: Omit<Grant, 'id' | 'revokedAt'>): Promise<string> {
  const [row] = await tx.rows<{ id: string }>(
    `insert into role_grant (account_id, role, unit_id, valid) values ($1, $2, $3, daterange($4, $5, '[]')) returning id`,
    [grant.accountId, grant.role, grant.unitId, grant.validFrom, grant.validTo],
  );
  if (!row) throw new Error('insert returned nothing');
  return row.id;
}

export async function setGrantRevoked(tx: Transaction, id: string): Promise<void> {
  await tx.rows(`update role_grant set revoked_at = $2 where id = $1`, [id, tx.now]);
}

export async function setAccountDisabled(tx: Transaction, id: string): Promise<void> {
  await tx.rows(`update account set disabled_at = $2 where id = $1`, [id, tx.now]);
}

/** Sets one's own password in the place of the one that was looked at; false when that is not the account's any more. */
export async function replacePassword(
  tx: Transaction,
  id: string,
  change: { from: string; to: string },
): Promise<boolean> {
  const rows = await tx.rows(
    `update account set password_hash = $2, must_change_password = false, password_expires_at = null
     where id = $1 and password_hash = $3 and disabled_at is null returning 1`,
    [id, change.to, change.from],
  );
  return rows.length > 0;
}

/** Locks the account with that name; null when there is none. */
export async function lockAccountNamed(
  tx: Transaction,
  username: string,
): Promise<{ id: string; disabled: boolean } | null> {
  const [row] = await tx.rows<{ id: string; disabled: boolean }>(
    `select id, disabled_at is not null as disabled from account where username = $1 for update`,
    [username],
  );
  return row ?? null;
}

/** A password to be used once: until it is changed nothing else is possible, and not after `expiresAt`. */
export async function setOneTimePassword(
  tx: Transaction,
  id: string,
  passwordHash: string,
  expiresAt: Date,
): Promise<void> {
  await tx.rows(
    `update account set password_hash = $2, must_change_password = true, password_expires_at = $3 where id = $1`,
    [id, passwordHash, expiresAt],
  );
}

/** Whether there is any account: a trial is made once, and never over one. */
export async function hasAccounts(connection: Connection): Promise<boolean> {
  const [row] = await connection.rows<{ any: boolean }>('select exists (select from account) as any');
  return row?.any ?? false;
}
