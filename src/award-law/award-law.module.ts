import { Module } from '@nestjs/common';
import { AwardRuleResolver } from './award-rule.resolver.js';
import { AwardTypeRulesResolver } from './award-type-rules.resolver.js';
import { JudgementResolver } from './judgement.resolver.js';
import { PrizeMoneyResolver } from './prize-money.resolver.js';
import { ProposeRulesService } from './propose-rules.service.js';
import { WorkingDaysResolver } from './working-days.resolver.js';

@Module({
  providers: [
    JudgementResolver,
    AwardRuleResolver,
    AwardTypeRulesResolver,
    PrizeMoneyResolver,
    ProposeRulesService,
    WorkingDaysResolver,
  ],
})
export class AwardLawModule {}
