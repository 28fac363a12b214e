import { jest } from '@jest/globals';
import jsqr from 'jsqr';
import { PNG } from 'pngjs';
import type { Browser, Page } from 'playwright-core';
import { civilDate } from '../../src/core/civil-date.js';
import { certificatePage } from '../../src/decisions/certificate-page.js';
import { as, Client, trialUnit, worker } from '../support/api.js';
import { AXE, findBrowser, lookAt, startBrowser } from '../support/browser.js';
import { checkedDecision, endorsedBySql, signatureOf } from '../support/decisions.js';
import { done, today } from '../support/nominations.js';
import { serverOn } from '../support/own-server.js';
import { query } from '../support/shared-connection.js';

jest.setTimeout(60_000);

const ISSUED = `mutation ($input: IssueDecisionInput!) { issueDecision(input: $input) { userErrors { message }
  decision { symbol awards(first: 5) { edges { node { nameAsAwarded certificate { token address } } } } } } }`;
const CHECK = `query ($token: String!) { verifyCertificate(token: $token) {
  valid status decision awardType name year symbol signedOn issuer } }`;
/** What somebody might put in as a name, and no room to break the line. */
const INJECTED = `<script>alert("1")</script>'&\u202e${'Ễ'.repeat(80)}`;
const PUBLIC_URL = 'https://khenthuong.example.vn/so-vang';

interface Held {
  token: string;
  address: string;
  name: string;
}
let held: Held;
let symbol: string;

beforeAll(async () => {
  const ids = await endorsedBySql(trialUnit('SNV-12').id, 1, INJECTED);
  const head = await as('lanhdao.sonoivu');
  const { decision } = await done(head, ISSUED, await signatureOf(head, await checkedDecision(ids)));
  const [{ node }] = decision.awards.edges;
  held = { ...node.certificate, name: node.nameAsAwarded };
  symbol = decision.symbol;
});

const get = (path: string, accept = 'text/html', url = worker.url): Promise<Response> =>
  fetch(`${url}${path}`, { headers: { accept } });
const page = (accept?: string): Promise<Response> => get(`/v/${held.token}`, accept);
const unknown = (): string => `${held.token.slice(0, -6)}${held.token.endsWith('AAAAAA') ? 'BBBBBB' : 'AAAAAA'}`;

function expectPage(response: Response, text: string): void {
  const headers = Object.fromEntries(response.headers);
  expect(headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': expect.stringMatching(
      /^default-src 'none';style-src 'sha256-[\w+/]{43}=';base-uri 'none';form-action 'none';frame-ancestors 'none'$/,
    ),
    'cache-control': 'no-store',
    vary: 'Accept',
    'x-robots-tag': 'noindex, nofollow',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  expect(headers).not.toHaveProperty('set-cookie');
  expect(text).toMatch(/^<!doctype html><html lang="vi">/);
  expect(text).not.toMatch(/<script|\ssrc=|\son\w+=|@import|url\(/i);
}

describe('the page of a certificate', () => {
  it('tells anybody what it is worth, and nothing more of the person', async () => {
    const response = await page();
    const text = await response.text();
    expect(response.status).toBe(200);
    expectPage(response, text);
    const facts = [...text.matchAll(/<dt>(.*?)<\/dt><dd><bdi>(.*?)<\/bdi>/g)].map(([, label, value]) => [label, value]);
    const [year, month, day] = today().split('-');
    expect(facts).toEqual([
      [
        'Tên ghi trong quyết định',
        expect.stringContaining('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;\ufffdỄ'),
      ],
      ['Danh hiệu, hình thức khen thưởng', 'Giấy khen của Giám đốc Sở'],
      ['Quyết định số', symbol],
      ['Ngày ký', `${day}/${month}/${year}`],
      ['Cơ quan ban hành', trialUnit('SNV-12').name],
      ['Năm', year],
      ['Ngày kiểm tra', `${day}/${month}/${year}`],
    ]);
    expect(text).toContain('<div class="state valid">');
  });

  it('says the same as JSON to a program that asks for it, as the API does', async () => {
    const response = await page('application/json');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      vary: 'Accept',
    });
    const json = await response.json();
    expect(json).toEqual(await new Client().get(CHECK, { token: held.token }));
    expect(json).toMatchObject({ valid: true, status: 'VALID', name: held.name, symbol, signedOn: today() });
  });

  it('answers HEAD with the headers alone', async () => {
    const [whole, head] = [await page(), await fetch(`${worker.url}/v/${held.token}`, { method: 'HEAD' })];
    expect([head.status, await head.text()]).toEqual([200, '']);
    const length = String(Buffer.byteLength(await whole.text()));
    expect([head.headers.get('content-length'), whole.headers.get('content-length')]).toEqual([length, length]);
    expect(head.headers.get('content-security-policy')).toBe(whole.headers.get('content-security-policy'));
    expect((await fetch(`${worker.url}/v/${unknown()}`, { method: 'HEAD' })).status).toBe(404);
  });

  it('says in Vietnamese that there is no such token, whatever is asked for', async () => {
    const sentence = 'Không có giấy chứng nhận nào mang mã này.';
    for (const token of [
      unknown(),
      'x',
      `${held.token}A`,
      encodeURIComponent("' or true --"),
      encodeURIComponent('<b>'),
    ]) {
      const response = await get(`/v/${token}`);
      const text = await response.text();
      expect([token, response.status]).toEqual([token, 404]);
      expectPage(response, text);
      expect(text).toContain(`<h1>Không tìm thấy giấy chứng nhận</h1><p>${sentence}`);
      expect(text).not.toContain('<b>');
    }
    const json = await get(`/v/${unknown()}`, 'application/json');
    expect([json.status, await json.json()]).toEqual([
      404,
      { errors: [{ code: 'NOT_FOUND', message: expect.stringContaining(sentence), field: null, rule: null }] },
    ]);
  });
});

