import { inOrder, type BatchFunction } from '../core/loaders.js';
import type { Account, Grant } from './account.entity.js';
import { accountsById, grantsOfAccounts } from './identity.queries.js';

/** The grants of accounts that the reader was allowed to see. */
export const grantsByAccount: BatchFunction<string, Grant[]> = async (context, ids) => {
  const grants = await grantsOfAccounts(context.connection, ids);
  return ids.map((id) => grants.filter((grant) => grant.accountId === id));
};

/** User names by account, for auditors. */
export const usernameById: BatchFunction<string, string> = async (context, ids) =>
  inOrder(ids, await accountsById(context.connection, ids), (account) => account.id).map(
    (account) => account?.username ?? null,
  );

/** Who did something, by account: for who may read what was done. */
export const accountById: BatchFunction<string, Account> = async (context, ids) =>
  inOrder(ids, await accountsById(context.connection, ids), (account) => account.id);
