import { Global, Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { Authenticator } from '../core/authenticator.js';
import { JobRegistry } from '../core/jobs.js';
import { RequestContexts } from '../core/request-contexts.js';
import { AccountResolver, AuditEventActorResolver, GrantResolver } from './account.resolver.js';
import { ChangePasswordService } from './change-password.service.js';
import { DeclaredOperations } from './declared-operations.js';
import { forgetEndedJob } from './forget-ended.job.js';
import { GlobalGuard } from './global.guard.js';
import { ManageAccountsService } from './manage-accounts.service.js';
import { ManageGrantsService } from './manage-grants.service.js';
import { PasswordTries } from './password-tries.js';
import { SessionAuthenticator } from './session-authenticator.js';
import { SessionResolver } from './session.resolver.js';
import { SignInService } from './sign-in.service.js';

@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [
    AccountResolver,
    GrantResolver,
    AuditEventActorResolver,
    SessionResolver,
    PasswordTries,
    SignInService,
    ChangePasswordService,
    ManageAccountsService,
    ManageGrantsService,
    DeclaredOperations,
    SessionAuthenticator,
    { provide: Authenticator, useExisting: SessionAuthenticator },
    RequestContexts,
    { provide: APP_GUARD, useClass: GlobalGuard },
  ],
  exports: [Authenticator, SessionAuthenticator, DeclaredOperations, RequestContexts],
})
export class IdentityModule {
  constructor(jobs: JobRegistry) {
    jobs.add(forgetEndedJob);
  }
}
