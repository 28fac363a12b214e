import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ErrorCode } from './errors.js';
import { Html, markup } from './html.js';
import { message } from './messages.vi.js';
import type { TooManyRequests } from './rate-limit.js';
import { refusalBody } from './refusal-body.js';
import { wantsJson } from './wanted-media.js';

// For a phone's width first; dark on light, and what colours say the words say too.
const STYLE = [
  `*{box-sizing:border-box}`,
  `body{margin:0;background:#f6f3ec;color:#1b1b1b;font:1.0625rem/1.55 system-ui,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif}`,
  `header,main{max-width:40rem;margin:0 auto;padding:.75rem 1rem}`,
  `header{color:#7a1414;font-weight:700}`,
  `h1{margin:.25rem 0 1rem;font-size:1.4rem;line-height:1.3}`,
  `h2{margin:1.75rem 0 .5rem;font-size:1.125rem}`,
  `p{margin:0 0 .75rem}`,
  `a{color:#0b4a8f}`,
  `.state{border-left:.5rem solid;background:#fff;padding:.75rem 1rem;margin:0 0 1.25rem}`,
  `.state strong{display:block;font-size:1.35rem}`,
  `.state p{margin:.25rem 0 0;color:#1b1b1b}`,
  `.valid{color:#14572c}.corrected{color:#7a4a00}.revoked{color:#9c1313}`,
  `dl{margin:0;background:#fff;padding:.25rem 1rem}`,
  `dt{padding-top:.6rem;color:#4d4d4d;font-size:.9375rem}`,
  `dd{margin:0;padding-bottom:.6rem;border-bottom:1px solid #ddd6c6;font-size:1.125rem;overflow-wrap:anywhere}`,
  `dd:last-child{border-bottom:0}`,
  `ul{margin:0 0 .75rem;padding-left:1.25rem}li{margin-bottom:.5rem}`,
  `code{background:#eae5d8;padding:.1rem .3rem;overflow-wrap:anywhere}`,
].join('');
const STYLE_HTML = new Html(STYLE);
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** Nothing but the one style of ours: no script, no picture, no form, nothing from elsewhere. */
export const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none';style-src 'sha256-${STYLE_HASH}';base-uri 'none';form-action 'none';frame-ancestors 'none'`,
  // Names of people: nothing for search engines.
  'x-robots-tag': 'noindex, nofollow',
  // As all answers; but an address that cannot be read is refused before they get theirs.
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** A whole page in Vietnamese; `title` is its heading too. */
export function pageOf(title: string, content: Html): string {
  const head = markup`<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex, nofollow"><title>${title} – Sổ Vàng</title><style>${STYLE_HTML}</style>`;
  const body = markup`<header>Sổ Vàng</header><main><h1>${title}</h1>${content}</main>`;
  return markup`<!doctype html><html lang="vi"><head>${head}</head><body>${body}</body></html>`.text;
}

/** What went wrong, for a person. */
export interface PageProblem {
  status: number;
  code: ErrorCode | 'INTERNAL';
  title: string;
  text: string;
}

/** Says what went wrong as a page, or as JSON to a program that asks for it; nobody keeps it. */
export async function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: PageProblem): Promise<void> {
  const { status, code, title, text } = problem;
  void reply.code(status).headers({ 'cache-control': 'no-store', vary: 'Accept' });
  if (wantsJson(request.headers.accept)) {
    await reply.send(refusalBody(request, code, text));
    return;
  }
  await reply.headers(PAGE_HEADERS).send(pageOf(title, markup`<p>${text}</p>`));
}

/** True where pages for people are: there a refusal is a page too. */
export function isPage({ url }: FastifyRequest): boolean {
  return url.startsWith('/v/');
}

/** An address asked too often. */
export async function sendTooMany(request: FastifyRequest, reply: FastifyReply, error: TooManyRequests): Promise<void> {
  void reply.header('retry-after', error.seconds);
  const { code, message: text } = error;
  if (isPage(request)) {
    return sendProblem(request, reply, { status: 429, code, title: message('pageTitle.tooMany'), text });
  }
  await reply.code(429).send(refusalBody(request, code, text));
}
