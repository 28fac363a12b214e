// A worker as `npm run worker` starts it, with jobs of the tests wired into the built application. Each line of its
// standard input is an order, each line of its output an answer. Arguments: the URL of the database.
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { Module } from '@nestjs/common';
import { AppModule } from '../../dist/app.module.js';
import { loadConfig } from '../../dist/core/config.js';
import { Database } from '../../dist/core/database.js';
import { DomainError } from '../../dist/core/errors.js';
import { defineJob, enqueue, JobRegistry } from '../../dist/core/jobs.js';
import { startJobs } from '../../dist/job-process.js';

const say = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);
let database;

const began = (key, attempt) =>
  database.background.rows('insert into test_begun (key, pid, attempt) values ($1, $2, $3)', [
    key,
    process.pid,
    attempt,
  ]);
const effect = (tx, key) => tx.rows('insert into test_effect (key, pid) values ($1, $2)', [key, process.pid]);

/** Waits until the test opens the gate of that key. */
async function gate(key) {
  const open = () => database.background.rows('select from test_gate where key = $1', [key]);
  while ((await open()).length === 0) await sleep(20);
}

const JOBS = [
  defineJob('test.write', {
    maxAttempts: 3,
    run: ({ key }, tools) => tools.complete((tx) => effect(tx, key)),
  }),
  // Has written, in a transaction that is not committed yet, when it waits.
  defineJob('test.hold', {
    maxAttempts: 3,
    run: ({ key }, tools) =>
      tools.complete(async (tx) => {
        await effect(tx, key);
        await began(key, tools.attempt);
        await gate(key);
      }),
  }),
  // Waits before it begins its transaction.
  defineJob('test.wait', {
    maxAttempts: 3,
    run: async ({ key }, tools) => {
      await began(key, tools.attempt);
      await gate(key);
      await tools.complete((tx) => effect(tx, key)).finally(() => began(`${key} ended`, tools.attempt));
    },
  }),
  defineJob('test.refuse', {
    maxAttempts: 4,
    run: async ({ key, times }, tools) => {
      await began(key, tools.attempt);
      if (tools.attempt <= times) throw new DomainError('CONFLICT', 'conflict.retry');
      await tools.complete((tx) => effect(tx, key));
    },
  }),
  defineJob('test.crash', {
    maxAttempts: 1,
    run: async ({ key }, tools) => {
      await began(key, tools.attempt);
      const [mended] = await database.background.rows('select from test_gate where key = $1', [key]);
      if (!mended) throw new Error(`secret of ${key}`);
      await tools.complete((tx) => effect(tx, key));
    },
  }),
];

class TestJobs {}
Module({
  providers: [
    {
      provide: 'TEST_JOBS',
      inject: [JobRegistry, Database],
      useFactory: (registry, connection) => {
        database = connection;
        for (const job of JOBS) registry.add(job);
      },
    },
  ],
})(TestJobs);

const ORDERS = {
  async enqueue({ job, payload, options = {}, rollback = false }) {
    const definition = JOBS.find(({ name }) => name === job);
    const runAt = options.inSeconds === undefined ? undefined : new Date(Date.now() + options.inSeconds * 1000);
    const add = async (tx) => {
      const id = await enqueue(tx, definition, payload, { ...options, runAt });
      if (rollback) throw new DomainError('CONFLICT', 'conflict.retry');
      return id;
    };
    return database.transaction(add).catch((error) => ({ refused: error.code }));
  },
};

async function main() {
  const config = loadConfig({ ...process.env, DATABASE_URL: process.argv[2] });
  const module = AppModule.for(config, { url: config.databaseUrl });
  module.imports.push(TestJobs);
  const running = await startJobs(module, config);
  process.on('SIGTERM', () => running.stop().then(() => process.exit(0)));
  const input = createInterface({ input: process.stdin });
  input.on('line', (line) => {
    const { order, ...what } = JSON.parse(line);
    ORDERS[order](what).then((answer) => say({ answer }));
  });
  input.on('close', () => process.exit(0));
  say({ ready: process.pid });
}

void main();
