import { Injectable } from '@nestjs/common';
import { record } from '../audit/record.js';
import { Authenticator } from '../core/authenticator.js';
import type { RequestContext } from '../core/context.js';
import { signedIn } from '../core/context.js';
import { Database } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import type { Done } from '../core/payload.js';
import type { AccountPayload } from './account.entity.js';
import type { ChangePasswordInput } from './identity.inputs.js';
import { accountsById, credentialsOf, deleteSessions, replacePassword } from './identity.queries.js';
import { PasswordTries } from './password-tries.js';
import { hashPassword, passwordMatches } from './password.js';

function wrongPassword(): DomainError {
  return new DomainError('INVALID_INPUT', 'account.currentPasswordWrong', { field: ['input', 'current'] });
}

@Injectable()
export class ChangePasswordService {
  constructor(
    private readonly database: Database,
    private readonly sessions: Authenticator,
    private readonly tries: PasswordTries,
  ) {}

  /** Sets one's own password and ends all other sessions of the account. Wrong current ones count as failed sign-ins. */
  async change(context: RequestContext, input: ChangePasswordInput): Promise<Done<AccountPayload>> {
    const actor = signedIn(context);
    const tried = { username: actor.username, address: context.address };
    await this.tries.claim(tried, 'account.tooManyWrongPasswords');
    const found = await credentialsOf(this.database, actor.username);
    const matches = await passwordMatches(found?.passwordHash ?? null, input.current);
    if (!found || !matches) throw wrongPassword();
    await this.tries.succeeded(tried);
    if (input.next === input.current) {
      throw new DomainError('INVALID_INPUT', 'account.passwordSame', { field: ['input', 'next'] });
    }
    const change = { from: found.passwordHash, to: await hashPassword(input.next) };
    await this.database.transaction(async (tx) => {
      if (!(await replacePassword(tx, actor.accountId, change))) throw wrongPassword();
      await deleteSessions(tx, actor.accountId, { keep: Buffer.from(actor.sessionHash, 'hex') });
      await record(tx, actor, { action: 'account.changePassword', subject: `account:${actor.accountId}` });
    });
    this.sessions.forget(actor.accountId);
    const [account] = await accountsById(this.database, [actor.accountId]);
    return { account: account ?? null };
  }
}
