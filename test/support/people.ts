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

// In one statement: thousands of people are made.
const PERSON = `
  with made as (
    insert into account (username, full_name, password_hash, must_change_password, managed_by_unit_id, disabled_at, created_at)
    select $1, $2, a.password_hash, $3, $4, case when $5 then now() end, now() from account a where a.username = $6 returning id
  ), granted as (
    insert into role_grant (account_id, role, unit_id, valid, revoked_at)
    select made.id, g.role, g.unit_id,
      daterange(case g.when when 'to come' then ${TODAY} + 1 else '2025-07-01' end, case g.when when 'ended' then ${TODAY} end),
      case g.when when 'revoked' then now() end
    from made, unnest($7::text[], $8::uuid[], $9::text[]) as g (role, unit_id, "when")
  )
  insert into session (token_hash, account_id, created_at, expires_at)
  select $10, made.id, now() - interval '13 hours', now() + $11::interval from made returning account_id as id`;

/** An account of the demonstration whose password everybody made here has: hashing one each would take the time. */
const LIKE = 'canbo.binhlu';

/** Makes an account with a session straight in the database, as any state of it may be needed, also impossible ones. */
export async function person(options: PersonOptions = {}): Promise<Person> {
  const username = options.username ?? `person.${randomBytes(6).toString('hex')}`;
  const token = randomBytes(32).toString('base64url');
  const grants = options.grants ?? [];
  const [account] = await query<{ id: string }>(PERSON, [
    username,
    options.fullName ?? 'Người Thử',
    options.mustChangePassword ?? false,
    options.managedBy ?? null,
    options.disabled ?? false,
    LIKE,
    grants.map(({ role }) => role),
    grants.map(({ unitId }) => unitId),
    grants.map(({ when = 'living' }) => when),
    createHash('sha256').update(token).digest(),
    options.sessionExpired ? '-1 hour' : '11 hours',
  ]);
  const accountId = account!.id;
  return { accountId, username, password: trialAccount(LIKE).password, client: new Client(undefined, token) };
}
