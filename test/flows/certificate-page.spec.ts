import jsqr from 'jsqr';
import { PNG } from 'pngjs';
import type { Browser, Page } from 'playwright-core';
import { Client, worker } from '../support/api.js';
import { AXE, findBrowser, lookAt, startBrowser } from '../support/browser.js';
import { awarded, CHANGE, issue, makeOffice, revoked, type IssuedAward, type Office } from '../support/changes.js';
import { done, today } from '../support/nominations.js';
import { serverOn } from '../support/own-server.js';
import { query } from '../support/shared-connection.js';

const CHECK = `query ($token: String!) { verifyCertificate(token: $token) { valid status decision awardType name year symbol
  signedOn issuer flagged changes { kind symbol signedOn issuer name } } }`;
const ADDRESS = `query ($id: ID!) { decision(id: $id) { awards(first: 1) { edges { node { certificate { address } } } } } }`;
/** What somebody might put in as a name, and no room to break the line. */
const INJECTED = `<script>alert("1")</script>'&\u202e${'Ễ'.repeat(80)}`;
const PUBLIC_URL = 'https://khenthuong.example.vn/so-vang';

let office: Office;
let held: IssuedAward;
/** The first is revoked, the others rested on it. */
let generations: IssuedAward[] = [];
let corrected: IssuedAward;
beforeAll(async () => {
  office = await makeOffice('Sở Kiểm Tra');
  held = await awarded(office, INJECTED);
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
      ['Quyết định số', held.symbol],
      ['Ngày ký', `${day}/${month}/${year}`],
      ['Cơ quan ban hành', 'Sở Kiểm Tra'],
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
    const { proof, ...json } = (await response.json()) as Record<string, unknown>;
    expect(json).toEqual(await new Client().get(CHECK, { token: held.token }));
    expect(proof).toEqual(await (await get(`/v/${held.token}/proof.json`, '*/*')).json());
    expect(json).toMatchObject({
      valid: true,
      status: 'VALID',
      name: held.name,
      symbol: held.symbol,
      signedOn: today(),
    });
  });

  it('leads to what is needed to check it without us', async () => {
    const base = `${worker.url}/v/${held.token}`;
    const text = await (await page()).text();
    const links = [...text.matchAll(/ href="([^"]+)"/g)].map(([, href]) => new URL(href ?? '', base).href);
    expect(links).toEqual([`${base}/proof.json`, `${worker.url}/.well-known/so-vang/keys.json`]);
    const [proof, keys] = await Promise.all(links.map(async (link) => (await fetch(link)).json() as Promise<object>));
    expect(proof).toMatchObject({
      token: held.token,
      keys: (keys as { keys: object[] }).keys.map(() => expect.anything()),
    });
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
      'A'.repeat(3_000),
      '%zz',
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
    for (const token of [unknown(), 'A'.repeat(3_000), '%zz', 'A'.repeat(3_000) + '/qr.svg']) {
      const json = await get(`/v/${token}`, 'application/json');
      expect([json.status, await json.json()]).toEqual([
        404,
        { errors: [{ code: 'NOT_FOUND', message: expect.stringContaining(sentence), field: null, rule: null }] },
      ]);
    }
  });
});

/** What an independent reader finds in a picture. */
function decoded(png: Buffer): string | undefined {
  const { data, width, height } = PNG.sync.read(png);
  return jsqr.default(new Uint8ClampedArray(data), width, height)?.data;
}

/** The dark squares of our SVG, row by row. */
function squares(svg: string): string[] {
  return [...svg.matchAll(/M(\d+ \d+)h1v1h-1z/g)].map(([, at]) => at ?? '');
}

/** The dark modules of our PNG, row by row; each is ten pixels wide. */
function darkModules(png: Buffer): string[] {
  const { data, width } = PNG.sync.read(png);
  const modules = [...Array(width / 10).keys()];
  const isDark = (x: number, y: number): boolean => data[4 * ((y * 10 + 5) * width + x * 10 + 5)] === 0;
  return modules.flatMap((y) => modules.filter((x) => isDark(x, y)).map((x) => `${x} ${y}`));
}

