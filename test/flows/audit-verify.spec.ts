import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client as PgClient } from 'pg';
import { signIn, type TrialAccount } from '../support/api.js';
import { message } from '../../src/core/messages.vi.js';
import { withLog } from '../support/award-log.js';
import { allVerified, auditVerify, chained, create, query } from '../support/audit.js';
import { connected } from '../support/database.js';
import { databaseUrl, dropDatabase, ownDatabase } from '../support/own-server.js';
import { connect, locks, makeFolder, type Folder } from '../support/postgres-starter.js';
import { startProgram, type Program } from '../support/program.js';
import { copyTrial } from '../support/trial-server.js';
import { until } from '../support/until.js';

describe('audit:verify on a trial database', () => {
  let folder: Folder;
  let dataDir: string;
  let server: Program;
  let rows: number;

  const said = (output: string, code = 0) => ({ code, output, errors: '' });

  /** Works on the database of the running server, as its superuser. */
  async function asSuperuser<Result>(work: (client: PgClient) => Promise<Result>): Promise<Result> {
    const { host = '', port = 0 } = (await locks.readDataDirLock(dataDir)) ?? {};
    const password = (await readFile(join(dataDir, 'postgres.password'), 'utf8')).trim();
    const superuser = { user: 'postgres', password, database: 'so_vang' as 'postgres' };
    const client = await connect({ host, port, pid: 0, superuser });
    return work(client).finally(() => client.end());
  }

  async function start(): Promise<string> {
    server = startProgram('main', { DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'silent' });
    return server.ready();
  }

  beforeAll(async () => {
    folder = await makeFolder();
    dataDir = join(folder.path, 'data');
    copyTrial(dataDir);
    const url = await start();
    const accounts = JSON.parse(await readFile(join(dataDir, 'trial-accounts.json'), 'utf8')) as TrialAccount[];
    const { username, password } = accounts.find(({ roles }) => roles.includes('UNIT_OFFICER'))!;
    const officer = await signIn(username, password, url);
    for (let n = 0; n < 5; n += 1) await create(officer, `Dùng thử ${n}`);
    rows = await asSuperuser(async (client) => {
      await until(async () => (await client.query('select from audit_pending')).rowCount === 0);
      return (await client.query<{ n: number }>('select count(*)::int as n from audit')).rows[0]!.n;
    });
  });
  afterAll(async () => {
    await server.stop();
    await folder.undo();
  });

  it('that runs, and then on the same one stopped: starts PostgreSQL for the time and leaves nothing behind', async () => {
    expect(rows).toBeGreaterThan(6);
    const verified = said(allVerified(rows));
    expect(await auditVerify([], { DATA_DIR: dataDir })).toEqual(verified);
    expect(await server.stop()).toEqual({ code: 0, signal: null });
    const before = (await readdir(dataDir)).sort();
    expect(await auditVerify([], { DATA_DIR: dataDir })).toEqual(verified);
    expect((await readdir(dataDir)).sort()).toEqual(before);
    expect(await readdir(join(dataDir, 'postgres'))).not.toContain('postmaster.pid');
  });

  it('names the row that was changed, running and stopped', async () => {
    await start();
    const changed = await asSuperuser(async (client) => {
      await client.query('alter table audit disable trigger all');
      const { rows: found } = await client.query<{ id: string }>(
        `update audit set text = replace(text, '"kind":"INDIVIDUAL"', '"kind":"COLLECTIVE"')
         where (text::jsonb) ->> 'action' = 'honouree.create' returning id::text`,
      );
      await client.query('alter table audit enable trigger all');
      const { rows: seals } = await client.query<{ id: string; pos: string }>(
        'select audit_id::text as id, pos::text from audit_seal s where audit_id = any ($1) order by s.pos limit 1',
        [found.map(({ id }) => id)],
      );
      return seals[0]!;
    });
    const named = said(
      expect.stringMatching(`^Dòng ${changed.id}, vị trí ${changed.pos}: mã băm không khớp .*\n$`) as string,
      1,
    );
    expect(await auditVerify([], { DATA_DIR: dataDir })).toEqual(named);
    expect(await server.stop()).toEqual({ code: 0, signal: null });
    expect(await auditVerify([], { DATA_DIR: dataDir })).toEqual(named);
    expect(await readdir(join(dataDir, 'postgres'))).not.toContain('postmaster.pid');
  });
});

