// The habits of DESIGN §2, §3 and §6 as rules. A rule's message says what to do instead.
// `no-restricted-syntax` is replaced, not merged, by a later block: each block spells out its whole list.
import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const RESTRICTED = 'no-restricted-syntax';

/**
 * Files that read the system's time themselves. All others take it from the Clock, which trial mode sets to the past.
 * The launcher and the lock of the data folder say when a real process started, before there is a Clock. To measure how
 * long something takes, `performance.now()` is free everywhere.
 */
const SYSTEM_TIME = [
  'src/core/clock.ts',
  'src/core/clock.spec.ts',
  'src/core/embedded-postgres*.ts',
  'src/core/data-dir-lock.ts',
  'src/documents/file-document-store.ts', // compares with the times of files
  'src/award-log/verify.cli.ts', // a program of its own: how old a checkpoint is
];
/** Programs for a terminal: they print. The service logs through pino. */
const TERMINAL = ['src/main.ts', 'src/worker.ts', 'src/**/*.cli.ts'];
const SPECS = ['src/**/*.spec.ts'];

const typeorm = [
  {
    selector: "ObjectExpression > Property[key.name='eager']:not([value.value=false])",
    message: 'No eager relations: they join on every read. Load through a loader, or attach in the query function.',
  },
  {
    selector: "Decorator Property[key.name='cascade']:not([value.value=false])",
    message: 'No cascades: write each row yourself, in the order that you mean, in one transaction.',
  },
  {
    selector: "ObjectExpression > Property[key.name='synchronize']:not([value.value=false])",
    message:
      'The schema changes by reviewed migrations only: leave `synchronize` out (`@Index(name, { synchronize: false })` is allowed).',
  },
  {
    selector: "CallExpression[callee.property.name='synchronize']",
    message: 'The schema changes by reviewed migrations only: write one in migrations/.',
  },
  {
    selector: 'Decorator[expression.callee.name=/^Tree/]',
    message: 'No TypeORM trees: keep the superior with its period in a row and walk it with a recursive query.',
  },
  {
    selector: "CallExpression[callee.property.name='save']",
    message:
      '`save()` of a stale entity succeeds and writes the old version back. Use insert(), update() with the version in its WHERE, or a query function.',
  },
  {
    selector:
      "ImportDeclaration[importKind!='type'][source.value='typeorm'] > ImportSpecifier[importKind!='type'][imported.name='Relation']",
    message: 'Write `type Relation`: as a value SWC keeps the import and Node finds no such export.',
  },
];

const nest = [
  {
    selector: "MemberExpression[object.name='Scope'][property.name=/^(REQUEST|TRANSIENT)$/]",
    message:
      'Providers are singletons: request scope breaks batching. Pass the actor or the transaction as an argument.',
  },
  {
    selector: "CallExpression[callee.name='Inject'] > Identifier.arguments[name=/^(REQUEST|CONTEXT|INQUIRER)$/]",
    message: 'Injecting the request makes the provider request-scoped. Pass the actor as an argument.',
  },
  {
    selector:
      ':matches(MethodDefinition, PropertyDefinition) > Decorator > CallExpression[callee.name=/^(Field|Query|Mutation)$/]:not([arguments.0.type=/Function/])',
    message:
      'Write the GraphQL type out, `@Field(() => Int, { nullable: true })`: tsc, SWC and Jest do not infer it alike.',
  },
  {
    selector: "ObjectExpression > Property[key.name='jit']:not([value.value=0]):not([value.value=false])",
    message: "mercurius' JIT compiles strangers' text into code. It stays off (docs/adr/0003).",
  },
];

const habits = [
  {
    selector: "ExportDefaultDeclaration, ExportSpecifier[exported.name='default']",
    message: 'Named exports only: a name that can be searched for.',
  },
  {
    selector: 'ExportAllDeclaration',
    message: 'No barrels: import from the file that has it. Barrels make import cycles.',
  },
  {
    selector:
      ":function:has(> Identifier.params[name='tx']) CallExpression[callee.object.name='Promise'][callee.property.name=/^(all|allSettled|any|race)$/]",
    message:
      'One connection runs one statement at a time: await them one after the other, or write one set-based statement.',
  },
];

