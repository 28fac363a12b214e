import { Inject, Injectable } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { DATABASE_ADDRESS, type DatabaseAddress } from '../core/database-address.js';
import { Database } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { Health } from '../core/health.js';
import { LOGGER } from '../core/logger.js';
import { OwnConnection } from '../core/own-connection.js';
import { newestPendingId, oldestPending, sealPending } from './audit.queries.js';
import { ChainLag } from './domain/chain-lag.js';

const TICK_MS = 250;
const BATCH = 2_000;
/** Writes stop when a row has waited longer than this for its place in the chain. */
const STALLED_SECONDS = 10;

/** How long a start waits for another process that holds the lock, when the chain seems to stand still. */
const NEIGHBOUR_SECONDS = 1;

/** Seconds of a clock that nobody sets. */
function monotonic(): number {
  return performance.now() / 1000;
}

/**
 * Chains committed audit rows, four times a second, in whichever process gets the lock; and stops all writes of this
 * process when the chain falls behind (DESIGN §4). On a connection of its own: requests that wait for a lock would
 * otherwise hold up the chain by holding the pool, and so stop everybody's writes.
 */
@Injectable()
export class Sequencer {
  private readonly connection: OwnConnection;
  private readonly lag = new ChainLag(monotonic());
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;
  private wasStalled = false;
  private hasFailed = false;

  constructor(
    private readonly database: Database,
    @Inject(DATABASE_ADDRESS) address: DatabaseAddress,
    private readonly health: Health,
    @Inject(LOGGER) private readonly log: Logger,
  ) {
    this.connection = new OwnConnection(address, 'so-vang-sequencer');
  }

  /** Begins to chain; call once the database is ready. When it returns, a chain that stands still is known as such. */
  async start(): Promise<void> {
    this.database.guardWrites(() => {
      if (this.isStalled()) throw this.stalled();
    });
    this.health.add('audit', () => (this.isStalled() ? this.stalled().message : null));
    await this.firstBatch().catch((error: unknown) => this.failed(error));
    this.schedule();
  }

  /** Rows may have waited since the last server stopped, and one that starts beside us may be chaining them just now. */
  private async firstBatch(): Promise<void> {
    const until = monotonic() + NEIGHBOUR_SECONDS;
    while ((await this.sealBatch()) === null && this.isStalled() && monotonic() < until) await sleep(20);
  }

  /** Chains what is left and ends. */
  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.running;
    await this.seal().catch((error: unknown) => this.log.warn({ err: error }, 'audit rows left unchained at stop'));
    await this.connection.close();
  }

  /** Returns when everything written before the call is chained; throws UNAVAILABLE after `seconds`. */
  async settled(seconds = STALLED_SECONDS): Promise<void> {
    const until = monotonic() + seconds;
    // Not until nothing waits: under steady writing that moment never comes.
    const last = await newestPendingId(this.connection);
    if (last === null) return;
    for (;;) {
      await this.seal();
      const oldest = await oldestPending(this.connection);
      if (!oldest || oldest.auditId > last) return;
      if (monotonic() > until) throw this.stalled();
      await sleep(20);
    }
  }

  private isStalled(): boolean {
    return this.lag.seconds(monotonic()) > STALLED_SECONDS;
  }

  private stalled(): DomainError {
    const seconds = Math.floor(this.lag.seconds(monotonic()));
    return new DomainError('UNAVAILABLE', 'server.auditStalled', { params: { seconds } });
  }

  private schedule(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.seal()
        .catch((error: unknown) => this.failed(error))
        .finally(() => this.schedule());
    }, TICK_MS);
    this.timer.unref();
  }

  private async seal(): Promise<void> {
    while ((await this.sealBatch()) === BATCH);
  }

  private async sealBatch(): Promise<number | null> {
    const begun = monotonic();
    const sealed = await sealPending(this.connection, BATCH);
    if (sealed !== null && sealed < BATCH) this.lag.cleared(begun);
    const looked = monotonic();
    this.lag.looked(await oldestPending(this.connection), looked);
    this.hasFailed = false;
    this.tell();
    return sealed;
  }

  /** Once an outage, not four times a second. */
  private failed(error: unknown): void {
    this.log[this.hasFailed ? 'debug' : 'warn']({ err: error }, 'audit chain: will try again');
    this.hasFailed = true;
  }

  private tell(): void {
    const isStalled = this.isStalled();
    if (isStalled && !this.wasStalled) this.log.error({ reason: this.stalled().message }, 'audit chain stalled');
    if (!isStalled && this.wasStalled) this.log.info('audit chain goes on');
    this.wasStalled = isStalled;
  }
}
