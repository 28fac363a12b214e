// Builds dist/ when it is not what the sources make now, and only then. `--stamp`, the last step of `npm run build`,
// removes what no source makes any more and notes what was built.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, relative, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const stamp = join(dist, '.built');
const lock = join(dist, '.building');
const SOURCES = ['src', 'migrations', 'tsconfig.json', 'tsconfig.build.json'];
/** npm writes it anew at each install, mostly with the same content. */
const PACKAGES = 'package-lock.json';
/** Longer than any build; the pid in an older lock may be a stranger's by now. */
const LOCK_MS = 300_000;

function filesOf(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesOf(join(path, name)));
}

/** What is there to be built: which files, and when each was written. Tells what is gone and what came back older, too. */
function fingerprint() {
  const hash = createHash('sha256').update(readFileSync(join(root, PACKAGES)));
  for (const path of SOURCES.flatMap((source) => filesOf(join(root, source)))) {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${relative(root, path)} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function compiledFiles() {
  return filesOf(dist).filter((path) => /\.(js|js\.map|d\.ts)$/.test(path));
}

/** Built from these sources, and nothing written into dist/ since: a build that failed writes there as well. */
function isFresh() {
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== fingerprint()) return false;
  const built = statSync(stamp).mtimeMs;
  return compiledFiles().every((path) => statSync(path).mtimeMs <= built);
}

function sourceOf(path) {
  const inside = relative(dist, path).replace(/\.(js|js\.map|d\.ts)$/, '.ts');
  return inside.startsWith(`migrations${sep}`) ? join(root, inside) : join(root, 'src', inside);
}

/** A migration that was renamed would be run under both names. */
function removeOrphans() {
  for (const path of compiledFiles()) if (!existsSync(sourceOf(path))) rmSync(path);
  removeEmptyFolders(dist);
}

function removeEmptyFolders(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeEmptyFolders(join(folder, entry.name));
  }
  if (folder !== dist && readdirSync(folder).length === 0) rmdirSync(folder);
}

function isLocked() {
  try {
    if (Date.now() - statSync(lock).mtimeMs > LOCK_MS) return false;
    process.kill(Number(readFileSync(lock, 'utf8')), 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** False when somebody has it. The pid appears together with the file, so nobody reads an empty one. */
function takeLock() {
  const draft = `${lock}.${process.pid}`;
  writeFileSync(draft, String(process.pid));
  try {
    linkSync(draft, lock);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(draft);
  }
}

/** Two that start at once must not write into the same files, nor run what the other has half written. */
async function withLock(work) {
  mkdirSync(dist, { recursive: true });
  while (!takeLock()) {
    if (isLocked()) await sleep(100);
    else rmSync(lock, { force: true });
  }
  try {
    return work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function build() {
  if (isFresh()) return 0;
  process.stderr.write('Building…\n');
  // Noted is what is there now: what is edited while it is being built will be built next time.
  const env = { ...process.env, BUILD_FINGERPRINT: fingerprint() };
  rmSync(stamp, { force: true });
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: root,
    env,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  return status ?? 1;
}

if (process.argv.includes('--stamp')) {
  removeOrphans();
  writeFileSync(stamp, process.env.BUILD_FINGERPRINT ?? fingerprint());
} else if (!existsSync(dist) || existsSync(lock) || !isFresh()) {
  process.exitCode = await withLock(build);
}
