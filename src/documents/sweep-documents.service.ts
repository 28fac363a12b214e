import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Database } from '../core/database.js';
import { enqueue } from '../core/jobs.js';
import { LOGGER } from '../core/logger.js';
import { DocumentStore } from './document-store.js';
import { sweepDocumentsJob } from './sweep-documents.job.js';

/** Clears the store of what a crash has left, when a server starts; the rest is the hourly job's. */
@Injectable()
export class SweepDocumentsService {
  constructor(
    private readonly database: Database,
    private readonly store: DocumentStore,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** At the start of a server, before it receives anything. A store that fails does not stop the start. */
  async start(): Promise<void> {
    try {
      await this.store.clearIncoming();
      await this.database.inBackground((tx) => enqueue(tx, sweepDocumentsJob, {}, { key: sweepDocumentsJob.name }));
    } catch (error) {
      this.log.error({ err: error }, 'documents: not swept at start');
    }
  }

  /** Nothing runs between sweeps. */
  stop(): void {}
}
