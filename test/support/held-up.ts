import { connected } from './database.js';
import { until } from './until.js';

/**
 * Has `begun()` ask for something that writes into that table, and calls `then` with its answer to come while it waits there in
 * the middle of its transaction, as long as `then` takes.
 */
export async function heldUp<T>(
  table: string,
  begun: () => Promise<T>,
  then: (answer: Promise<T>) => Promise<void>,
): Promise<void> {
  await connected('postgres', async (client) => {
    await client.query(`begin; lock table ${table} in exclusive mode`);
    const answer = begun();
    await until(async () => {
      const { rowCount } = await client.query(
        `select from pg_locks where relation = $1::regclass and not granted and database =
           (select oid from pg_database where datname = current_database())`,
        [table],
      );
      return rowCount === 1;
    });
    await then(answer);
    await client.query('rollback');
  });
}
