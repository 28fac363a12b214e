import type pg from 'pg';
import type * as Check from '../../src/audit/chain-check.js';
import type * as Verify from '../../src/audit/verify-audit.js';
import { allVerified, auditVerifyOn, built, chained, create, query, signInAt } from '../support/audit.js';
import { connected } from '../support/database.js';
import { dropDatabase, ownDatabase, serverOn } from '../support/own-server.js';

const { verifyAudit } = (await built('audit/verify-audit')) as typeof Verify;
const { sentenceOf } = (await built('audit/chain-check')) as typeof Check;

const TABLES = ['audit', 'audit_pending', 'audit_seal', 'audit_head'];
const ZERO = '0'.repeat(64);

interface Sealed {
  pos: number;
  id: string;
  hash: string;
}

let original: string;
let chain: Sealed[];
let last: number;

/** The row at a position of the untouched chain. */
const at = (pos: number): Sealed => chain[pos - 1]!;

beforeAll(async () => {
  original = await ownDatabase();
  const server = await serverOn(original);
  const officer = await signInAt(server.url);
  for (let n = 1; n <= 20; n += 1) await create(officer, `Người thứ ${n}`);
  await server.stop();
  chain = await query<Sealed>(
    original,
    `select pos::int, audit_id::text as id, encode(hash, 'hex') as hash from audit_seal order by pos`,
  );
  last = chain.length;
  await query(
    original,
    ['create schema kept', ...TABLES.map((name) => `create table kept.${name} as table ${name}`)].join(';'),
  );
});
afterAll(() => dropDatabase(original));

/** A superuser's statements, without triggers; then what the verification says of it. All is as before afterwards. */
async function tamper(...statements: string[]): Promise<string> {
  return connected(
    'postgres',
    async (client) => {
      await client.query('set session_replication_role = replica');
      for (const statement of statements) await client.query(statement);
      try {
        return await connected('so_vang_app', verdictOf, original);
      } finally {
        await client.query('reset role; set session_replication_role = replica');
        for (const table of TABLES) {
          await client.query(`truncate ${table}; insert into ${table} overriding system value table kept.${table}`);
        }
      }
    },
    original,
  );
}

async function verdictOf(client: pg.Client): Promise<string> {
  const verdict = await verifyAudit(client);
  return verdict.misfit ? sentenceOf(verdict.misfit) : `${verdict.verified} + ${verdict.pending}`;
}

function hashMisfit(id: string, pos: number, stored = at(pos).hash): string {
  return expect.stringMatching(
    `^Dòng ${id}, vị trí ${pos}: mã băm không khớp \\(đã lưu ${stored}, tính lại được [0-9a-f]{64}\\)\\. Nội dung hoặc thứ tự đã bị sửa\\.$`,
  ) as string;
}

const renumbered = (from: number, by: number) => [
  `update audit_seal set pos = pos + 1000000 where pos >= ${from}`,
  `update audit_seal set pos = pos - 1000000 + ${by} where pos > 1000000`,
];
const sealed = (pos: number, id: string, text: string) =>
  `insert into audit_seal (pos, audit_id, hash)
   select ${pos}, ${id}, sha256(s.hash || int8send(${id}) || convert_to('${text}', 'UTF8')) from audit_seal s where s.pos = ${pos - 1}`;

