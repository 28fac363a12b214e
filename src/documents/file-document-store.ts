import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { CONFIG } from '../core/config.token.js';
import type { Config } from '../core/config.js';
import { DomainError } from '../core/errors.js';
import { LOGGER } from '../core/logger.js';
import { Presence } from '../core/presence.js';
import { DocumentStore, type IncomingFile } from './document-store.js';

/**
 * Files in DATA_DIR/documents: `incoming/<process>.<any>` while they come in, `<ab>/<cdef…>` by their SHA-256 for good.
 * Several processes may share the folder: what is still coming in belongs to the living process that its name tells.
 */
@Injectable()
export class FileDocumentStore extends DocumentStore {
  private readonly folder: string;
  private readonly incoming: string;

  constructor(
    private readonly presence: Presence,
    @Inject(CONFIG) config: Config,
    @Inject(LOGGER) private readonly log: Logger,
  ) {
    super();
    this.folder = join(config.dataDir, 'documents');
    this.incoming = join(this.folder, 'incoming');
  }

  async receive(content: Readable): Promise<IncomingFile> {
    const path = join(this.incoming, `${this.presence.self}.${randomUUID()}`);
    const hash = createHash('sha256');
    let size = 0;
    async function* measured(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const chunk of source) {
        hash.update(chunk);
        size += chunk.length;
        yield chunk;
      }
    }
    let file: WriteStream | undefined;
    try {
      await this.atDisk(() => mkdir(this.incoming, { recursive: true, mode: 0o700 }));
      // Flushed: what is renamed later must be on the disk, not only its name.
      const target = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true });
      file = target;
      await this.atDisk(() => pipeline(content, measured, target));
      return { path, size, sha256: hash.digest('hex') };
    } catch (error) {
      // Cut at once, the file may not have been opened yet: it would be made after it was removed.
      if (file && !file.closed) await once(file, 'close').catch(() => undefined);
      await rm(path, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  async put({ path, sha256, size }: IncomingFile): Promise<void> {
    const target = this.pathOf(sha256);
    await this.atDisk(async () => {
      const there = await stat(target).catch(ifMissing(null));
      if (there?.size === size) return;
      await mkdir(dirname(target), { recursive: true, mode: 0o700 });
      await rename(path, target);
      await syncFolder(dirname(target));
      await syncFolder(this.folder);
    });
  }

  async discard({ path }: IncomingFile): Promise<void> {
    await rm(path, { force: true });
  }

  async open(sha256: string): Promise<{ content: Readable; size: number }> {
    return this.atDisk(async () => {
      const file = await open(this.pathOf(sha256));
      const { size } = await file.stat();
      return { content: file.createReadStream(), size };
    });
  }

  async remove(sha256: string): Promise<void> {
    await this.atDisk(() => rm(this.pathOf(sha256), { force: true }));
  }

  async *olderThan(ms: number): AsyncGenerator<string[]> {
    // A file's times are the system's, whatever CLOCK says.
    const before = Date.now() - ms;
    const folders = await readdir(this.folder).catch(ifMissing([]));
    for (const folder of folders.filter((name) => /^[0-9a-f]{2}$/.test(name))) {
      const old: string[] = [];
      for (const name of await readdir(join(this.folder, folder))) {
        const found = await stat(join(this.folder, folder, name)).catch(ifMissing(null));
        if (found && found.mtimeMs < before && /^[0-9a-f]{62}$/.test(name)) old.push(`${folder}${name}`);
      }
      if (old.length > 0) yield old;
    }
  }

  async clearIncoming(): Promise<void> {
    const names = await readdir(this.incoming).catch(ifMissing([]));
    const owners = [...new Set(names.map(ownerOf))];
    const dead = new Set(await this.presence.absent(owners));
    const left = names.filter((name) => dead.has(ownerOf(name)));
    for (const name of left) await rm(join(this.incoming, name), { force: true });
    if (left.length > 0) this.log.warn({ files: left.length }, 'documents: removed what a dead process had received');
  }

  private pathOf(sha256: string): string {
    return join(this.folder, sha256.slice(0, 2), sha256.slice(2));
  }

  private async atDisk<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (typeof (error as NodeJS.ErrnoException).syscall !== 'string' || isOfTheNetwork(error)) throw error;
      this.log.error({ err: error }, 'documents: the store failed');
      throw new DomainError('UNAVAILABLE', 'document.storeUnavailable');
    }
  }
}

function ownerOf(name: string): string {
  return name.split('.', 1)[0] ?? '';
}

/** A client that goes away fails the same pipeline as a full disk does. */
function isOfTheNetwork(error: unknown): boolean {
  return ['ECONNRESET', 'EPIPE', 'ECONNABORTED'].includes((error as NodeJS.ErrnoException).code ?? '');
}

function ifMissing<Value>(value: Value): (error: unknown) => Value {
  return (error) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return value;
    throw error;
  };
}

/** The names in a folder are on the disk when the folder is (Windows knows no such thing). */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
