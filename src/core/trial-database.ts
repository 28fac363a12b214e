import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { DatabaseAddress } from './database-address.js';
import type { EmbeddedPostgres } from './embedded-postgres.js';
import { pendingMigrations } from './pending-migrations.js';

const DATABASE = 'so_vang';
const OWNER = 'so_vang_owner';
const APP = 'so_vang_app';

/** Holds the passwords of the two logins, mode 600, in the data folder. */
export const SECRETS_FILE = 'database.json';

/** The two logins of the trial database. */
export interface TrialLogins {
  owner: DatabaseAddress;
  app: DatabaseAddress;
}

interface Secrets {
  ownerPassword: string;
  appPassword: string;
}

/** The generated passwords of the two logins, made at the first start. */
async function secretsOf(dataDir: string): Promise<Secrets> {
  const path = join(dataDir, SECRETS_FILE);
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Secrets;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const secrets = {
      ownerPassword: randomBytes(24).toString('base64url'),
      appPassword: randomBytes(24).toString('base64url'),
    };
    await writeFile(path, JSON.stringify(secrets), { mode: 0o600 });
    return secrets;
  }
}

/** The logins of a trial database that runs at `host` (socket folder or address). */
export async function trialLogins(dataDir: string, host: string, port: number): Promise<TrialLogins> {
  const { ownerPassword, appPassword } = await secretsOf(dataDir);
  const at = { host, port, database: DATABASE };
  return {
    owner: { ...at, username: OWNER, password: ownerPassword },
    app: { ...at, username: APP, password: appPassword },
  };
}

/** Makes the roles and the database where they are missing: an owner for migrations, a restricted one for the service. */
async function ensureLogins(postgres: EmbeddedPostgres, logins: TrialLogins): Promise<void> {
  const { user, password, database } = postgres.superuser;
  const client = new pg.Client({ host: postgres.host, port: postgres.port, user, password, database });
  await client.connect();
  try {
    const found = await client.query<{ ready: boolean }>(
      'select exists (select from pg_database where datname = $1) as ready',
      [DATABASE],
    );
    if (found.rows[0]?.ready) return;
    for (const { username = '', password: secret = '' } of [logins.owner, logins.app]) {
      await client.query(`drop role if exists ${username}`);
      await client.query(`create role ${username} login noinherit password '${secret}'`);
    }
    await client.query(`create database ${DATABASE} owner ${OWNER}`);
    await client.query(`revoke all on database ${DATABASE} from public`);
    await client.query(`grant connect on database ${DATABASE} to ${APP}`);
  } finally {
    await client.end();
  }
}

/** Makes the trial database of a started PostgreSQL ready: logins, database, migrations. */
export async function prepareTrialDatabase(dataDir: string, postgres: EmbeddedPostgres): Promise<TrialLogins> {
  const logins = await trialLogins(dataDir, postgres.host, postgres.port);
  await ensureLogins(postgres, logins);
  const { host, port, username, password, database } = logins.owner;
  const client = new pg.Client({ host, port, user: username, password, database });
  await client.connect();
  const pending = await pendingMigrations(client).finally(() => client.end());
  if (pending.length > 0) {
    const { migrate } = await import('./migrate.js');
    await migrate(logins.owner, APP);
  }
  return logins;
}
