import { EventEmitter } from 'node:events';
import { Inject, Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { CronItem, JobHelpers, Runner, RunnerOptions, TaskList, WorkerEvents, WorkerPool } from 'graphile-worker';
import pg from 'pg';
import type { Logger } from 'pino';
import { DATABASE_ADDRESS, pgAddress, type DatabaseAddress } from './database-address.js';
import { Database } from './database.js';
import { DomainError, InvalidInput } from './errors.js';
import { finishJob, freeJobsOf, poolsWithJobs } from './job.queries.js';
import { JobRegistry, type Job, type JobTools } from './jobs.js';
import { adoptTraces, LOGGER } from './logger.js';
import { Presence } from './presence.js';

/** Jobs at once in one process: they are background work and share the machine with requests. */
const AT_ONCE = 2;
/** How often the jobs of dead processes are looked for. */
const SEARCH_MS = 2_000;
const RESTART_MS = 1_000;
/** A stopping process waits so long for its running jobs; then others run them again. */
const GRACE_MS = 10_000;

/** Another attempt has done the job meanwhile: nothing is left to do, and nothing to say. */
class DoneElsewhere extends Error {}

/** What stands in the database, and in the list of jobs, of a failure: a code; the log has the rest. */
function codeOf(error: unknown): string {
  if (error instanceof DomainError) return error.code;
  if (error instanceof InvalidInput) return 'INVALID_INPUT';
  return 'INTERNAL';
}

/** Runs the registered jobs, with graphile-worker, in this process beside those of others. */
@Injectable()
export class JobRunner {
  private readonly stopping = new AbortController();
  private pool: pg.Pool | null = null;
  private running: { runner: Runner; workers: WorkerPool } | null = null;
  private searching: NodeJS.Timeout | null = null;
  private missing: ReadonlySet<string> = new Set();

  constructor(
    private readonly registry: JobRegistry,
    private readonly database: Database,
    private readonly presence: Presence,
    private readonly modules: ModuleRef,
    @Inject(DATABASE_ADDRESS) private readonly address: DatabaseAddress,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** Begins to run jobs; call once the database is ready and Presence has begun. */
  async start(): Promise<void> {
    adoptTraces(this.log);
    // A pool of its own: jobs must not wait for the connections of requests, nor the reverse.
    const pool = new pg.Pool({
      ...pgAddress(this.address),
      max: AT_ONCE + 2,
      connectionTimeoutMillis: 5_000,
      application_name: 'so-vang-jobs',
    });
    const note = (error: Error): void => this.log.warn({ err: error }, 'jobs: connection lost');
    pool.on('error', note);
    pool.on('connect', (client) => client.on('error', note));
    this.pool = pool;
    await this.launch(pool);
    this.search();
  }

  /** Takes no more jobs, waits for the running ones, and leaves to others what does not end. */
  async stop(): Promise<void> {
    this.stopping.abort();
    if (this.searching) clearTimeout(this.searching);
    const { running } = this;
    if (running) {
      const giveUp = setTimeout(() => void running.workers.forcefulShutdown('INTERRUPTED'), GRACE_MS);
      await running.runner.stop().catch(() => undefined);
      await running.runner.promise.catch(() => undefined);
      clearTimeout(giveUp);
    }
    await this.pool?.end();
  }

  private async launch(pool: pg.Pool): Promise<void> {
    // Read when it is used: a fifth of a second that commands and the printing of the schema need not spend.
    const { Logger: GraphileLogger, parseCronItems, run } = await import('graphile-worker');
    const events = new EventEmitter() as WorkerEvents;
    let workers: WorkerPool | undefined;
    events.once('pool:create', (event) => {
      workers = event.workerPool;
    });
    const runner = await run({
      ...this.options(pool),
      events,
      logger: new GraphileLogger(() => (level, text) => this.log[LEVELS[level] ?? 'debug']({ jobs: true }, text)),
      parsedCronItems: parseCronItems(this.crontab()),
    });
    if (!workers) throw new Error('graphile-worker made no pool');
    this.running = { runner, workers };
    const { id } = workers;
    // It ends by itself when its queue is in doubt, after the database was away for long: what it still holds is then
    // free for others.
    const ended = (): void => {
      if (this.stopping.signal.aborted) return;
      void this.presence.release(id);
      setTimeout(() => this.relaunch(pool), RESTART_MS).unref();
    };
    runner.promise.then(ended, ended);
  }

  private relaunch(pool: pg.Pool): void {
    if (this.stopping.signal.aborted) return;
    this.log.warn('jobs: starting again');
    this.launch(pool).catch((error: unknown) => {
      this.log.error({ err: error }, 'jobs: not started');
      setTimeout(() => this.relaunch(pool), RESTART_MS).unref();
    });
  }

  private options(pool: pg.Pool): RunnerOptions {
    return {
      pgPool: pool,
      schema: 'graphile_worker',
      concurrency: AT_ONCE,
      noHandleSignals: true,
      taskList: this.tasks(),
      preset: {
        // Batched, even with a delay of 0, it tries again when the database is away; else that would be an unhandled
        // rejection, which ends the process.
        worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 },
        plugins: [
          {
            name: 'SoVangPresencePlugin',
            version: '1.0.0',
            // Before its first job the pool is present, so that no other process takes it for dead.
            worker: { hooks: { startWorker: (_context, { worker }) => this.presence.hold(worker.workerPool.id) } },
          },
        ],
      },
    };
  }

  private crontab(): CronItem[] {
    return this.registry.list().flatMap(({ name, cron, maxAttempts }) => {
      // The key: a run that still waits when the next is due is not piled up. What a stop made it miss is made up for once.
      const options = { maxAttempts, jobKey: `cron:${name}`, backfillPeriod: 3_600_000 };
      return cron ? [{ task: name, match: cron, identifier: name, options }] : [];
    });
  }

  private tasks(): TaskList {
    const task =
      (job: Job<object>) =>
      (payload: unknown, helpers: JobHelpers): Promise<void> =>
        this.perform(job, payload as object, helpers.job);
    return Object.fromEntries(this.registry.list().map((job) => [job.name, task(job)]));
  }

  private async perform(job: Job<object>, payload: object, row: JobHelpers['job']): Promise<void> {
    const id = String(row.id);
    const log = this.log.child({ job: job.name, jobId: id, attempt: row.attempts });
    const tools: JobTools = {
      attempt: row.attempts,
      signal: this.stopping.signal,
      log,
      complete: (work) =>
        this.database.inBackground(async (tx) => {
          if (!(await finishJob(tx, id))) throw new DoneElsewhere();
          return work(tx);
        }),
      get: (type) => this.modules.get(type, { strict: false }),
    };
    try {
      await job.run(payload, tools);
    } catch (error) {
      if (!(error instanceof DoneElsewhere)) log.error({ err: error }, 'job failed');
      throw new Error(codeOf(error), { cause: error });
    }
  }

  private search(): void {
    this.searching = setTimeout(() => {
      this.freeDead()
        .catch((error: unknown) => this.log.warn({ err: error }, 'jobs: dead processes not looked for'))
        .finally(() => this.stopping.signal.aborted || this.search());
    }, SEARCH_MS);
    this.searching.unref();
  }

  /** graphile-worker itself waits four hours. Twice absent, so that a lost connection alone costs nobody its jobs. */
  private async freeDead(): Promise<void> {
    const absent = await this.presence.absent(await poolsWithJobs(this.database.background));
    const dead = absent.filter((pool) => this.missing.has(pool));
    this.missing = new Set(absent);
    if (dead.length === 0) return;
    const freed = await freeJobsOf(this.database.background, dead);
    if (freed > 0) this.log.warn({ freed }, 'jobs of a dead process are free again');
  }
}

const LEVELS: Readonly<Record<string, 'error' | 'warn' | 'debug' | 'trace'>> = {
  error: 'warn',
  warning: 'warn',
  info: 'debug',
  debug: 'trace',
};
