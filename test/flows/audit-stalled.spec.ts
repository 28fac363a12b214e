import pg from 'pg';
import type { Client } from '../support/api.js';
import { allVerified, auditVerifyOn, chained, create, query, signInAt } from '../support/audit.js';
import { addressOf } from '../support/database.js';
import { dropDatabase, ownDatabase, serverOn } from '../support/own-server.js';
import type { ServerProcess } from '../support/server-process.mjs';
import { until } from '../support/until.js';

/** The sequencer's advisory lock; whoever holds it chains. */
const SEQUENCER_LOCK = 7_019_306;
const STALLED_SECONDS = 10;
const SENTENCE =
  /^Tạm dừng ghi: nhật ký kiểm toán chưa được niêm phong trong (\d+) giây\. Hãy báo quản trị hệ thống\.$/;

interface Place {
  database: string;
  server: ServerProcess;
  officer: Client;
  /** A superuser's connection. */
  hand: pg.Client;
}

async function make(env: Record<string, string> = {}): Promise<Place> {
  const database = await ownDatabase();
  const server = await serverOn(database, { LOG_LEVEL: 'silent', ...env });
  const hand = new pg.Client(addressOf('postgres', database));
  await hand.connect();
  return { database, server, officer: await signInAt(server.url), hand };
}

async function clear({ database, server, hand }: Place): Promise<void> {
  await hand.end();
  await server.stop();
  await dropDatabase(database);
}

const ready = async ({ url }: ServerProcess) => {
  const answer = await fetch(`${url}/health/ready`);
  return { status: answer.status, body: (await answer.json()) as { problems?: { audit?: string } } };
};

const refusedBecause = (problem: string | undefined): number => {
  const seconds = SENTENCE.exec(problem ?? '')?.[1];
  if (seconds === undefined) throw new Error(`not the reason expected: ${problem}`);
  return Number(seconds);
};

const honourees = async (database: string) =>
  (await query<{ n: number }>(database, 'select count(*)::int as n from honouree'))[0]!.n;

/** Waits until the server says that the chain stands still; how long that took since `since`. */
async function untilStalled(server: ServerProcess, since: number): Promise<number> {
  await until(async () => (await ready(server)).status === 503);
  return (performance.now() - since) / 1000;
}

describe('somebody holds the sequencer off for more than ten seconds', () => {
  let place: Place;
  /** The same, where the database's clock is set back after the row was written. */
  let setBack: Place;

  beforeAll(async () => {
    [place, setBack] = await Promise.all([make(), make()]);
    for (const { database, hand } of [place, setBack]) {
      await chained(database);
      await hand.query('select pg_advisory_lock($1)', [SEQUENCER_LOCK]);
    }
  });
  afterAll(async () => {
    await Promise.all([clear(place), clear(setBack)]);
  });

  it('and writing goes on first, then stops with the reason; reading goes on', async () => {
    const since = performance.now();
    expect((await create(place.officer, 'Còn trong hạn')).userErrors).toEqual([]);
    expect((await create(setBack.officer, 'Đồng hồ lùi')).userErrors).toEqual([]);
    await setBack.hand.query(`update audit_pending set recorded_at = recorded_at + interval '1 hour'`);
    expect((await ready(place.server)).status).toBe(200);
    expect((await create(place.officer, 'Vẫn còn trong hạn')).userErrors).toEqual([]);

    expect(await untilStalled(place.server, since)).toBeGreaterThan(STALLED_SECONDS - 0.5);
    const before = await honourees(place.database);
    const refused = await create(place.officer, 'Quá hạn');
    expect(refused.honouree).toBeNull();
    expect(refused.userErrors).toMatchObject([{ code: 'UNAVAILABLE', field: null }]);
    expect(refusedBecause(refused.userErrors[0]!.message)).toBeGreaterThanOrEqual(STALLED_SECONDS);
    expect(await honourees(place.database)).toBe(before);
    await expect(signInAt(place.server.url, 'canbo.doanket')).rejects.toThrow(/"code":"UNAVAILABLE"/);

    const said = await ready(place.server);
    expect(said.body).toMatchObject({ status: 'not ready' });
    expect(refusedBecause(said.body.problems?.audit)).toBeGreaterThanOrEqual(STALLED_SECONDS);
    const found = await place.officer.get(`{ honourees(filter: { text: "con trong han" }) { totalCount } }`);
    expect(found).toEqual({ totalCount: 2 });
    expect((await auditVerifyOn(place.database)).output).toEqual(allVerified('\\d+', 2));
  });

  it('and it is noticed though the clock of the database says that nothing is late', async () => {
    await untilStalled(setBack.server, 0);
    const refused = await create(setBack.officer, 'Quá hạn');
    expect(refused.userErrors).toMatchObject([{ code: 'UNAVAILABLE' }]);
    refusedBecause(refused.userErrors[0]!.message);
  });

  it('and a server that starts only now does not write either', async () => {
    const late = await serverOn(place.database, { LOG_LEVEL: 'silent' });
    const before = await honourees(place.database);
    const officer = Object.assign(Object.create(place.officer) as Client, { url: late.url });
    expect((await create(officer, 'Máy chủ mới')).userErrors).toMatchObject([{ code: 'UNAVAILABLE' }]);
    expect((await ready(late)).status).toBe(503);
    expect(await honourees(place.database)).toBe(before);
    await late.stop();
  });

  it('and after it lets go everything goes on and is chained', async () => {
    for (const { database, server, officer, hand } of [place, setBack]) {
      const pending = await query<{ id: string }>(
        database,
        'select audit_id::text as id from audit_pending order by 1',
      );
      await hand.query('select pg_advisory_unlock($1)', [SEQUENCER_LOCK]);
      await until(async () => (await ready(server)).status === 200);
      expect((await create(officer, 'Đi tiếp')).userErrors).toEqual([]);
      await chained(database);
      const sealed = await query<{ id: string }>(
        database,
        'select audit_id::text as id from audit_seal where audit_id = any ($1) order by pos',
        [pending.map(({ id }) => id)],
      );
      expect(sealed).toEqual(pending);
      expect(await auditVerifyOn(database)).toMatchObject({ code: 0, errors: '' });
    }
  });
});

