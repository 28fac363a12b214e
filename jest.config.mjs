import { availableParallelism } from 'node:os';

/** Rules run on nothing; flows, operations and contracts on one embedded PostgreSQL and one built server per worker. */
const typescript = {
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        },
        module: { type: 'es6' },
      },
    ],
  },
};

export default {
  // One more than there are processors: while one file waits for a server's end or for a clock, another one works.
  maxWorkers: Math.min(availableParallelism() + 1, 5),
  testSequencer: '<rootDir>/test/support/long-first.mjs',
  // Flows start processes; what a busy machine takes says nothing about whether they are right: this only ends what hangs.
  testTimeout: 300_000,
  projects: [
    { ...typescript, displayName: 'rules', roots: ['<rootDir>/src'], testMatch: ['**/*.spec.ts'] },
    {
      ...typescript,
      displayName: 'server',
      roots: ['<rootDir>/test'],
      testMatch: ['**/*.spec.ts'],
      globalSetup: '<rootDir>/test/support/global-setup.mjs',
      globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
      testEnvironment: '<rootDir>/test/support/environment.mjs',
    },
  ],
};
