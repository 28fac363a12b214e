import { Controller, Get, Param, Post, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../core/allow.js';
import type { RequestContext } from '../core/context.js';
import { HttpContext } from '../core/http-context.js';
import { HttpFaultFilter } from '../core/http-fault.filter.js';
import { attachmentHeader } from './domain/file-name.js';
import { FindDocumentService } from './find-document.service.js';
import { ReceiveDocumentService } from './receive-document.service.js';

/** Files go in and out beside GraphQL. */
@Controller('documents')
@UseFilters(HttpFaultFilter)
export class DocumentsController {
  constructor(
    private readonly receiving: ReceiveDocumentService,
    private readonly find: FindDocumentService,
  ) {}

  /** multipart/form-data: `file`, `kind`, and where wanted `unitId`, `clientMutationId`. */
  @Allow.signedIn()
  @Post()
  async receive(
    @HttpContext() context: RequestContext,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { id, kind, fileName, mediaType, size, sha256 } = await this.receiving.receive(context, request);
    await reply.code(201).header('location', `/documents/${id}`).send({ id, kind, fileName, mediaType, size, sha256 });
  }

  /** The content, to be saved and never to be shown: it is a stranger's. */
  @Allow.signedIn()
  @Get(':id')
  async send(
    @HttpContext() context: RequestContext,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { document, content } = await this.find.open(context, id);
    await reply
      .headers({
        'content-type': document.mediaType,
        'content-length': document.size,
        'content-disposition': attachmentHeader(document.fileName),
        'content-security-policy': 'sandbox',
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store',
      })
      .send(content);
  }
}
