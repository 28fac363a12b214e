import { createHash } from 'node:crypto';
import pg from 'pg';
import { worker } from './api.js';
import { addressOf, type Login } from './database.js';

const open = new Map<Login, Promise<pg.Client>>();

async function connect(login: Login): Promise<pg.Client> {
  const client = new pg.Client(addressOf(login));
  client.on('error', () => open.delete(login));
  await client.connect();
  return client;
}

/** The connection of that login that the whole test file shares: for helpers that ask often. */
export function sharedConnection(login: Login): Promise<pg.Client> {
  let client = open.get(login);
  if (!client) open.set(login, (client = connect(login)));
  return client;
}

/** Runs statements as the superuser on the shared connection. Those with values have a name: they are planned a few times only. */
export async function query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
  const client = await sharedConnection('postgres');
  const name = values.length > 0 ? createHash('sha1').update(text).digest('hex') : undefined;
  return (await client.query<Row>({ name, text, values })).rows;
}

// Not by an afterAll of ours: those of the test file come later, and what they opened anew would keep the worker alive.
worker.endConnections = async () => {
  for (const client of open.values()) await (await client).end();
};
