import { Catch, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { LOGGER } from './logger.js';
import { message } from './messages.vi.js';
import { sendProblem } from './page.js';

/** For controllers of pages: whatever goes wrong, a person gets a page, and nothing of ours shows. */
@Catch()
export class PageFaultFilter implements ExceptionFilter {
  constructor(@Inject(LOGGER) private readonly log: Logger) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    this.log.error({ requestId: request.id, err: error }, 'unexpected error');
    if (reply.sent) return;
    const text = message('server.internal', { requestId: request.id });
    await sendProblem(request, reply, { status: 500, code: 'INTERNAL', title: message('pageTitle.failed'), text });
  }
}