describe('audit:verify at an address', () => {
  let database: string;

  beforeAll(async () => {
    database = await ownDatabase();
    await connected('so_vang_app', (client) => client.query('select audit_seal_pending(1000)'), database);
    await chained(database);
  });
  afterAll(() => dropDatabase(database));

  const failed = (sentence: string | RegExp) => ({
    code: 2,
    output: '',
    errors: expect.stringMatching(sentence) as string,
  });

  it('takes an argument or DATABASE_URL, the argument first; the restricted role is enough', async () => {
    const [count] = await query<{ n: number }>(database, 'select count(*)::int as n from audit');
    const verified = { code: 0, output: allVerified(count!.n), errors: '' };
    const nowhere = databaseUrl('no_such_database');
    expect(await auditVerify([databaseUrl(database)])).toEqual(verified);
    expect(await auditVerify([], { DATABASE_URL: databaseUrl(database) })).toEqual(verified);
    expect(await auditVerify([databaseUrl(database)], { DATABASE_URL: nowhere })).toEqual(verified);
  });

  it('verifies all else where no head of the audit is signed yet, as after an upgrade, with exit code 2', async () => {
    const folder = await makeFolder();
    await withLog((log, tx) => log.begin(tx), join(folder.path, 'keys'), database);
    await folder.undo();
    const unsigned = `set session_replication_role = replica;
      update award_log_checkpoint set audit_pos = null, audit_hash = null, audit_signature = null`;
    await query(database, unsigned);
    const { code, output, errors } = await auditVerify([databaseUrl(database)]);
    expect(output).toMatch(
      /^\d+ rows verified.*\naward log: .* 1 checkpoints, .*\nrecords: \d+ as they were written.*\n$/,
    );
    expect([code, errors]).toEqual([2, `${message('verifyHeads.none')}\n`]);
  });

  it('says in a sentence why it could not verify, with exit code 2', async () => {
    const folder = await makeFolder();
    const missing = join(folder.path, 'none');
    expect(await auditVerify([], { DATA_DIR: missing })).toEqual(
      failed(/^Thư mục dữ liệu ".*\/none" chưa có cơ sở dữ liệu dùng thử\. .*\n$/),
    );
    expect(await readdir(folder.path)).toEqual([]);
    await folder.undo();

    expect(await auditVerify([databaseUrl('no_such_database')])).toEqual(
      failed(/^Không kết nối được cơ sở dữ liệu \(database "no_such_database" does not exist\)\.\n$/),
    );
    expect(await auditVerify([databaseUrl(database, 'so_vang_app', 'wrong')])).toEqual(
      failed(/^Không kết nối được cơ sở dữ liệu \(password authentication failed for user "so_vang_app"\)\.\n$/),
    );
    expect(await auditVerify(['postgres://someone:secret@127.0.0.1:1/none'])).toEqual(
      failed(/^Không kết nối được cơ sở dữ liệu \(connect ECONNREFUSED 127\.0\.0\.1:1\)\.\n$/),
    );
    for (const args of [['mysql://127.0.0.1/none'], ['--help'], ['--head'], [databaseUrl(database), 'more']]) {
      expect(await auditVerify(args)).toEqual(failed(/^Cách dùng: npm run audit:verify .*\n$/));
    }
    expect(await auditVerify([], { DATABASE_URL: 'nonsense' })).toEqual(failed(/^DATABASE_URL phải là địa chỉ .*\n$/));
  });

  it('says so where the database is older, where there is no audit, or no right to read it', async () => {
    await query(database, 'alter table award_log_checkpoint rename column audit_pos to audit_pos_to_come');
    expect(await auditVerify([databaseUrl(database)])).toEqual(
      failed(/^Cơ sở dữ liệu này cũ hơn chương trình\. .*\n$/),
    );
    await query(database, 'revoke select on audit_seal from so_vang_app');
    expect(await auditVerify([databaseUrl(database)])).toEqual(
      failed(/^Tài khoản kết nối không được đọc nhật ký kiểm toán \(permission denied for table audit_seal\)\.\n$/),
    );
    await query(database, 'drop table audit_head');
    expect(await auditVerify([databaseUrl(database)])).toEqual(
      failed(/^Cơ sở dữ liệu này chưa có nhật ký kiểm toán\. .*\n$/),
    );
  });
});
