import { Module } from '@nestjs/common';
import { CreateHonoureeService } from './create-honouree.service.js';
import { FindHonoureesService } from './find-honourees.service.js';
import { HonoureeResolver } from './honouree.resolver.js';

@Module({ providers: [HonoureeResolver, CreateHonoureeService, FindHonoureesService] })
export class HonoureesModule {}
