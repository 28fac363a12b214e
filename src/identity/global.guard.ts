import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { unitsWith } from '../core/actor.js';
import { ALLOW, type AllowRule } from '../core/allow.js';
import { Clock } from '../core/clock.js';
import type { RequestContext } from '../core/context.js';
import { DomainError } from '../core/errors.js';

/** Deny by default: an operation without @Allow is refused, one with it is refused to those who do not fit. */
@Injectable()
export class GlobalGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly clock: Clock,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const rule = this.reflector.get<AllowRule | undefined>(ALLOW, context.getHandler());
    if (!rule) throw new DomainError('FORBIDDEN', 'auth.forbidden');
    if (rule.kind === 'public') return true;
    if (context.getType<string>() !== 'graphql') throw new DomainError('FORBIDDEN', 'auth.forbidden');
    const { actor } = context.getArgByIndex<RequestContext>(2);
    if (!actor) throw new DomainError('UNAUTHENTICATED', 'auth.required');
    if (actor.mustChangePassword && !(rule.kind === 'signedIn' && rule.evenBeforePasswordChange)) {
      throw new DomainError('FORBIDDEN', 'auth.passwordChangeRequired');
    }
    if (rule.kind === 'permission' && unitsWith(actor, rule.permission, this.clock.today()).length === 0) {
      throw new DomainError('FORBIDDEN', 'auth.forbidden');
    }
    return true;
  }
}
