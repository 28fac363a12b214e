import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { RequestContext } from './context.js';

const contexts = new WeakMap<FastifyRequest, RequestContext>();

/** Done by the guard, for each route of a controller that is not public. */
export function attachContext(request: FastifyRequest, context: RequestContext): void {
  contexts.set(request, context);
}

/** The context of a request outside GraphQL; null where the guard has not come so far. */
export function contextOf(request: FastifyRequest): RequestContext | null {
  return contexts.get(request) ?? null;
}

/** A controller's parameter: the context of its request, as `@Context()` is a resolver's. */
export const HttpContext = createParamDecorator((_data: unknown, host: ExecutionContext): RequestContext => {
  const context = contextOf(host.switchToHttp().getRequest<FastifyRequest>());
  if (!context) throw new Error('No context: the route is public, or the guard did not run');
  return context;
});
