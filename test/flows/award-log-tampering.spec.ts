import type pg from 'pg';
import type * as StoreTiles from '../../migrations/1795316400241-store-smaller-tiles.js';
import type * as VerifyRows from '../../src/audit/verify-rows.js';
import type * as VerifyAll from '../../src/award-log/verify-all.js';
import type * as Verify from '../../src/award-log/verify-log.js';
import type { AuditHead } from '../../src/award-log/domain/audit-head.js';
import { message, type MessageKey } from '../../src/core/messages.vi.js';
import { createPrivateKey } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { signAuditHead, signCheckpoint } from '../../src/award-log/signatures.js';
import { worker } from '../support/api.js';
import { auditVerify, auditVerifyOn, built, underAnEntry } from '../support/audit.js';
import { checkedOn, fetched, issue, secretKey, withLog, type Given } from '../support/award-log.js';
import { connected } from '../support/database.js';
import { databaseUrl } from '../support/own-server.js';
import { makeFolder } from '../support/postgres-starter.js';
import { query } from '../support/shared-connection.js';
import { columnsOf, dropConstraints, inOpenTransaction, insertOf, valueOf, type Column } from '../support/tampering.js';
import { unitId } from '../support/units.js';
import { useOwnServer } from '../support/use-own-server.js';

useOwnServer();

const { verifyLog, logSentence } = (await built('award-log/verify-log')) as typeof Verify;
const { reportOf, verifyAll } = (await built('award-log/verify-all')) as typeof VerifyAll;
const { verifyRows } = (await built('audit/verify-rows')) as typeof VerifyRows;

const UUID = '[0-9a-f-]{36}';
let awards: Given[];
let decision: string;
let size: number;
/** Of the audit's chain, as they were signed with the checkpoints. */
let heads: { id: number; pos: number; hash: string; at: string }[];

beforeAll(async () => {
  const so = await unitId('SGDDT-12');
  const first = await issue(so, await checkedOn(so, 300, 'Người thứ'));
  awards = [...first, ...(await issue(so, await checkedOn(so, 2, 'Người sau')))];
  await withLog((log, tx) =>
    log.append(tx, [{ kind: 'REVOKED', awardId: awards[7]!.id, decisionId: null, facts: {} }]),
  );
  await query(`update award set status = 'REVOKED' where id = $1`, [awards[7]!.id]);
  await underAnEntry(worker.database);
  await withLog((log, tx) =>
    log.append(tx, [{ kind: 'REISSUED', awardId: awards[8]!.id, decisionId: null, facts: {} }]),
  );
  [{ decision, size }] = (await query<{ decision: string; size: number }>(
    `select a.decision_id as decision, (select count(*)::int from award_log_entry) as size from award a where a.id = $1`,
    [awards[0]!.id],
  )) as [{ decision: string; size: number }];
  heads = await query(`select id::int, audit_pos::int as pos, encode(audit_hash, 'hex') as hash,
    to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at from award_log_checkpoint order by id`);
});

/** What the whole verification says. */
function tamperAll(...statements: string[]): Promise<string> {
  return after(statements, async (client) => reportOf(await verifyAll(client)).misfit ?? 'fits');
}

/** Another text of the row at that position, and all hashes from there on as the chain would have them then, by who may do all. */
function rewriteFrom(pos: number): string[] {
  return [
    `update audit set text = '{"action":"forged"}' where id = (select audit_id from audit_seal where pos = ${pos})`,
    `with recursive chain as (
      select ${pos - 1}::bigint as pos, coalesce((select hash from audit_seal where pos = ${pos - 1}), decode(repeat('00', 32), 'hex')) as hash
      union all
      select s.pos, sha256(c.hash || int8send(s.audit_id) || convert_to(a.text, 'UTF8') || coalesce(s.rows, ''))
      from chain c join audit_seal s on s.pos = c.pos + 1 join audit a on a.id = s.audit_id
    ) update audit_seal s set hash = chain.hash from chain where chain.pos = s.pos and s.pos >= ${pos}`,
    `update audit_head set hash = (select hash from audit_seal order by pos desc limit 1)`,
  ];
}

