import { Module } from '@nestjs/common';
import { DecisionsModule } from '../decisions/decisions.module.js';
import { CountHonoursService } from './count-honours.service.js';
import { HistoryResolver } from './history.resolver.js';
import {
  HonourAwardTypeTotalResolver,
  HonourIssuerTotalResolver,
  HonourTotalsResolver,
} from './honour-totals.resolver.js';

@Module({
  imports: [DecisionsModule],
  providers: [
    CountHonoursService,
    HistoryResolver,
    HonourTotalsResolver,
    HonourAwardTypeTotalResolver,
    HonourIssuerTotalResolver,
  ],
})
export class HistoryModule {}
