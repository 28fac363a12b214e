import { Global, Module } from '@nestjs/common';
import { JobRegistry } from '../core/jobs.js';
import { AwardLog } from './award-log.js';
import { AwardLogResolver } from './award-log.resolver.js';
import { ChangeLogKeyService } from './change-log-key.service.js';
import { LogKeyResolver } from './log-key.resolver.js';
import { enterOldAwardsJob } from './enter-old-awards.job.js';
import { KeepLogService } from './keep-log.service.js';
import { signCheckpointJob } from './sign-checkpoint.job.js';
import { WellKnownController } from './well-known.controller.js';

/** Sổ minh bạch: all awards and what became of them in a log that anybody can check. */
@Global()
@Module({
  controllers: [WellKnownController],
  providers: [AwardLog, KeepLogService, AwardLogResolver, ChangeLogKeyService, LogKeyResolver],
  exports: [AwardLog],
})
export class AwardLogModule {
  constructor(jobs: JobRegistry) {
    jobs.add(enterOldAwardsJob);
    jobs.add(signCheckpointJob);
  }
}
