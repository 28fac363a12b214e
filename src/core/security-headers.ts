import { IncomingMessage, ServerResponse, type OutgoingHttpHeaders } from 'node:http';
import { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import helmet from 'helmet';

/** Nobody shows our answers in a frame, guesses their type, or runs what stands in them. */
function headersOf(isPublic: boolean): OutgoingHttpHeaders {
  const protect = helmet({
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    strictTransportSecurity: isPublic,
    xFrameOptions: { action: 'deny' },
  });
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  protect(response.req, response, () => undefined);
  return response.getHeaders();
}

/**
 * Fastify's hook for each request. The headers are always the same: helmet writes them once, where its plugin makes them
 * anew for each answer, a twentieth of what one takes. `isPublic`: browsers shall come by TLS alone.
 */
export function secureHeaders(isPublic: boolean) {
  const headers = headersOf(isPublic);
  return (_request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    void reply.headers(headers);
    done();
  };
}
