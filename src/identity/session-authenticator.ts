import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '../core/actor.js';
import { Authenticator } from '../core/authenticator.js';
import { Clock } from '../core/clock.js';
import { DATABASE_ADDRESS, type DatabaseAddress } from '../core/database-address.js';
import { Database } from '../core/database.js';
import { KeptConnection } from '../core/kept-connection.js';
import { actorOfSession } from './identity.queries.js';
import { hashToken } from './sign-in.service.js';

/** A cached session is at most this old, even if a notification were lost. */
const CACHE_MS = 5_000;
const MAX_CACHED = 20_000;

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
  /** The cached tokens of each account: where many accounts change at once, nobody looks through all of them for each. */
  private readonly tokens = new Map<string, Set<string>>();
  /** Without a listening connection nothing is cached. */
  private readonly listener: KeptConnection;
  private drops = 0;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(DATABASE_ADDRESS) address: DatabaseAddress,
  ) {
    super();
    this.listener = new KeptConnection({
      address,
      name: 'so-vang-listen',
      prepare: async (client) => {
        client.on('notification', ({ payload }) => this.drop(payload));
        await client.query('listen identity_changed');
        this.drop(undefined);
      },
      lost: () => this.drop(undefined),
    });
  }

  async authenticate(authorization: string | undefined): Promise<Actor | null> {
    const token = /^Bearer ([A-Za-z0-9_-]{43})$/.exec(authorization ?? '')?.[1];
    if (!token) return null;
    const cached = this.cache.get(token);
    if (cached && cached.until > performance.now()) return cached.actor;
    // A notification that comes while we read must not be lost: what was read then is not kept.
    const listener = this.listener.client;
    const dropped = this.drops;
    const actor = await actorOfSession(this.database.background, hashToken(token), this.clock.now());
    this.release(token);
    if (actor && listener && listener === this.listener.client && dropped === this.drops) this.keep(token, actor);
    return actor;
  }

  forget(accountId: string): void {
    this.drop(accountId);
  }

  /** Begins to listen for changes; call once the database is ready. */
  async start(): Promise<void> {
    await this.listener.start();
  }

  async stop(): Promise<void> {
    await this.listener.stop();
  }

  private keep(token: string, actor: Actor): void {
    if (this.cache.size >= MAX_CACHED) this.clear();
    this.cache.set(token, { actor, until: performance.now() + CACHE_MS });
    const others = this.tokens.get(actor.accountId);
    if (others) others.add(token);
    else this.tokens.set(actor.accountId, new Set([token]));
  }

  private drop(accountId: string | undefined): void {
    this.drops += 1;
    if (!accountId) {
      this.clear();
      return;
    }
    for (const token of this.tokens.get(accountId) ?? []) this.cache.delete(token);
    this.tokens.delete(accountId);
  }

  private release(token: string): void {
    const accountId = this.cache.get(token)?.actor.accountId;
    this.cache.delete(token);
    if (!accountId) return;
    const left = this.tokens.get(accountId);
    left?.delete(token);
    if (left?.size === 0) this.tokens.delete(accountId);
  }

  private clear(): void {
    this.cache.clear();
    this.tokens.clear();
  }
}
