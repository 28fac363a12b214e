import { Injectable } from '@nestjs/common';
import { Database } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import type { MessageKey } from '../core/messages.vi.js';
import { delaySeconds, PATIENCE, type Patience } from './domain/sign-in-delay.js';
import { forgetAttempts, lockAttempts, setAttempts, takeBackAttempt } from './sign-in-attempt.queries.js';

interface Key {
  name: string;
  patience: Patience;
}

/** Who tries a password, and from where. */
export interface Tried {
  username: string;
  address: string;
}

function keysOf({ username, address }: Tried): [Key, Key, Key] {
  return [
    { name: `account-at-address:${username}:${address}`, patience: PATIENCE.accountAtAddress },
    { name: `account:${username}`, patience: PATIENCE.account },
    { name: `address:${address}`, patience: PATIENCE.address },
  ];
}

/** Limits how often passwords are guessed, whether by signing in or, with a stolen session, by changing the password. */
@Injectable()
export class PasswordTries {
  constructor(private readonly database: Database) {}

  /**
   * Counts the try as failed before the password is looked at, so that many at once cannot slip through. While one of
   * the keys has to wait nothing is counted, and `tooMany` is said. Keys are locked from the special to the general: no
   * deadlock.
   */
  async claim(tried: Tried, tooMany: MessageKey): Promise<void> {
    await this.database.transaction(async (tx) => {
      for (const { name, patience } of keysOf(tried)) {
        const { failures, waitSeconds } = await lockAttempts(tx, name);
        if (waitSeconds > 0) throw new DomainError('RATE_LIMITED', tooMany, { params: { seconds: waitSeconds } });
        await setAttempts(tx, name, failures + 1, delaySeconds(failures + 1, patience));
      }
    });
  }

  /** The password was right. */
  async succeeded(tried: Tried): Promise<void> {
    const [here, anywhere, address] = keysOf(tried);
    await forgetAttempts(this.database, here.name);
    await forgetAttempts(this.database, anywhere.name);
    // Of the others behind this address a success says nothing: their failures stay.
    await takeBackAttempt(this.database, address.name);
  }
}
