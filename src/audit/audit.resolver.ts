import { Args, ArgsType, Context, Field, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../core/allow.js';
import type { RequestContext } from '../core/context.js';
import { PageArgs, type ConnectionOf } from '../core/pagination.js';
import { Optional, Text } from '../core/validation.js';
import { AuditEvent, AuditEventConnection } from './audit-event.entity.js';
import { ReadAuditService } from './read-audit.service.js';

@ArgsType()
class AuditEventsArgs extends PageArgs {
  @Field(() => String, {
    nullable: true,
    description: 'Only what happened to this, as kind:id, e.g. "honouree:0197…".',
  })
  @Optional()
  @Text({ max: 100 })
  subject?: string;
}

@Resolver(() => AuditEvent)
export class AuditResolver {
  constructor(private readonly read: ReadAuditService) {}

  @Allow('audit.read')
  @Query(() => AuditEventConnection, {
    description: 'What happened at your unit and below, newest first. For auditors.',
  })
  auditEvents(@Context() context: RequestContext, @Args() args: AuditEventsArgs): Promise<ConnectionOf<AuditEvent>> {
    return this.read.page(context, args);
  }
}
