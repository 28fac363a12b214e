import { Module } from '@nestjs/common';
import { AwardRuleResolver } from './award-rule.resolver.js';
import { AwardTypeRulesResolver } from './award-type-rules.resolver.js';
import { JudgementResolver } from './judgement.resolver.js';
import { PrizeMoneyResolver } from './prize-money.resolver.js';
import { ProposeRulesService } from './propose-rules.service.js';

@Module({
  providers: [JudgementResolver, AwardRuleResolver, AwardTypeRulesResolver, PrizeMoneyResolver, ProposeRulesService],
})
export class AwardLawModule {}
