// Which way imports point (DESIGN §3). A module imports itself and what stands before it; modules of one inner list
// do not know each other. To add a module, put its folder's name in its place: the rules below follow.
const ORDER = [
  'core',
  'audit',
  'units',
  'identity',
  'jobs', // what administrators see of them; the machinery is core's
  'documents',
  'honourees',
  'awards',
  'award-log', // all awards and what became of them, so that anybody can check it
  'campaigns',
  'emulation-models',
  'award-law',
  'nominations',
  'councils',
  'decisions',
  'reorganisations', // changes units and all that rests on them
  ['history', 'reports', 'exchange'],
  'demonstration', // the trial's province, made through the services of all
  'scenario', // a province played over HTTP; makes its bodies as the demonstration does
];
/** Files of core that domain/ folders may import: types and texts. They import nothing but each other. */
const PURE_CORE = ['civil-date', 'errors', 'messages.vi', 'fold'];

const SPEC = String.raw`\.spec\.ts$`;
const levels = ORDER.map((entry) => [entry].flat());
const anyOf = (names) => `(${names.join('|')})`;
const escaped = (names) => names.map((name) => name.replaceAll('.', String.raw`\.`));
const pureCore = String.raw`^src/core/${anyOf(escaped(PURE_CORE))}\.ts$`;

const directions = levels.flatMap((level, position) =>
  level.map((module) => ({
    name: `direction-${module}`,
    comment: `${module} imports only itself and modules before it in ORDER (.dependency-cruiser.cjs). The upper module adds its field to the lower one's type instead, or the shared part moves down.`,
    severity: 'error',
    from: { path: `^src/${module}/` },
    to: { path: '^src/', pathNot: `^src/${anyOf([...levels.slice(0, position).flat(), module])}/` },
  })),
);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Move what both need into a third file, lower down.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    ...directions,
    {
      name: 'known-module',
      comment: 'A new folder of src/ needs its place in ORDER (.dependency-cruiser.cjs).',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: `^src/${anyOf(levels.flat())}/` },
      to: {},
    },
    {
      name: 'domain-is-pure',
      comment:
        'domain/ imports only domain/ files and the plain types of core. What needs more belongs in the service.',
      severity: 'error',
      from: { path: '^src/[^/]+/domain/', pathNot: SPEC },
      to: { pathNot: ['^src/[^/]+/domain/', pureCore] },
    },
    {
      name: 'pure-core-is-pure',
      comment: 'domain/ imports this file, so it must need nothing but its like.',
      severity: 'error',
      from: { path: pureCore },
      to: { pathNot: pureCore },
    },
    {
      name: 'product-not-to-workshop',
      comment: 'The product must run without the tests, the benchmarks and the scripts.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|bench|scripts|migrations|web)/' },
    },
    {
      name: 'not-to-spec',
      comment: 'Nobody imports a test. Move the helper into a file of its own.',
      severity: 'error',
      from: {},
      to: { path: SPEC },
    },
    {
      name: 'product-not-to-dev-dependencies',
      comment: 'The production install has no devDependencies: move the package to dependencies.',
      severity: 'error',
      from: { path: '^src/', pathNot: SPEC },
      to: { dependencyTypes: ['npm-dev'], pathNot: 'node_modules/@types/' },
    },
    {
      name: 'declared-packages',
      comment: 'A package that package.json does not name comes and goes with others: add it there.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], pathNot: 'node_modules/@types/' },
    },
    {
      name: 'resolvable',
      comment: 'This import leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    // Imports of types count as well: a cycle of types is a cycle.
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    skipAnalysisNotInRules: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
