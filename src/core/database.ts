import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { DataSource, type EntityManager } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { civilDateInVietnam, type CivilDate } from './civil-date.js';
import { Clock } from './clock.js';
import { CONFIG } from './config.token.js';
import type { Config } from './config.js';
import { translateDatabaseError } from './database-errors.js';
import { SqlTrace } from './trace-sql.js';

/** Something that runs SQL: the pool, or one transaction. First argument of every query function. */
export interface Connection {
  /** Runs `text` as a named prepared statement and returns its rows. */
  rows<Row>(text: string, values?: readonly unknown[], options?: RowsOptions): Promise<Row[]>;
}

export interface RowsOptions {
  /**
   * Plan for these very values, each time: for searches whose best way depends on how frequent the values are. On the pool
   * only: a transaction plans each statement once (BEGIN).
   */
  replan?: boolean;
}

/** A running transaction. Do not use `Promise.all` on it: one connection answers one statement at a time. */
export interface Transaction extends Connection {
  /** TypeORM's manager on the same connection, for inserts of entities. */
  readonly manager: EntityManager;
  /** The instant of this transaction; everything written in it bears it. */
  readonly now: Date;
  /** The civil date of `now` in Asia/Ho_Chi_Minh. */
  readonly today: CivilDate;
}

export function isTransaction(connection: Connection): connection is Transaction {
  return 'now' in connection;
}

const names = new Map<string, string>();

/** A prepared statement's name: PostgreSQL refuses one name with two texts, so it is made from the text. */
export function nameOf(text: string): string {
  let name = names.get(text);
  if (!name) names.set(text, (name = createHash('sha1').update(text).digest('hex').slice(0, 16)));
  return name;
}

function statement(text: string, values: readonly unknown[], options?: RowsOptions): pg.QueryConfig {
  return { name: options?.replan ? undefined : nameOf(text), text, values: [...values] };
}

// Writes find their rows by keys, a few or a list, and one plan serves all lists. Left to itself PostgreSQL takes a list
// for ten keys, finds a plan for one key cheaper and plans anew each time: three quarters of the time of such a
// statement, and as much again in the triggers.
const BEGIN = 'START TRANSACTION; SET LOCAL plan_cache_mode = force_generic_plan';

const RETRYABLE = new Set(['40001', '40P01']);
const MAX_ATTEMPTS = 3;

function isRetryable(error: unknown): boolean {
  const code = (error as { code?: unknown }).code ?? (error as { driverError?: { code?: unknown } }).driverError?.code;
  return typeof code === 'string' && RETRYABLE.has(code);
}

/** The database of the service: reads on the pool, writes in transactions. */
@Injectable()
export class Database implements Connection {
  private readonly writeGuards: (() => void)[] = [];
  private readonly trace: SqlTrace | null;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(CONFIG) config: Config,
    private readonly clock: Clock,
  ) {
    this.trace = config.traceSql ? new SqlTrace(config.traceSql) : null;
    if (this.trace) dataSource.logger = this.trace;
  }

  /** TypeORM's own pool: named statements reach 0.8–0.9 of a bare server, `DataSource.query` 0.7 (ADR 0001). */
  get pool(): pg.Pool {
    return (this.dataSource.driver as PostgresDriver).master as pg.Pool;
  }

  /** For the service's own timers: like the pool, but not part of what TRACE_SQL records of requests. */
  readonly background: Connection = {
    rows: (text, values, options) => this.run(text, values, options),
  };

  /** A check that runs before each transaction and throws to stop all writes (the audit's fail-closed rule). */
  guardWrites(guard: () => void): void {
    this.writeGuards.push(guard);
  }

  rows<Row>(text: string, values: readonly unknown[] = [], options?: RowsOptions): Promise<Row[]> {
    this.trace?.add(text);
    return this.run(text, values, options);
  }

  private async run<Row>(text: string, values: readonly unknown[] = [], options?: RowsOptions): Promise<Row[]> {
    try {
      return (await this.pool.query(statement(text, values, options))).rows as Row[];
    } catch (error) {
      throw translateDatabaseError(error);
    }
  }

  /** A transaction of a job: not part of what TRACE_SQL records of requests. */
  inBackground<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    return this.trace ? this.trace.aside(() => this.transaction(work)) : this.transaction(work);
  }

  /** Runs `work` in one transaction; the whole of it again (three times at most) on a serialization failure or deadlock. */
  async transaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    for (const guard of this.writeGuards) guard();
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.attempt(work);
      } catch (error) {
        if (!isRetryable(error) || attempt >= MAX_ATTEMPTS) throw translateDatabaseError(error);
        await new Promise((resolve) => setTimeout(resolve, 10 * attempt * (1 + Math.random())));
      }
    }
  }

  private async attempt<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    const runner = this.dataSource.createQueryRunner();
    try {
      return await this.within(runner.manager, (await runner.connect()) as pg.PoolClient, work);
    } finally {
      await runner.release();
    }
  }

  private async within<Result>(
    manager: EntityManager,
    client: pg.PoolClient,
    work: (tx: Transaction) => Promise<Result>,
  ): Promise<Result> {
    const control = (text: string, sent = text): Promise<unknown> => {
      this.trace?.add(text);
      return client.query(sent);
    };
    await control('START TRANSACTION', BEGIN);
    try {
      const now = this.clock.now();
      const result = await work({
        manager,
        now,
        today: civilDateInVietnam(now),
        rows: async <Row>(text: string, values: readonly unknown[] = [], options?: RowsOptions) => {
          this.trace?.add(text);
          return (await client.query(statement(text, values, options))).rows as Row[];
        },
      });
      await control('COMMIT');
      return result;
    } catch (error) {
      await control('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }
}
