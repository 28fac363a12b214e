import { Module } from '@nestjs/common';
import { JobRegistry } from '../core/jobs.js';
import { applyDuePlansJob } from './apply-due-plans.job.js';
import { NominationProposedAsResolver } from './nomination-proposed-as.resolver.js';
import {
  DossierConversionResolver,
  ReorganisationPreviewResolver,
  ReorganisationResolver,
} from './reorganisation.resolver.js';
import { ReorganiseService } from './reorganise.service.js';

@Module({
  providers: [
    ReorganisationResolver,
    ReorganisationPreviewResolver,
    DossierConversionResolver,
    NominationProposedAsResolver,
    ReorganiseService,
  ],
})
export class ReorganisationsModule {
  constructor(jobs: JobRegistry) {
    jobs.add(applyDuePlansJob);
  }
}
