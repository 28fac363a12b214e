import { Injectable } from '@nestjs/common';
import { record } from '../audit/record.js';
import { unitsWith, type Actor } from '../core/actor.js';
import type { RequestContext } from '../core/context.js';
import { signedIn } from '../core/context.js';
import { Database, type Connection } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { paginate, type ConnectionOf, type PageArgs } from '../core/pagination.js';
import type { Done } from '../core/payload.js';
import type { CivilDate } from '../core/civil-date.js';
import type { JobPayload, JobView } from './job.entity.js';
import { anyAtTheTop, countJobs, jobById, jobPage, rescheduleJob } from './job.queries.js';

const MAX_BIGINT = 9_223_372_036_854_775_807n;

/** Jobs are the whole registry's, so only administrators of a unit without a superior see them. */
async function requireTop(connection: Connection, actor: Actor, day: CivilDate): Promise<void> {
  const top = await anyAtTheTop(connection, unitsWith(actor, 'account.manage', day), day);
  if (!top) throw new DomainError('FORBIDDEN', 'job.topOnly');
}

function isJobId(id: string): boolean {
  return /^[1-9]\d{0,18}$/.test(id) && BigInt(id) <= MAX_BIGINT;
}

@Injectable()
export class OverseeJobsService {
  constructor(private readonly database: Database) {}

  /** The jobs that wait, run or have failed, the newest first. */
  async page(context: RequestContext, page: PageArgs): Promise<ConnectionOf<JobView>> {
    await requireTop(context.connection, signedIn(context), context.clock.today());
    return paginate({
      page,
      accept: ([id]) => typeof id === 'string' && isJobId(id),
      fetch: (after, limit) => jobPage(context.connection, after, limit),
      count: () => countJobs(context.connection),
      cursorOf: (job) => [job.id],
    });
  }

  /** Lets a failed job begin anew. */
  async retry(context: RequestContext, id: string): Promise<Done<JobPayload>> {
    const actor = signedIn(context);
    await requireTop(context.connection, actor, context.clock.today());
    await this.database.transaction(async (tx) => {
      const job = isJobId(id) ? await jobById(tx, id) : null;
      if (!job) throw new DomainError('NOT_FOUND', 'job.notFound', { field: ['id'] });
      if (job.state !== 'FAILED') throw new DomainError('WRONG_STATE', 'job.notFailed', { field: ['id'] });
      await rescheduleJob(tx, id);
      const details = { name: job.name, lastError: job.lastError };
      await record(tx, actor, { action: 'job.retry', subject: `job:${id}`, details });
    });
    return { job: await jobById(this.database, id) };
  }
}
