import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../core/allow.js';
import type { RequestContext } from '../core/context.js';
import type { Done } from '../core/payload.js';
import { Account, AccountPayload, SignInPayload, SignOutPayload } from './account.entity.js';
import { ChangePasswordService } from './change-password.service.js';
import { ChangePasswordInput, SignInInput } from './identity.inputs.js';
import { accountsById } from './identity.queries.js';
import { SignInService } from './sign-in.service.js';

/** One's own session. */
@Resolver()
export class SessionResolver {
  constructor(
    private readonly sessions: SignInService,
    private readonly passwords: ChangePasswordService,
  ) {}

  @Allow.public()
  @Query(() => Account, { nullable: true, description: 'Who is signed in; null when nobody is.' })
  async me(@Context() context: RequestContext): Promise<Account | null> {
    const { actor } = context;
    return actor ? ((await accountsById(context.connection, [actor.accountId]))[0] ?? null) : null;
  }

  @Allow.public()
  @Mutation(() => SignInPayload, {
    description: 'Opens a session of 12 hours. Failed attempts slow the next ones down.',
  })
  signIn(
    @Context() context: RequestContext,
    @Args('input', { description: 'Name and password.' }) input: SignInInput,
  ): Promise<Done<SignInPayload>> {
    return this.sessions.signIn(context, input);
  }

  @Allow.signedIn({ evenBeforePasswordChange: true })
  @Mutation(() => SignOutPayload, { description: 'Ends this session.' })
  signOut(@Context() context: RequestContext): Promise<Done<SignOutPayload>> {
    return this.sessions.signOut(context);
  }

  @Allow.signedIn({ evenBeforePasswordChange: true })
  @Mutation(() => AccountPayload, { description: 'Sets your password and ends your other sessions.' })
  changePassword(
    @Context() context: RequestContext,
    @Args('input', { description: 'The old password and the new one.' }) input: ChangePasswordInput,
  ): Promise<Done<AccountPayload>> {
    return this.passwords.change(context, input);
  }
}
