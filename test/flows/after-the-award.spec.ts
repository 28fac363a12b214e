import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { message } from '../../src/core/messages.vi.js';
import type * as Facts from '../../src/nominations/eligibility-facts.queries.js';
import { addDays } from '../../src/core/civil-date.js';
import { Client, worker } from '../support/api.js';
import {
  awarded,
  awardedTo,
  awardNow,
  CHANGE,
  grounded,
  issue,
  makeOffice,
  nextOfficeSymbol,
  revoked,
  staffed,
  type IssuedAward,
  type Office,
} from '../support/changes.js';
import { DECIDE, draftOfSo, endorsedBySql, signatureOf } from '../support/decisions.js';
import { TODAY } from '../support/models.js';
import { done, refusals, today } from '../support/nominations.js';
import { connected } from '../support/database.js';
import { person, type Person } from '../support/people.js';
import { runNode } from '../support/programs.js';
import { projectPath } from '../support/schema.js';
import { secondVerdict } from '../support/second-verifier.js';
import { query } from '../support/shared-connection.js';
import { unitId } from '../support/units.js';

// What becomes of an award after it was given: it stays as it was printed, and other decisions say what is true of it.

const stranger = new Client();
let office: Office;

beforeAll(async () => {
  office = await makeOffice('Sở Mẫu Về Sau');
});

const statusOf = async ({ token }: IssuedAward): Promise<unknown> => {
  const { valid, status } = await stranger.get(DECIDE.verify, { token });
  return `${valid} ${status}`;
};

