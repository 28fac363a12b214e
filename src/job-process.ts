import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Sequencer } from './audit/sequencer.js';
import type { Config } from './core/config.js';
import { JobRunner } from './core/job-runner.js';
import { createLogger, NestLogger } from './core/logger.js';
import { Presence } from './core/presence.js';

/** A process that runs jobs and serves nobody. */
export interface JobProcess {
  /** Waits for running jobs, chains the audit, then ends. */
  stop(): Promise<void>;
}

/** The same application as the server's, without listening. */
export async function startJobs(module: DynamicModule, config: Config): Promise<JobProcess> {
  const app = await NestFactory.create(module, new FastifyAdapter(), {
    abortOnError: false,
    logger: new NestLogger(createLogger(config.logLevel)),
  });
  await app.init();
  // Jobs write audit rows, so this process chains them too, and stops writing when they are not chained.
  const background = [app.get(Presence), app.get(Sequencer), app.get(JobRunner)];
  for (const task of background) await task.start();
  return {
    stop: async () => {
      for (const task of background.reverse()) await task.stop();
      await app.close();
    },
  };
}
