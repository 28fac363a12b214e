import { Module } from '@nestjs/common';
import { CreateHonoureeService } from './create-honouree.service.js';
import { FactRecordingResolver, FactResolver } from './fact.resolver.js';
import { FindHonoureesService } from './find-honourees.service.js';
import { HonoureeResolver } from './honouree.resolver.js';
import { RecordFactsService } from './record-facts.service.js';

@Module({
  providers: [
    HonoureeResolver,
    FactResolver,
    FactRecordingResolver,
    CreateHonoureeService,
    FindHonoureesService,
    RecordFactsService,
  ],
})
export class HonoureesModule {}
