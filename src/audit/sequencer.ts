import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Database } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { Health } from '../core/health.js';
import { LOGGER } from '../core/logger.js';
import { message } from '../core/messages.vi.js';
import { oldestPendingSeconds, sealPending } from './audit.queries.js';

const TICK_MS = 250;
const BATCH = 2_000;
/** Writes stop when a row has waited longer than this for its place in the chain. */
const STALLED_SECONDS = 10;

/**
 * Chains committed audit rows, four times a second, in whichever process gets the lock; and stops all writes of this
 * process when the chain falls behind (DESIGN §4).
 */
@Injectable()
export class Sequencer {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;
  private checkedAt = performance.now();
  private pendingSeconds = 0;

  constructor(
    private readonly database: Database,
    private readonly health: Health,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** Begins to chain; call once the database is ready. */
  start(): void {
    this.checkedAt = performance.now();
    this.database.guardWrites(() => {
      if (this.lagSeconds() > STALLED_SECONDS) throw this.stalled();
    });
    this.health.add('audit', () => (this.lagSeconds() > STALLED_SECONDS ? this.stalled().message : null));
    this.schedule();
  }

  /** Chains what is left and ends. */
  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.running;
    await this.seal().catch((error: unknown) => this.log.warn({ err: error }, 'audit rows left unchained at stop'));
  }

  /** Returns when everything written before the call is chained; throws UNAVAILABLE after `seconds`. */
  async settled(seconds = STALLED_SECONDS): Promise<void> {
    const until = performance.now() + seconds * 1000;
    while ((await oldestPendingSeconds(this.database.background)) !== null) {
      if (performance.now() > until) throw this.stalled();
      await this.seal();
    }
  }

  /** How long the oldest unchained row has waited, as far as we know; grows while the database does not answer. */
  private lagSeconds(): number {
    return this.pendingSeconds + (performance.now() - this.checkedAt) / 1000;
  }

  private stalled(): DomainError {
    return new DomainError('UNAVAILABLE', 'server.auditStalled', {
      params: { seconds: Math.floor(this.lagSeconds()) },
    });
  }

  private schedule(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.seal()
        .catch((error: unknown) => this.log.warn({ err: error }, 'audit chain: will try again'))
        .finally(() => this.schedule());
    }, TICK_MS);
    this.timer.unref();
  }

  private async seal(): Promise<void> {
    while ((await sealPending(this.database.background, BATCH)) === BATCH);
    this.pendingSeconds = (await oldestPendingSeconds(this.database.background)) ?? 0;
    if (this.pendingSeconds > STALLED_SECONDS)
      this.log.error({ text: message('server.auditStalled') }, 'audit chain stalled');
    this.checkedAt = performance.now();
  }
}
