import { Module } from '@nestjs/common';
import { AwardRuleResolver } from './award-rule.resolver.js';
import { AwardTypeRulesResolver } from './award-type-rules.resolver.js';
import { CongressResolver } from './congress.resolver.js';
import { JudgementResolver } from './judgement.resolver.js';
import { LawWarningResolver } from './law-warning.resolver.js';
import { PrizeMoneyResolver } from './prize-money.resolver.js';
import { ProposeRulesService } from './propose-rules.service.js';
import { RecordCongressService } from './record-congress.service.js';
import { WorkingDaysResolver } from './working-days.resolver.js';

@Module({
  providers: [
    JudgementResolver,
    CongressResolver,
    RecordCongressService,
    AwardRuleResolver,
    AwardTypeRulesResolver,
    LawWarningResolver,
    PrizeMoneyResolver,
    ProposeRulesService,
    WorkingDaysResolver,
  ],
})
export class AwardLawModule {}
