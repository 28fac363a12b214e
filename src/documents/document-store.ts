import type { Readable } from 'node:stream';

/** A file that was received and is not kept yet. It is gone when its process is. */
export interface IncomingFile {
  /** Where its content can be read. */
  path: string;
  size: number;
  /** SHA-256 of the content, hexadecimal. */
  sha256: string;
}

/**
 * Where the contents of documents lie, by their SHA-256: one content once. Methods throw DomainError UNAVAILABLE when
 * the place cannot be written or read. Which contents are of use only the database knows: see unused-contents.ts.
 */
export abstract class DocumentStore {
  /** Writes a stream away; throws what the stream throws, and leaves nothing then. */
  abstract receive(content: Readable): Promise<IncomingFile>;
  /** Keeps it for good: when this returns no power failure loses it. Harmless when done twice. */
  abstract put(incoming: IncomingFile): Promise<void>;
  /** Removes what was received and not kept; harmless when there is nothing. */
  abstract discard(incoming: IncomingFile): Promise<void>;
  abstract open(sha256: string): Promise<{ content: Readable; size: number }>;
  /** Removes a content; harmless when there is none. */
  abstract remove(sha256: string): Promise<void>;
  /** All contents that are older than this, in pieces. */
  abstract olderThan(ms: number): AsyncIterable<string[]>;
  /** Removes what dead processes had received. */
  abstract clearIncoming(): Promise<void>;
}