describe('a correction (đính chính)', () => {
  it('is a decision of three persons; what was printed stays, and what should have been stands beside it', async () => {
    const award = await awarded(office, 'Vàng A Xu');
    const { secretary, checker, head } = office;
    const input = { awardId: award.id, nameAsAwarded: 'Vàng A Sùng', reason: 'Sai họ tên' };
    const { decision } = await done(secretary.client, CHANGE.correct, { input });
    const { id } = decision;
    expect(decision).toMatchObject({
      kind: 'CORRECTION',
      state: 'DRAFT',
      symbol: null,
      issuedBy: { id: office.id },
      availableActions: ['EDIT', 'DISCARD'],
      concerns: { kind: 'CORRECTION', nameAsAwarded: 'Vàng A Sùng', unitAsAwarded: null, award: { id: award.id } },
    });
    expect(decision.title).toContain(`Đính chính Quyết định số ${award.symbol}`);
    expect(await refusals(secretary.client, DECIDE.check, { input: { id } })).toEqual(['SAME_PERSON']);
    await done(checker.client, DECIDE.check, { input: { id } });
    expect(await refusals(secretary.client, DECIDE.discard, { input: { id } })).toEqual(['WRONG_STATE']);
    expect(await statusOf(award)).toBe('true VALID');

    const preview = await head.client.get(DECIDE.preview, { id, signedOn: today() });
    expect(preview).toMatchObject({ lines: 1, totals: [{ kind: 'INDIVIDUAL', count: 1 }], problems: [] });
    const symbol = nextOfficeSymbol();
    const signature = await signatureOf(head.client, id, { symbol });
    const refused = (more: object): Promise<string[]> =>
      refusals(head.client, DECIDE.issue, { input: { ...signature.input, ...more } });
    expect(await refused({ previewHash: '0'.repeat(64) })).toEqual(['PREVIEW_CHANGED']);
    expect(await refused({ signedOn: '2026-01-05' })).toEqual(['INVALID_INPUT']);
    expect(await refused({ signedOn: addDays(TODAY, 1) })).toEqual(['INVALID_INPUT']);
    expect(await refused({ symbol: award.symbol })).toEqual(['NUMBER_TAKEN']);
    expect(await refused({ symbol: '05-QĐ/TU' })).toEqual(['INVALID_INPUT']);
    expect(await refused({ judgements: [{ ruleCode: 'X', accept: true, reason: 'x' }] })).toEqual(['INVALID_INPUT']);
    await done(head.client, DECIDE.issue, signature);
    expect(await refusals(head.client, DECIDE.issue, signature)).toEqual(['WRONG_STATE']);

    expect(await awardNow(office, award.decisionId)).toMatchObject({
      status: 'CORRECTED',
      flagged: false,
      nameAsAwarded: award.name,
      corrections: [{ nameAsAwarded: 'Vàng A Sùng', decision: { symbol } }],
      revokedBy: null,
      certificate: { token: award.token, reissues: 0 },
    });
    expect(await statusOf(award)).toBe('true CORRECTED');
    const [before, after] = [
      await head.client.get(CHANGE.decision, { id: award.decisionId }),
      await head.client.get(CHANGE.decision, { id }),
    ];
    expect(before).toMatchObject({ concerns: null, changes: [{ kind: 'CORRECTION', decision: { id } }] });
    expect(after).toMatchObject({ state: 'ISSUED', symbol, changes: [], concerns: { recoverItem: false } });
    const search = { decisionSymbol: award.symbol, text: 'sung' };
    expect(await head.client.get(DECIDE.search, { search })).toMatchObject({ totalCount: 1 });
  });

  it('says something new each time, and the last one counts', async () => {
    const award = await awarded(office, 'Lò Thị Hai');
    const correct = (names: object): Record<string, unknown> => ({
      input: { awardId: award.id, reason: 'x', ...names },
    });
    const { client } = office.secretary;
    expect(await refusals(client, CHANGE.correct, correct({}))).toEqual(['INVALID_INPUT']);
    expect(await refusals(client, CHANGE.correct, correct({ nameAsAwarded: award.name }))).toEqual(['INVALID_INPUT']);
    for (const names of [{ nameAsAwarded: 'Lò Thị Ba' }, { nameAsAwarded: award.name, unitAsAwarded: 'Phòng Một' }]) {
      const { decision } = await done(client, CHANGE.correct, correct(names));
      await issue(office, decision.id as string);
      expect(await refusals(client, CHANGE.correct, correct(names))).toEqual(['INVALID_INPUT']);
    }
    const { corrections } = await awardNow(office, award.decisionId);
    expect(corrections).toMatchObject([
      { nameAsAwarded: 'Lò Thị Ba', unitAsAwarded: null },
      { nameAsAwarded: award.name, unitAsAwarded: 'Phòng Một' },
    ]);
  });

  it('is one at a time, also when two are drafted at once; a discarded one makes room', async () => {
    const award = await awarded(office, 'Người Hai Lần');
    const [one, other] = [
      office.secretary,
      await person({ grants: [{ role: 'COUNCIL_SECRETARY', unitId: office.id }] }),
    ];
    const answers = await Promise.all([
      one.client.get(CHANGE.correct, { input: { awardId: award.id, nameAsAwarded: 'Một', reason: 'x' } }),
      other.client.get(CHANGE.revoke, { input: { awardId: award.id, ground: 'B', reason: 'x' } }),
    ]);
    const codes = answers.map(({ userErrors }) => userErrors[0]?.code ?? 'done');
    expect(codes.sort()).toEqual(['CONFLICT', 'done']);
    const id = answers.find(({ decision }) => decision !== null)!.decision.id as string;
    await done(office.checker.client, DECIDE.check, { input: { id } });
    await done(office.checker.client, DECIDE.return, { input: { id, reason: 'Viết lại' } });
    await done(one.client, DECIDE.discard, { input: { id } });
    const rows = await query(`select from award_change where award_id = $1`, [award.id]);
    expect([rows.length, (await awardNow(office, award.decisionId)).status]).toEqual([0, 'VALID']);
    await revoked(office, award.id);
  });

  it('is drafted where the award was issued, by who drafts there', async () => {
    const award = await awarded(office, 'Người Ở Đây');
    const input = { awardId: award.id, nameAsAwarded: 'Khác', reason: 'x' };
    const at = async (unit: string, role: 'COUNCIL_SECRETARY' | 'AUTHORITY'): Promise<string[]> =>
      refusals((await person({ grants: [{ role, unitId: unit }] })).client, CHANGE.correct, { input });
    expect(await at(await unitId('UBND-12'), 'COUNCIL_SECRETARY')).toEqual(['FORBIDDEN']);
    expect(await at(await unitId('SNV-12'), 'COUNCIL_SECRETARY')).toEqual(['NOT_FOUND']);
    expect(await at(office.id, 'AUTHORITY')).toEqual(['FORBIDDEN']);
    const elsewhere = { input: { ...input, issuedById: await unitId('UBND-12') } };
    expect(await refusals(office.secretary.client, CHANGE.correct, elsewhere)).toEqual(['FORBIDDEN']);
    expect(await query(`select from award_change where award_id = $1`, [award.id])).toEqual([]);
    // Who works elsewhere is told whose matter it is; of a body outside, that it is nobody's here.
    const message = async (who: Person): Promise<string> =>
      (await who.client.get(CHANGE.correct, { input })).userErrors[0].message as string;
    const province = await person({ grants: [{ role: 'COUNCIL_SECRETARY', unitId: await unitId('UBND-12') }] });
    expect(await message(province)).toBe(
      'Chỉ cơ quan đã ban hành quyết định, hoặc cơ quan kế thừa, được đính chính hoặc hủy bỏ.',
    );
    expect(
      await message(
        await person({
          grants: [
            { role: 'COUNCIL_SECRETARY', unitId: await unitId('SNV-12') },
            { role: 'AUTHORITY', unitId: office.id },
          ],
        }),
      ),
    ).toBe('Bạn không có quyền thực hiện thao tác này tại đơn vị đã chọn.');
    await query(`update unit set external = true where id = $1`, [office.id]);
    const outside = await province.client.get(CHANGE.correct, { input });
    await query(`update unit set external = false where id = $1`, [office.id]);
    expect(outside.userErrors).toMatchObject([
      { code: 'NOT_COMPETENT', message: expect.stringContaining('cơ quan ngoài hệ thống ban hành') },
    ]);
  });

  it('is drafted by who took over, where the issuer is no more', async () => {
    const gone = await makeOffice('Sở Đã Sáp Nhập');
    const award = await awarded(gone, 'Người Sở Cũ');
    const heir = await makeOffice('Sở Mới');
    // A reorganisation of the past, which the last step of the registry's life would have applied.
    await query(`update unit_version set valid = daterange(lower(valid), $2::date) where unit_id = $1`, [
      gone.id,
      today(),
    ]);
    const input = { awardId: award.id, nameAsAwarded: 'Tên Đúng', reason: 'x' };
    const province = await person({ grants: [{ role: 'COUNCIL_SECRETARY', unitId: await unitId('UBND-12') }] });
    expect(await refusals(province.client, CHANGE.correct, { input })).toEqual(['NOT_COMPETENT']);
    await query(
      `insert into unit_succession (from_unit_id, to_unit_id, kind, effective_on, legal_basis) values ($1, $2, 'MERGED', $3, 'Nghị quyết')`,
      [gone.id, heir.id, today()],
    );
    expect(await refusals(province.client, CHANGE.correct, { input })).toEqual(['FORBIDDEN']);
    const { decision } = await done(heir.secretary.client, CHANGE.correct, { input });
    expect(decision.issuedBy.id).toBe(heir.id);
    await issue(heir, decision.id as string);
    expect(await statusOf(award)).toBe('true CORRECTED');
    const lost = { input: { awardId: award.id, cause: 'Mất', requestSymbol: 'Đơn' } };
    expect((await done(heir.head.client, CHANGE.reissue, lost)).award).toMatchObject({ certificate: { reissues: 1 } });
  });
});

