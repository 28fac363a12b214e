import { Module } from '@nestjs/common';
import { JudgementResolver } from './judgement.resolver.js';

@Module({ providers: [JudgementResolver] })
export class AwardLawModule {}
