import { mkdir, readFile, rename, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { signIn, trialAccount, type Client } from '../support/api.js';
import { connected, rows } from '../support/database.js';
import { fetchDocument, recorded, send, stored } from '../support/documents.js';
import { pdf, sha256 } from '../support/files.js';
import { dropDatabase, ownDatabase, serverOn } from '../support/own-server.js';
import { makeFolder } from '../support/postgres-starter.js';
import type { ServerProcess } from '../support/server-process.mjs';
import { until } from '../support/until.js';

let database: string;
let folder: Awaited<ReturnType<typeof makeFolder>>;
let server: ServerProcess;
let officer: Client;

async function start(): Promise<void> {
  server = await serverOn(database, { DATA_DIR: folder.path });
  officer = await signIn('canbo.binhlu', trialAccount('canbo.binhlu').password, server.url);
}

beforeAll(async () => {
  database = await ownDatabase();
  folder = await makeFolder();
  await start();
});
afterAll(async () => {
  await server.stop();
  await dropDatabase(database);
  await folder.undo();
});

const pathOf = (hash: string): string => join(folder.path, 'documents', hash.slice(0, 2), hash.slice(2));
const anew = (size = 1_000): Buffer => pdf(`(${randomBytes(size / 2).toString('hex')})`);
const everything = async (): Promise<unknown> => ({
  ...(await stored(folder.path)),
  recorded: await recorded(database),
});

/** A form on its way: what was written of it is with the server, the rest is not. */
async function beginUpload(content: Buffer): Promise<{ socket: Socket; rest: string; answer: Promise<string> }> {
  const { hostname, port } = new URL(server.url);
  const head = `--x\r\nContent-Disposition: form-data; name="kind"\r\n\r\nKHAC\r\n--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n`;
  const body = `${head}${content.toString('latin1')}\r\n--x--\r\n`;
  const half = head.length + Math.floor(content.length / 2);
  const socket = connect(Number(port), hostname);
  let text = '';
  socket.on('data', (data) => (text += data.toString('utf8'))).on('error', () => undefined);
  const answer = new Promise<string>((resolve) => socket.once('close', () => resolve(text)));
  socket.write(
    `POST /documents HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer ${officer.token}\r\n` +
      `Content-Type: multipart/form-data; boundary=x\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, half)}`,
    'latin1',
  );
  await until(async () => (await stored(folder.path)).incoming.length === 1);
  return { socket, rest: body.slice(half), answer };
}

describe('an upload', () => {
  it.each(['destroyed', 'ended', 'reset'])('cut in the middle leaves nothing: the connection is %s', async (how) => {
    const before = await everything();
    const { socket, answer } = await beginUpload(anew(400_000));
    if (how === 'destroyed') socket.destroy();
    else if (how === 'ended') socket.end();
    else socket.resetAndDestroy();
    await answer;
    await until(async () => (await stored(folder.path)).incoming.length === 0);
    expect(await everything()).toEqual(before);
    expect(server.errors()).not.toContain('unexpected error');
  });

  it('cut after the file and before the end of the form leaves nothing', async () => {
    const before = await everything();
    const { socket, rest, answer } = await beginUpload(anew());
    socket.write(rest.slice(0, -6), 'latin1');
    socket.destroy();
    await answer;
    await until(async () => (await stored(folder.path)).incoming.length === 0);
    expect(await everything()).toEqual(before);
  });

  it('on its way survives the sweeps of others', async () => {
    const content = anew();
    const { socket, rest, answer } = await beginUpload(content);
    await sweep();
    // A second process on the same folder sweeps at its start, too.
    await (await serverOn(database, { DATA_DIR: folder.path })).stop();
    socket.write(rest, 'latin1');
    expect((await answer).split('\r\n', 1)).toEqual(['HTTP/1.1 201 Created']);
    expect((await stored(folder.path)).contents[sha256(content)]).toBe(sha256(content));
  });
});

/** Runs the hourly job now and waits for its end. */
async function sweep(): Promise<void> {
  await rows(`select graphile_worker.add_job('documents.sweep', max_attempts => 1)`, [], database);
  await until(async () => (await rows('select from graphile_worker.jobs', [], database)).length === 0);
}

describe('killed while receiving', () => {
  it('five times, the service has every document that it acknowledged, whole, and nothing half', async () => {
    const acknowledged = new Map<string, string>();
    for (let round = 0; round < 5; round += 1) {
      let running = true;
      const receiver = officer;
      const sender = async (): Promise<void> => {
        while (running) {
          const content = anew(600_000);
          const reply = await send(receiver, 'a.pdf', content).catch(() => null);
          if (reply?.status === 201) acknowledged.set(reply.json.id as string, sha256(content));
        }
      };
      const senders = Array.from({ length: 4 }, sender);
      const enough = acknowledged.size + 3 + round;
      await until(() => acknowledged.size >= enough);
      server.child.kill('SIGKILL');
      await server.exited;
      // Whom PostgreSQL takes for living is spared by the next start.
      const present = `select from pg_stat_activity where datname = $1 and application_name = 'so-vang-presence'`;
      await until(async () => (await rows(present, [database])).length === 0);
      running = false;
      await Promise.all(senders);
      await start();
      const { contents, incoming } = await stored(folder.path);
      expect(incoming).toEqual([]);
      const named = (await recorded(database)).contents;
      expect(named.filter((hash) => contents[hash] !== hash)).toEqual([]);
      const kept = await rows<{ id: string; sha256: string }>(
        `select id, encode(sha256, 'hex') as sha256 from document`,
        [],
        database,
      );
      const byId = new Map(kept.map((row) => [row.id, row.sha256]));
      expect([...acknowledged].filter(([id, hash]) => byId.get(id) !== hash)).toEqual([]);
    }
    expect(acknowledged.size).toBeGreaterThanOrEqual(15);
  });

  it('leaves contents without a row to the sweep, which touches nothing else', async () => {
    const [young, old] = [anew(), anew()];
    for (const content of [young, old]) {
      await mkdir(join(pathOf(sha256(content)), '..'), { recursive: true });
      await writeFile(pathOf(sha256(content)), content);
    }
    const named = (await recorded(database)).contents;
    const ago = new Date(Date.now() - 3_700_000);
    for (const hash of [...named, sha256(old)]) await utimes(pathOf(hash), ago, ago);
    await writeFile(join(folder.path, 'documents', 'incoming', '00000000-0000-4000-8000-000000000000.left'), 'x');
    await sweep();
    const { contents, incoming } = await stored(folder.path);
    expect(incoming).toEqual([]);
    expect(contents[sha256(old)]).toBeUndefined();
    expect(contents[sha256(young)]).toBe(sha256(young));
    expect(named.filter((hash) => contents[hash] !== hash)).toEqual([]);
    await rm(pathOf(sha256(young)));
  });
});

describe('a store that fails', () => {
  const UNAVAILABLE = {
    code: 'UNAVAILABLE',
    message: 'Kho văn bản tạm thời không dùng được. Hãy thử lại sau hoặc báo quản trị hệ thống.',
    field: null,
    rule: null,
  };

  it.each(['incoming', 'whole', 'place'])('is told in a sentence, and no row is made: %s', async (what) => {
    const content = anew();
    const documents = join(folder.path, 'documents');
    // A file where a folder should be fails whoever runs us; modes would not stop root.
    const broken = {
      incoming: join(documents, 'incoming'),
      whole: documents,
      place: join(pathOf(sha256(content)), '..'),
    };
    const path = broken[what as keyof typeof broken];
    const before = await everything();
    await rename(path, `${path}.away`).catch(() => undefined);
    await writeFile(path, '');
    const { status, json } = await send(officer, 'a.pdf', content);
    await rm(path);
    await rename(`${path}.away`, path).catch(() => undefined);
    expect([status, json.errors]).toEqual([503, [UNAVAILABLE]]);
    expect(await everything()).toEqual(before);
    expect((await send(officer, 'a.pdf', content)).status).toBe(201);
  });

  it('says so when a content is lost or cut, and does not send something else', async () => {
    const content = anew();
    const { json } = await send(officer, 'a.pdf', content);
    const path = pathOf(json.sha256 as string);
    await truncate(path, 100);
    const cut = await fetchDocument(officer, json.id as string);
    await rm(path);
    const lost = await fetchDocument(officer, json.id as string);
    await writeFile(path, content);
    for (const reply of [cut, lost]) expect([reply.status, reply.json.errors]).toEqual([503, [UNAVAILABLE]]);
    expect((await fetchDocument(officer, json.id as string)).content.equals(content)).toBe(true);
  });
});

describe('a row that is rolled back', () => {
  const withoutRight = async <T>(work: () => Promise<T>): Promise<T> => {
    await connected('postgres', (client) => client.query('revoke insert on document from so_vang_app'), database);
    try {
      return await work();
    } finally {
      await connected('postgres', (client) => client.query('grant insert on document to so_vang_app'), database);
    }
  };

  it('takes its content with it, but not the same content of another', async () => {
    const [shared, own] = [anew(), anew()];
    expect((await send(officer, 'a.pdf', shared)).status).toBe(201);
    const before = await everything();
    await withoutRight(async () => {
      for (const content of [shared, own]) {
        const { status, json } = await send(officer, 'a.pdf', content);
        expect([status, json.errors[0].code]).toEqual([500, 'INTERNAL']);
        expect(json.errors[0].message).toMatch(/^Hệ thống gặp lỗi\. Sự việc đã được ghi lại với mã [0-9a-f-]{36}\.$/);
      }
    });
    expect(await everything()).toEqual(before);
    expect((await stored(folder.path)).contents[sha256(shared)]).toBe(sha256(shared));
  });

  it('cannot take the content of one that comes at the same time', async () => {
    const content = anew();
    const hash = sha256(content);
    // Holds the content as a removal does that has seen no row yet; the upload then has to put it anew.
    await connected(
      'so_vang_app',
      async (client) => {
        await client.query('begin');
        await client.query(`select pg_advisory_xact_lock(hashtextextended($1, 7019310))`, [hash]);
        const sent = send(officer, 'a.pdf', content);
        const waiting = `select from pg_stat_activity where datname = $1 and wait_event = 'advisory'`;
        await until(async () => (await rows(waiting, [database])).length === 1);
        expect((await stored(folder.path)).contents[hash]).toBeUndefined();
        expect((await stored(folder.path)).incoming).toHaveLength(1);
        await client.query('commit');
        expect((await sent).status).toBe(201);
      },
      database,
    );
    expect((await stored(folder.path)).contents[hash]).toBe(hash);
    expect((await readFile(pathOf(hash))).equals(content)).toBe(true);
  });
});
