import { Global, Module } from '@nestjs/common';
import { Refusals } from '../core/refusals.js';
import { AuditResolver } from './audit.resolver.js';
import { KeepRefusalsService } from './keep-refusals.service.js';
import { ReadAuditService } from './read-audit.service.js';
import { Sequencer } from './sequencer.js';

@Global()
@Module({
  providers: [
    AuditResolver,
    ReadAuditService,
    Sequencer,
    KeepRefusalsService,
    { provide: Refusals, useExisting: KeepRefusalsService },
  ],
  exports: [Sequencer, Refusals, KeepRefusalsService],
})
export class AuditModule {}
