import pg from 'pg';
import { addressOf } from './database.js';

let open: Promise<pg.Client> | null = null;

async function connect(): Promise<pg.Client> {
  const client = new pg.Client(addressOf('postgres'));
  client.on('error', () => (open = null));
  await client.connect();
  return client;
}

/** Runs statements as the superuser on one connection that the whole test file shares: for helpers that ask often. */
export async function query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
  const client = await (open ??= connect());
  return (await client.query<Row>(text, values)).rows;
}

afterAll(async () => {
  await (await open)?.end();
  open = null;
});
