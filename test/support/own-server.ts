import { join } from 'node:path';
import { worker } from './api.js';
import { connected } from './database.js';
import { startServerProcess, type ServerProcess } from './server-process.mjs';

/** Password of the application's login in the test cluster. */
const PASSWORD = 'test';

/** A URL that reaches a database of the test cluster through its Unix socket, as one of its logins. */
export function databaseUrl(database: string, login = 'so_vang_app', password = PASSWORD): string {
  const { host, port } = worker.cluster;
  return `postgres://${login}:${encodeURIComponent(password)}@${encodeURIComponent(host)}:${port}/${database}`;
}

let made = 0;

/** A database of a test's own, with all migrations and the demonstration. Answers with its name. */
export async function ownDatabase(template = 'template_so_vang'): Promise<string> {
  const name = `own_${process.env['JEST_WORKER_ID'] ?? '0'}_${process.pid}_${(made += 1)}`;
  await connected(
    'postgres',
    async (client) => {
      await client.query(`create database ${name} owner so_vang_owner template ${template} strategy file_copy`);
      await client.query(`revoke all on database ${name} from public`);
      await client.query(`grant connect on database ${name} to so_vang_app`);
    },
    'postgres',
  );
  return name;
}

/** Removes what ownDatabase() made, with all who are connected. */
export async function dropDatabase(name: string): Promise<void> {
  await connected('postgres', (client) => client.query(`drop database ${name} with (force)`), 'postgres');
}

/** A built server of a test's own on that database; `env` adds to its environment. */
export function serverOn(database: string, env: Record<string, string> = {}): Promise<ServerProcess> {
  // Servers of one database need the keys that the first of them made: each key has a file of its own.
  const keys: Record<string, string> = env['DATA_DIR'] ? {} : { KEY_DIR: join(worker.dataDir, 'award-log-keys') };
  return startServerProcess({ DATABASE_URL: databaseUrl(database), ...keys, ...env });
}