describe('another nomination for the same achievement', () => {
  it('finds the award that was given for it, but no biểu dương: that is none (R17, R51)', async () => {
    const award = await awarded(office, 'Người Được Khen Một Lần');
    const { proposedFacts } = (await import(
      new URL('../../dist/nominations/eligibility-facts.queries.js', import.meta.url).href
    )) as typeof Facts;
    // Taken back: it only looks.
    await connected('postgres', async (client) => {
      await client.query('begin; set local session_replication_role = replica');
      try {
        const made = await client.query<{ id: string }>(
          `insert into nomination select (jsonb_populate_record(n, jsonb_build_object('id', uuidv7(), 'code', 'HS-LAN-HAI', 'state', 'DRAFT'))).*
           from nomination n where n.id = (select nomination_id from award where id = $1) returning id`,
          [award.id],
        );
        const connection = { rows: async (text: string, values: unknown[]) => (await client.query(text, values)).rows };
        const given = async () =>
          (await proposedFacts(connection as never, [made.rows[0]!.id]))[0]!.sameAchievementAwards;
        expect(await given()).toEqual([{ cited: expect.stringContaining(award.symbol), line: 'STATE' }]);
        await client.query(
          `update award_type set is_commendation = false where id = (select award_type_id from award where id = $1)`,
          [award.id],
        );
        expect(await given()).toEqual([]);
      } finally {
        await client.query('rollback');
      }
    });
  });
});