/** What the verification says after a superuser's statements without triggers, all of which are taken back. */
function tamper(...statements: string[]): Promise<string> {
  return after(statements, sentence);
}

/** The same of the rows that the audit covers. */
function tamperRows(...statements: string[]): Promise<string> {
  return after(statements, rowSentence);
}

async function after(statements: string[], told: (client: pg.Client) => Promise<string>): Promise<string> {
  return connected('postgres', async (client) => {
    // One transaction: the verification's own `begin` and `commit` find it open, and nothing of it stays.
    await client.query('begin isolation level repeatable read; set local session_replication_role = replica');
    for (const statement of statements) {
      const { rowCount } = await client.query(statement);
      if (rowCount === 0) throw new Error(`Nothing was changed by ${statement}`);
    }
    return told(inOpenTransaction(client));
  });
}

async function rowSentence(client: pg.Client): Promise<string> {
  const { misfit } = await verifyRows(client);
  return misfit ? message(misfit.fault, misfit.params) : 'fits';
}

async function sentence(client: pg.Client): Promise<string> {
  const verdict = await verifyLog(client);
  return verdict.misfit ? logSentence(verdict.misfit) : `${verdict.awards} awards, ${verdict.checkpoints} checkpoints`;
}

const entry = (n: number): string =>
  `(select idx from award_log_entry where kind = 'AWARD' and award_id = '${awards[n]!.id}')`;
const indexOf = async (n: number): Promise<number> =>
  (await query<{ idx: number }>(`select ${entry(n)}::int as idx`))[0]!.idx;

const OWN_TABLES = [
  ...['audit', 'audit_seal', 'audit_head', 'audit_pending', 'audit_row', 'audit_row_pending'],
  ...['award_log_entry', 'award_log_node', 'award_log_key', 'award_log_checkpoint'],
];

/** What may be changed without a trace, and why it matters to nobody. */
const UNSEEN = [
  'audit_pending.recorded_at', // since when it waits, for the alarm alone
  'audit_row_pending.id', // until it is chained (ADR 0028)
];

/** Of each table: every column of one row changed, and emptied; a row deleted, and slipped in. */
function statementsOf(columns: readonly Column[]): [name: string, statement: string][] {
  // PostgreSQL itself reads the json of the audit.
  const forged = (column: Column): string =>
    `${column.table}.${column.name}` === 'audit.text' ? `'{"action":"forged"}'` : valueOf(column, -101);
  return OWN_TABLES.flatMap((table): [string, string][] => {
    const own = columns.filter((column) => column.table === table && column.made === null);
    // Of the audit one that is chained: another, until it is, may be written anew (ADR 0028).
    const from = table === 'audit' ? 'audit where id in (select audit_id from audit_seal)' : `${table} where true`;
    const one = (that = 'true'): string => `where ctid = (select max(ctid) from ${from} and ${that})`;
    const set = (column: Column, value: string): string =>
      `update ${table} set "${column.name}" = ${value} ${one(`"${column.name}" is not null`)}`;
    return [
      ...own.map((column): [string, string] => [`${table}.${column.name}`, set(column, forged(column))]),
      ...own
        .filter(({ nullable }) => nullable)
        .map((column): [string, string] => [`${table}.${column.name} emptied`, set(column, 'null')]),
      [`${table} deleted`, `delete from ${table} ${one()}`],
      [`${table} inserted`, insertOf(table, own, 99_000).replace(`'text 99000'`, `'{"action":"forged"}'`)],
    ];
  });
}

