import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Database } from '../core/database.js';
import { enqueue } from '../core/jobs.js';
import { LOGGER } from '../core/logger.js';
import { AwardLog } from './award-log.js';
import { isAnyWaiting } from './award-log.queries.js';
import { lastAuditHead, logKeys } from './checkpoint.queries.js';
import { enterOldAwardsJob } from './enter-old-awards.job.js';
import { publishedKeys } from './published-keys.js';

/** Makes the first key when a server first starts, and lets enter what is older than the log. */
@Injectable()
export class KeepLogService {
  constructor(
    private readonly database: Database,
    private readonly log: AwardLog,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** A log that does not verify stops what is issued, not the server. */
  async start(): Promise<void> {
    try {
      await this.database.inBackground(async (tx) => {
        if ((await logKeys(tx)).length === 0) await this.log.begin(tx);
        // A log that is older than signed heads of the audit.
        else if ((await lastAuditHead(tx)) === null) await this.log.sign(tx);
        await this.log.files.publish(publishedKeys(await logKeys(tx)));
        if (await isAnyWaiting(tx)) await enqueue(tx, enterOldAwardsJob, {}, { key: enterOldAwardsJob.name });
      });
    } catch (error) {
      this.logger.error({ err: error }, 'award log: not ready');
    }
  }

  /** Nothing runs. */
  stop(): void {}
}
