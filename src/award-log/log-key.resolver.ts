import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../core/allow.js';
import type { RequestContext } from '../core/context.js';
import type { Done } from '../core/payload.js';
import { ChangeLogKeyService } from './change-log-key.service.js';
import { ConfirmLogKeyInput, LogKeyRequest, LogKeyRequestPayload, RequestLogKeyInput } from './log-key.entity.js';

@Resolver(() => LogKeyRequest)
export class LogKeyResolver {
  constructor(private readonly keys: ChangeLogKeyService) {}

  @Allow('account.manage')
  @Query(() => LogKeyRequest, {
    nullable: true,
    description: 'The new key of the award log that waits for a second administrator of a unit without a superior.',
  })
  logKeyRequest(@Context() context: RequestContext): Promise<LogKeyRequest | null> {
    return this.keys.waiting(context);
  }

  @Allow('account.manage')
  @Mutation(() => LogKeyRequestPayload, {
    description: 'Asks for a new key of the award log; only administrators of a unit without a superior.',
  })
  requestLogKey(
    @Context() context: RequestContext,
    @Args('input', { description: 'Why.' }) input: RequestLogKeyInput,
  ): Promise<Done<LogKeyRequestPayload>> {
    return this.keys.request(context, input);
  }

  @Allow('account.manage')
  @Mutation(() => LogKeyRequestPayload, {
    description: 'Confirms, as another administrator, that the award log gets a new key; or drops the request.',
  })
  confirmLogKey(
    @Context() context: RequestContext,
    @Args('input', { description: 'Which request, and whether to accept it.' }) input: ConfirmLogKeyInput,
  ): Promise<Done<LogKeyRequestPayload>> {
    return this.keys.confirm(context, input);
  }
}
