import { Injectable } from '@nestjs/common';
import { unitsWith } from '../core/actor.js';
import type { RequestContext } from '../core/context.js';
import { signedIn } from '../core/context.js';
import { isPosition, paginate, type ConnectionOf, type PageArgs } from '../core/pagination.js';
import { auditPage, countAudit } from './audit.queries.js';
import type { AuditEvent } from './audit-event.entity.js';

@Injectable()
export class ReadAuditService {
  /** What happened at the auditor's units and below, newest first. */
  page(context: RequestContext, args: PageArgs & { subject?: string }): Promise<ConnectionOf<AuditEvent>> {
    const day = context.clock.today();
    const scope = { subject: args.subject ?? null, roots: unitsWith(signedIn(context), 'audit.read', day), day };
    return paginate({
      page: args,
      accept: ([id]) => isPosition(id),
      fetch: (after, limit) => auditPage(context.connection, scope, after, limit),
      count: () => countAudit(context.connection, scope),
      cursorOf: (row) => [row.id],
    });
  }
}
