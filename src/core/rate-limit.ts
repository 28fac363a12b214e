import { Inject, Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { CONFIG } from './config.token.js';
import type { Config } from './config.js';
import { DomainError } from './errors.js';

/** An address stands for many people behind one router. */
const ADDRESS_FACTOR = 10;
const WINDOW_SECONDS = 60;

/** Too many requests; the next is taken after so many seconds. */
export class TooManyRequests extends DomainError {
  constructor(readonly seconds: number) {
    super('RATE_LIMITED', 'limits.tooManyRequests', { params: { seconds } });
  }
}

function limiter(points: number): RateLimiterMemory | null {
  return points > 0 ? new RateLimiterMemory({ points, duration: WINDOW_SECONDS }) : null;
}

async function refusal(limit: RateLimiterMemory | null, key: string): Promise<TooManyRequests | null> {
  try {
    await limit?.consume(key);
    return null;
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    return new TooManyRequests(Math.max(1, Math.ceil(error.msBeforeNext / 1000)));
  }
}

/** Requests a minute of one signed-in account (RATE_LIMIT). */
@Injectable()
export class AccountRate {
  private readonly limit: RateLimiterMemory | null;

  constructor(@Inject(CONFIG) config: Config) {
    this.limit = limiter(config.rateLimit);
  }

  /** Throws RATE_LIMITED when the account has used up this minute. */
  async check(accountId: string): Promise<void> {
    const refused = await refusal(this.limit, accountId);
    if (refused) throw refused;
  }
}

/** Requests a minute of one address, signed in or not (ten times RATE_LIMIT). */
@Injectable()
export class AddressRate {
  private readonly limit: RateLimiterMemory | null;

  constructor(@Inject(CONFIG) config: Config) {
    this.limit = limiter(config.rateLimit * ADDRESS_FACTOR);
  }

  /** RATE_LIMITED when the address has used up this minute, else null. */
  async refusal(address: string): Promise<TooManyRequests | null> {
    return refusal(this.limit, address);
  }
}
