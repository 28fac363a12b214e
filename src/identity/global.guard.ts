import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { unitsWith, type Actor } from '../core/actor.js';
import { ALLOW, type AllowRule } from '../core/allow.js';
import { Clock } from '../core/clock.js';
import type { RequestContext } from '../core/context.js';
import { DomainError } from '../core/errors.js';
import { attachContext } from '../core/http-context.js';
import { message } from '../core/messages.vi.js';
import { rolesWith, type Permission } from '../core/permissions.js';
import { RequestContexts } from '../core/request-contexts.js';

/**
 * Deny by default: an operation or route without @Allow is refused, one with it is refused to those who do not fit.
 * The session's token comes in a header that no browser adds by itself, and there are no cookies: so a foreign page
 * cannot act with somebody's session (CSRF), in uploads neither.
 */
@Injectable()
export class GlobalGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly clock: Clock,
    private readonly contexts: RequestContexts,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const rule = this.reflector.get<AllowRule | undefined>(ALLOW, context.getHandler());
    if (!rule) throw new DomainError('FORBIDDEN', 'auth.forbidden');
    if (rule.kind === 'public') return true;
    if (context.getType<string>() !== 'graphql') {
      return this.checkHttp(context.switchToHttp().getRequest<FastifyRequest>(), rule);
    }
    return this.check(context.getArgByIndex<RequestContext>(2).actor, rule);
  }

  /** GraphQL has its context made by mercurius; here it is made now, before anything of the body is read. */
  private async checkHttp(request: FastifyRequest, rule: AllowRule): Promise<boolean> {
    const context = await this.contexts.of(request);
    attachContext(request, context);
    return this.check(context.actor, rule);
  }

  private check(actor: Actor | null, rule: AllowRule): boolean {
    if (!actor) throw new DomainError('UNAUTHENTICATED', 'auth.required');
    if (actor.mustChangePassword && !(rule.kind === 'signedIn' && rule.evenBeforePasswordChange)) {
      throw new DomainError('FORBIDDEN', 'auth.passwordChangeRequired');
    }
    const today = this.clock.today();
    const holds = (permission: Permission): boolean => unitsWith(actor, permission, today).length > 0;
    if (rule.kind === 'permission' && !rule.permissions.some(holds)) {
      throw new DomainError('FORBIDDEN', 'auth.forbiddenTo', { params: { roles: rolesNamed(rule.permissions) } });
    }
    return true;
  }
}

/** Whom to ask instead. */
function rolesNamed(permissions: readonly Permission[]): string {
  const able = new Set(permissions.flatMap(rolesWith));
  return [...able].map((role) => message(`role.${role}`)).join(', ');
}
