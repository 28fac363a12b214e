import { Catch, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { DomainError, InvalidInput } from './errors.js';
import { LOGGER } from './logger.js';
import { message } from './messages.vi.js';
import { answerHttp } from './payload.js';
import { refusalBody } from './refusal-body.js';
import { Refusals } from './refusals.js';

/** For controllers that people use: whatever goes wrong, the answer has one shape, and nothing of ours shows. */
@Catch()
export class HttpFaultFilter implements ExceptionFilter {
  constructor(
    private readonly refusals: Refusals,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    if (error instanceof DomainError || error instanceof InvalidInput) return answerHttp(this.refusals, error, host);
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const requestId = request.id;
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    this.log.error({ requestId, err: error }, 'unexpected error');
    const text = message('server.internal', { requestId });
    if (!reply.sent) await reply.code(500).send(refusalBody(request, 'INTERNAL', text));
  }
}
