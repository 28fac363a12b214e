import { Module } from '@nestjs/common';
import { CloseSessionService } from './close-session.service.js';
import {
  CouncilBallotResolver,
  CouncilItemFieldsResolver,
  CouncilSessionFieldsResolver,
  NominationCouncilResolver,
} from './council-parts.resolver.js';
import { CouncilSessionResolver } from './council-session.resolver.js';
import { FindSessionsService } from './find-sessions.service.js';
import { OpenSessionService } from './open-session.service.js';
import { VoteService } from './vote.service.js';
import { WriteOpinionsService } from './write-opinions.service.js';

@Module({
  providers: [
    CloseSessionService,
    FindSessionsService,
    OpenSessionService,
    VoteService,
    WriteOpinionsService,
    CouncilSessionResolver,
    CouncilSessionFieldsResolver,
    CouncilItemFieldsResolver,
    CouncilBallotResolver,
    NominationCouncilResolver,
  ],
})
export class CouncilsModule {}
