import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Clock } from '../core/clock.js';
import type { RequestContext } from '../core/context.js';
import { Database } from '../core/database.js';
import type { ErrorCode } from '../core/errors.js';
import { LOGGER } from '../core/logger.js';
import { Refusals } from '../core/refusals.js';
import { addAnonymousRefusals } from './audit.queries.js';
import { record } from './record.js';

const FLUSH_MS = 60_000;

/** Refusals of signed-in accounts go into the audit; those of strangers are counted by day, operation and code. */
@Injectable()
export class KeepRefusalsService extends Refusals {
  private counts = new Map<string, number>();
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly log: Logger,
  ) {
    super();
  }

  async keep(context: RequestContext, operation: string, code: ErrorCode): Promise<void> {
    const { actor } = context;
    if (!actor) {
      this.add(JSON.stringify([this.clock.today(), operation, code]), 1);
      return;
    }
    // The refusal stands whether or not it could be written down.
    await this.database
      .transaction((tx) =>
        record(tx, actor, { action: operation, subject: `account:${actor.accountId}`, outcome: code }),
      )
      .catch((error: unknown) => this.log.error({ err: error, operation, code }, 'refusal not recorded'));
  }

  /** Writes the counts every minute; call once the database is ready. */
  start(): void {
    this.timer = setInterval(() => void this.flush(), FLUSH_MS);
    this.timer.unref();
  }

  /** Writes what is left and ends. */
  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.flush();
  }

  private async flush(): Promise<void> {
    const counts = this.counts;
    if (counts.size === 0) return;
    this.counts = new Map();
    const rows = [...counts].map(([key, count]) => {
      const [day, operation, code] = JSON.parse(key) as [ReturnType<Clock['today']>, string, string];
      return { day, operation, code, count };
    });
    await addAnonymousRefusals(this.database.background, rows).catch((error: unknown) => {
      this.log.warn({ err: error }, 'counts of anonymous refusals not written');
      for (const [key, count] of counts) this.add(key, count);
    });
  }

  private add(key: string, count: number): void {
    this.counts.set(key, (this.counts.get(key) ?? 0) + count);
  }
}
