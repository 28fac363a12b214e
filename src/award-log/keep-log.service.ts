import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { record } from '../audit/record.js';
import { Database, type Transaction } from '../core/database.js';
import { enqueue } from '../core/jobs.js';
import { LOGGER } from '../core/logger.js';
import { AwardLog } from './award-log.js';
import { isAnyWaiting } from './award-log.queries.js';
import { firstHeadAt, isHeadsBegunRecorded, lastAuditHead, logKeys } from './checkpoint.queries.js';
import { HEADS_BEGUN, type AuditHead } from './domain/audit-head.js';
import { enterOldAwardsJob } from './enter-old-awards.job.js';
import { publishedKeys } from './published-keys.js';

const DAY_MS = 86_400_000;

/** Signed before the last time that it should have been, as nobody ran; or never, in a log that is older than signed heads. */
function isOld(head: AuditHead | null, now: Date): boolean {
  return head === null || now.getTime() - Date.parse(head.at) > DAY_MS;
}

/** So that the first heads cannot be taken away, and others begun, without a trace. */
async function recordBegin(tx: Transaction): Promise<void> {
  if (await isHeadsBegunRecorded(tx)) return;
  await record(tx, null, { ...HEADS_BEGUN, details: { since: await firstHeadAt(tx) } });
}

/** Makes the first key when a server first starts, signs what stood unsigned too long, and lets enter what is older than the log. */
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
        await this.log.files.publish(publishedKeys(await logKeys(tx)));
        if (await isAnyWaiting(tx)) await enqueue(tx, enterOldAwardsJob, {}, { key: enterOldAwardsJob.name });
      });
      // Apart: without the file of its key nothing is signed, and what the keys are is published all the same.
      await this.database.inBackground(async (tx) => {
        if (isOld(await lastAuditHead(tx), tx.now)) await this.log.sign(tx);
        await recordBegin(tx);
      });
    } catch (error) {
      this.logger.error({ err: error }, 'award log: not ready');
    }
  }

  /** Nothing runs. */
  stop(): void {}
}
