import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { record } from '../audit/record.js';
import { Authenticator } from '../core/authenticator.js';
import type { RequestContext } from '../core/context.js';
import { signedIn } from '../core/context.js';
import { Clock } from '../core/clock.js';
import { Database } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import type { Done } from '../core/payload.js';
import type { SignInPayload, SignOutPayload } from './account.entity.js';
import type { SignInInput } from './identity.inputs.js';
import { accountsById, credentialsOf, deleteSessions, insertSession, type Credentials } from './identity.queries.js';
import { PasswordTries } from './password-tries.js';
import { passwordMatches } from './password.js';

const SESSION_MS = 12 * 3_600_000;

/** The stored form of a session's token. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

@Injectable()
export class SignInService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly sessions: Authenticator,
    private readonly tries: PasswordTries,
  ) {}

  /** Opens a session. Whether the name or the password was wrong is not told, nor by the time it takes. */
  async signIn(context: RequestContext, input: SignInInput): Promise<Done<SignInPayload>> {
    const username = input.username.toLowerCase();
    const tried = { username, address: context.address };
    await this.tries.claim(tried, 'auth.tooManyAttempts');
    const found = await credentialsOf(this.database, username);
    const matches = await passwordMatches(found?.passwordHash ?? null, input.password);
    if (!found || !matches || found.disabled) throw new DomainError('UNAUTHENTICATED', 'auth.wrongCredentials');
    if (found.passwordExpiresAt && found.passwordExpiresAt <= this.clock.now()) {
      throw new DomainError('UNAUTHENTICATED', 'auth.oneTimePasswordExpired');
    }
    await this.tries.succeeded(tried);
    const token = await this.open(found);
    const [account] = await accountsById(this.database, [found.id]);
    return { token, account: account ?? null };
  }

  /** Ends the session with which the request came. */
  async signOut(context: RequestContext): Promise<Done<SignOutPayload>> {
    const actor = signedIn(context);
    await this.database.transaction(async (tx) => {
      await deleteSessions(tx, actor.accountId, { only: Buffer.from(actor.sessionHash, 'hex') });
      await record(tx, actor, { action: 'session.signOut', subject: `account:${actor.accountId}` });
    });
    this.sessions.forget(actor.accountId);
    return { signedOut: true };
  }

  private async open(found: Credentials): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await this.database.transaction(async (tx) => {
      const opened = await insertSession(tx, hashToken(token), found, new Date(tx.now.getTime() + SESSION_MS));
      if (!opened) throw new DomainError('UNAUTHENTICATED', 'auth.wrongCredentials');
      await record(tx, { accountId: found.id }, { action: 'session.signIn', subject: `account:${found.id}` });
    });
    return token;
  }
}
