import { Module } from '@nestjs/common';
import { AreaResolver } from './area.resolver.js';
import { FindAreasService } from './find-areas.service.js';
import { FindUnitsService } from './find-units.service.js';
import { ManageUnitsService } from './manage-units.service.js';
import { AreaSuccessionResolver, SuccessionResolver } from './succession.resolver.js';
import { UnitResolver } from './unit.resolver.js';

@Module({
  providers: [
    UnitResolver,
    AreaResolver,
    AreaSuccessionResolver,
    SuccessionResolver,
    FindAreasService,
    FindUnitsService,
    ManageUnitsService,
  ],
})
export class UnitsModule {}
