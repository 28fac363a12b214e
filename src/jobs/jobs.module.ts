import { Module } from '@nestjs/common';
import { JobsResolver } from './jobs.resolver.js';
import { OverseeJobsService } from './oversee-jobs.service.js';

/** What administrators see of the background jobs; the machinery is core/jobs.ts and core/job-runner.ts. */
@Module({ providers: [JobsResolver, OverseeJobsService] })
export class JobsModule {}
