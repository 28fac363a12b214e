import { Inject, Injectable } from '@nestjs/common';
import pg from 'pg';
import type { Logger } from 'pino';
import type { Actor } from '../core/actor.js';
import { Authenticator } from '../core/authenticator.js';
import { Clock } from '../core/clock.js';
import { DATABASE_ADDRESS, pgAddress, type DatabaseAddress } from '../core/database-address.js';
import { Database } from '../core/database.js';
import { LOGGER } from '../core/logger.js';
import { actorOfSession, forgetEnded } from './identity.queries.js';
import { hashToken } from './sign-in.service.js';

/** A cached session is at most this old, even if a notification were lost. */
const CACHE_MS = 5_000;
const MAX_CACHED = 20_000;
const RECONNECT_MS = 500;
const FORGET_MS = 600_000;

interface Cached {
  actor: Actor;
  until: number;
}

/**
 * Knows who a token belongs to. Sessions are cached for seconds in the process and dropped when PostgreSQL notifies
 * that the account, its grants or its sessions have changed, so that a disabled account is out within a second.
 */
@Injectable()
export class SessionAuthenticator extends Authenticator {
  private readonly cache = new Map<string, Cached>();
  private listener: pg.Client | null = null;
  private forgetting: NodeJS.Timeout | null = null;
  private stopped = false;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(DATABASE_ADDRESS) private readonly address: DatabaseAddress,
    @Inject(LOGGER) private readonly log: Logger,
  ) {
    super();
  }

  async authenticate(authorization: string | undefined): Promise<Actor | null> {
    const token = /^Bearer ([A-Za-z0-9_-]{43})$/.exec(authorization ?? '')?.[1];
    if (!token) return null;
    const cached = this.cache.get(token);
    if (cached && cached.until > performance.now()) return cached.actor;
    // A notification that comes while we read must not be lost: what was read then is not kept.
    const listener = this.listener;
    const dropped = this.drops;
    const actor = await actorOfSession(this.database.background, hashToken(token), this.clock.now());
    this.cache.delete(token);
    if (actor && listener && listener === this.listener && dropped === this.drops) this.keep(token, actor);
    return actor;
  }

  /** Begins to listen for changes; call once the database is ready. */
  async start(): Promise<void> {
    await this.listen();
    this.forgetting = setInterval(() => {
      forgetEnded(this.database.background, this.clock.now()).catch((error: unknown) => {
        this.log.warn({ err: error }, 'ended sessions not forgotten');
      });
    }, FORGET_MS);
    this.forgetting.unref();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.forgetting) clearInterval(this.forgetting);
    await this.listener?.end();
  }

  private drops = 0;

  private keep(token: string, actor: Actor): void {
    if (this.cache.size >= MAX_CACHED) this.cache.clear();
    this.cache.set(token, { actor, until: performance.now() + CACHE_MS });
  }

  private drop(accountId: string | undefined): void {
    this.drops += 1;
    for (const [token, { actor }] of this.cache) {
      if (!accountId || actor.accountId === accountId) this.cache.delete(token);
    }
  }

  /** Without a listening connection nothing is cached. */
  private async listen(): Promise<void> {
    const client = new pg.Client({ ...pgAddress(this.address), keepAlive: true, application_name: 'so-vang-listen' });
    client.on('notification', ({ payload }) => this.drop(payload));
    client.on('error', () => this.lost(client));
    client.on('end', () => this.lost(client));
    await client.connect();
    await client.query('listen identity_changed');
    this.drop(undefined);
    this.listener = client;
  }

  private lost(client: pg.Client): void {
    if (this.stopped || (this.listener !== client && this.listener !== null)) return;
    this.listener = null;
    this.drop(undefined);
    setTimeout(() => this.reconnect(), RECONNECT_MS).unref();
  }

  private reconnect(): void {
    if (this.stopped || this.listener) return;
    this.listen().catch(() => setTimeout(() => this.reconnect(), RECONNECT_MS).unref());
  }
}