describe('the chain goes on', () => {
  /** So many ask at once: none has to wait for a connection besides. */
  const POOL = 2;
  let place: Place;
  beforeAll(async () => {
    place = await make({ DATABASE_POOL: String(POOL) });
  });
  afterAll(() => clear(place));

  it('while every connection of the pool waits for a lock', async () => {
    const { database, officer, hand } = place;
    await chained(database);
    await hand.query('begin; lock table honouree in access exclusive mode');
    const waiting = Promise.all(Array.from({ length: POOL }, (_, n) => create(officer, `Phải chờ ${n}`)));
    await until(async () => {
      const [blocked] = await query<{ n: number }>(
        database,
        `select count(*)::int as n from pg_stat_activity
         where datname = current_database() and usename = 'so_vang_app' and wait_event_type = 'Lock'`,
      );
      return blocked!.n === POOL;
    });
    await query(database, `insert into audit (text) values ('{"action":"test"}')`, [], 'so_vang_app');
    await chained(database);
    await hand.query('rollback');
    expect((await waiting).map(({ userErrors }) => userErrors)).toEqual(Array(POOL).fill([]));
  });

  it('when a transaction longer than ten seconds brings very many rows at once, and nobody is refused', async () => {
    const { database, officer, hand } = place;
    const ROWS = 12_000;
    await chained(database);
    const [before] = await query<{ n: number }>(database, 'select count(*)::int as n from audit');
    await hand.query('begin');
    await hand.query(
      `insert into audit (text) select '{"action":"import","n":' || n || '}' from generate_series(1, $1) n`,
      [ROWS],
    );
    await hand.query(`update audit_pending set recorded_at = recorded_at - interval '1 minute'`);
    await hand.query('commit');
    const isBehind = async (): Promise<boolean> => {
      const { rowCount } = await hand.query(
        `select from audit_pending where recorded_at < now() - interval '50 seconds' limit 1`,
      );
      return rowCount === 1;
    };
    let written = 0;
    for (; written === 0 || (await isBehind()); written += 1) {
      expect((await create(officer, `Trong lúc nhập ${written}`)).userErrors).toEqual([]);
      expect((await ready(place.server)).status).toBe(200);
    }
    await chained(database);
    expect((await auditVerifyOn(database)).output).toEqual(allVerified(before!.n + ROWS + written));
  });

  it('without a row that somebody took out before it was chained, and nobody writes any more', async () => {
    const { database, officer, hand } = place;
    await chained(database);
    await hand.query('select pg_advisory_lock($1)', [SEQUENCER_LOCK]);
    const { honouree } = await create(officer, 'Bị xóa dấu vết');
    await hand.query(`set session_replication_role = replica`);
    const lost = await hand.query<{ id: string }>(
      `delete from audit where (text::jsonb) ->> 'subject' = $1 returning id::text`,
      [`honouree:${honouree!.id}`],
    );
    await hand.query(`update audit_pending set recorded_at = recorded_at - interval '11 seconds'`);
    await hand.query('select pg_advisory_unlock($1)', [SEQUENCER_LOCK]);
    await until(async () => (await ready(place.server)).status === 503);
    expect((await create(officer, 'Không ghi nữa')).userErrors).toMatchObject([{ code: 'UNAVAILABLE' }]);
    // What a busy machine says meanwhile of how far it is, is said on the side.
    expect(await auditVerifyOn(database)).toMatchObject({
      code: 1,
      output: `Dòng ${lost.rows[0]!.id}, chưa có vị trí: đang chờ niêm phong nhưng nội dung đã bị xóa.\n`,
    });
  });
});
