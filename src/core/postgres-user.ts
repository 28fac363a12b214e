import { spawnSync } from 'node:child_process';
import { chown, lchown, readFile, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { clusterOfAnother, noServerUser, pathClosed } from './startup-error.js';

/** The account that PostgreSQL runs as when we are root. */
export interface PostgresUser {
  uid: number;
  gid: number;
  name: string;
}

/**
 * Whom PostgreSQL runs as: undefined is ourselves. PostgreSQL refuses root, so under root it is the owner of the
 * cluster that is there (so that a start under root leaves an ordinary user's data his own), else the machine's
 * `postgres`, else `nobody`. Throws a StartupError when there is no such account, or the cluster is not ours.
 */
export async function choosePostgresUser(clusterDir: string): Promise<PostgresUser | undefined> {
  const ourUid = process.getuid?.();
  if (ourUid === undefined) return undefined;
  const owner = await stat(clusterDir).catch(() => null);
  if (ourUid !== 0) {
    if (owner && owner.uid !== ourUid) throw clusterOfAnother(clusterDir, owner.uid);
    return undefined;
  }
  const accounts = await readAccounts();
  if (owner && owner.uid !== 0) {
    const name = accounts.find((account) => account.uid === owner.uid)?.name ?? `uid ${owner.uid}`;
    return { uid: owner.uid, gid: owner.gid, name };
  }
  const user = ['postgres', 'nobody'].map((name) => accounts.find((account) => account.name === name)).find(Boolean);
  if (!user) throw noServerUser();
  return user;
}

/**
 * Under root: makes sure that the user may pass through each folder on the way to `path`, and through (or execute)
 * `path` itself; else throws a StartupError naming the first that is closed. initdb would say "Permission denied" of
 * something far below. `path` must be free of symbolic links; `remedy` is what to do other than chmod.
 */
export async function requirePassage(user: PostgresUser | undefined, path: string, remedy: string): Promise<void> {
  if (!user) return;
  for (const step of waysDown(path)) {
    const { uid, gid, mode } = await stat(step);
    const needed = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & needed) === 0 && !passesAnyway(user, step)) throw pathClosed(step, user.name, remedy);
  }
}

/** Gives one file or folder to the user. */
export async function giveTo(user: PostgresUser | undefined, path: string): Promise<void> {
  if (user) await chown(path, user.uid, user.gid);
}

/** Gives a cluster that root owns (copied there, perhaps) to the user, whole. */
export async function giveClusterTo(user: PostgresUser | undefined, clusterDir: string): Promise<void> {
  if (!user || (await stat(clusterDir)).uid === user.uid) return;
  for (const entry of await readdir(clusterDir, { recursive: true })) {
    await lchown(join(clusterDir, entry), user.uid, user.gid);
  }
  // The top last: until then a start that was cut off is begun anew.
  await chown(clusterDir, user.uid, user.gid);
}

/** The folders from the root down to the path, itself included. */
function waysDown(path: string): string[] {
  const above = dirname(path);
  return above === path ? [path] : [...waysDown(above), path];
}

/** Mode bits know nothing of access lists (setfacl): when the bits refuse, ask the system itself. */
function passesAnyway(user: PostgresUser, path: string): boolean {
  return spawnSync('test', ['-x', path], { uid: user.uid, gid: user.gid, cwd: '/' }).status === 0;
}

async function readAccounts(): Promise<PostgresUser[]> {
  const text = await readFile('/etc/passwd', 'utf8').catch(() => '');
  return text
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4)
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter((account) => account.uid !== 0 && Number.isInteger(account.uid) && Number.isInteger(account.gid));
}