describe('a revocation (hủy bỏ)', () => {
  it('takes the award back on a ground of the law, with item and prize to be recovered; nothing comes after it', async () => {
    const award = await awarded(office, 'Sùng A Gian');
    const { secretary, head } = office;
    const input = { awardId: award.id, ground: 'D', reason: 'Có kết luận vi phạm trong thời gian lập thành tích' };
    const { decision } = await done(secretary.client, CHANGE.revoke, { input });
    expect(decision).toMatchObject({
      kind: 'REVOCATION',
      concerns: { ground: 'D', recoverItem: false, recoverPrize: false, nameAsAwarded: null },
    });
    expect(decision.legalBases[0]).toContain('Điểm d khoản 2 Điều 93');
    const symbol = await issue(office, decision.id as string);
    expect(await awardNow(office, award.decisionId)).toMatchObject({
      status: 'REVOKED',
      nameAsAwarded: award.name,
      revokedBy: { ground: 'D', recoverItem: true, recoverPrize: true, decision: { symbol, kind: 'REVOCATION' } },
    });
    expect(await statusOf(award)).toBe('false REVOKED');
    const again = { awardId: award.id, reason: 'x' };
    expect(await refusals(secretary.client, CHANGE.revoke, { input: { ...again, ground: 'A' } })).toEqual([
      'WRONG_STATE',
    ]);
    expect(await refusals(secretary.client, CHANGE.correct, { input: { ...again, nameAsAwarded: 'K' } })).toEqual([
      'WRONG_STATE',
    ]);
    const lost = { input: { awardId: award.id, cause: 'Mất', requestSymbol: 'Đơn' } };
    expect(await refusals(head.client, CHANGE.reissue, lost)).toEqual(['WRONG_STATE']);

    // Listed with its status, and counted apart.
    const totals = `query ($search: HonourSearch!) { honourTotals(search: $search) { total revoked byKind { count } } }`;
    const search = { decisionSymbol: award.symbol };
    expect(await head.client.get(DECIDE.search, { search })).toMatchObject({ totalCount: 1 });
    expect(await head.client.get(totals, { search })).toEqual({ total: 0, revoked: 1, byKind: [] });
    const asked = { search: { ...search, statuses: ['REVOKED'] } };
    expect(await head.client.get(totals, asked)).toEqual({ total: 1, revoked: 0, byKind: [{ count: 1 }] });
    const list = `query ($filter: DecisionFilter!) { decisions(filter: $filter) { edges { node { id } } } }`;
    const filter = { kinds: ['REVOCATION'], text: symbol };
    expect(await head.client.get(list, { filter })).toEqual({ edges: [{ node: { id: decision.id } }] });
    expect(await head.client.get(list, { filter: { ...filter, kinds: ['AWARD'] } })).toEqual({ edges: [] });
    const audit = await query<{ action: string }>(
      `select (text::jsonb) ->> 'action' as action from audit where text like '%' || $1 || '%' order by id`,
      [decision.id],
    );
    expect(audit.map(({ action }) => action)).toEqual([
      'decision.draftChange',
      'decision.check',
      'decision.issueChange',
    ]);
  });

  it('flags every later award that rested on it, through generations, and what is issued on these afterwards', async () => {
    const first = await awarded(office, 'Đời Một');
    const beside = await awarded(office, 'Bên Cạnh');
    const second = await awarded(office, 'Đời Hai', [first.id, beside.id]);
    const third = await awarded(office, 'Đời Ba', [second.id]);
    expect(await awardNow(office, second.decisionId)).toMatchObject({
      flagged: false,
      grounds: [{ id: first.id }, { id: beside.id }],
    });
    await revoked(office, first.id);
    const because = { flagged: true, status: 'VALID', flaggedBy: [{ id: first.id, status: 'REVOKED' }] };
    expect(await awardNow(office, second.decisionId)).toMatchObject(because);
    expect(await awardNow(office, third.decisionId)).toMatchObject({ ...because, grounds: [{ id: second.id }] });
    expect(await awardNow(office, beside.decisionId)).toMatchObject({ flagged: false, flaggedBy: [] });
    expect(await Promise.all([first, second, third].map(statusOf))).toEqual([
      'false REVOKED',
      'true VALID',
      'true VALID',
    ]);

    const flagged = { search: { issuedById: office.id, flagged: true, text: 'doi' } };
    const found = await office.head.client.get(DECIDE.search, flagged);
    const ids = found.edges.map(({ node }: { node: { id: string } }) => node.id);
    expect(ids.sort()).toEqual([second.id, third.id].sort());

    const fourth = await awarded(office, 'Đời Bốn', [third.id, first.id]);
    expect(await awardNow(office, fourth.decisionId)).toMatchObject({ ...because, grounds: [{ id: third.id }] });
    await revoked(office, beside.id);
    const { flaggedBy } = await awardNow(office, fourth.decisionId);
    expect(flaggedBy).toEqual([
      { id: first.id, status: 'REVOKED' },
      { id: beside.id, status: 'REVOKED' },
    ]);
  });

  it('leaves a flag open until who answers for the award says what follows; then it is read as settled', async () => {
    const [first, beside] = [await awarded(office, 'Gốc Một'), await awarded(office, 'Gốc Hai')];
    const second = await awarded(office, 'Ngọn Hai', [first.id, beside.id]);
    const third = await awarded(office, 'Ngọn Ba', [second.id]);
    await revoked(office, first.id);
    await revoked(office, beside.id);
    const page = async (): Promise<boolean> =>
      (await (await fetch(`${worker.url}/v/${second.token}`)).text()).includes('cần được xem xét lại');
    expect(await page()).toBe(true);
    const input = { awardId: second.id, flagIds: [first.id], outcome: 'KEPT', reason: 'Còn đủ thành tích khác' };
    const { client } = office.head;
    const [{ head: apart }, above] = [await makeOffice('Sở Ngoài Cuộc'), await staffed(await unitId('UBND-12'))];
    expect(await refusals(apart.client, CHANGE.settle, { input })).toEqual(['NOT_FOUND']);
    expect(await refusals(above.head.client, CHANGE.settle, { input })).toEqual(['FORBIDDEN']);
    expect(await refusals(office.secretary.client, CHANGE.settle, { input })).toEqual(['FORBIDDEN']);
    expect(await refusals(client, CHANGE.settle, { input: { ...input, flagIds: [second.id] } })).toEqual(['NOT_FOUND']);
    expect(await refusals(client, CHANGE.settle, { input: { ...input, outcome: 'REVOKED' } })).toEqual(['WRONG_STATE']);
    expect(await refusals(client, CHANGE.settle, { input: { ...input, reason: ' ' } })).toEqual(['INVALID_INPUT']);

    const kept = { outcome: 'KEPT', reason: input.reason, settledBy: { id: office.id } };
    const open = { outcome: null, reason: null, settledBy: null };
    const flag = ({ id }: IssuedAward, said: object): object => ({ id, revokedAward: { id }, ...said });
    const half = await done(client, CHANGE.settle, { input });
    expect(half.award).toEqual({
      id: second.id,
      status: 'VALID',
      flagged: true,
      flags: [flag(first, kept), flag(beside, open)],
    });
    expect((await awardNow(office, second.decisionId)).flaggedBy).toEqual([{ id: beside.id, status: 'REVOKED' }]);
    expect(await refusals(client, CHANGE.settle, { input })).toEqual(['NOT_FOUND']);
    const both = [1, 2].map(() => client.get(CHANGE.settle, { input: { ...input, flagIds: [beside.id] } }));
    const codes = (await Promise.all(both)).map(({ userErrors }) => userErrors[0]?.code ?? 'done');
    expect(codes.sort()).toEqual(['NOT_FOUND', 'done']);
    expect(await page()).toBe(false);
    expect(await awardNow(office, second.decisionId)).toMatchObject({ flagged: false, flaggedBy: [], status: 'VALID' });

    // What rests on it is somebody's to look at by itself; what comes to rest on it from now on is not flagged for these.
    expect(await awardNow(office, third.decisionId)).toMatchObject({
      flagged: true,
      flaggedBy: [{ id: first.id }, { id: beside.id }],
    });
    const fourth = await awarded(office, 'Ngọn Bốn', [second.id]);
    expect(await awardNow(office, fourth.decisionId)).toMatchObject({ flagged: false });
    await revoked(office, third.id);
    const taken = {
      ...input,
      awardId: third.id,
      flagIds: [first.id, beside.id],
      outcome: 'REVOKED',
      reason: 'Không còn căn cứ',
    };
    expect(await refusals(client, CHANGE.settle, { input: { ...taken, outcome: 'KEPT' } })).toEqual(['WRONG_STATE']);
    expect((await done(client, CHANGE.settle, { input: taken })).award).toMatchObject({
      status: 'REVOKED',
      flagged: false,
    });
    const rewrite = `update award_flag_settlement set outcome = 'KEPT'`;
    await expect(connected('so_vang_app', (app) => app.query(rewrite))).rejects.toThrow(/permission denied/);
    const audit = await query<{ details: object }>(
      `select (text::jsonb) -> 'details' as details from audit where (text::jsonb) ->> 'subject' = 'award:' || $1
       and (text::jsonb) ->> 'action' = 'award.settleFlags' order by id`,
      [second.id],
    );
    expect(audit).toEqual(
      [first.id, beside.id].map((id) => ({ details: { flags: [id], outcome: 'KEPT', reason: input.reason } })),
    );
  });

  it('flags a title that was given because of another one, as the law asks', async () => {
    const title = async (award: string, name: string, honoureeId?: string): Promise<IssuedAward> =>
      awardedTo(
        office,
        await endorsedBySql(office.id, 1, 'Người Có Danh Hiệu', { award, merit: 'CONG_TRANG', honoureeId }),
        `Tặng danh hiệu ${name}`,
      );
    const yearly = await title('LDTT', 'Lao động tiên tiến');
    const [{ honouree }] = (await query<{ honouree: string }>(
      `select honouree_id as honouree from award where id = $1`,
      [yearly.id],
    )) as [{ honouree: string }];
    const fighter = await title('CSTDCS', 'Chiến sĩ thi đua cơ sở', honouree);
    expect(await awardNow(office, fighter.decisionId)).toMatchObject({ flagged: false, grounds: [{ id: yearly.id }] });
    await revoked(office, yearly.id);
    expect(await awardNow(office, fighter.decisionId)).toMatchObject({ flagged: true, flaggedBy: [{ id: yearly.id }] });
  });

  it('reaches what is being issued at the same time', async () => {
    const ground = await awarded(office, 'Căn Cứ');
    const lines = await endorsedBySql(office.id, 1, 'Cùng Lúc', { findings: [grounded([ground.id])] });
    const { checker, head, secretary } = office;
    const { decision: later } = await done(secretary.client, DECIDE.draft, draftOfSo(office.id, lines));
    const revocation = { awardId: ground.id, ground: 'C', reason: 'x' };
    const { decision: taking } = await done(secretary.client, CHANGE.revoke, { input: revocation });
    for (const { id } of [later, taking]) await done(checker.client, DECIDE.check, { input: { id } });
    const signatures = [];
    for (const { id } of [later, taking]) {
      signatures.push(await signatureOf(head.client, id as string, { symbol: nextOfficeSymbol() }));
    }
    await Promise.all(signatures.map((signature) => done(head.client, DECIDE.issue, signature)));
    // Either it was there and is flagged, or its ground was gone before it and is none.
    const award = await awardNow(office, later.id as string);
    expect([award.flagged, award.grounds.length]).toEqual(award.flagged ? [true, 1] : [false, 0]);
  });
});

