import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../core/context.js';
import { DomainError } from '../core/errors.js';
import { load } from '../core/loaders.js';
import { isId } from '../core/pagination.js';
import type { Document } from './document.entity.js';
import { documentById } from './document.loaders.js';
import { DocumentStore } from './document-store.js';

@Injectable()
export class FindDocumentService {
  constructor(private readonly store: DocumentStore) {}

  /** One document; null when there is none, or not for the reader. */
  async byId(context: RequestContext, id: string): Promise<Document | null> {
    return isId(id) ? load(context, documentById, id) : null;
  }

  /** A document with its content; NOT_FOUND when there is none, or not for the reader. */
  async open(context: RequestContext, id: string): Promise<{ document: Document; content: Readable }> {
    const document = await this.byId(context, id);
    if (!document) throw new DomainError('NOT_FOUND', 'document.notFound');
    const { content, size } = await this.store.open(document.sha256);
    if (size === document.size) return { document, content };
    content.destroy();
    // Whose length is wrong is not the content that was received.
    throw new DomainError('UNAVAILABLE', 'document.storeUnavailable');
  }
}
