import { Module } from '@nestjs/common';
import { AreaResolver } from './area.resolver.js';
import { UnitResolver } from './unit.resolver.js';

@Module({ providers: [UnitResolver, AreaResolver] })
export class UnitsModule {}
