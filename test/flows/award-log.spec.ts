import { createPrivateKey, createPublicKey, verify } from 'node:crypto';
import { copyFile, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { AuditHead } from '../../src/award-log/domain/audit-head.js';
import type { Checkpoint } from '../../src/award-log/domain/checkpoint.js';
import type { ProofFile } from '../../src/award-log/domain/proof-file.js';
import type * as Keep from '../../src/award-log/keep-log.service.js';
import type * as LoggerModule from '../../src/core/logger.js';
import type * as Verify from '../../src/award-log/verify-log.js';
import { isAuditHeadTrue, publicKeyOf, signCheckpoint } from '../../src/award-log/signatures.js';
import { Client } from '../support/api.js';
import { built } from '../support/audit.js';
import {
  checkedOn,
  deciders,
  fetched,
  issue,
  secretKey,
  withLog,
  withLogOf,
  type Given,
} from '../support/award-log.js';
import { DECIDE, nextSymbol, signatureOf } from '../support/decisions.js';
import { done, refusals } from '../support/nominations.js';
import { connected } from '../support/database.js';
import { person, type Person } from '../support/people.js';
import { runNode, type Ended } from '../support/programs.js';
import { projectPath } from '../support/schema.js';
import { secondVerdict } from '../support/second-verifier.js';
import { query } from '../support/shared-connection.js';
import { unitId } from '../support/units.js';
import { until } from '../support/until.js';
import { serverOn } from '../support/own-server.js';
import { worker } from '../support/api.js';
import { useOwnServer } from '../support/use-own-server.js';

const { KeepLogService } = (await built('award-log/keep-log.service')) as typeof Keep;
const { createLogger } = (await built('core/logger')) as typeof LoggerModule;
const { verifyLog } = (await built('award-log/verify-log')) as typeof Verify;

useOwnServer();

let so: string;
let folder: string;
let awards: Given[];

beforeAll(async () => {
  so = await unitId('SGDDT-12');
  folder = await mkdtemp(join(tmpdir(), 'so-vang-verify-'));
  await copyFile(projectPath('dist/so-vang-verify.mjs'), join(folder, 'so-vang-verify.mjs'));
  awards = await issue(so, await checkedOn(so, 6, 'Người được khen'));
  await writeFile(join(folder, 'so-vang-keys.json'), (await fetched('/.well-known/so-vang/keys.json')).text);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const proofOf = async ({ token }: Given): Promise<ProofFile> =>
  JSON.parse((await fetched(`/v/${token}/proof.json`)).text) as ProofFile;

const latest = async (): Promise<Checkpoint> =>
  JSON.parse((await fetched('/.well-known/so-vang/checkpoints/latest')).text) as Checkpoint;

/** Runs the verifier alone, in a folder with nothing but it, the keys and the file. */
async function verified(content: object | string, ...more: string[]): Promise<Ended> {
  const file = join(folder, 'proof.json');
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return runNode(['so-vang-verify.mjs', 'proof.json', ...more], { cwd: folder, env: {} });
}

const answer = `request { id keyId } userErrors { code message field }`;
const KEYS = {
  request: `mutation ($input: RequestLogKeyInput!) { requestLogKey(input: $input) { ${answer} } }`,
  confirm: `mutation ($input: ConfirmLogKeyInput!) { confirmLogKey(input: $input) { ${answer} } }`,
};

/** Three of the top. */
async function administrators(): Promise<[Person, Person, Person]> {
  const top = await unitId('UBND-12');
  const one = (): Promise<Person> => person({ grants: [{ role: 'ADMINISTRATOR', unitId: top }] });
  return [await one(), await one(), await one()];
}

const revoke = (award: Given, kind: 'REVOKED' | 'CORRECTED' | 'REISSUED', facts = {}): Promise<void> =>
  withLog((log, tx) => log.append(tx, [{ kind, awardId: award.id, decisionId: null, facts }]));

describe('the award log', () => {
  it('has a proof for each certificate, that is checked without us', async () => {
    const keys = (await fetched('/.well-known/so-vang/keys.json')).text;
    for (const award of awards) {
      const proof = await proofOf(award);
      expect(secondVerdict(JSON.stringify(proof), keys)).toBe('VALID');
      expect(JSON.parse(proof.award.line)).toMatchObject({ award: { id: award.id, name: award.name, type: 'GK_SO' } });
    }
    const proof = await proofOf(awards[3]!);
    const { size, at } = proof.checkpoint;
    const day = new Date(Date.parse(at) + 7 * 3_600_000).toISOString().slice(0, 10).split('-').reverse().join('/');
    const { code, output, errors } = await verified(proof);
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(output).toContain(
      `ĐÚNG: đã ban hành, có trong sổ minh bạch ${size} dòng (dòng ${proof.award.index}), không bị hủy bỏ tính đến điểm kiểm chứng ${size} (${day}).\n  ${awards[3]!.name}: `,
    );
    expect(output).not.toContain('cũ');
    // Keys that merely lay in the folder are trusted, too: it is said which, and from where.
    const { keyId } = proof.checkpoint;
    const path = join(folder, 'so-vang-keys.json');
    expect(output).toContain(`Đã tin các khóa ${keyId} ghi trong tệp ${path}. Hãy chắc rằng`);
    // What the page says as JSON will do, too; and what it says beside the proof counts for nothing.
    const asked = { headers: { accept: 'application/json' } };
    const said = (await (await fetch(`${worker.url}/v/${awards[3]!.token}`, asked)).json()) as { proof: ProofFile };
    expect(await verified(said)).toEqual({ code, output, errors });
    expect(await verified({ ...said, name: 'Người Khác', status: 'REVOKED' })).toEqual({ code, output, errors });
    const lied = { ...said.proof.award, line: said.proof.award.line.replace(awards[3]!.name, 'Người Khác') };
    expect((await verified({ ...said, proof: { ...said.proof, award: lied } })).code).toBe(1);
    expect((await verified({ ...said, proof: null })).code).toBe(2);
    // Nothing of the person but what the certificate prints.
    const line = JSON.parse(proof.award.line) as Record<string, object>;
    expect(Object.keys(line)).toEqual(['at', 'award', 'decision', 'facts', 'kind', 'rest', 'v']);
    expect(Object.keys(line['award']!)).toEqual(['id', 'name', 'type']);
    expect((await fetched(`/v/${'A'.repeat(100)}/proof.json`)).status).toBe(404);
  });

  it('does not take the keys in a file for ours, and says when a checkpoint is old', async () => {
    const proof = await proofOf(awards[0]!);
    const away = join(folder, 'elsewhere.json');
    await rename(join(folder, 'so-vang-keys.json'), away);
    const alone = await verified(proof);
    expect(alone.code).toBe(2);
    expect(alone.output).toContain(
      `CHƯA XÁC NHẬN: tệp chỉ khớp với khóa ghi trong chính nó (${proof.checkpoint.keyId} `,
    );
    expect(alone.output).not.toContain('Đã tin');
    const broken = { ...proof, award: { ...proof.award, line: proof.award.line.replace('GK_SO', 'BK_TTG') } };
    expect(await verified(broken)).toMatchObject({
      code: 1,
      output: expect.stringMatching(
        /^SAI: .*\nMới chỉ thử với khóa ghi trong chính tệp \([0-9a-f]{8} .*\)\.\n$/,
      ) as string,
    });
    const named = await verified(proof, '--keys', away);
    expect(named.code).toBe(0);
    expect(named.output).toContain(`ghi trong tệp ${away}. `);
    // One's own keys that cannot be read are not passed over for the next best.
    await writeFile(join(folder, 'so-vang-keys.json'), '{}');
    expect(await verified(proof)).toMatchObject({ code: 2, output: '' });
    await rename(away, join(folder, 'so-vang-keys.json'));
    const later = new Date(Date.parse(proof.checkpoint.at) + 40.5 * 86_400_000).toISOString();
    const old = await verified(proof, '--now', later);
    expect(old.code).toBe(0);
    expect(old.output).toContain('Điểm kiểm chứng đã cũ 40 ngày');
    expect(await verified(JSON.stringify(proof).slice(0, -9))).toMatchObject({ code: 2, output: '' });
    expect(await runNode(['so-vang-verify.mjs'], { cwd: folder, env: {} })).toMatchObject({ code: 2, output: '' });
    expect(await verified(broken)).toMatchObject({
      code: 1,
      output: expect.stringMatching(
        /^SAI: khen thưởng này không có trong sổ minh bạch đã ký\.\nĐã tin các khóa .*\n$/,
      ) as string,
    });
  });

  it('shows what became of an award, and that nothing became of the others', async () => {
    const kept = await proofOf(awards[1]!);
    await revoke(awards[1]!, 'REVOKED', { ground: 'A' });
    await revoke(awards[4]!, 'CORRECTED', { name: 'Người được đính chính' });
    await revoke(awards[2]!, 'REISSUED', { count: 1 });
    const revoked = await verified(await proofOf(awards[1]!));
    expect(revoked.code).toBe(3);
    expect(revoked.output).toMatch(
      /^ĐÃ BỊ HỦY BỎ: .*\n.*\n {2}\d\d\/\d\d\/\d{4} hủy bỏ, thu hồi; điểm a khoản 2 Điều 93 Luật Thi đua, khen thưởng\nĐã tin .*\n$/,
    );
    const corrected = await verified(await proofOf(awards[4]!));
    expect(corrected.code).toBe(0);
    expect(corrected.output).toContain('đính chính; họ tên, tên gọi nay là Người được đính chính');
    for (const award of [0, 2, 3, 5]) {
      const proof = await proofOf(awards[award]!);
      expect(proof.changes.length).toBeGreaterThan(0);
      expect((await verified(proof)).code).toBe(0);
    }
    // The old proof is true, of its time; beside today's checkpoint it does not become false, only old.
    expect((await verified(kept)).code).toBe(0);
  });

  it('gives the last signed head of the audit to anybody, who can check it with the published keys', async () => {
    const { keys } = JSON.parse((await fetched('/.well-known/so-vang/keys.json')).text) as {
      keys: { id: string; publicKey: string }[];
    };
    const head = JSON.parse((await fetched('/.well-known/so-vang/audit-heads/latest')).text) as AuditHead;
    const { pos, hash, at, keyId, signature } = head;
    expect(head).toEqual({ pos, hash, at: (await latest()).at, keyId: (await latest()).keyId, signature });
    const said = (of: string): Buffer => Buffer.from(`so-vang/audit-head/1\n${pos}\n${of}\n${at}\n${keyId}\n`);
    const x = keys.find(({ id }) => id === keyId)!.publicKey;
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    const isSigned = (of: string): boolean => verify(null, said(of), key, Buffer.from(signature, 'base64url'));
    expect([isSigned(hash), isSigned('00'.repeat(32))]).toEqual([true, false]);
    const [sealed] = await query(`select encode(hash, 'hex') as hash from audit_seal where pos = $1`, [pos]);
    expect(sealed).toEqual({ hash });
  });

  it('gives its checkpoints and what connects them to anybody', async () => {
    const stranger = new Client();
    const asked = `query ($first: Int) { checkpoints(first: $first) { totalCount edges { node { size root at keyId signature } } } }`;
    const { edges, totalCount } = await stranger.get(asked, { first: 100 });
    expect(edges).toHaveLength(totalCount as number);
    const { size, root } = await latest();
    expect(edges[0].node).toMatchObject({ size: String(size), root });
    expect(JSON.parse((await fetched(`/.well-known/so-vang/checkpoints/${size}`)).text)).toEqual(await latest());
    const first = edges.at(-1).node as { size: string };
    const proof = await stranger.get(
      `query ($from: String!, $to: String!) { consistencyProof(from: $from, to: $to) }`,
      {
        from: first.size,
        to: String(size),
      },
    );
    expect(proof.every((hash: string) => /^[0-9a-f]{64}$/.test(hash))).toBe(true);
    expect((await fetched('/.well-known/so-vang/checkpoints/999999')).status).toBe(404);
    expect((await fetched('/.well-known/so-vang/checkpoints/x')).status).toBe(404);
    const { head } = await deciders(so);
    const inclusion = `query ($id: ID!) { inclusionProof(awardId: $id) { leaf index treeSize path checkpoint { root } } }`;
    expect(await head.client.get(inclusion, { id: awards[0]!.id })).toMatchObject({
      treeSize: String(size),
      checkpoint: { root },
    });
    expect(await head.client.get(inclusion, { id: so })).toBeNull();
  });

  it('is signed every day, also where nothing happened: what is proved is of that day then', async () => {
    const crontabs = await query(
      `select from graphile_worker._private_known_crontabs where identifier = 'awardLog.sign'`,
    );
    expect(crontabs).toHaveLength(1);
    const before = await latest();
    await query(`select graphile_worker.add_job('awardLog.sign')`);
    await until(async () => (await latest()).at > before.at);
    const { size, root, at } = await latest();
    expect({ size, root }).toEqual({ size: before.size, root: before.root });
    const proof = await proofOf(awards[0]!);
    expect(proof.checkpoint.at).toBe(at);
    const keys = (await fetched('/.well-known/so-vang/keys.json')).text;
    expect(secondVerdict(JSON.stringify(proof), keys)).toBe('VALID');
  });

  it('is signed at a start, too, where nobody ran when it should have been; since when is an entry of the audit', async () => {
    const start = (keys?: string): Promise<void> =>
      withLogOf((log, database) => new KeepLogService(database, log, createLogger('silent')).start(), keys);
    await withLog((log, tx) => log.sign({ ...tx, now: new Date(tx.now.getTime() - 2 * 86_400_000) }));
    const before = await latest();
    // Without the file of the key nothing is signed; what the keys are is published all the same.
    const withoutKey = join(folder, 'without-key');
    await start(withoutKey);
    expect([await latest(), await readdir(withoutKey)]).toEqual([before, ['keys.json']]);
    await start();
    const { size, at } = await latest();
    expect(size).toBe(before.size);
    expect(Date.parse(at) - Date.parse(before.at)).toBeGreaterThan(86_400_000);
    await start();
    expect((await latest()).at).toBe(at);
    const begun = await query(`select (text::jsonb) -> 'details' as said,
        (select jsonb_build_object('since', to_char(min(at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) from award_log_checkpoint
         where id = (select min(id) from award_log_checkpoint)) as since
      from audit where (text::jsonb) ->> 'action' = 'awardLog.signHeads'`);
    expect(begun).toEqual([{ said: begun[0]?.['since'], since: begun[0]?.['since'] }]);
  });

  it('is a fork where another checkpoint of its size has another root, though signed by our key', async () => {
    const proof = await proofOf(awards[0]!);
    const { pem, id } = await secretKey();
    const { signature: _, ...said } = proof.checkpoint;
    const other = signCheckpoint({ ...said, root: 'a'.repeat(64), keyId: id }, createPrivateKey(pem));
    await writeFile(join(folder, 'other.json'), JSON.stringify(other));
    expect(await verified(proof, '--checkpoint', 'other.json')).toMatchObject({
      code: 1,
      output: expect.stringContaining('đã bị tách đôi') as string,
    });
    await writeFile(join(folder, 'same.json'), JSON.stringify(await latest()));
    expect((await verified(proof, '--checkpoint', 'same.json')).code).toBe(0);
    // One of another size contradicts nothing, but bears out nothing either: that is said.
    const further = { ...proof.checkpoint, size: proof.checkpoint.size + 1 };
    const otherSize = signCheckpoint(further, createPrivateKey((await secretKey()).pem));
    await writeFile(join(folder, 'later.json'), JSON.stringify(otherSize));
    expect(await verified(proof, '--checkpoint', 'later.json')).toMatchObject({
      code: 2,
      output: expect.stringContaining(`CHƯA SO SÁNH: điểm kiểm chứng đã giữ có cỡ ${further.size},`) as string,
    });
  });

  it('keeps its key in a file that nobody else reads; without it nothing is issued, and it is said why', async () => {
    const { path, id } = await secretKey();
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(dirname(path))).mode & 0o777).toBe(0o700);
    await expect(withLog((log, tx) => log.sign(tx), folder)).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: `Máy chủ này thiếu tệp khóa ${id}.pem của sổ minh bạch (thư mục KEY_DIR), nên chưa ban hành được. Hãy chép tệp từ bản sao; nếu đã mất hẳn, hai quản trị viên lập khóa mới.`,
    });
    expect((await readdir(folder)).filter((name) => name.endsWith('.pem'))).toEqual([]);
  });

  it('lets nothing be issued while its end is not what was signed', async () => {
    const id = await checkedOn(so, 1, 'Người phải đợi');
    const { head } = await deciders(so);
    const { size } = await latest();
    const broken: [string, string, string][] = [
      [
        `update award_log_checkpoint set signature = set_byte(signature, 5, get_byte(signature, 5) # 1) where size = ${size}`,
        'Chữ ký',
        '',
      ],
      [
        `update award_log_checkpoint set root = set_byte(root, 0, get_byte(root, 0) # 1) where size = ${size}`,
        'Chữ ký',
        '',
      ],
      [
        `update award_log_entry set hash = set_byte(hash, 0, get_byte(hash, 0) # 1) where idx = 2`,
        'không còn khớp',
        '',
      ],
      [`delete from award_log_entry where idx = ${size - 1}`, 'Số dòng', ''],
      [`delete from award_log_checkpoint where size = ${size}`, 'Số dòng', ''],
    ];
    for (const [statement, sentence] of broken) {
      await query(
        `create schema kept; create table kept.e as table award_log_entry; create table kept.c as table award_log_checkpoint`,
      );
      await query(`set session_replication_role = replica; ${statement}`);
      const { userErrors } = await head.client.get(DECIDE.issue, await signatureOf(head.client, id));
      expect(userErrors).toMatchObject([{ code: 'UNAVAILABLE', message: expect.stringContaining(sentence) as string }]);
      await query(`delete from award_log_entry; insert into award_log_entry table kept.e;
        delete from award_log_checkpoint; insert into award_log_checkpoint overriding system value table kept.c;
        drop schema kept cascade; set session_replication_role = origin`);
    }
    expect(await query(`select from decision where id = $1 and state = 'CHECKED'`, [id])).toHaveLength(1);
    expect(await issue(so, id)).toHaveLength(1);
  });

  it('gets a new key by two administrators, in good order or after a loss, and says why for ever', async () => {
    const [one, other] = await administrators();
    const below = await person({ grants: [{ role: 'ADMINISTRATOR', unitId: so }] });
    const before = await proofOf(awards[0]!);
    const { path, id: first } = await secretKey();
    const asked = async (cause: string, reason: string): Promise<string> => {
      const { request } = await done(one.client, KEYS.request, { input: { cause, reason } });
      return request.id as string;
    };
    const rotation = await asked('ROTATION', 'Đổi khóa hằng năm');
    expect(await refusals(one.client, KEYS.request, { input: { cause: 'LOSS', reason: 'Nữa' } })).toEqual([
      'DUPLICATE',
    ]);
    expect(await refusals(one.client, KEYS.confirm, { input: { id: rotation, accept: true } })).toEqual([
      'SAME_PERSON',
    ]);
    expect(await refusals(below.client, KEYS.confirm, { input: { id: rotation, accept: true } })).toEqual([
      'FORBIDDEN',
    ]);
    const { request } = await done(other.client, KEYS.confirm, { input: { id: rotation, accept: true } });
    expect(request.keyId).toMatch(/^[0-9a-f]{8}$/);
    expect(await refusals(other.client, KEYS.confirm, { input: { id: rotation, accept: false } })).toEqual([
      'WRONG_STATE',
    ]);
    const afterRotation = await issue(so, await checkedOn(so, 1, 'Người theo khóa mới'));

    // The file is gone: nothing is issued, until two have made another key.
    const { path: second } = await secretKey();
    await rename(second, `${second}.lost`);
    const server = await serverOn(worker.database, { DATA_DIR: worker.dataDir });
    const stuck = await checkedOn(so, 1, 'Người bị kẹt');
    const { head } = await deciders(so);
    const there = new Client(server.url, head.client.token);
    const { userErrors } = await there.get(DECIDE.issue, await signatureOf(head.client, stuck));
    expect(userErrors).toMatchObject([
      { code: 'UNAVAILABLE', message: expect.stringContaining('thiếu tệp khóa') as string },
    ]);
    const loss = await asked('LOSS', 'Ổ đĩa của máy chủ hỏng');
    await done(new Client(server.url, other.client.token), KEYS.confirm, { input: { id: loss, accept: true } });
    await server.stop();
    const afterLoss = await issue(so, stuck);

    const published = JSON.parse((await fetched('/.well-known/so-vang/keys.json')).text) as {
      keys: Record<string, unknown>[];
    };
    expect(published.keys).toMatchObject([
      { id: first, how: 'FIRST', until: expect.any(String) as string },
      { how: 'ROTATED', reason: 'Đổi khóa hằng năm', previous: first, endorsement: expect.any(String) as string },
      { how: 'AFTER_LOSS', reason: 'Ổ đĩa của máy chủ hỏng', until: null },
    ]);
    expect(published.keys[2]).not.toHaveProperty('endorsement');
    await writeFile(join(folder, 'so-vang-keys.json'), JSON.stringify(published));
    for (const award of [awards[0]!, ...afterRotation, ...afterLoss])
      expect((await verified(await proofOf(award))).code).toBe(0);
    expect((await verified(before)).code).toBe(0);
    // Each head of the audit by the key of its time.
    const heads = await query<AuditHead & { bytes: string; publicKey: Buffer }>(
      `select c.audit_pos::int as pos, encode(c.audit_hash, 'hex') as hash, k.id as "keyId", k.public_key as "publicKey",
         to_char(c.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, encode(c.audit_signature, 'hex') as bytes
       from award_log_checkpoint c join award_log_key k on k.id = c.key_id`,
    );
    expect(new Set(heads.map(({ keyId }) => keyId)).size).toBe(3);
    for (const { bytes, publicKey, ...head } of heads) {
      const signature = Buffer.from(bytes, 'hex').toString('base64url');
      expect(isAuditHeadTrue({ ...head, signature }, publicKeyOf(publicKey))).toBe(true);
    }
    // What the old key would sign today is nobody's word.
    const { checkpoint } = await proofOf(awards[0]!);
    const { signature: _, ...said } = checkpoint;
    const stolen = signCheckpoint({ ...said, keyId: first }, createPrivateKey(await readFile(path, 'utf8')));
    expect(await verified({ ...(await proofOf(awards[0]!)), checkpoint: stolen })).toMatchObject({ code: 1 });
  });

  it('changes its key between a draft and its signature, and around a signature that began later but came first', async () => {
    const [requester, second, third] = await administrators();
    const request = async (cause: string): Promise<{ input: object }> => {
      const asked = await done(requester.client, KEYS.request, { input: { cause, reason: 'Đổi khóa' } });
      return { input: { id: asked.request.id as string, accept: true } };
    };
    const signedWith = (award: Given): string => Buffer.from(award.token, 'base64url').subarray(1, 5).toString('hex');
    const { head } = await deciders(so);
    const before = (await secretKey()).id;
    const [first, later] = [await checkedOn(so, 1, 'Người ký trước'), await checkedOn(so, 1, 'Người ký sau')];
    const signature = await signatureOf(head.client, later, { symbol: nextSymbol() });
    const rotation = await request('ROTATION');
    // The rotation has begun and waits for its own row; meanwhile a decision begins, takes the log and is issued.
    const [award] = await connected('postgres', async (client) => {
      await client.query(`begin; lock table award_log_key_request in access exclusive mode`);
      const rotated = second.client.get(KEYS.confirm, rotation);
      await until(
        async () => (await query(`select from pg_locks where not granted and relation is not null`)).length > 0,
      );
      const given = await issue(so, first);
      await client.query('commit');
      expect((await rotated).userErrors).toEqual([]);
      return given;
    });
    const after = (await secretKey()).id;
    expect([signedWith(award!), after === before]).toEqual([before, false]);
    // Previewed under the old key, signed with the new one.
    const { decision } = await done(head.client, DECIDE.issue, signature);
    const [{ node }] = decision.awards.edges;
    const next: Given = { id: node.id, name: node.nameAsAwarded, token: node.certificate.token };
    expect(signedWith(next)).toBe(after);

    // A loss that two confirm at once, while others are being issued: one new key, nothing half.
    const loss = await request('LOSS');
    const ids = [await checkedOn(so, 2, 'Người giữa chừng'), await checkedOn(so, 1, 'Người cuối')];
    const [issued, ...answers] = await Promise.all([
      Promise.all(ids.map((id) => issue(so, id))),
      ...[second, third].map(({ client }) => client.get(KEYS.confirm, loss)),
    ]);
    const codes = answers.map(({ userErrors }) => userErrors[0]?.code ?? 'done').sort();
    expect(codes).toEqual(['WRONG_STATE', 'done']);
    const keys = (await fetched('/.well-known/so-vang/keys.json')).text;
    const published = (JSON.parse(keys) as { keys: { id: string; how: string }[] }).keys;
    expect(published.slice(-2)).toMatchObject([
      { id: after, how: 'ROTATED' },
      { id: (await secretKey()).id, how: 'AFTER_LOSS' },
    ]);
    await writeFile(join(folder, 'so-vang-keys.json'), keys);
    for (const each of [awards[0]!, award!, next, ...issued.flat()]) {
      const proof = await proofOf(each);
      expect([each.name, secondVerdict(JSON.stringify(proof), keys)]).toEqual([each.name, 'VALID']);
    }
    expect(await verified(await proofOf(award!))).toMatchObject({ code: 0 });
    // Keys, tokens and checkpoints fit; told last is what was entered above without the decision that does it.
    const told = await connected('postgres', (client) => verifyLog(client));
    expect(told).toMatchObject({ misfit: { fault: 'verifyLog.status' } });
  });

  it('takes in what is older than it, once, with the tokens that were given then', async () => {
    const old = await issue(so, await checkedOn(so, 3, 'Người ngày xưa'));
    const token = (n: number): string =>
      Buffer.concat([Buffer.from([1]), Buffer.alloc(24, n + 1)]).toString('base64url');
    // As a database of the time before the log has it.
    await query(`set session_replication_role = replica; delete from award_log_entry; delete from award_log_node;
      delete from award_log_checkpoint; delete from award_log_key; insert into award_log_waiting select id from award`);
    for (const [n, { id }] of old.entries())
      await query(`update certificate set token = $2 where award_id = $1`, [id, token(n)]);
    await query(`set session_replication_role = origin`);
    // What its paper awards besides is entered by itself, and gets no token of those that wait.
    const [{ decision }] = (await query(`select decision_id as decision from award where id = $1`, [old[0]!.id])) as [
      { decision: string },
    ];
    const back = new Error('taken back');
    const entered = withLog(async (log, tx) => {
      expect(await log.enterDecision(tx, decision)).toEqual([]);
      throw back;
    });
    await expect(entered).rejects.toBe(back);
    const server = await serverOn(worker.database);
    await until(async () => (await query(`select from award_log_waiting`)).length === 0);
    await server.stop();
    const [counts] = await query<{ awards: number; entries: number; distinct: number }>(
      `select (select count(*)::int from award) as awards, count(*)::int as entries, count(distinct award_id)::int as distinct
       from award_log_entry where kind = 'AWARD'`,
    );
    expect(counts).toEqual({ awards: counts!.awards, entries: counts!.awards, distinct: counts!.awards });
    await writeFile(join(folder, 'so-vang-keys.json'), (await fetched('/.well-known/so-vang/keys.json')).text);
    const proof = await proofOf({ ...old[1]!, token: token(1) });
    expect((await verified(proof)).code).toBe(0);
    expect(await verified({ ...proof, token: token(2) })).toMatchObject({
      code: 1,
      output: expect.stringContaining('mã tra cứu') as string,
    });
    expect(await new Client().get(DECIDE.verify, { token: token(2) })).toMatchObject({ valid: true });
  });
});
