import type { FastifyRequest } from 'fastify';
import type { ErrorCode } from './errors.js';

/** A refusal made outside resolvers, in the shape of the door that was asked: an error of GraphQL, or a UserError. */
export function refusalBody(
  request: FastifyRequest,
  code: ErrorCode | 'BAD_DOCUMENT' | 'INTERNAL',
  message: string,
): { errors: object[] } {
  const ofGraphql = request.url.startsWith('/graphql');
  return { errors: [ofGraphql ? { message, extensions: { code } } : { code, message, field: null, rule: null }] };
}
