import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import { ZipFile } from 'yazl';

// Small real files of every kind that is received, made here so that nothing of unknown origin lies in the repository.

export const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

/** A PDF of one empty page; `extra` stands as an object of its own, `padding` as a comment of that many bytes. */
export function pdf(extra = '', padding = 0): Buffer {
  return Buffer.from(
    `%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n` +
      `3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n${extra && `4 0 obj\n${extra}\nendobj\n`}` +
      `${padding > 0 ? `%${'x'.repeat(padding - 2)}\n` : ''}trailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n`,
    'latin1',
  );
}

/** A PDF of exactly that many bytes. */
export const pdfOf = (size: number): Buffer => pdf('', size - pdf().length);

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const crc = Buffer.alloc(4);
  crc.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, crc]);
}

export function png(): Buffer {
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0]);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from([0, 0xd4, 0xaf, 0x37]))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A JPEG of 8 × 8 grey dots. */
export function jpeg(): Buffer {
  const segment = (marker: number, ...data: number[]): number[] => [0xff, marker, 0, data.length + 2, ...data];
  return Buffer.from([
    ...[0xff, 0xd8],
    ...segment(0xe0, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0),
    ...segment(0xdb, 0, ...Array<number>(64).fill(1)),
    ...segment(0xc0, 8, 0, 8, 0, 8, 1, 1, 0x11, 0),
    ...segment(0xc4, 0, 1, ...Array<number>(15).fill(0), 0),
    ...segment(0xc4, 0x10, 1, ...Array<number>(15).fill(0), 0),
    ...segment(0xda, 1, 1, 0, 0, 63, 0),
    ...[0x3f, 0xff, 0xd9],
  ]);
}

export type Entries = Record<string, string | Buffer>;

/** A zip of these entries, in their order; those in `stored` uncompressed. */
export async function zip(entries: Entries, stored: readonly string[] = ['mimetype']): Promise<Buffer> {
  const archive = new ZipFile();
  for (const [name, content] of Object.entries(entries)) {
    archive.addBuffer(Buffer.from(content), name, { compress: !stored.includes(name), mtime: new Date(2025, 0, 1) });
  }
  archive.end();
  const pieces: Buffer[] = [];
  for await (const piece of archive.outputStream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

const OOXML = 'application/vnd.openxmlformats-officedocument';
const RELATIONS = `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>`;

function types(part: string, type: string, more = ''): string {
  return (
    `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
    `<Default Extension="xml" ContentType="application/xml"/><Override PartName="/${part}" ContentType="${type}"/>${more}</Types>`
  );
}

export const DOCX_MAIN = `${OOXML}.wordprocessingml.document.main+xml`;
export const DOCX: Entries = {
  '[Content_Types].xml': types('word/document.xml', DOCX_MAIN),
  '_rels/.rels': RELATIONS,
  'word/document.xml': '<w:document><w:body><w:p>Báo cáo thành tích</w:p></w:body></w:document>',
};
export const XLSX: Entries = {
  '[Content_Types].xml': types('xl/workbook.xml', `${OOXML}.spreadsheetml.sheet.main+xml`),
  '_rels/.rels': RELATIONS,
  'xl/workbook.xml': '<workbook/>',
};
export const DOCM_TYPES = types('word/document.xml', 'application/vnd.ms-word.document.macroEnabled.main+xml');
export const typesWith = (more: string): string => types('word/document.xml', DOCX_MAIN, more);

function odf(type: string): Entries {
  return {
    mimetype: `application/vnd.oasis.opendocument.${type}`,
    'META-INF/manifest.xml': '<manifest:manifest/>',
    'content.xml': '<office:document-content/>',
  };
}
export const ODT = odf('text');
export const ODS = odf('spreadsheet');
