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
export async function rows<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
  return connected('postgres', async (client) => (await client.query<Row>(text, values)).rows);
}

/** The same as a URL, for programs. */
export function urlOf(login: Login, database: string = worker.database): string {
  const { host, port, user, password } = addressOf(login, database);
  return `postgres://${user}:${encodeURIComponent(String(password))}@${encodeURIComponent(String(host))}:${port}/${database}`;
}

/** A new database with every migration and the demonstration, open to the application alone; remove() drops it. */
export async function cloneDatabase(name: string): Promise<{ name: string; remove: () => Promise<void> }> {
  const drop = (client: pg.Client): Promise<unknown> => client.query(`drop database if exists ${name} with (force)`);
  await connected(
    'postgres',
    async (client) => {
      await drop(client);
      await client.query(`create database ${name} owner so_vang_owner template template_so_vang`);
      await client.query(`revoke all on database ${name} from public`);
      await client.query(`grant connect on database ${name} to so_vang_app`);
    },
    'postgres',
  );
  return { name, remove: () => connected('postgres', async (client) => void (await drop(client)), 'postgres') };
}
