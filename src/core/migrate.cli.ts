import { runCommand } from './command.js';
import { loadConfig, type Config } from './config.js';
import { message } from './messages.vi.js';
import { migrate } from './migrate.js';
import { reasonOf, StartupError } from './startup-error.js';

/** `npm run migrate`: brings the database of DATABASE_OWNER_URL up to date, with rights for the user of DATABASE_URL. */

interface Roles {
  ownerUrl: string;
  appRole: string;
}

function userOf(url: string): string {
  return decodeURIComponent(new URL(url).username);
}

function rolesOf({ databaseOwnerUrl, databaseUrl }: Config): Roles {
  if (!databaseOwnerUrl) throw new StartupError('MIGRATE', message('migrate.ownerMissing'));
  const appRole = databaseUrl ? userOf(databaseUrl) : '';
  if (!appRole) throw new StartupError('MIGRATE', message('migrate.appMissing'));
  if (appRole === userOf(databaseOwnerUrl)) {
    throw new StartupError('MIGRATE', message('migrate.sameRole', { role: appRole }));
  }
  return { ownerUrl: databaseOwnerUrl, appRole };
}

void runCommand(async () => {
  const { ownerUrl, appRole } = rolesOf(loadConfig(process.env));
  const done = await migrate({ url: ownerUrl }, appRole).catch((error: unknown) => {
    throw new StartupError('MIGRATE', message('migrate.failed', { reason: reasonOf(error) }), { cause: error });
  });
  for (const name of done) process.stdout.write(`${name}\n`);
  const outcome = done.length > 0 ? message('migrate.done', { count: done.length }) : message('migrate.nothing');
  process.stdout.write(`${outcome}\n`);
});