describe('a certificate that is issued again (cấp lại)', () => {
  it('keeps its number and token, and is counted', async () => {
    const award = await awarded(office, 'Người Mất Giấy');
    const { certificate } = await awardNow(office, award.decisionId);
    const input = { awardId: award.id, cause: 'Cháy nhà', requestSymbol: 'Đơn ngày 05/11/2026' };
    for (const reissues of [1, 2]) {
      const { award: now } = await done(office.head.client, CHANGE.reissue, { input });
      expect(now).toEqual({ id: award.id, status: 'VALID', certificate: { ...certificate, reissues } });
    }
    const once = { input: { ...input, clientMutationId: `mat-giay-${process.pid}` } };
    for (let time = 0; time < 2; time += 1) await done(office.head.client, CHANGE.reissue, once);
    expect((await awardNow(office, award.decisionId)).certificate.reissues).toBe(3);
    const rows = await query(
      `select number, cause, request_symbol from certificate_reissue where award_id = $1 order by number`,
      [award.id],
    );
    expect(rows.map((row) => ({ ...row, number: 0 }))).toEqual(
      Array(3).fill({ number: 0, cause: 'Cháy nhà', request_symbol: 'Đơn ngày 05/11/2026' }),
    );
  });

  it('is refused without a proof, without an original, and to who does not sign where it was issued', async () => {
    const award = await awarded(office, 'Người Xin Lại');
    const input = { awardId: award.id, cause: 'Mất', requestSymbol: 'Đơn' };
    const { client } = office.head;
    expect(await refusals(client, CHANGE.reissue, { input: { ...input, requestSymbol: ' ' } })).toEqual([
      'INVALID_INPUT',
    ]);
    expect(await refusals(client, CHANGE.reissue, { input: { ...input, documentId: award.id } })).toEqual([
      'NOT_FOUND',
    ]);
    expect(await refusals(office.secretary.client, CHANGE.reissue, { input })).toEqual(['FORBIDDEN']);
    const above = await staffed(await unitId('UBND-12'));
    expect(await refusals(above.head.client, CHANGE.reissue, { input })).toEqual(['FORBIDDEN']);
    const [recorded] = await recordedAward();
    expect(await refusals(client, CHANGE.reissue, { input: { ...input, awardId: recorded } })).toEqual(['NOT_FOUND']);
    expect(await query(`select from certificate_reissue where award_id = $1`, [award.id])).toEqual([]);
  });

  it('is asked for by a công văn where a collective lost it', async () => {
    const lines = await endorsedBySql(office.id, 1, 'Phòng Mất Giấy', { kind: 'COLLECTIVE' });
    const { id: awardId } = await awardedTo(office, lines);
    const ask = (requestSymbol: string): Record<string, unknown> => ({
      input: { awardId, cause: 'Mất', requestSymbol },
    });
    expect(await refusals(office.head.client, CHANGE.reissue, ask('Đơn ngày 05/11/2026'))).toEqual([
      'DOCUMENT_MISSING',
    ]);
    const { award } = await done(office.head.client, CHANGE.reissue, ask('27/SM-VP'));
    expect(award.certificate.reissues).toBe(1);
  });
});

