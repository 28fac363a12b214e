import { Catch, NotFoundException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { message } from './messages.vi.js';
import { sendProblem } from './page.js';
import { refusalBody } from './refusal-body.js';

/** An address at which there is nothing: a page for a browser, our one shape for programs. */
@Catch(NotFoundException)
export class NoPageFilter implements ExceptionFilter<NotFoundException> {
  async catch(_error: NotFoundException, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const [code, text] = ['NOT_FOUND' as const, message('page.none')];
    if (request.headers.accept?.includes('text/html')) {
      return sendProblem(request, reply, { status: 404, code, title: message('pageTitle.none'), text });
    }
    await reply.code(404).send(refusalBody(request, code, text));
  }
}
