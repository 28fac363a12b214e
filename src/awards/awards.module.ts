import { Module } from '@nestjs/common';
import { AwardTypeResolver } from './award-type.resolver.js';

@Module({ providers: [AwardTypeResolver] })
export class AwardsModule {}
