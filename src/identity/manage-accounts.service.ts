import { Injectable } from '@nestjs/common';
import { record } from '../audit/record.js';
import { unitsWith, type Actor } from '../core/actor.js';
import { Authenticator } from '../core/authenticator.js';
import type { RequestContext } from '../core/context.js';
import { signedIn } from '../core/context.js';
import { Database, type Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { once } from '../core/idempotency.js';
import { paginate, isId, type ConnectionOf, type PageArgs } from '../core/pagination.js';
import type { Done } from '../core/payload.js';
import { isUsername } from '../core/validation.js';
import type { Account, AccountPayload, CreateAccountPayload } from './account.entity.js';
import type { CreateAccountInput } from './identity.inputs.js';
import {
  accountPage,
  accountsById,
  countAccounts,
  deleteSessions,
  lockManagedAccount,
  setAccountDisabled,
} from './identity.queries.js';
import { insertNewAccount } from './new-account.js';
import { generatePassword, hashPassword } from './password.js';

@Injectable()
export class ManageAccountsService {
  constructor(
    private readonly database: Database,
    private readonly sessions: Authenticator,
  ) {}

  /** The accounts that the administrator looks after, by user name. */
  page(context: RequestContext, page: PageArgs): Promise<ConnectionOf<Account>> {
    const day = context.clock.today();
    const scope = { roots: unitsWith(signedIn(context), 'account.manage', day), day };
    return paginate({
      page,
      accept: ([username]) => isUsername(username),
      fetch: (after, limit) => accountPage(context.connection, scope, after, limit),
      count: () => countAccounts(context.connection, scope),
      cursorOf: (row) => [row.username],
    });
  }

  /** Makes an account without roles, with a password to be used once. */
  async create(context: RequestContext, input: CreateAccountInput): Promise<Done<CreateAccountPayload>> {
    const actor = signedIn(context);
    const password = generatePassword();
    const passwordHash = await hashPassword(password);
    const outcome = await this.database.transaction((tx) =>
      once(tx, actor, { operation: 'createAccount', input }, () => this.insert(tx, actor, input, passwordHash)),
    );
    const [account] = await accountsById(this.database, [outcome.id]);
    return { account: account ?? null, oneTimePassword: outcome.repeated ? null : password };
  }

  /** Ends an account: its sessions are out within a second. Its acts stay. */
  async disable(context: RequestContext, id: string): Promise<Done<AccountPayload>> {
    const actor = signedIn(context);
    await this.database.transaction(async (tx) => {
      const account = isId(id) ? await lockManagedAccount(tx, id, unitsWith(actor, 'account.manage', tx.today)) : null;
      if (!account?.visible) throw new DomainError('NOT_FOUND', 'account.notFound', { field: ['id'] });
      if (account.id === actor.accountId)
        throw new DomainError('SAME_PERSON', 'account.notYourself', { field: ['id'] });
      if (!account.manageable) throw new DomainError('FORBIDDEN', 'auth.forbiddenHere', { field: ['id'] });
      if (account.disabled) throw new DomainError('WRONG_STATE', 'account.alreadyDisabled', { field: ['id'] });
      await setAccountDisabled(tx, account.id);
      await deleteSessions(tx, account.id, {});
      const subject = `account:${account.id}`;
      await record(tx, actor, { action: 'account.disable', subject, unitId: account.managedByUnitId });
    });
    this.sessions.forget(id.toLowerCase());
    const [account] = await accountsById(this.database, [id]);
    return { account: account ?? null };
  }

  private insert(tx: Transaction, actor: Actor, input: CreateAccountInput, passwordHash: string): Promise<string> {
    const [managedByUnitId = null] = unitsWith(actor, 'account.manage', tx.today);
    const { username, fullName } = input;
    return insertNewAccount(tx, actor, { username, fullName, passwordHash, managedByUnitId });
  }
}
