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
import { delaySeconds, PATIENCE, type Patience } from './domain/sign-in-delay.js';
import type { SignInInput } from './identity.inputs.js';
import { accountsById, credentialsOf, deleteSessions, insertSession } from './identity.queries.js';
import { passwordMatches } from './password.js';
import { forgetAttempts, lockAttempts, setAttempts, takeBackAttempt } from './sign-in-attempt.queries.js';

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
  ) {}

  /** Opens a session. Whether the name or the password was wrong is not told, nor by the time it takes. */
  async signIn(context: RequestContext, input: SignInInput): Promise<Done<SignInPayload>> {
    const username = input.username.toLowerCase();
    const keys = this.keys(username, context.address);
    await this.claim(keys);
    const found = await credentialsOf(this.database, username);
    const matches = await passwordMatches(found?.passwordHash ?? null, input.password);
    if (!found || !matches || found.disabled) throw new DomainError('UNAUTHENTICATED', 'auth.wrongCredentials');
    if (found.passwordExpiresAt && found.passwordExpiresAt <= this.clock.now()) {
      throw new DomainError('UNAUTHENTICATED', 'auth.oneTimePasswordExpired');
    }
    const [here, anywhere, address] = keys;
    await forgetAttempts(this.database, here.name);
    await forgetAttempts(this.database, anywhere.name);
    // Of the others behind this address a success says nothing: their failures stay.
    await takeBackAttempt(this.database, address.name);
    const token = await this.open(found.id);
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

  private keys(username: string, address: string): [Key, Key, Key] {
    return [
      { name: `account-at-address:${username}:${address}`, patience: PATIENCE.accountAtAddress },
      { name: `account:${username}`, patience: PATIENCE.account },
      { name: `address:${address}`, patience: PATIENCE.address },
    ];
  }

  /**
   * Counts the attempt as failed before the password is looked at, so that many at once cannot slip through. While one
   * of the keys has to wait nothing is counted. Keys are locked from the special to the general: no deadlock.
   */
  private async claim(keys: readonly Key[]): Promise<void> {
    await this.database.transaction(async (tx) => {
      for (const { name, patience } of keys) {
        const { failures, waitSeconds } = await lockAttempts(tx, name);
        if (waitSeconds > 0)
          throw new DomainError('RATE_LIMITED', 'auth.tooManyAttempts', { params: { seconds: waitSeconds } });
        await setAttempts(tx, name, failures + 1, delaySeconds(failures + 1, patience));
      }
    });
  }

  private async open(accountId: string): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await this.database.transaction(async (tx) => {
      await insertSession(tx, hashToken(token), accountId, new Date(tx.now.getTime() + SESSION_MS));
      await record(tx, { accountId }, { action: 'session.signIn', subject: `account:${accountId}` });
    });
    return token;
  }
}

interface Key {
  name: string;
  patience: Patience;
}
