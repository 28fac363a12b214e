import { createHash, randomBytes } from 'node:crypto';
import type { RoleCode } from '../../src/core/permissions.js';
import { Client, trialAccount } from './api.js';
import { query } from './shared-connection.js';

/** A role at a unit. */
export interface GivenGrant {
  role: RoleCode;
  unitId: string;
  /** Living (as it is left out), over since yesterday, only from tomorrow on, or taken back. */
  when?: 'ended' | 'to come' | 'revoked';
}

/** How an account is to be. */
export interface PersonOptions {
  username?: string;
  fullName?: string;
  grants?: GivenGrant[];
  managedBy?: string;
  mustChangePassword?: boolean;
  disabled?: boolean;
  sessionExpired?: boolean;
}

/** Somebody with an account and a session. */
export interface Person {
  accountId: string;
  username: string;
  password: string;
  client: Client;
}

const TODAY = `(now() at time zone 'Asia/Ho_Chi_Minh')::date`;
const PERIODS = {
  living: `daterange('2025-07-01', null)`,
  ended: `daterange('2025-07-01', ${TODAY})`,
  'to come': `daterange(${TODAY} + 1, null)`,
  revoked: `daterange('2025-07-01', null)`,
};
/** An account of the demonstration whose password everybody made here has: hashing one each would take the time. */
const LIKE = 'canbo.binhlu';

/** Makes an account with a session straight in the database, as any state of it may be needed, also impossible ones. */
export async function person(options: PersonOptions = {}): Promise<Person> {
  const username = options.username ?? `person.${randomBytes(6).toString('hex')}`;
  const token = randomBytes(32).toString('base64url');
  const [account] = await query<{ id: string }>(
    `insert into account (username, full_name, password_hash, must_change_password, managed_by_unit_id, disabled_at, created_at)
     select $1, $2, a.password_hash, $3, $4, $5, now() from account a where a.username = $6 returning id`,
    [
      username,
      options.fullName ?? 'Người Thử',
      options.mustChangePassword ?? false,
      options.managedBy ?? null,
      options.disabled ? new Date() : null,
      LIKE,
    ],
  );
  const accountId = account!.id;
  for (const { role, unitId, when = 'living' } of options.grants ?? []) {
    await query(
      `insert into role_grant (account_id, role, unit_id, valid, revoked_at) values ($1, $2, $3, ${PERIODS[when]}, $4)`,
      [accountId, role, unitId, when === 'revoked' ? new Date() : null],
    );
  }
  await query(
    `insert into session (token_hash, account_id, created_at, expires_at)
     values ($1, $2, now() - interval '13 hours', now() + $3::interval)`,
    [createHash('sha256').update(token).digest(), accountId, options.sessionExpired ? '-1 hour' : '11 hours'],
  );
  return { accountId, username, password: trialAccount(LIKE).password, client: new Client(undefined, token) };
}