/** What an independent reader finds in a picture. */
function decoded(png: Buffer): string | undefined {
  const { data, width, height } = PNG.sync.read(png);
  return jsqr.default(new Uint8ClampedArray(data), width, height)?.data;
}

/** The dark squares of our SVG. */
function squares(svg: string): Set<string> {
  return new Set([...svg.matchAll(/M(\d+ \d+)h1v1h-1z/g)].map(([, at]) => at ?? ''));
}

describe('the QR code of a certificate', () => {
  it('is read as its address, as PNG and as SVG', async () => {
    expect(held.address).toBe(`${worker.url}/v/${held.token}`);
    const png = await get(`/v/${held.token}/qr.png`, '*/*');
    expect([png.status, png.headers.get('content-type'), png.headers.get('cache-control')]).toEqual([
      200,
      'image/png',
      'public, max-age=86400',
    ]);
    const content = Buffer.from(await png.arrayBuffer());
    expect(decoded(content)).toBe(held.address);
    const svg = await get(`/v/${held.token}/qr.svg`, '*/*');
    expect([svg.status, svg.headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
    // Square by square what the PNG shows.
    const { data, width } = PNG.sync.read(content);
    const dark = squares(await svg.text());
    const scale = 10;
    for (let y = 0; y < width / scale; y += 1) {
      for (let x = 0; x < width / scale; x += 1) {
        const black = data[4 * ((y * scale + 5) * width + x * scale + 5)] === 0;
        expect([x, y, dark.has(`${x} ${y}`)]).toEqual([x, y, black]);
      }
    }
    for (const kind of ['svg', 'png']) expect((await get(`/v/${unknown()}/qr.${kind}`)).status).toBe(404);
  });
});

describe('a service with an address of its own', () => {
  it('prints PUBLIC_URL, counts the requests of an address, and stays polite when it fails', async () => {
    const server = await serverOn(worker.database, { PUBLIC_URL, RATE_LIMIT: '1', LOG_LEVEL: 'silent' });
    const path = `/v/${held.token}`;
    const png = await get(`${path}/qr.png`, '*/*', server.url);
    expect(decoded(Buffer.from(await png.arrayBuffer()))).toBe(`${PUBLIC_URL}${path}`);

    await query('alter table certificate rename to certificate_away');
    try {
      const failed = await get(path, 'text/html', server.url);
      const text = await failed.text();
      expect(failed.status).toBe(500);
      expectPage(failed, text);
      expect(text).toMatch(
        /<h1>Hệ thống gặp lỗi<\/h1><p>Hệ thống gặp lỗi\. Sự việc đã được ghi lại với mã [0-9a-f-]{36}\.<\/p>/,
      );
    } finally {
      await query('alter table certificate_away rename to certificate');
    }

    for (let asked = 2; asked < 10; asked += 1) expect((await get(path, 'text/html', server.url)).status).toBe(200);
    const refused = await get(path, 'text/html', server.url);
    const text = await refused.text();
    expect(refused.status).toBe(429);
    expectPage(refused, text);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(text).toMatch(/<p>Bạn gửi quá nhiều yêu cầu\. Hãy thử lại sau \d+ giây\.<\/p>/);
    const json = await get(path, 'application/json', server.url);
    expect([json.status, await json.json()]).toMatchObject([429, { errors: [{ code: 'RATE_LIMITED' }] }]);
    expect((await server.stop()).code).toBe(0);
  });
});

const chromium = findBrowser();
if (!chromium)
  process.stderr.write('No Chromium here: the page is not looked at in a browser (apt-get install chromium).\n');

(chromium ? describe : describe.skip)('on a phone', () => {
  const PHONE = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
  let browser: Browser;
  let phone: Page;
  const complaints: string[] = [];
  beforeAll(async () => {
    browser = await startBrowser(chromium ?? '');
    phone = await (await browser.newContext(PHONE)).newPage();
    phone.on('console', (line) => complaints.push(line.text()));
    await phone.addInitScript(AXE);
  });
  afterAll(async () => browser.close());

  it('is as wide as the screen, styled under its own policy, and axe finds nothing', async () => {
    for (const path of [held.token, unknown()]) {
      await phone.goto(`${worker.url}/v/${path}`);
      expect(await lookAt(phone)).toEqual({ violations: [], width: 360, styled: '640px' });
    }
    // The answer 404 is said on the console, a style or script refused would be too.
    expect(complaints.filter((text) => !text.includes('status of 404'))).toEqual([]);
  });

  it('also where it was corrected or revoked', async () => {
    const check = await new Client().get(CHECK, { token: held.token });
    for (const status of ['CORRECTED', 'REVOKED'] as const) {
      await phone.setContent(certificatePage({ ...check, status }, civilDate(today())));
      expect(await lookAt(phone)).toMatchObject({ violations: [], width: 360 });
    }
  });
});
