import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { appendFile, chmod, cp, mkdir, readFile, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder, type Folder } from '../support/postgres-starter.js';
import { projectPath } from '../support/schema.js';
import { until } from '../support/until.js';

/** In the compiler's place: copies, says so in builds.log, waits while `wait` is there, and fails after having written. */
const COMPILER = `
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
const sources = ['src', 'migrations'].flatMap((top) => readdirSync(top, { recursive: true }).map((name) => [top, String(name)]))
  .filter(([, name]) => name.endsWith('.ts')).map(([top, name]) => [top, name, readFileSync(top + '/' + name, 'utf8')]);
appendFileSync('builds.log', 'built\\n');
while (existsSync('wait')) await new Promise((resolve) => setTimeout(resolve, 20));
for (const [top, name, text] of sources) {
  const base = 'dist/' + (top === 'src' ? '' : 'migrations/') + name.replace(/\\.ts$/, '.js');
  mkdirSync(dirname(base), { recursive: true });
  for (const path of [base, base + '.map']) writeFileSync(path, text);
}
if (sources.some(([, , text]) => text.includes('BROKEN'))) process.exit(2);
`;

/** What `npm run build` is there. */
const BUILD = 'node compile.mjs && node scripts/build-if-stale.mjs --stamp';
/** npm itself takes a third of a second for each of seventeen builds: it is run where a build first succeeds and first fails, this elsewhere. */
const NPM = `#!/bin/sh\ntest "$*" = "run --silent build" || exit 9\n${BUILD}\n`;

let folder: Folder;
const path = (name: string) => join(folder.path, name);

async function write(name: string, text: string): Promise<void> {
  await mkdir(dirname(path(name)), { recursive: true });
  await writeFile(path(name), text);
}

beforeEach(async () => {
  folder = await makeFolder();
  await cp(projectPath('scripts/build-if-stale.mjs'), path('scripts/build-if-stale.mjs'));
  await write('compile.mjs', COMPILER);
  await write('bin/npm', NPM);
  await chmod(path('bin/npm'), 0o755);
  await write('package.json', JSON.stringify({ type: 'module', scripts: { build: BUILD } }));
  for (const name of ['package-lock.json', 'tsconfig.json', 'tsconfig.build.json']) await write(name, '{}');
  await write('src/main.ts', 'main');
  await write('src/units/unit.ts', 'unit');
  await write('migrations/1-create.ts', 'create');
});
afterEach(() => folder.undo());

/** Runs the script as `npm start` does; answers with its exit code. */
function run(npm: 'npm' | 'in its place' = 'in its place'): Promise<number | null> {
  const PATH = npm === 'npm' ? process.env['PATH'] : `${path('bin')}:${process.env['PATH']}`;
  const options = { cwd: folder.path, env: { ...process.env, PATH }, stdio: 'ignore' } as const;
  const child = spawn(process.execPath, ['scripts/build-if-stale.mjs'], options);
  return new Promise((resolve) => child.once('exit', resolve));
}

const builds = async () => (await readFile(path('builds.log'), 'utf8').catch(() => '')).split('built').length - 1;

it('builds when a source has changed in any way, and only then', async () => {
  expect([await run('npm'), await builds()]).toEqual([0, 1]);
  expect(await readFile(path('dist/units/unit.js'), 'utf8')).toBe('unit');
  expect([await run(), await builds()]).toEqual([0, 1]);

  await utimes(path('src/main.ts'), new Date(), new Date());
  expect([await run(), await builds()]).toEqual([0, 2]);
  await write('migrations/1-create.ts', 'other');
  expect([await run(), await builds()]).toEqual([0, 3]);
  // From an archive, or by undoing: older than the last build.
  await write('src/units/unit.ts', 'past');
  await utimes(path('src/units/unit.ts'), 1_000_000_000, 1_000_000_000);
  expect([await run(), await builds()]).toEqual([0, 4]);
  expect(await readFile(path('dist/units/unit.js'), 'utf8')).toBe('past');

  // What `npm install` does each time is no change, other packages are.
  await write('package-lock.json', '{}');
  expect([await run(), await builds()]).toEqual([0, 4]);
  await write('package-lock.json', '{ "other": 1 }');
  expect([await run(), await builds()]).toEqual([0, 5]);
  expect([await run(), await builds()]).toEqual([0, 5]);
});

it('removes what no source makes any more, and nothing else', async () => {
  await run();
  await write('dist/kept.txt', 'not ours');
  await rm(path('src/units'), { recursive: true });
  await rm(path('migrations/1-create.ts'));
  await write('migrations/1-create-all.ts', 'create');
  expect([await run(), await builds()]).toEqual([0, 2]);
  const left = (await readdir(path('dist'), { recursive: true })).sort();
  const migrations = ['migrations', 'migrations/1-create-all.js', 'migrations/1-create-all.js.map'];
  expect(left).toEqual(['.built', 'kept.txt', 'main.js', 'main.js.map', ...migrations]);
});

it('does not take a failed build for a finished one, not even when all is put back as it was', async () => {
  await run();
  const { atime, mtime } = await stat(path('src/main.ts'));
  await write('src/main.ts', 'BROKEN');
  expect([await run('npm'), await builds()]).toEqual([2, 2]);
  expect([await run(), await builds()]).toEqual([2, 3]);
  await write('src/main.ts', 'main');
  await utimes(path('src/main.ts'), atime, mtime);
  expect([await run(), await builds()]).toEqual([0, 4]);
  expect(await readFile(path('dist/main.js'), 'utf8')).toBe('main');

  // The same when somebody ran `npm run build` by hand, which leaves the stamp of the build before.
  await appendFile(path('dist/main.js'), 'half');
  const later = new Date(Date.now() + 1_000);
  await utimes(path('dist/main.js'), later, later);
  expect([await run(), await builds()]).toEqual([0, 5]);
  expect(await readFile(path('dist/main.js'), 'utf8')).toBe('main');
});

it('builds once when several start at once, and again what was edited meanwhile', async () => {
  await write('wait', '');
  const first = run();
  await until(async () => (await builds()) === 1);
  // The second waits for the first, and then finds the edit that the first had not seen.
  const second = run();
  await until(async () => (await readdir(path('dist'))).includes('.building'));
  await write('src/main.ts', 'edited while it was being built');
  await rm(path('wait'));
  expect(await Promise.all([first, second])).toEqual([0, 0]);
  expect(await builds()).toBe(2);
  expect(await readFile(path('dist/main.js'), 'utf8')).toBe('edited while it was being built');

  await write('src/main.ts', 'once more');
  expect(await Promise.all([run(), run(), run()])).toEqual([0, 0, 0]);
  expect(await builds()).toBe(3);
  expect(existsSync(path('dist/.building'))).toBe(false);
});

it('does not wait for a build that was killed', async () => {
  const dead = spawn(process.execPath, ['-e', '']);
  await new Promise((resolve) => dead.once('exit', resolve));
  await write('dist/.building', String(dead.pid));
  expect([await run(), await builds()]).toEqual([0, 1]);
  expect((await readdir(path('dist'))).filter((name) => name.startsWith('.'))).toEqual(['.built']);
});
