import { Module } from '@nestjs/common';
import { DecisionsModule } from '../decisions/decisions.module.js';
import { AwardPlaceResolver } from './award-place.resolver.js';
import { HistoryResolver } from './history.resolver.js';
import {
  HonourAwardTypeTotalResolver,
  HonourIssuerTotalResolver,
  HonourTotalsResolver,
} from './honour-totals.resolver.js';
import { LifeLineResolver } from './life-line.resolver.js';
import { SearchHonoursService } from './search-honours.service.js';

@Module({
  imports: [DecisionsModule],
  providers: [
    SearchHonoursService,
    HistoryResolver,
    AwardPlaceResolver,
    HonourTotalsResolver,
    LifeLineResolver,
    HonourAwardTypeTotalResolver,
    HonourIssuerTotalResolver,
  ],
})
export class HistoryModule {}