const systemTime = [
  {
    selector:
      "NewExpression[callee.name='Date'][arguments.length=0], CallExpression[callee.name='Date'], CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Take the time from the Clock (clock.now(), clock.today()); measure with performance.now().',
  },
];

const pure = [
  {
    selector: ':function[async=true], AwaitExpression, ForOfStatement[await=true]',
    message: 'domain/ is pure: the service reads the facts first and passes them in.',
  },
  {
    selector: 'Decorator',
    message: 'domain/ knows no framework: put the decorated class beside domain/, and pass plain values in.',
  },
  {
    selector: 'ImportExpression',
    message: 'domain/ imports statically, and only domain/ and core files.',
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'domain/ is pure: pass the number in.',
  },
];

const everywhere = [...typeorm, ...nest, ...habits];

const noConsole = {
  name: 'console',
  message: 'Log through the logger of core (pino, without personal data); only *.cli.ts and main.ts print.',
};
const IMPURE_GLOBALS = ['process', 'fetch', 'performance', 'crypto', 'setTimeout', 'setInterval', 'setImmediate'];

const nodeGlobals = Object.fromEntries(
  [
    'process',
    'console',
    'URL',
    'Buffer',
    'fetch',
    'FormData',
    'Blob',
    'performance',
    'setTimeout',
    'clearTimeout',
    'setInterval',
    'clearInterval',
  ]
    .concat(['setImmediate', 'AbortController', 'AbortSignal', 'TextEncoder', 'TextDecoder', 'globalThis'])
    .map((name) => [name, 'readonly']),
);

export default defineConfig(
  { ignores: ['dist/', 'dist-tests/', 'coverage/', '.data/', 'web/', 'data/'] },
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-control-regex': 'off', // refusing control characters is our business
      'no-var': 'error',
      'prefer-const': 'error',
      'object-shorthand': 'error',
    },
  },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    languageOptions: { globals: nodeGlobals },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { module: 'writable', require: 'readonly', __dirname: 'readonly' },
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Silent in a file with a decorator (both decorator options are on), where Nest needs the class as a value.
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-deprecated': 'error',
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-mixed-enums': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-useless-constructor': 'error',
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/prefer-reduce-type-parameter': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/return-await': ['error', 'in-try-catch'],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/unified-signatures': 'error',
      '@typescript-eslint/use-unknown-in-catch-callback-variable': 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 250 }],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true, IIFEs: true }],
      'max-params': ['error', { max: 6 }],
      'no-restricted-globals': ['error', noConsole],
      [RESTRICTED]: ['error', ...everywhere, ...systemTime],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/core/validation.ts', ...SPECS],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'class-validator',
              message:
                'Inputs use the decorators of core/validation.ts, which speak Vietnamese: add the one you need there.',
            },
          ],
        },
      ],
    },
  },
  { files: TERMINAL, rules: { 'no-restricted-globals': 'off' } },
  { files: SYSTEM_TIME, rules: { [RESTRICTED]: ['error', ...everywhere] } },
  {
    files: ['src/**/domain/**/*.ts'],
    ignores: SPECS,
    rules: {
      [RESTRICTED]: ['error', ...everywhere, ...systemTime, ...pure],
      'no-restricted-globals': [
        'error',
        noConsole,
        ...IMPURE_GLOBALS.map((name) => ({ name, message: 'domain/ is pure: the service passes in what is needed.' })),
      ],
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              // Own folder, another domain/ folder, or core. Which of core is for .dependency-cruiser.cjs to say.
              regex: String.raw`^(?!\./[^/]+$|(\.\./)+([^/]+/domain/.+|core/[^/]+)$)`,
              message: 'domain/ imports only domain/ files and the plain types of core: move the rest to the service.',
            },
          ],
        },
      ],
    },
  },
  { files: SPECS, rules: { 'max-lines': 'off', 'max-lines-per-function': 'off' } },
  // One catalogue of sentences, and one table that is the process: each is read as a whole.
  { files: ['src/core/messages.vi.ts', 'src/nominations/domain/workflow.ts'], rules: { 'max-lines': 'off' } },
  {
    files: ['src/**/*.spec.ts', 'test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      // Tests read JSON of unknown shape and assert on it.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
);
