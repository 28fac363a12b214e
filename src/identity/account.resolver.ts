import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { AuditEvent } from '../audit/audit-event.entity.js';
import { Allow } from '../core/allow.js';
import type { RequestContext } from '../core/context.js';
import { load } from '../core/loaders.js';
import { PageArgs, type ConnectionOf } from '../core/pagination.js';
import type { Done } from '../core/payload.js';
import { Unit } from '../units/unit.entity.js';
import { unitById } from '../units/unit.loaders.js';
import { Account, AccountConnection, AccountPayload, CreateAccountPayload, Grant } from './account.entity.js';
import { grantsByAccount, usernameById } from './identity.loaders.js';
import { CreateAccountInput, GrantInput } from './identity.inputs.js';
import { ManageAccountsService } from './manage-accounts.service.js';
import { ManageGrantsService } from './manage-grants.service.js';

@Resolver(() => Account)
export class AccountResolver {
  constructor(
    private readonly accountManager: ManageAccountsService,
    private readonly grantManager: ManageGrantsService,
  ) {}

  @Allow('account.manage')
  @Query(() => AccountConnection, { description: 'The accounts that you look after as administrator, by user name.' })
  accounts(@Context() context: RequestContext, @Args() page: PageArgs): Promise<ConnectionOf<Account>> {
    return this.accountManager.page(context, page);
  }

  @Allow('account.manage')
  @Mutation(() => CreateAccountPayload, { description: 'Makes an account and answers with a one-time password.' })
  createAccount(
    @Context() context: RequestContext,
    @Args('input', { description: 'Whose account it is to be.' }) input: CreateAccountInput,
  ): Promise<Done<CreateAccountPayload>> {
    return this.accountManager.create(context, input);
  }

  @Allow('account.manage')
  @Mutation(() => AccountPayload, { description: 'Ends an account; its sessions are out within a second.' })
  disableAccount(
    @Context() context: RequestContext,
    @Args('id', { type: () => ID, description: 'Which account.' }) id: string,
  ): Promise<Done<AccountPayload>> {
    return this.accountManager.disable(context, id);
  }

  @Allow('account.manage')
  @Mutation(() => AccountPayload, { description: 'Gives an account a role at a unit of your subtree.' })
  grant(
    @Context() context: RequestContext,
    @Args('input', { description: 'To whom, which role, where and how long.' }) input: GrantInput,
  ): Promise<Done<AccountPayload>> {
    return this.grantManager.grant(context, input);
  }

  @Allow('account.manage')
  @Mutation(() => AccountPayload, { description: 'Takes a role back, at once.' })
  revokeGrant(
    @Context() context: RequestContext,
    @Args('id', { type: () => ID, description: 'Which grant.' }) id: string,
  ): Promise<Done<AccountPayload>> {
    return this.grantManager.revoke(context, id);
  }

  @ResolveField(() => [Grant], { description: 'Its roles, the latest first, ended ones too.' })
  async grants(@Parent() account: Account, @Context() context: RequestContext): Promise<Grant[]> {
    return (await load(context, grantsByAccount, account.id)) ?? [];
  }
}

@Resolver(() => Grant)
export class GrantResolver {
  @ResolveField(() => Unit, { description: 'The unit at which it holds.' })
  unit(@Parent() grant: Grant, @Context() context: RequestContext): Promise<Unit | null> {
    return load(context, unitById, grant.unitId);
  }
}

@Resolver(() => AuditEvent)
export class AuditEventActorResolver {
  @ResolveField(() => String, {
    nullable: true,
    description: 'Who: the user name; null for the system and the command line.',
  })
  async actor(@Parent() event: AuditEvent, @Context() context: RequestContext): Promise<string | null> {
    return event.actorId ? load(context, usernameById, event.actorId) : null;
  }
}