describe('audit:verify', () => {
  it('finds everything in order where nobody has touched anything', async () => {
    expect(last).toBeGreaterThan(21); // the demonstration, a sign-in, twenty acts
    expect(chain.map(({ pos }) => pos)).toEqual(Array.from({ length: last }, (_, n) => n + 1));
    expect(await tamper()).toBe(`${last} + 0`);
  });

  it('names a row whose text was changed', async () => {
    const forged = `update audit set text = replace(text, '"done"', '"lost"') where id = ${at(7).id}`;
    expect(await tamper(forged)).toEqual(hashMisfit(at(7).id, 7));
  });

  it('names the row when only its time was moved by a millisecond, with the triggers switched off', async () => {
    expect(
      await tamper(
        'set session_replication_role = origin',
        'alter table audit disable trigger all',
        `update audit set text = jsonb_set(text::jsonb, '{at}', '"2026-01-01T00:00:00.000Z"')::text where id = ${at(last).id}`,
        'alter table audit enable trigger all',
      ),
    ).toEqual(hashMisfit(at(last).id, last));
  });

  it('names the hole that a deleted row leaves, in the middle and at the end', async () => {
    const sentence = 'niêm phong còn nhưng nội dung đã bị xóa.';
    expect(await tamper(`delete from audit where id = ${at(9).id}`)).toEqual(`Dòng ${at(9).id}, vị trí 9: ${sentence}`);
    expect(await tamper(`delete from audit where id = ${at(last).id}`)).toEqual(
      `Dòng ${at(last).id}, vị trí ${last}: ${sentence}`,
    );
  });

  it('names the place where a row is gone together with its seal', async () => {
    const gone = (pos: number) => [
      `delete from audit where id = ${at(pos).id}`,
      `delete from audit_seal where pos = ${pos}`,
    ];
    expect(await tamper(...gone(9))).toEqual(
      `Dòng ${at(10).id}, vị trí 10: chuỗi bị đứt, thiếu vị trí 9 ngay trước đó.`,
    );
    expect(await tamper(...gone(1))).toEqual(`Dòng ${at(2).id}, vị trí 2: chuỗi bị đứt, thiếu vị trí 1 ngay trước đó.`);
    expect(await tamper(...gone(9), ...renumbered(10, -1))).toEqual(hashMisfit(at(10).id, 9, at(10).hash));
    expect(await tamper(...gone(last))).toEqual(
      `Dòng ${at(last - 1).id}, vị trí ${last - 1}: là dòng cuối của chuỗi (mã băm ${at(last - 1).hash}), nhưng audit_head ghi vị trí ${last} (mã băm ${at(last).hash}). Phần cuối chuỗi hoặc audit_head đã bị sửa.`,
    );
  });

  it('names a row that was slipped in past the trigger', async () => {
    const sentence = 'không được niêm phong cũng không đang chờ. Dòng này được chèn trái phép hoặc đã mất niêm phong.';
    expect(
      await tamper(`insert into audit (id, text) overriding system value values (5000, '{"action":"forged"}')`),
    ).toEqual(`Dòng 5000, chưa có vị trí: ${sentence}`);
    expect(await tamper('delete from audit_seal', `update audit_head set pos = 0, hash = '\\x${ZERO}'`)).toEqual(
      `Dòng ${at(1).id}, chưa có vị trí: ${sentence}`,
    );
  });

  it('names the row after one that was slipped into the chain with a hash of its own', async () => {
    const text = '{"action":"forged"}';
    const row = `insert into audit (id, text) overriding system value values (5000, '${text}')`;
    const head = `update audit_head set pos = ${last + 1}`;
    expect(await tamper(row, ...renumbered(8, 1), sealed(8, '5000', text), head)).toEqual(
      hashMisfit(at(8).id, 9, at(8).hash),
    );
    const withoutHash = `insert into audit_seal (pos, audit_id, hash) values (8, 5000, '\\x${ZERO}')`;
    expect(await tamper(row, ...renumbered(8, 1), withoutHash, head)).toEqual(hashMisfit('5000', 8, ZERO));
  });

  it('names the first of two whose texts, or whose seals, were exchanged', async () => {
    const [one, other] = [at(6), at(14)];
    const texts = `update audit a set text = b.text from audit b
      where (a.id, b.id) in ((${one.id}, ${other.id}), (${other.id}, ${one.id}))`;
    expect(await tamper(texts)).toEqual(hashMisfit(one.id, 6));
    const ids = [
      `update audit_seal set audit_id = -1 where pos = 6`,
      `update audit_seal set audit_id = ${one.id} where pos = 14`,
      `update audit_seal set audit_id = ${other.id} where pos = 6`,
    ];
    expect(await tamper(...ids)).toEqual(hashMisfit(other.id, 6));
    const positions = [
      `update audit_seal set pos = 1000000 where pos = 6`,
      `update audit_seal set pos = 6 where pos = 14`,
      `update audit_seal set pos = 14 where pos = 1000000`,
    ];
    expect(await tamper(...positions)).toEqual(hashMisfit(other.id, 6, other.hash));
  });

  it('notices a head that was changed or is gone', async () => {
    const told = (pos: number | string, hash: string) =>
      `Dòng ${at(last).id}, vị trí ${last}: là dòng cuối của chuỗi (mã băm ${at(last).hash}), nhưng audit_head ghi vị trí ${pos} (mã băm ${hash}). Phần cuối chuỗi hoặc audit_head đã bị sửa.`;
    expect(await tamper('update audit_head set pos = pos + 1')).toEqual(told(last + 1, at(last).hash));
    expect(await tamper(`update audit_head set hash = '\\x${ZERO}'`)).toEqual(told(last, ZERO));
    expect(await tamper('delete from audit_head')).toEqual(told('–', '–'));
  });

  it('names a waiting row that is gone, and one that waits although it is chained', async () => {
    const waiting = (id: string) => `insert into audit_pending values (${id}, now())`;
    expect(await tamper(waiting('5000'))).toEqual(
      'Dòng 5000, chưa có vị trí: đang chờ niêm phong nhưng nội dung đã bị xóa.',
    );
    expect(await tamper(waiting(at(12).id))).toEqual(
      `Dòng ${at(12).id}, vị trí 12: đã niêm phong nhưng vẫn bị ghi là đang chờ.`,
    );
  });

  it('counts a row that waits, and names one that record() did not write', async () => {
    const insert = (text: string) => [
      'set session_replication_role = origin',
      'set role so_vang_app',
      `insert into audit (text) values ('${text}')`,
    ];
    expect(await tamper(...insert('{"action":"b","at":"a"}'))).toBe(`${last} + 1`);
    expect(await tamper(...insert('{"at": "a"}'), 'select audit_seal_pending(10)')).toMatch(
      new RegExp(`^Dòng \\d+, vị trí ${last + 1}: nội dung không phải JSON chuẩn mà hệ thống ghi\\.$`),
    );
  });

  it('is not disturbed by a server that goes on writing', async () => {
    const server = await serverOn(original);
    const officer = await signInAt(server.url);
    let writing = true;
    const writer = (async () => {
      for (let n = 0; writing; n += 1) await create(officer, `Viết tiếp ${n}`);
    })();
    for (let n = 0; n < 4; n += 1) {
      const { code, output } = await auditVerifyOn(original);
      expect(output).toMatch(/^\d+ rows verified, \d+ not yet chained\naward log: .*\nsigned heads .*\nrecords: .*\n$/);
      expect(code).toBe(0);
    }
    writing = false;
    await writer;
    await chained(original);
    const [count] = await query<{ n: number }>(original, 'select count(*)::int as n from audit');
    expect(count!.n).toBeGreaterThan(last + 4);
    expect((await auditVerifyOn(original)).output).toEqual(allVerified(count!.n));
    await server.stop();
  });
});
