import type { FastifyReply, FastifyRequest } from 'fastify';
import { message } from './messages.vi.js';
import { isPage, sendProblem } from './page.js';
import { refusalBody } from './refusal-body.js';

/** A stop takes seconds; what takes over, or the next start, is there by then. */
const RETRY_SECONDS = 10;

/** What still comes on open connections while the server stops: refused, each door in its own shape. */
export class Stopping {
  private isSo = false;

  begin(): void {
    this.isSo = true;
  }

  /** Fastify's hook for each request. */
  readonly refuse = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    if (!this.isSo) return;
    const [code, text] = ['UNAVAILABLE' as const, message('server.stopping')];
    void reply.code(503).headers({ 'retry-after': RETRY_SECONDS, connection: 'close' });
    if (isPage(request)) {
      return sendProblem(request, reply, { status: 503, code, title: message('pageTitle.stopping'), text });
    }
    if (request.url.startsWith('/health/')) {
      return void (await reply.send({ status: 'not ready', problems: { server: text } }));
    }
    await reply.send(refusalBody(request, code, text));
  };
}
