import { Personal, record } from '../audit/record.js';
import type { Actor } from '../core/actor.js';
import { onViolation } from '../core/database-errors.js';
import type { Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { Account } from './account.entity.js';

const ONE_TIME_PASSWORD_MS = 7 * 86_400_000;

/** An account that is about to be made. `managedByUnitId` null: on the command line. */
export interface NewAccount {
  username: string;
  fullName: string;
  passwordHash: string;
  managedByUnitId: string | null;
}

/** When a password to be used once, made at `now`, is no longer taken. */
export function oneTimePasswordEnd(now: Date): Date {
  return new Date(now.getTime() + ONE_TIME_PASSWORD_MS);
}

/** Makes an account without roles whose password must be changed at once, and records it; DUPLICATE when the name is taken. */
export async function insertNewAccount(
  tx: Transaction,
  actor: Pick<Actor, 'accountId'> | null,
  account: NewAccount,
): Promise<string> {
  const { username, fullName, managedByUnitId } = account;
  const taken = (): DomainError =>
    new DomainError('DUPLICATE', 'account.usernameTaken', { params: { username }, field: ['input', 'username'] });
  const { identifiers } = await onViolation('account_username_key', taken, () =>
    tx.manager.insert(Account, {
      ...account,
      mustChangePassword: true,
      passwordExpiresAt: oneTimePasswordEnd(tx.now),
      createdAt: tx.now,
    }),
  );
  const id = String(identifiers[0]?.['id']);
  const details = { username: new Personal(username), fullName: new Personal(fullName) };
  await record(tx, actor, { action: 'account.create', subject: `account:${id}`, unitId: managedByUnitId, details });
  return id;
}
