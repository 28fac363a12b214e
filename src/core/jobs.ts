import { Injectable, type Abstract, type Type } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Transaction } from './database.js';
import { addJob } from './job.queries.js';

/** What a running job has at hand. */
export interface JobTools {
  /** 1 at the first attempt. */
  readonly attempt: number;
  /** Aborted when the process is told to stop: a long job should then give up; it runs again elsewhere. */
  readonly signal: AbortSignal;
  /** Bears the job's name and id. Never log a payload: it may hold personal data. */
  readonly log: Logger;
  /**
   * Runs `work` in one transaction with the completion of the job: what it writes is there once, whatever is killed
   * when. To be called last, and once.
   */
  complete<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result>;
  /** A service of the application. */
  get<Service>(type: Type<Service> | Abstract<Service>): Service;
}

interface JobDefinition<Payload extends object> {
  /** After so many failures (or deaths of the process) it stays, as FAILED, until somebody retries it. */
  maxAttempts: number;
  /** Five fields of crontab in UTC: it runs then by itself, once for however many processes there are. */
  cron?: string;
  /**
   * Runs AT LEAST once after the transaction that enqueued it has committed, never when that rolled back: twice where
   * a process dies between the work and the note that it is done. So either write through `tools.complete`, which makes
   * both one transaction, or do what may be done twice. Fails by throwing; the next attempt comes after e^attempts
   * seconds (3 s, 7 s, 20 s … 6 h).
   */
  run(payload: Payload, tools: JobTools): Promise<void>;
}

/** Work to be done after a transaction, in this process or another. */
export interface Job<Payload extends object> extends JobDefinition<Payload> {
  /** `module.verb`, for ever: jobs in the database bear it. */
  readonly name: string;
}

/** A job of a feature, which its module then adds to the JobRegistry. */
export function defineJob<Payload extends object = Record<string, never>>(
  name: string,
  definition: JobDefinition<Payload>,
): Job<Payload> {
  if (!/^[a-z][A-Za-z]*\.[a-z][A-Za-z]*$/.test(name)) throw new Error(`Job name "${name}" is not module.verb`);
  return { name, ...definition };
}

/** The jobs that this program can run. A module adds its own in its constructor. */
@Injectable()
export class JobRegistry {
  private readonly jobs = new Map<string, Job<object>>();

  add<Payload extends object>(job: Job<Payload>): void {
    if (this.jobs.has(job.name)) throw new Error(`Job "${job.name}" is defined twice`);
    // Safe: a payload comes back as it was enqueued under this job's name, that is as its Payload.
    this.jobs.set(job.name, job);
  }

  list(): Job<object>[] {
    return [...this.jobs.values()];
  }
}

interface EnqueueOptions {
  /** Not before, by the Clock. */
  runAt?: Date;
  /** One waiting job a key: the same key again replaces what has not begun. */
  key?: string;
}

/** Adds a job in the caller's transaction. `payload` is kept as JSON: ids rather than what they name. Answers with its id. */
export async function enqueue<Payload extends object>(
  tx: Transaction,
  job: Job<Payload>,
  payload: Payload,
  options: EnqueueOptions = {},
): Promise<string> {
  // PostgreSQL's clock decides when a job is due, and does not follow CLOCK: only the distance counts.
  const delay = options.runAt ? Math.max(0, options.runAt.getTime() - tx.now.getTime()) / 1000 : 0;
  const { name, maxAttempts } = job;
  return addJob(tx, { name, payload, delaySeconds: delay, maxAttempts, key: options.key ?? null });
}