describe('one act after the other', () => {
  /** What the page, the independent check and our verifier say of it, each with all that it says became of it. */
  async function saidOf({
    token,
  }: IssuedAward): Promise<{ page: string; second: string; code: unknown; told: string }> {
    const text = async (path: string): Promise<string> => (await fetch(`${worker.url}${path}`)).text();
    const [page, proof, keys] = [
      await text(`/v/${token}`),
      await text(`/v/${token}/proof.json`),
      await text('/.well-known/so-vang/keys.json'),
    ];
    for (const [name, content] of [
      ['proof', proof],
      ['keys', keys],
    ] as const) {
      await writeFile(join(folder, `${name}.json`), content);
    }
    const args = [projectPath('dist/so-vang-verify.mjs'), 'proof.json', '--keys', 'keys.json'];
    const { code, output } = await runNode(args, { cwd: folder, env: {} });
    return { page, second: secondVerdict(proof, keys), code, told: output };
  }

  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'so-vang-after-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('a correction is corrected, the certificate issued again, and the award revoked: each says all of it, and that is the end', async () => {
    const award = await awarded(office, 'Giàng A Một');
    const { secretary, checker, head } = office;
    const corrected = async (names: object): Promise<string> => {
      const input = { awardId: award.id, reason: 'In sai', ...names };
      const { decision } = await done(secretary.client, CHANGE.correct, { input });
      await issue(office, decision.id as string);
      return decision.id as string;
    };
    const first = await corrected({ nameAsAwarded: 'Giàng A Hai' });
    // A correction is no award: neither it nor a revocation is what one corrects or revokes.
    const about = (awardId: string): { input: object } => ({ input: { awardId, nameAsAwarded: 'K', reason: 'x' } });
    const taking = (awardId: string): { input: object } => ({ input: { awardId, ground: 'A', reason: 'x' } });
    expect(await refusals(secretary.client, CHANGE.correct, about(first))).toEqual(['NOT_FOUND']);
    expect(await refusals(secretary.client, CHANGE.revoke, taking(first))).toEqual(['NOT_FOUND']);
    const bare = { input: { ...about(award.id).input, legalBases: [] } };
    expect((await secretary.client.get(CHANGE.correct, bare)).userErrors).toMatchObject([
      { code: 'INVALID_INPUT', field: ['input', 'legalBases'] },
    ]);
    expect(
      await refusals(secretary.client, CHANGE.revoke, { input: { ...taking(award.id).input, legalBases: [] } }),
    ).toEqual(['INVALID_INPUT']);

    await corrected({ nameAsAwarded: 'Giàng A Ba', unitAsAwarded: 'Phòng Đúng' });
    const lost = { input: { awardId: award.id, cause: 'Mất', requestSymbol: 'Đơn' } };
    const { certificate } = (await done(head.client, CHANGE.reissue, lost)).award;
    expect(certificate).toMatchObject({ token: award.token, reissues: 1 });
    const mended = await saidOf(award);
    expect(mended).toMatchObject({ second: 'CORRECTED', code: 0 });
    expect(mended.page).toContain('<dd><bdi>Giàng A Ba</bdi></dd>');
    expect(mended.page).not.toContain('Giàng A Hai');
    expect(mended.told).toMatch(/đính chính;.*Giàng A Hai\n.*đính chính;.*Giàng A Ba\n.*cấp lại giấy chứng nhận/);

    const last = await revoked(office, award.id);
    const { page, ...proved } = await saidOf(award);
    expect(proved).toMatchObject({ second: 'REVOKED', code: 3 });
    expect(proved.told).toMatch(
      /^ĐÃ BỊ HỦY BỎ:[^]*A Hai\n[^]*A Ba\n[^]*cấp lại giấy chứng nhận; lần thứ 1\n.*hủy bỏ, thu hồi;.*điểm a khoản 2 Điều 93 [^\n]*\n/,
    );
    expect(page).toContain('Đã hủy bỏ');
    const by = page.match(/(Được đính chính|Bị hủy bỏ) theo/g)?.map((sentence) => sentence.split(' ')[0]);
    expect(by).toEqual(['Được', 'Được', 'Bị']);
    expect(await statusOf(award)).toBe('false REVOKED');
    expect(await refusals(secretary.client, CHANGE.correct, about(award.id))).toEqual(['WRONG_STATE']);
    expect(await refusals(secretary.client, CHANGE.revoke, taking(award.id))).toEqual(['WRONG_STATE']);
    expect(await refusals(head.client, CHANGE.reissue, lost)).toEqual(['WRONG_STATE']);
    // Nothing takes a revocation back.
    expect(await refusals(secretary.client, CHANGE.revoke, taking(last))).toEqual(['NOT_FOUND']);
    const back = { input: { id: last, reason: 'x' } };
    expect(await refusals(secretary.client, DECIDE.discard, back)).toEqual(['WRONG_STATE']);
    for (const act of [DECIDE.return, DECIDE.check]) {
      expect(await refusals(checker.client, act, back)).toEqual(['WRONG_STATE']);
    }
  });

  it('of four that are drafted at once one is, and the others are told', async () => {
    const award = await awarded(office, 'Người Bốn Bề');
    const { client } = office.secretary;
    const other = (await person({ grants: [{ role: 'COUNCIL_SECRETARY', unitId: office.id }] })).client;
    const input = { awardId: award.id, reason: 'x' };
    const answers = await Promise.all([
      client.get(CHANGE.revoke, { input: { ...input, ground: 'A' } }),
      other.get(CHANGE.revoke, { input: { ...input, ground: 'B' } }),
      client.get(CHANGE.correct, { input: { ...input, nameAsAwarded: 'Một' } }),
      other.get(CHANGE.correct, { input: { ...input, nameAsAwarded: 'Hai' } }),
    ]);
    const told = answers.flatMap(({ userErrors }) => userErrors);
    expect(told.map(({ code }) => code)).toEqual(['CONFLICT', 'CONFLICT', 'CONFLICT']);
    expect(await query(`select from award_change where award_id = $1`, [award.id])).toHaveLength(1);
    // Signed twice at once, too, it is issued once.
    const { id } = answers.find(({ decision }) => decision !== null)!.decision;
    await done(office.checker.client, DECIDE.check, { input: { id } });
    const signatures = [
      await signatureOf(office.head.client, id as string, { symbol: nextOfficeSymbol() }),
      await signatureOf(office.head.client, id as string, { symbol: nextOfficeSymbol() }),
    ];
    const signed = await Promise.all(signatures.map((signature) => office.head.client.get(DECIDE.issue, signature)));
    const codes = signed.map(({ userErrors }) => userErrors[0]?.code ?? 'done').sort();
    expect(codes).toEqual(['WRONG_STATE', 'done']);
    const kinds = `select kind from award_log_entry where award_id = $1 order by idx`;
    expect(await query(kinds, [award.id])).toHaveLength(2);
  });

  it('a certificate that is issued again while its award is revoked is so before it, or not at all', async () => {
    for (const name of ['Cùng Lúc Một', 'Cùng Lúc Hai', 'Cùng Lúc Ba']) {
      const award = await awarded(office, name);
      const input = { awardId: award.id, ground: 'A', reason: 'x' };
      const { decision } = await done(office.secretary.client, CHANGE.revoke, { input });
      await done(office.checker.client, DECIDE.check, { input: { id: decision.id } });
      const { client } = office.head;
      const signature = await signatureOf(client, decision.id as string, { symbol: nextOfficeSymbol() });
      const lost = { input: { awardId: award.id, cause: 'Mất', requestSymbol: 'Đơn' } };
      const [again] = await Promise.all([client.get(CHANGE.reissue, lost), done(client, DECIDE.issue, signature)]);
      const code = again.userErrors[0]?.code ?? 'done';
      const kinds = await query<{ kind: string }>(`select kind from award_log_entry where award_id = $1 order by idx`, [
        award.id,
      ]);
      expect([code, kinds.map(({ kind }) => kind).join(' ')]).toEqual(
        code === 'done' ? ['done', 'AWARD REISSUED REVOKED'] : ['WRONG_STATE', 'AWARD REVOKED'],
      );
      expect(await saidOf(award)).toMatchObject({ second: 'REVOKED', code: 3 });
    }
  });

  it('a correction of a ground flags nothing; its revocation flags every generation, also a corrected one', async () => {
    const first = await awarded(office, 'Cội Một');
    const second = await awarded(office, 'Cội Hai', [first.id]);
    const third = await awarded(office, 'Cội Ba', [second.id]);
    for (const { id } of [first, second]) {
      const input = { awardId: id, nameAsAwarded: `Tên đúng của ${id}`, reason: 'x' };
      const { decision } = await done(office.secretary.client, CHANGE.correct, { input });
      await issue(office, decision.id as string);
    }
    const now = (award: IssuedAward): Promise<Record<string, unknown>> => awardNow(office, award.decisionId);
    expect(await now(second)).toMatchObject({ status: 'CORRECTED', flagged: false, flaggedBy: [] });
    expect(await now(third)).toMatchObject({ status: 'VALID', flagged: false, grounds: [{ id: second.id }] });
    await revoked(office, first.id);
    const because = { flagged: true, flaggedBy: [{ id: first.id, status: 'REVOKED' }] };
    expect(await now(first)).toMatchObject({ status: 'REVOKED', corrections: [{}], flagged: false });
    expect(await now(second)).toMatchObject({ status: 'CORRECTED', ...because });
    expect(await now(third)).toMatchObject({ status: 'VALID', ...because });
    const said = [await saidOf(first), await saidOf(second), await saidOf(third)];
    expect(said.map(({ second: verdict, code }) => [verdict, code])).toEqual([
      ['REVOKED', 3],
      ['CORRECTED', 0],
      ['VALID', 0],
    ]);
    const doubt = 'cần được xem xét lại';
    expect(said.map(({ page }) => page.includes(doubt))).toEqual([false, true, true]);
    // Its correction is of before the flag: that settles nothing, a new one does.
    const settle = { awardId: second.id, flagIds: [first.id], outcome: 'CORRECTED', reason: 'Đã bỏ căn cứ' };
    const { userErrors } = await office.head.client.get(CHANGE.settle, { input: settle });
    expect(userErrors).toMatchObject([{ code: 'WRONG_STATE', message: message('flag.olderCorrection') }]);
    expect(await now(second)).toMatchObject(because);
    const again = { awardId: second.id, nameAsAwarded: 'Tên đúng hơn', reason: 'Căn cứ đã bị hủy bỏ' };
    await issue(office, (await done(office.secretary.client, CHANGE.correct, { input: again })).decision.id as string);
    expect((await done(office.head.client, CHANGE.settle, { input: settle })).award).toMatchObject({ flagged: false });
    // The second is revoked as well: the third is flagged for both, the certificates say so, the proofs hold.
    await revoked(office, second.id);
    expect((await now(third))['flaggedBy']).toEqual([
      { id: first.id, status: 'REVOKED' },
      { id: second.id, status: 'REVOKED' },
    ]);
    const { page, ...proved } = await saidOf(third);
    expect(proved).toMatchObject({ second: 'VALID', code: 0 });
    expect(page).toContain(doubt);
    expect(await saidOf(second)).toMatchObject({ second: 'REVOKED', code: 3 });
  });
});

