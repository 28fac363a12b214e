import pg from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import type { DatabaseAddress } from './database-address.js';
import { SnakeNaming } from './snake-naming.js';

const DATE_OID = 1082;
const BIGINT_OID = 20;

// Legal dates stay text (never a Date with its zone); counts and positions of the chain fit into a double up to 2^53.
pg.types.setTypeParser(DATE_OID, (value) => value);
pg.types.setTypeParser(BIGINT_OID, Number);

/** Milliseconds after which PostgreSQL ends a statement, a wait for a lock, and an idle transaction of ours. */
export const TIMEOUTS = { statement: 15_000, lock: 10_000, idleInTransaction: 30_000 };

/** What every connection of the service is opened with, as pg takes it. */
export const CONNECTION_SETTINGS = {
  statement_timeout: TIMEOUTS.statement,
  lock_timeout: TIMEOUTS.lock,
  idle_in_transaction_session_timeout: TIMEOUTS.idleInTransaction,
  connectionTimeoutMillis: 5_000,
  // A connection that PostgreSQL closes while it idles must not end the process.
  keepAlive: true,
};

/** TypeORM's options for the service: no schema builder, our own SQL. */
export function serviceDataSource(
  address: DatabaseAddress,
  pool: number,
  entities: DataSourceOptions['entities'],
): DataSourceOptions {
  return {
    type: 'postgres',
    // The very one whose parsers were set above.
    driver: pg,
    ...address,
    entities,
    namingStrategy: new SnakeNaming(),
    synchronize: false,
    logging: false,
    installExtensions: false,
    invalidWhereValuesBehavior: { null: 'throw', undefined: 'throw' },
    poolSize: pool,
    applicationName: 'so-vang',
    extra: {
      ...CONNECTION_SETTINGS,
      // A new connection has to read the catalogue, compile every trigger and plan every statement once more: after a
      // pause of ten seconds (pg's default) the next requests would pay for all of it again.
      idleTimeoutMillis: 300_000,
      // Requests run side by side already. A list that starts two worker processes for 21 rows costs the others more
      // than it gains: 77 instead of 48 lists a second without (bench, two cores).
      options: '-c max_parallel_workers_per_gather=0',
    },
  };
}

/** The owner's connection, for migrations alone. */
export function migrationDataSource(address: DatabaseAddress): DataSource {
  return new DataSource({
    type: 'postgres',
    driver: pg,
    ...address,
    namingStrategy: new SnakeNaming(),
    migrations: [new URL('../migrations/*.js', import.meta.url).pathname],
    migrationsTableName: 'migration',
    poolSize: 1,
    applicationName: 'so-vang-migrate',
    // TypeORM's own one prints failures of migrations to standard output; who called tells them.
    logger: 'debug',
  });
}
