import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { Personal, record } from '../audit/record.js';
import { actingUnits, type Actor } from '../core/actor.js';
import { signedIn, type RequestContext } from '../core/context.js';
import { Database } from '../core/database.js';
import { DomainError, InvalidInput } from '../core/errors.js';
import { once } from '../core/idempotency.js';
import { load } from '../core/loaders.js';
import { LOGGER } from '../core/logger.js';
import { message } from '../core/messages.vi.js';
import { isId } from '../core/pagination.js';
import { checkContent } from './check-content.js';
import { refused } from './content-refusal.js';
import type { Document } from './document.entity.js';
import { documentById } from './document.loaders.js';
import { insertDocument, lockContent, type NewDocument } from './document.queries.js';
import { DocumentStore, type IncomingFile } from './document-store.js';
import { isDocumentKind } from './domain/document-kind.js';
import { extensionOf, safeFileName } from './domain/file-name.js';
import { LABELS, mediaTypeOf } from './domain/media-types.js';
import { readUpload, type Upload } from './read-upload.js';
import { removeIfUnused } from './unused-contents.js';

@Injectable()
export class ReceiveDocumentService {
  constructor(
    private readonly database: Database,
    private readonly store: DocumentStore,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** Reads a form with one file and keeps it for a unit where the account acts. */
  async receive(context: RequestContext, request: FastifyRequest): Promise<Document> {
    const actor = signedIn(context);
    const upload = await readUpload(request, this.store);
    try {
      const document = await this.checked(upload, this.chooseUnit(actor, upload, context));
      const id = await this.keep(actor, document, upload);
      const kept = await load(context, documentById, id);
      if (!kept) throw new Error(`Document ${id} cannot be read by who sent it`);
      return kept;
    } finally {
      await this.store.discard(upload.file);
    }
  }

  private async checked({ fields, rawName, file }: Upload, unitId: string): Promise<NewDocument> {
    const { kind = '' } = fields;
    if (!isDocumentKind(kind)) throw new DomainError('INVALID_INPUT', 'document.kind', { field: ['kind'] });
    const fileName = safeFileName(rawName);
    const type = mediaTypeOf(extensionOf(fileName));
    if (!type) throw refused('document.unknownType', { types: LABELS });
    await checkContent(file.path, type);
    return { kind, fileName, mediaType: type.mediaType, size: file.size, sha256: file.sha256, unitId };
  }

  /** The unit that was said, or the only one; acting permissions hold on exactly the unit of the grant. */
  private chooseUnit(actor: Actor, { fields }: Upload, context: RequestContext): string {
    const own = actingUnits(actor, context.clock.today());
    const [only] = own;
    if (only === undefined) throw new DomainError('FORBIDDEN', 'auth.forbidden');
    const { unitId } = fields;
    if (!unitId) {
      if (own.length > 1) throw new DomainError('INVALID_INPUT', 'document.chooseUnit', { field: ['unitId'] });
      return only;
    }
    if (!isId(unitId)) throw new InvalidInput([{ field: ['unitId'], message: message('input.notId') }]);
    const found = own.find((id) => id === unitId.toLowerCase());
    if (found === undefined) throw new DomainError('FORBIDDEN', 'auth.forbiddenHere', { field: ['unitId'] });
    return found;
  }

  /** The content is in its place before the row is there, and goes again when the row does not come. */
  private async keep(actor: Actor, document: NewDocument, { fields, file, rawName }: Upload): Promise<string> {
    const { clientMutationId } = fields;
    const act = { operation: 'POST /documents', input: { ...document, rawName, clientMutationId } };
    try {
      const { id } = await this.database.transaction((tx) =>
        once(tx, actor, act, async () => {
          await lockContent(tx, document.sha256);
          await this.store.put(file);
          const made = await insertDocument(tx, document, actor.accountId);
          const { kind, mediaType, size, sha256, unitId, fileName } = document;
          const details = { kind, mediaType, size, sha256, fileName: new Personal(fileName) };
          await record(tx, actor, { action: 'document.receive', subject: `document:${made}`, unitId, details });
          return made;
        }),
      );
      return id;
    } catch (error) {
      await this.removeUnused(file);
      throw error;
    }
  }

  private async removeUnused({ sha256 }: IncomingFile): Promise<void> {
    // Where this fails too, the hourly sweep does it.
    await removeIfUnused(this.database, this.store, sha256).catch((error: unknown) => {
      this.log.warn({ err: error }, 'documents: a content without a row stays until the next sweep');
    });
  }
}
