import { Module } from '@nestjs/common';
import { letReadDocuments } from '../documents/document-readers.js';
import { AskOpinionsService } from './ask-opinions.service.js';
import { ChooseLawService } from './choose-law.service.js';
import { DraftNominationService } from './draft-nomination.service.js';
import { EligibilityResolver } from './eligibility.resolver.js';
import { FindNominationsService } from './find-nominations.service.js';
import { ForwardNominationsService } from './forward-nominations.service.js';
import { HonoureeDisciplinesResolver } from './honouree-disciplines.resolver.js';
import { HonoureeNominationsResolver } from './honouree-nominations.resolver.js';
import { InterruptNominationService } from './interrupt-nomination.service.js';
import { KeepNumbersService } from './keep-numbers.service.js';
import { NominationEligibilityResolver } from './nomination-eligibility.resolver.js';
import { NominationFieldsResolver } from './nomination-fields.resolver.js';
import {
  AppraisalResolver,
  GivenJudgementResolver,
  MissingItemResolver,
  NominationEventResolver,
  PostingPartsResolver,
  ProposalResolver,
  RouteStepResolver,
} from './nomination-parts.resolver.js';
import { NominationReviewResolver } from './nomination-review.resolver.js';
import { READABLE_NOMINATION } from './nomination-scope.js';
import { NominationResolver } from './nomination.resolver.js';
import { NumberBookResolver } from './number-book.resolver.js';
import {
  NominationOpinionsResolver,
  OpinionFieldsResolver,
  OpinionMatterResolver,
  OpinionResolver,
} from './opinion.resolver.js';
import { PostNominationsService } from './post-nominations.service.js';
import { PostingResolver } from './posting.resolver.js';
import { PreviewRuleService } from './preview-rule.service.js';
import { RulePreviewResolver } from './rule-preview.resolver.js';
import { LawChoiceResolver, NominationLawChoicesResolver } from './law-choice.resolver.js';
import { ReadSensitiveService } from './read-sensitive.service.js';
import { ReviewNominationService } from './review-nomination.service.js';
import { ShowEligibilityService } from './show-eligibility.service.js';
import { SubmitNominationsService } from './submit-nominations.service.js';
import { WeighEligibilityService } from './weigh-eligibility.service.js';
import { UnitRouteResolver } from './unit-route.resolver.js';

// Whoever reads a nomination reads the documents in it.
letReadDocuments(`exists (
  select from nomination_document a join nomination n on n.id = a.nomination_id
  where a.document_id = d.id and ${READABLE_NOMINATION})`);

@Module({
  providers: [
    AskOpinionsService,
    DraftNominationService,
    FindNominationsService,
    ForwardNominationsService,
    InterruptNominationService,
    KeepNumbersService,
    PostNominationsService,
    ReviewNominationService,
    SubmitNominationsService,
    NominationResolver,
    NominationReviewResolver,
    NominationEligibilityResolver,
    ShowEligibilityService,
    EligibilityResolver,
    WeighEligibilityService,
    NominationFieldsResolver,
    RouteStepResolver,
    NominationEventResolver,
    MissingItemResolver,
    AppraisalResolver,
    GivenJudgementResolver,
    ProposalResolver,
    PostingPartsResolver,
    PostingResolver,
    OpinionResolver,
    OpinionFieldsResolver,
    OpinionMatterResolver,
    NominationOpinionsResolver,
    UnitRouteResolver,
    NumberBookResolver,
    HonoureeNominationsResolver,
    HonoureeDisciplinesResolver,
    ReadSensitiveService,
    PreviewRuleService,
    RulePreviewResolver,
    ChooseLawService,
    NominationLawChoicesResolver,
    LawChoiceResolver,
  ],
})
export class NominationsModule {}