describe('what became of an award', () => {
  /** What its page says of its state, in sentences. */
  async function stateOn({ token }: IssuedAward): Promise<[style: string, word: string, ...sentences: string[]]> {
    const text = await (await get(`/v/${token}`)).text();
    const [, style = '', content = ''] = /<div class="state (\w+)">(.*?)<\/div>/s.exec(text) ?? [];
    const word = /<\/span>(.*?)<\/strong>/.exec(content)?.[1] ?? '';
    return [style, word, ...[...content.matchAll(/<p>(.*?)<\/p>/g)].map(([, sentence]) => sentence ?? '')];
  }

  it('stands on its page: revoked, by which decision, and what rested on it, through three generations', async () => {
    const first = await awarded(office, 'Đời Một');
    const second = await awarded(office, 'Đời Hai', [first.id]);
    generations = [first, second, await awarded(office, 'Đời Ba', [second.id])];
    const valid = ['valid', 'Còn hiệu lực', 'Khen thưởng này có trong Sổ Vàng và chưa bị đính chính hay hủy bỏ.'];
    for (const award of generations) expect(await stateOn(award)).toEqual(valid);
    const by = await revoked(office, first.id);
    const [{ symbol } = { symbol: '' }] = await query<{ symbol: string }>(`select symbol from decision where id = $1`, [
      by,
    ]);
    const day = today().split('-').reverse().join('/');
    expect(await stateOn(first)).toEqual([
      'revoked',
      'Đã hủy bỏ',
      'Khen thưởng này đã bị hủy bỏ và không còn giá trị.',
      `Bị hủy bỏ theo Quyết định số ${symbol} ngày ${day} của Sở Kiểm Tra.`,
    ]);
    const doubt =
      'Một khen thưởng trước đó làm căn cứ cho khen thưởng này đã bị hủy bỏ; khen thưởng này cần được xem xét lại.';
    for (const award of generations.slice(1)) expect(await stateOn(award)).toEqual([...valid, doubt]);
    const flagged = await new Client().get(CHECK, { token: generations[2]?.token });
    expect(flagged).toMatchObject({ valid: true, status: 'VALID', flagged: true, changes: [] });
    const answer = await get(`/v/${first.token}`, 'application/json');
    const { proof: _, ...json } = (await answer.json()) as Record<string, unknown>;
    expect(json).toEqual(await new Client().get(CHECK, { token: first.token }));
    expect(json).toMatchObject({ valid: false, changes: [{ kind: 'REVOCATION', symbol }] });
  });

  it('corrected: with the name as it should have been printed', async () => {
    corrected = await awarded(office, 'Tên Sai');
    const input = { awardId: corrected.id, nameAsAwarded: 'Tên Đúng', reason: 'In sai tên' };
    const { decision } = await done(office.secretary.client, CHANGE.correct, { input });
    expect((await stateOn(corrected))[0]).toBe('valid');
    const symbol = await issue(office, decision.id as string);
    expect((await stateOn(corrected)).slice(0, 2)).toEqual(['corrected', 'Đã đính chính']);
    expect(await (await get(`/v/${corrected.token}`)).text()).toContain('<dd><bdi>Tên Đúng</bdi></dd>');
    expect(await new Client().get(CHECK, { token: corrected.token })).toMatchObject({
      valid: true,
      status: 'CORRECTED',
      name: corrected.name,
      changes: [{ kind: 'CORRECTION', symbol, name: 'Tên Đúng' }],
    });
  });
});

describe('the QR code of a certificate', () => {
  it('is read as its address, as PNG and as SVG', async () => {
    const { awards } = await office.head.client.get(ADDRESS, { id: held.decisionId });
    const { address } = awards.edges[0].node.certificate;
    expect(address).toBe(`${worker.url}/v/${held.token}`);
    const png = await get(`/v/${held.token}/qr.png`, '*/*');
    expect([png.status, png.headers.get('content-type'), png.headers.get('cache-control')]).toEqual([
      200,
      'image/png',
      'public, max-age=86400',
    ]);
    const content = Buffer.from(await png.arrayBuffer());
    expect(decoded(content)).toBe(address);
    const svg = await get(`/v/${held.token}/qr.svg`, '*/*');
    expect([svg.status, svg.headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
    // Square by square what the PNG shows.
    expect(squares(await svg.text())).toEqual(darkModules(content));
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
    const tokens = [held, corrected, ...generations].map(({ token }) => token);
    for (const token of [...tokens, unknown()]) {
      await phone.goto(`${worker.url}/v/${token}`);
      expect(await lookAt(phone)).toEqual({ violations: [], width: 360, styled: '640px' });
    }
    // The answer 404 is said on the console, a style or script refused would be too.
    expect(complaints.filter((text) => !text.includes('status of 404'))).toEqual([]);
  });
});
