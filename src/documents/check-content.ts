import { open, type FileHandle } from 'node:fs/promises';
import { DomainError } from '../core/errors.js';
import { Turns } from '../core/turns.js';
import { checkPackage } from './check-package.js';
import { checkPdf } from './check-pdf.js';
import { refused } from './content-refusal.js';
import type { MediaType } from './domain/media-types.js';
import { holds } from './scan-file.js';

// Reading an archive through to its end takes a core for up to a second.
const turns = new Turns(2, 50, () => new DomainError('RATE_LIMITED', 'document.busy'));

/** How the first eight bytes look, one sign a byte. */
const SIGNATURES: Readonly<Record<MediaType['family'], RegExp>> = {
  pdf: /^%PDF-[12]\.\d/,
  png: /^\x89PNG\r\n\x1a\n/,
  jpeg: /^\xff\xd8\xff/,
  ooxml: /^PK\x03\x04/,
  odf: /^PK\x03\x04/,
};

/** Office wraps what it encrypts into its old container. */
const OLD_CONTAINER = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
const ENCRYPTED_PACKAGE = /E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0/;

/**
 * Throws INVALID_INPUT unless the file at `path` is what the extension of its name says, by its content. What stands in
 * it is never run nor shown by us: it goes out again as an attachment only. So this keeps out what lies, what cannot be
 * looked into, and what could harm the reader's machine as soon as it is opened; it is no search for viruses.
 */
export async function checkContent(path: string, type: MediaType): Promise<void> {
  await turns.take(async () => {
    const file = await open(path);
    try {
      await checkSignature(file, path, type);
      if (type.family === 'png') await checkPng(file, type);
      if (type.family === 'jpeg') await checkJpeg(file, type);
    } finally {
      await file.close();
    }
    if (type.family === 'pdf') await checkPdf(path, type);
    if (type.family === 'ooxml' || type.family === 'odf') await checkPackage(path, type);
  });
}

async function bytes(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

async function checkSignature(file: FileHandle, path: string, type: MediaType): Promise<void> {
  const head = await bytes(file, 0, 8);
  if (SIGNATURES[type.family].test(head.toString('latin1'))) return;
  const wrapped = type.family === 'ooxml' && head.equals(OLD_CONTAINER) && (await holds(path, ENCRYPTED_PACKAGE));
  throw wrapped ? refused('document.encrypted') : refused('document.lies', { type: type.label });
}

/** First the header with a width and a height, last (but for what some programs append) the end. */
async function checkPng(file: FileHandle, type: MediaType): Promise<void> {
  const { size } = await file.stat();
  const header = await bytes(file, 8, 16);
  const tail = await bytes(file, Math.max(0, size - 1024), 1024);
  const whole = header.length === 16 && header.toString('latin1', 4, 8) === 'IHDR' && tail.includes('\0\0\0\0IEND');
  if (!whole || header.readUInt32BE(8) === 0 || header.readUInt32BE(12) === 0) {
    throw refused('document.damaged', { type: type.label });
  }
}

/** Segments up to the picture's own data, one of them with its measures. Phones append films, so the end is free. */
async function checkJpeg(file: FileHandle, type: MediaType): Promise<void> {
  let position = 2;
  for (let frame = false, segments = 0; segments < 500; segments += 1) {
    const head = await bytes(file, position, 9);
    const marker = head[1] ?? 0;
    if (head.length < 9 || head[0] !== 0xff || marker < 0xc0) break;
    if (marker === 0xda && frame) return;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame && head.readUInt16BE(5) > 0 && head.readUInt16BE(7) > 0) frame = true;
    position += 2 + head.readUInt16BE(2);
  }
  throw refused('document.damaged', { type: type.label });
}
