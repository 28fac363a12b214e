import type { MultipartFile, MultipartValue } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { DomainError, InvalidInput } from '../core/errors.js';
import { message } from '../core/messages.vi.js';
import { refused } from './content-refusal.js';
import type { DocumentStore, IncomingFile } from './document-store.js';

/** 20 MB. */
const MAX_BYTES = 20 * 1024 * 1024;
/** What a form may be beside its file. */
const FORM_BYTES = 64 * 1024;
const FIELDS = ['kind', 'unitId', 'clientMutationId'] as const;

/** A form with one file, as it came. */
export interface Upload {
  fields: Partial<Record<(typeof FIELDS)[number], string>>;
  /** As its sender named it: not safe to show. */
  rawName: string;
  file: IncomingFile;
}

function tooLarge(): DomainError {
  return refused('document.tooLarge', { max: MAX_BYTES / 1024 / 1024 });
}

/** Two files, not one, so that it is us who refuse the second; one sign more than the largest, to see that it is larger. */
const LIMITS = {
  files: 2,
  fields: 10,
  parts: 12,
  fieldSize: 1_000,
  fieldNameSize: 100,
  fileSize: MAX_BYTES + 1,
  headerPairs: 20,
};

/**
 * Reads a multipart form and writes its file away as it comes. Throws InvalidInput or DomainError; nothing is left then,
 * and the rest of the request is read to nowhere, so that the client hears the answer.
 */
export async function readUpload(request: FastifyRequest, store: DocumentStore): Promise<Upload> {
  if (!request.isMultipart()) throw new DomainError('INVALID_INPUT', 'document.notForm');
  const reader = new FormReader(store);
  try {
    if (Number(request.headers['content-length'] ?? 0) > MAX_BYTES + FORM_BYTES) throw tooLarge();
    for await (const part of request.parts({ limits: LIMITS })) await reader.take(part);
    return reader.upload();
  } catch (error) {
    await reader.discard();
    request.raw.unpipe();
    request.raw.resume();
    throw translated(error);
  }
}

class FormReader {
  private readonly fields: Upload['fields'] = {};
  private rawName = '';
  private file: IncomingFile | null = null;

  constructor(private readonly store: DocumentStore) {}

  async take(part: MultipartFile | MultipartValue): Promise<void> {
    if (part.type === 'field') this.takeField(part);
    else await this.takeFile(part);
  }

  upload(): Upload {
    if (!this.file) throw refused('document.fileRequired');
    if (this.file.size === 0) throw refused('document.empty');
    return { fields: this.fields, rawName: this.rawName, file: this.file };
  }

  async discard(): Promise<void> {
    if (this.file) await this.store.discard(this.file);
  }

  private takeField({ fieldname, value, valueTruncated, fieldnameTruncated }: MultipartValue): void {
    const name = FIELDS.find((known) => known === fieldname);
    // A "file" without a file name is a field to the parser.
    if (fieldname === 'file') throw refused('document.fileRequired');
    if (!name || fieldnameTruncated) {
      throw new InvalidInput([{ field: [fieldname.slice(0, 100)], message: message('input.unknownField') }]);
    }
    if (typeof value !== 'string' || valueTruncated || this.fields[name] !== undefined) {
      throw new InvalidInput([{ field: [name], message: message('input.invalid') }]);
    }
    this.fields[name] = value.normalize('NFC').trim();
  }

  private async takeFile({ fieldname, filename, file }: MultipartFile): Promise<void> {
    if (fieldname !== 'file') {
      throw new InvalidInput([{ field: [fieldname.slice(0, 100)], message: message('input.unknownField') }]);
    }
    if (this.file) throw refused('document.oneFile');
    this.rawName = filename;
    this.file = await this.store.receive(file);
    if (this.file.size > MAX_BYTES) throw tooLarge();
  }
}

/** The parser's own errors are of the form; a fault of ours stays what it is. */
function translated(error: unknown): unknown {
  if (error instanceof DomainError || error instanceof InvalidInput) return error;
  const { code, message: text } = error as { code?: unknown; message?: string };
  if (code === 'FST_FILES_LIMIT') return refused('document.oneFile');
  const ofTheForm =
    (typeof code === 'string' && /^FST_|^ECONN|^EPIPE|^ERR_STREAM_PREMATURE_CLOSE/.test(code)) ||
    /multipart|terminated early|boundary|header/i.test(text ?? '');
  return ofTheForm ? new DomainError('INVALID_INPUT', 'document.badForm') : error;
}
