import { Module } from '@nestjs/common';
import { letReadDocuments } from '../documents/document-readers.js';
import {
  AwardChangeResolver,
  AwardFlagResolver,
  ChangedAwardResolver,
  ChangingDecisionResolver,
} from './award-change.resolver.js';
import { AwardDecisionResolver, HonoureeAwardsResolver, NominationAwardResolver } from './award-decision.resolver.js';
import { CertificatePageController } from './certificate-page.controller.js';
import { AwardProofResolver, CertificateProofResolver } from './award-proof.resolver.js';
import { CertificateProofController } from './certificate-proof.controller.js';
import { CertificateResolver } from './certificate.resolver.js';
import { ChangeAwardService } from './change-award.service.js';
import { DecisionFieldsResolver } from './decision-fields.resolver.js';
import { READABLE_ISSUED } from './decision-scope.js';
import { DecisionResolver } from './decision.resolver.js';
import { DraftDecisionService } from './draft-decision.service.js';
import { ExternalOutcomeResolver } from './external-outcome.resolver.js';
import { FindAwardsService } from './find-awards.service.js';
import { FindDecisionsService } from './find-decisions.service.js';
import { IssueDecisionService } from './issue-decision.service.js';
import { RecordDecisionService } from './record-decision.service.js';
import { RecordedDecisionResolver, RecordedLineResolver } from './recorded-decision.resolver.js';
import { RecordOutcomeService } from './record-outcome.service.js';
import { ReissueCertificateService } from './reissue-certificate.service.js';
import { SettleFlagsService } from './settle-flags.service.js';

// Whoever reads an issued decision reads its documents.
letReadDocuments(`exists (
  select from decision_document x join decision q on q.id = x.decision_id
  where x.document_id = d.id and ${READABLE_ISSUED})`);

@Module({
  controllers: [CertificatePageController, CertificateProofController],
  providers: [
    ChangeAwardService,
    DraftDecisionService,
    FindAwardsService,
    FindDecisionsService,
    IssueDecisionService,
    RecordDecisionService,
    RecordOutcomeService,
    ReissueCertificateService,
    SettleFlagsService,
    AwardChangeResolver,
    AwardFlagResolver,
    ChangedAwardResolver,
    ChangingDecisionResolver,
    DecisionResolver,
    DecisionFieldsResolver,
    ExternalOutcomeResolver,
    RecordedDecisionResolver,
    RecordedLineResolver,
    CertificateResolver,
    AwardDecisionResolver,
    AwardProofResolver,
    CertificateProofResolver,
    HonoureeAwardsResolver,
    NominationAwardResolver,
  ],
  exports: [FindAwardsService],
})
export class DecisionsModule {}
