import { Module } from '@nestjs/common';
import { AwardTypeResolver } from './award-type.resolver.js';
import { AwardResolver } from './award.resolver.js';

@Module({ providers: [AwardTypeResolver, AwardResolver] })
export class AwardsModule {}