/** An award of the office of long ago, written down by one and confirmed by another. */
async function recordedAward(): Promise<string[]> {
  const [historian, second] = [
    await person({ grants: [{ role: 'HISTORIAN', unitId: office.id }] }),
    await person({ grants: [{ role: 'HISTORIAN', unitId: office.id }] }),
  ];
  const [honouree] = await query<{ id: string }>(
    `insert into honouree (kind, display_name, unit_id, registered_by_id, created_at)
     values ('INDIVIDUAL', 'Người Năm Xưa', $1, $1, now()) returning id`,
    [office.id],
  );
  const { decision } = await done(historian.client, DECIDE.writeDown, {
    input: {
      recordedForId: office.id,
      issuedById: office.id,
      decidedFrom: '2025-08-01',
      decidedTo: '2025-08-31',
      title: 'Tặng Giấy khen',
      source: 'Kho lưu trữ',
      lines: [{ honoureeId: honouree!.id, awardTypeCode: 'GK_SO', meritKind: 'UNKNOWN', nameAsAwarded: 'Năm Xưa' }],
    },
  });
  await done(second.client, DECIDE.confirmWritten, { input: { id: decision.id, accept: true } });
  const rows = await query<{ id: string }>(`select id from award where decision_id = $1`, [decision.id]);
  return rows.map(({ id }) => id);
}