describe('audit:verify, of the award log', () => {
  it('finds all in order where nobody has touched anything', async () => {
    expect(await tamper(`select 1`)).toBe(`302 awards, 5 checkpoints`);
    expect(await tamperRows(`select 1`)).toBe('fits');
    const { code, output } = await auditVerifyOn(worker.database);
    expect(output).toContain(
      `award log: 302 awards, ${size} entries verified, 5 checkpoints, 0 awards not yet entered\n`,
    );
    expect(output).toMatch(/^records: \d{4,} as they were written, 0 not yet chained$/m);
    expect(code).toBe(0);
  });

  it('names the entry of an award in which anything was changed', async () => {
    const index = await indexOf(4);
    const named = expect.stringMatching(
      `^Sổ minh bạch, dòng ${index}: khen thưởng ${awards[4]!.id}, .* đã bị sửa`,
    ) as string;
    for (const change of [
      `name_as_awarded = 'Người khác'`,
      `award_type_id = (select id from award_type where code = 'BK_TTG')`,
      `prize = 1000000`,
      `position = 9999`,
      `received_by = 'Ai đó'`,
      `decided_on = decided_on + 1`,
      `honouree_id = (select id from honouree where id <> honouree_id limit 1)`,
    ]) {
      expect([change, await tamper(`update award set ${change} where id = '${awards[4]!.id}'`)]).toEqual([
        change,
        named,
      ]);
    }
  });

  it('names the first of two awards that were exchanged', async () => {
    const swap = `update award a set name_as_awarded = b.name_as_awarded, honouree_id = b.honouree_id from award b
      where (a.id, b.id) in (('${awards[20]!.id}', '${awards[90]!.id}'), ('${awards[90]!.id}', '${awards[20]!.id}'))`;
    expect(await tamper(swap)).toContain(`dòng ${await indexOf(20)}: khen thưởng ${awards[20]!.id}`);
    const tokens = `update certificate a set token = b.token || (case when a.award_id > b.award_id then '' else '' end), number = -a.number
      from certificate b where a.award_id = '${awards[20]!.id}' and b.award_id = '${awards[90]!.id}'`;
    expect(
      await tamper(`alter table certificate drop constraint certificate_token_key`, tokens).catch(String),
    ).toContain(`dòng ${await indexOf(20)}: giấy chứng nhận`);
  });

  it('names an award or a decision that is gone', async () => {
    expect(await tamper(`delete from award where id = '${awards[11]!.id}'`)).toBe(
      `Sổ minh bạch, dòng ${await indexOf(11)}: khen thưởng ${awards[11]!.id} đã bị xóa.`,
    );
    expect(await tamper(`delete from decision where id = '${decision}'`)).toBe(
      `Sổ minh bạch, dòng ${await indexOf(0)}: quyết định ${decision} đã bị xóa.`,
    );
  });

  it('names the first entry of a decision in which anything was changed', async () => {
    const index = await indexOf(0);
    for (const change of [
      `title = 'Khác'`,
      `signer = 'Kẻ khác'`,
      `signed_on = signed_on - 1`,
      `symbol = '01/QĐ-X'`,
      `legal_bases = '{}'`,
    ]) {
      expect([change, await tamper(`update decision set ${change} where id = '${decision}'`)]).toEqual([
        change,
        expect.stringMatching(
          `^Sổ minh bạch, dòng ${index}: khen thưởng ${UUID}, quyết định ${decision},? .* đã bị sửa`,
        ),
      ]);
    }
  });

  it('names the award on whose road anything was changed', async () => {
    const index = await indexOf(30);
    const road = `nomination_id = (select nomination_id from award where id = '${awards[30]!.id}')`;
    const named = expect.stringMatching(
      `^Sổ minh bạch, dòng ${index}: khen thưởng ${awards[30]!.id}, .* đã bị sửa`,
    ) as string;
    const copied = `insert into nomination_event (nomination_id, version, at, day, action, from_state, to_state, from_step, step,
      way, acting_unit_id, account_id, data) select nomination_id, 77, at, day, action, from_state, to_state, from_step, step, way,
      acting_unit_id, account_id, data from nomination_event where ${road} and version = 2`;
    const other = `nomination_id = (select nomination_id from award where id = '${awards[31]!.id}')`;
    const swapped = `update nomination_event a set id = gen_random_uuid(), account_id = b.account_id, reason = b.id::text
      from nomination_event b where a.${road} and a.version = 3 and b.${other} and b.version = 3`;
    for (const statement of [
      `update nomination_event set account_id = (select id from account where id <> account_id limit 1) where ${road} and version = 3`,
      `update nomination_event set at = at - interval '1 ms' where ${road} and version = 4`,
      `update nomination_event set data = data || '{"minutesDate":"2020-01-01"}' where ${road} and action = 'ENDORSE'`,
      `delete from nomination_event where ${road} and version = 3`,
      copied,
      swapped,
    ]) {
      expect([statement, await tamper(statement)]).toEqual([statement, named]);
    }
  });

  it('names an award or a decision that was slipped in', async () => {
    const columns = `decision_id, honouree_id, award_type_id, merit_kind, kind, name_as_awarded, decided_on, decided_from, name_syllables`;
    const [row] = await query<{ list: string }>(
      `select string_agg(column_name, ', ') as list from information_schema.columns
       where table_name = 'award' and table_schema = 'public' and is_nullable = 'NO' and column_default is null
         and column_name not in ('id', 'position', 'name_as_awarded') and is_generated = 'NEVER'`,
    );
    expect(columns.split(', ').every((name) => name === 'name_as_awarded' || row!.list.includes(name))).toBe(true);
    const slipped = `insert into award (id, position, name_as_awarded, ${row!.list})
      select '00000000-0000-7000-8000-000000000001', 7777, 'Kẻ chèn vào', ${row!.list} from award where id = '${awards[0]!.id}'`;
    expect(await tamper(slipped)).toBe(
      'Khen thưởng 00000000-0000-7000-8000-000000000001 không có trong sổ minh bạch: dòng này được chèn trái phép.',
    );
    const [names] = await query<{ list: string }>(
      `select string_agg(column_name, ', ') as list from information_schema.columns
       where table_name = 'decision' and table_schema = 'public' and column_name not in ('id', 'symbol', 'number') and is_generated = 'NEVER'`,
    );
    const made = `insert into decision (id, symbol, number, ${names!.list})
      select '00000000-0000-7000-8000-000000000002', '99999/QĐ-GIẢ', 99999, ${names!.list} from decision where id = '${decision}'`;
    expect(await tamper(made)).toBe(
      'Quyết định 00000000-0000-7000-8000-000000000002 (số 99999/QĐ-GIẢ) ghi là đã ban hành nhưng không có dòng nào trong sổ minh bạch.',
    );
  });

  it('names an award whose status the log does not bear out', async () => {
    const said = async (n: number, status: string): Promise<string> =>
      `Sổ minh bạch, dòng ${await indexOf(n)}: khen thưởng ${awards[n]!.id} ghi trạng thái ${status}, nhưng sổ minh bạch không nói như vậy.`;
    expect(await tamper(`update award set status = 'REVOKED' where id = '${awards[3]!.id}'`)).toBe(
      await said(3, 'REVOKED'),
    );
    expect(await tamper(`update award set status = 'VALID' where id = '${awards[7]!.id}'`)).toBe(
      await said(7, 'VALID'),
    );
    expect(await tamper(`update award set status = 'CORRECTED' where id = '${awards[7]!.id}'`)).toBe(
      await said(7, 'CORRECTED'),
    );
  });

  it('names what was changed in the log itself', async () => {
    const flip = (table: string, column: string, where: string): string =>
      `update ${table} set ${column} = set_byte(${column}, 3, get_byte(${column}, 3) # 1) where ${where}`;
    expect(await tamper(flip('award_log_entry', 'hash', 'idx = 9'))).toMatch(/^Sổ minh bạch, dòng 9: .* đã bị sửa/);
    expect(await tamper(flip('award_log_entry', 'salt', 'idx = 9'))).toMatch(/^Sổ minh bạch, dòng 9: .* đã bị sửa/);
    expect(await tamper(`delete from award_log_entry where idx = 9`)).toBe(
      'Sổ minh bạch: thiếu dòng 9 (dòng kế tiếp còn lại là 10).',
    );
    expect(await tamper(`delete from award_log_entry where idx = ${size - 1}`)).toBe(
      `Sổ minh bạch chỉ còn ${size - 1} dòng, nhưng đã ký điểm kiểm chứng cỡ ${size}: phần cuối đã bị xóa.`,
    );
    expect(await tamper(`delete from award_log_checkpoint where size = ${size}`)).toContain(
      `có ${size} dòng, nhưng điểm kiểm chứng cuối cùng chỉ có cỡ ${size - 1}`,
    );
    expect(await tamper(flip('award_log_node', 'hash', 'level = 1'))).toBe(
      'Sổ minh bạch: nút 1/0 của cây không khớp với các dòng dưới nó.',
    );
    expect(await tamper(flip('award_log_key', 'public_key', 'true'))).toBe('Sổ minh bạch, dòng 0: khóa ký đã bị sửa.');
    expect(await tamper(flip('award_log_checkpoint', 'signature', `size = ${size}`))).toContain(
      'chữ ký của điểm kiểm chứng',
    );
    expect(await tamper(flip('award_log_checkpoint', 'changes', `size = ${size}`))).toContain(
      'chữ ký của điểm kiểm chứng',
    );
  });

  it('reports two checkpoints of one size with different roots as a fork, also where our own key signed both', async () => {
    const { pem, id } = await secretKey();
    const [last] = await query<{ changed: number; changes: string; root: string }>(
      `select changed::int, encode(changes, 'hex') as changes, encode(root, 'hex') as root from award_log_checkpoint where size = ${size}`,
    );
    const root = 'ab'.repeat(32);
    const at = '2026-11-22T02:00:00.000Z';
    const { changed, changes } = last!;
    const { signature } = signCheckpoint({ size, root, at, changed, changes, keyId: id }, createPrivateKey(pem));
    const forged = `insert into award_log_checkpoint (size, root, at, changed, changes, key_id, signature)
      values (${size}, '\\x${root}', '${at}', ${changed}, '\\x${changes}', '${id}', '\\x${Buffer.from(signature, 'base64url').toString('hex')}')`;
    expect(await tamper(forged)).toBe(
      `Sổ minh bạch bị tách đôi: hai điểm kiểm chứng cỡ ${size} có hai gốc khác nhau (${last!.root}, ${root}).`,
    );
    expect(await tamper(`delete from award_log_checkpoint where size = ${size}`, forged)).toContain(
      'có gốc khác với gốc tính lại',
    );
  });

  it('names what a superuser wrote anew of the audit, with all hashes after it, where a head of its chain was signed', async () => {
    expect(heads.length).toBe(5);
    const [before, last] = [heads.at(-2)!, heads.at(-1)!];
    const rewritten = `^Nhật ký, vị trí ${last.pos}: mã băm là [0-9a-f]{64}, nhưng lúc .*Z đã ký ${last.hash}\\. Nhật ký đã bị viết lại ở một vị trí từ ${before.pos + 1} đến ${last.pos}\\.$`;
    expect(before.pos).toBeLessThan(last.pos);
    expect(await tamperAll(...rewriteFrom(last.pos))).toMatch(new RegExp(rewritten));
    expect(await tamperAll(...rewriteFrom(1))).toMatch(/từ \d+ đến \d+\.$/);
    // What came after the last signed head nobody has signed: it is said how much that is.
    await underAnEntry(worker.database);
    expect(await tamperAll(...rewriteFrom(last.pos + 1))).toBe('fits');
  });

  it('names a signed head that was changed, taken away or set beside another', async () => {
    const last = heads.at(-1)!;
    const at = `where id = ${last.id}`;
    const away = `set audit_pos = null, audit_hash = null, audit_signature = null`;
    expect(await tamperAll(`update award_log_checkpoint ${away} ${at}`)).toBe(
      message('verifyHeads.gone', { id: last.id }),
    );
    // Of all, or of the first: as if signing had begun later.
    const begun = heads[0]!.at;
    expect(await tamperAll(`update award_log_checkpoint ${away}`)).toBe(message('verifyHeads.deleted', { begun }));
    expect(await tamperAll(`update award_log_checkpoint ${away} where id < ${last.id}`)).toBe(
      message('verifyHeads.begunAnew', { begun, first: last.at }),
    );
    const forged = `update award_log_checkpoint set audit_hash = sha256(''), audit_signature = `;
    expect(await tamperAll(`${forged} audit_signature ${at}`)).toBe(
      message('verifyHeads.signature', { id: last.id, pos: last.pos }),
    );
    expect(await tamperAll(`update award_log_checkpoint set audit_pos = audit_pos - 1 ${at}`)).toBe(
      message('verifyHeads.signature', { id: last.id, pos: last.pos - 1 }),
    );
    // Our own key signed another chain: two heads of one position cannot both be true, whichever the database shows.
    const { pem, id } = await secretKey();
    const other = '00'.repeat(32);
    const said = { pos: heads.at(-2)!.pos, hash: other, at: last.at, keyId: id };
    const { signature } = signAuditHead(said, createPrivateKey(pem));
    expect(
      await tamperAll(
        `update award_log_checkpoint set audit_pos = ${said.pos}, audit_hash = '\\x${other}', audit_signature = '\\x${Buffer.from(signature, 'base64url').toString('hex')}' ${at}`,
      ),
    ).toBe(message('verifyHeads.fork', { pos: said.pos, one: heads.at(-2)!.hash, other }));
    expect(await tamperAll(`delete from award_log_checkpoint ${at}`)).not.toBe('fits');
  });

  it('compares heads that somebody has kept: rewritten, deleted, cut off, forged', async () => {
    const { pem, id: keyId } = await secretKey();
    const kept =
      await query<AuditHead>(`select audit_pos::int as pos, encode(audit_hash, 'hex') as hash, key_id as "keyId",
      to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
      rtrim(translate(encode(audit_signature, 'base64'), E'+/\\n', '-_'), '=') as signature from award_log_checkpoint order by id`);
    const [first, last] = [kept[0]!, kept.at(-1)!];
    const told = (those: AuditHead[], ...statements: string[]): Promise<string> =>
      after(statements, async (client) => reportOf(await verifyAll(client, { kept: those })).misfit ?? 'fits');
    const named = (fault: MessageKey, { pos, at }: AuditHead, more = {}): string =>
      message(fault, { pos, at, keyId, ...more });
    const away = `update award_log_checkpoint set audit_pos = null, audit_hash = null, audit_signature = null`;

    expect(await told(kept, 'select 1')).toBe('fits');
    // All signatures taken away, and the chain written anew or not; or all but the last, as if signing had begun with it.
    const anew = await told([last], ...rewriteFrom(first.pos + 1), away);
    expect(anew).toMatch(/: chữ ký đúng với mã băm [0-9a-f]{64}, nhưng nay ở đó là [0-9a-f]{64}\./);
    expect(anew).toContain(`(vị trí ${last.pos}, lúc ${last.at}, khóa ${keyId})`);
    expect(await told(kept, ...rewriteFrom(first.pos + 1), away)).toContain(
      ` từ ${first.pos + 1} đến ${kept[1]!.pos}.`,
    );
    expect(kept[1]!.pos).toBeGreaterThan(first.pos);
    expect(await told([last], away)).toBe(named('verifyKept.gone', last));
    const begunAnew = `${away} where id < ${heads.at(-1)!.id}`;
    expect(await told([last, first], begunAnew)).toBe(named('verifyKept.gone', first));
    // Of a database that went further than this one.
    const [{ length }] = (await query(`select max(pos)::int as length from audit_seal`)) as [{ length: number }];
    const further = signAuditHead({ ...last, pos: length + 1 }, createPrivateKey(pem));
    expect(await told([further], 'select 1')).toBe(named('verifyKept.ahead', further, { length }));
    // The same 64 bytes in other letters.
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const loose = `${last.signature.slice(0, -1)}${letters[letters.indexOf(last.signature.at(-1)!) + 1]}`;
    expect(await told([{ ...last, signature: loose }], 'select 1')).toBe('fits');
    // Signed by nobody, and by another's key.
    expect(await told([{ ...last, hash: first.hash }], 'select 1')).toBe(named('verifyKept.signature', last));
    expect(await told([{ ...last, keyId: '00000000' }], 'select 1')).toBe(
      named('verifyKept.key', last, { keyId: '00000000' }),
    );
  });

  it('takes the kept heads from files, and says which key signed them', async () => {
    const folder = await makeFolder();
    const file = join(folder.path, 'head.json');
    const verified = async (text: string, ...more: string[]): ReturnType<typeof auditVerify> => {
      await writeFile(file, text);
      return auditVerify(['--head', file, ...more, databaseUrl(worker.database)]);
    };
    const published = (await fetched('/.well-known/so-vang/audit-heads/latest')).text;
    const { keyId, pos } = JSON.parse(published) as AuditHead;
    const list = await verified(`[${published},${published}]`, '--head', file);
    expect(list.code).toBe(0);
    expect(list.output).toContain(`\nkept heads of the audit: 4 as they were signed by ${keyId}\n`);
    const forged = await verified(published.replace(`"pos":${pos}`, `"pos":${pos - 1}`));
    expect(forged.output).toMatch(/chữ ký không phải của khóa/);
    expect(forged.code).toBe(1);
    const { code, output, errors } = await verified(published.slice(0, -9));
    expect([code, output, errors]).toEqual([2, '', `${message('verifyKept.unreadable', { path: file })}\n`]);
    await folder.undo();
    expect(await auditVerify(['--head', file])).toMatchObject({
      code: 2,
      errors: expect.stringMatching(/^Không đọc được tệp/) as string,
    });
  });

  it('says when the last signed head is older than a day, and how many rows came after', async () => {
    const verdicts = await connected('postgres', (client) => verifyAll(client));
    const last = heads.at(-1)!;
    expect(reportOf(verdicts, new Date(last.at)).lines).toContainEqual(
      expect.stringMatching(
        `^signed heads of the audit: 5 since ${heads[0]!.at}, the last of ${last.at}, \\d+ rows after it$`,
      ),
    );
    const [, , , old] = reportOf(verdicts, new Date(Date.parse(last.at) + 3 * 86_400_000)).lines;
    expect(old).toMatch(/^Lần ký đầu chuỗi nhật ký gần nhất đã 3 ngày trước; \d+ dòng sau đó/);
  });

  it('holds as it did after the nodes of the tree were stored otherwise, and again as now', async () => {
    const { StoreSmallerTiles1795316400241: Tiles } = (await built(
      'migrations/1795316400241-store-smaller-tiles',
    )) as typeof StoreTiles;
    await connected('postgres', async (client) => {
      await client.query('begin isolation level repeatable read');
      const runner = {
        query: async (text: string, values?: unknown[]) => (await client.query(text, values)).rows as unknown,
      };
      const stored = `select level, count(*)::int from award_log_node group by 1 order by 1`;
      const before = await runner.query(stored);
      expect(before).toEqual([
        { level: 1, count: Math.floor(size / 16) },
        { level: 2, count: 1 },
      ]);
      await new Tiles().down(runner as never);
      expect(await runner.query(stored)).toEqual([{ level: 1, count: 1 }]);
      await new Tiles().up(runner as never);
      expect(await runner.query(stored)).toEqual(before);
      expect(await sentence(inOpenTransaction(client))).toBe('302 awards, 5 checkpoints');
    });
  });

  it('names what no line of the log holds: who reads an award, whether it is flagged, the number of its certificate', async () => {
    const changed = (table: string): string =>
      expect.stringMatching(
        `^Bảng ${table}, dòng ${awards[6]!.id}: nội dung khác với lúc được ghi \\(nhật ký vị trí \\d+\\)`,
      ) as string;
    expect(await tamperRows(`update award set flagged = true where id = '${awards[6]!.id}'`)).toEqual(changed('award'));
    expect(await tamperRows(`update award set unit_ids = '{}' where id = '${awards[6]!.id}'`)).toEqual(
      changed('award'),
    );
    const ofSix = `where award_id = '${awards[6]!.id}'`;
    expect(await tamperRows(`update certificate set number = 90001 ${ofSix}`)).toEqual(changed('certificate'));
    // The signature in the token, not the entry that it names: of its last letters but one.
    const token = `update certificate set token = left(token, 60) || translate(substr(token, 61, 1), 'Aa', 'aA') || 'x' || substr(token, 63) ${ofSix}`;
    expect(await tamper(token)).toBe(
      `Sổ minh bạch, dòng ${await indexOf(6)}: giấy chứng nhận của khen thưởng ${awards[6]!.id} mang mã tra cứu không phải của dòng này: đã bị sửa hoặc đổi.`,
    );
    expect(await tamperRows(token)).toEqual(changed('certificate'));
  });

  it('notices whatever column of the chain and of the log itself was changed or emptied, and each row that is gone or slipped in', async () => {
    const unseen: string[] = [];
    await connected('postgres', async (client) => {
      const columns = await columnsOf(client, OWN_TABLES);
      await client.query('begin isolation level repeatable read');
      await dropConstraints(client, OWN_TABLES);
      // Something waits to be chained, with a row that was written.
      await client.query(`insert into audit (text) values ('{"action":"test"}'); update campaign set name = name || '.'
        where code = (select min(code) from campaign); set local session_replication_role = replica`);
      for (const [name, statement] of statementsOf(columns)) {
        await client.query('savepoint before');
        const { rowCount } = await client.query(statement);
        const { misfit } = reportOf(await verifyAll(inOpenTransaction(client)));
        expect([name, rowCount]).toEqual([name, 1]);
        if (misfit === null) unseen.push(name);
        await client.query('rollback to before');
      }
    });
    expect(unseen).toEqual(UNSEEN);
  });

  it('names a row that was written with all triggers, but with no entry of the audit', async () => {
    await query(`update campaign set name = name || ' (sửa)' where id = (select id from campaign order by id limit 1)`);
    const { code, output } = await auditVerifyOn(worker.database);
    expect([code, output]).toEqual([
      1,
      expect.stringMatching(/^Bảng campaign, dòng .*: được ghi mà không có mục nhật ký nào/m),
    ]);
    await underAnEntry(worker.database);
    expect((await auditVerifyOn(worker.database)).code).toBe(0);
  });

  it('names the entry under which the hashes of rows were changed, deleted or added', async () => {
    const [{ pos }] = (await query<{ pos: number }>(`select max(pos)::int as pos from audit_row`)) as [{ pos: number }];
    const said = `Nhật ký, vị trí ${pos}: danh sách mã băm của các dòng được ghi cùng lúc đã bị sửa, thêm hoặc bớt.`;
    for (const statement of [
      `update audit_row set digest = sha256('') where pos = ${pos} and id = (select max(id) from audit_row where pos = ${pos})`,
      `delete from audit_row where pos = ${pos}`,
      `insert into audit_row (pos, id, table_name, row_key) values (${pos}, -1, 'award', 'x')`,
    ]) {
      expect([statement, await tamperRows(statement)]).toEqual([statement, said]);
    }
  });

  it('ends the program with 1 and names the row', async () => {
    await query(`alter table award disable trigger user`);
    await query(`update award set unit_as_awarded = 'Nơi khác' where id = $1`, [awards[2]!.id]);
    const { code, output } = await auditVerifyOn(worker.database);
    expect(output).toMatch(new RegExp(`Sổ minh bạch, dòng ${await indexOf(2)}: khen thưởng ${awards[2]!.id}`));
    expect(code).toBe(1);
  });
});
