import pg from 'pg';
import { worker, type Worker } from './api.js';

/** Passwords of the two logins of the test cluster. */
const PASSWORD = 'test';

export type Login = 'postgres' | 'so_vang_owner' | 'so_vang_app';

/** How to connect to a database of the test cluster as one of its three logins. */
export function addressOf(login: Login, database: string = worker.database, from: Worker = worker): pg.ClientConfig {
  const { host, port, superuser } = from.cluster;
  return { host, port, user: login, password: login === 'postgres' ? superuser.password : PASSWORD, database };
}

/** Runs `work` on a connection of its own. */
export async function connected<T>(
  login: Login,
  work: (client: pg.Client) => Promise<T>,
  database?: string,
): Promise<T> {
  const client = new pg.Client(addressOf(login, database));
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The rows of one statement, as the superuser. */
export async function rows<Row extends pg.QueryResultRow>(
  text: string,
  values: unknown[] = [],
  database?: string,
): Promise<Row[]> {
  return connected('postgres', async (client) => (await client.query<Row>(text, values)).rows, database);
}
