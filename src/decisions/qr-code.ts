import { crc32, deflateSync } from 'node:zlib';
import { encodeQR } from 'qr';

/** Light modules around the code, as ISO/IEC 18004 asks for. */
const QUIET = 4;
/** Pixels of a module in the PNG: at 300 dots an inch a code of 57 modules is 5 cm wide. */
const SCALE = 10;

/** The modules of the code, row by row, true where dark; readable with a seventh of it soiled. */
function modulesOf(text: string): boolean[][] {
  return encodeQR(text, 'raw', { ecc: 'medium', border: QUIET });
}

/** A QR code of that text as SVG: one path of unit squares, in any size. */
export function qrSvg(text: string): string {
  const modules = modulesOf(text);
  const path = modules.flatMap((row, y) => row.flatMap((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : []))).join('');
  const size = modules.length;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${size * SCALE}" height="${size * SCALE}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${path}"/></svg>`;
}

function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A row of pixels, one bit each, light is 1; before it the number of its filter, none. */
function scanline(row: readonly boolean[]): Buffer {
  const bits = row.map((dark) => (dark ? '0' : '1').repeat(SCALE)).join('');
  return Buffer.from([0, ...(bits.match(/.{1,8}/g) ?? []).map((eight) => parseInt(eight.padEnd(8, '0'), 2))]);
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** The same as PNG, in black and white. */
export function qrPng(text: string): Buffer {
  const modules = modulesOf(text);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(modules.length * SCALE, 0);
  header.writeUInt32BE(modules.length * SCALE, 4);
  // One bit of grey; deflate, no filter, not interlaced.
  header.set([1, 0, 0, 0, 0], 8);
  const lines = modules.flatMap((row) => Array<Buffer>(SCALE).fill(scanline(row)));
  const data = deflateSync(Buffer.concat(lines));
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}
