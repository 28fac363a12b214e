import { addDays } from '../../src/core/civil-date.js';
import { halfYearOf } from '../../src/emulation-models/domain/report-period.js';
import { as, trialUnit, type Client } from '../support/api.js';
import { fingerprint, lastAudit, recordedAfter } from '../support/fingerprint.js';
import { collective, LONG_AGO, makeModel, TODAY } from '../support/models.js';
import { person } from '../support/people.js';
import { query } from '../support/shared-connection.js';
import { unitId } from '../support/units.js';

const ERRORS = 'userErrors { code message field }';
const MODEL = `emulationModel {
  id code name state version startsOn endedOn ending overdue standing availableActions
  owner { id displayName } ownerUnit { code } registeredWith { code } area { code }
  goals { id text unitOfMeasure target }
  reports { periodFrom periodTo text late version figures { goal { id } value note } }
  events { action from to by reason acting { code } }
}`;
const REGISTER = `mutation ($input: RegisterEmulationModelInput!) { registerEmulationModel(input: $input) { ${MODEL} ${ERRORS} } }`;
const DRAFT = `mutation ($input: RegisterEmulationModelInput!) { draftModel(input: $input) { ${MODEL} ${ERRORS} } }`;
const EDIT = `mutation ($input: EditModelInput!) { editModel(input: $input) { ${MODEL} ${ERRORS} } }`;
const ACT = `mutation ($input: ActOnModelInput!) { actOnModel(input: $input) { ${MODEL} ${ERRORS} } }`;
const REPORT = `mutation ($input: ReportOnModelInput!) { reportOnModel(input: $input) { ${MODEL} ${ERRORS} } }`;
const ONE = `query ($id: ID!) { emulationModel(id: $id) { name state version availableActions owner { displayName } } }`;
const LIST = `query ($filter: EmulationModelFilter, $first: Int, $after: String) {
  emulationModels(filter: $filter, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } edges { node { id name overdue } } } }`;

let made = 0;
const newName = (): string => `Bếp ấm Bình Lư ${process.pid} ${(made += 1)}`;
const COMMUNE = 'UBND-03390';

async function form(more: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
  const name = newName();
  const commune = trialUnit(COMMUNE).id;
  return {
    name,
    ownerId: await collective(commune, name),
    ownerUnitId: commune,
    registeredWithId: trialUnit('UBND-12').id,
    field: 'văn hóa – xã hội',
    theme: 'Tiết kiệm',
    content: 'Mỗi hộ một hũ gạo tiết kiệm, mỗi tháng góp một lần.',
    goals: [{ text: 'Số hộ tham gia', unitOfMeasure: 'hộ', target: '120' }],
    periodFrom: TODAY,
    periodTo: addDays(TODAY, 700),
    ...more,
  };
}

/** A model that canbo.binhlu has registered with the province. */
async function registered(more: Record<string, unknown> = {}): Promise<{ id: string; version: number; name: string }> {
  const { emulationModel, userErrors } = await (await as('canbo.binhlu')).get(REGISTER, { input: await form(more) });
  expect(userErrors).toEqual([]);
  return emulationModel;
}

async function act(username: string, input: Record<string, unknown>) {
  return (await as(username)).get(ACT, { input });
}

/** Refused with that code, and nothing has changed but that refusals are kept. */
async function refuses(work: () => Promise<{ emulationModel: unknown; userErrors: unknown[] }>, error: object) {
  const before = await fingerprint();
  const { emulationModel, userErrors } = await work();
  expect(userErrors).toMatchObject([error]);
  expect(emulationModel).toBeNull();
  expect(await fingerprint()).toEqual(before);
}

/** As refuses(), of an act by a demonstration account. */
async function refusesAct(username: string, input: Record<string, unknown>, error: object) {
  const client = await as(username);
  await refuses(() => client.get(ACT, { input }), error);
}

describe('the life of a model', () => {
  it('is registered, returned, mended, registered again, surveyed, approved, reported on and ended', async () => {
    const officer = await as('canbo.binhlu');
    const last = await lastAudit();
    const input = await form();
    const first = (await officer.get(REGISTER, { input })).emulationModel;
    expect(first).toMatchObject({
      name: input['name'],
      state: 'REGISTERED',
      version: 2,
      startsOn: null,
      overdue: false,
      standing: 'NONE',
      ownerUnit: { code: COMMUNE },
      registeredWith: { code: 'UBND-12' },
      area: { code: '03390' },
      goals: [{ text: 'Số hộ tham gia', unitOfMeasure: 'hộ', target: '120' }],
      availableActions: ['END'],
    });
    expect(first.code).toMatch(new RegExp(`^MH-${TODAY.slice(0, 4)}-\\d{6}$`));
    const { id } = first;

    const returned = await act('thamdinh.tinh', {
      id,
      action: 'RETURN',
      reason: 'Nêu rõ chỉ tiêu.',
      expectedVersion: 2,
    });
    expect(returned.emulationModel).toMatchObject({ state: 'RETURNED', version: 3, availableActions: ['END'] });

    const goals = [{ text: 'Số hũ gạo' }, { text: 'Số hộ được giúp', unitOfMeasure: 'hộ', target: '15' }];
    const mended = (await officer.get(EDIT, { input: { id, goals, theme: null, expectedVersion: 3 } })).emulationModel;
    expect(mended).toMatchObject({ state: 'RETURNED', version: 4, availableActions: ['EDIT', 'REGISTER', 'END'] });
    expect(mended.goals.map(({ text }: { text: string }) => text)).toEqual(['Số hũ gạo', 'Số hộ được giúp']);
    // The same again is no edit.
    const before = await lastAudit();
    const { name, periodTo, content } = input;
    const same = { id, goals, theme: null, name, periodTo, content };
    expect((await officer.get(EDIT, { input: same })).emulationModel).toEqual(mended);
    expect((await officer.get(EDIT, { input: { id } })).emulationModel).toEqual(mended);
    expect(await recordedAfter(before)).toEqual([]);

    expect((await act('canbo.binhlu', { id, action: 'REGISTER' })).emulationModel.state).toBe('REGISTERED');
    const surveyed = await act('thamdinh.tinh', { id, action: 'SURVEY', reason: 'Đã xem tại bản.' });
    expect(surveyed.emulationModel).toMatchObject({ state: 'REGISTERED', version: 6 });
    const approved = await act('lanhdao.tinh', { id, action: 'APPROVE', expectedVersion: 6 });
    expect(approved.emulationModel).toMatchObject({ state: 'RUNNING', version: 7, startsOn: TODAY, overdue: false });

    const period = halfYearOf(TODAY);
    const [jars, helped] = mended.goals;
    const report = (text: string, value: string) => ({
      id,
      periodFrom: period.from,
      periodTo: period.to,
      text,
      figures: [
        { goalId: helped.id, value },
        { goalId: jars.id, value: '86', note: 'tính đến cuối kỳ' },
      ],
    });
    await officer.get(REPORT, { input: report('Đã giúp 11 hộ.', '11') });
    const corrected = (await officer.get(REPORT, { input: report('Đã giúp 12 hộ.', '12') })).emulationModel;
    expect((await officer.get(REPORT, { input: report('Đã giúp 12 hộ.', '12') })).emulationModel).toEqual(corrected);
    expect(corrected.reports).toEqual([
      {
        periodFrom: period.from,
        periodTo: period.to,
        text: 'Đã giúp 12 hộ.',
        late: false,
        version: 2,
        figures: [
          { goal: { id: jars.id }, value: '86', note: 'tính đến cuối kỳ' },
          { goal: { id: helped.id }, value: '12', note: null },
        ],
      },
    ]);

    const ended = (await act('canbo.binhlu', { id, action: 'END', reason: 'Nhập vào mô hình khác.' })).emulationModel;
    expect(ended).toMatchObject({ state: 'ENDED', ending: 'STOPPED', endedOn: TODAY, availableActions: ['REPORT'] });
    expect(ended.events.map(({ action, from, to }: Record<string, string>) => `${action} ${from} ${to}`)).toEqual([
      'CREATE null DRAFT',
      'REGISTER DRAFT REGISTERED',
      'RETURN REGISTERED RETURNED',
      'EDIT RETURNED RETURNED',
      'REGISTER RETURNED REGISTERED',
      'SURVEY REGISTERED REGISTERED',
      'APPROVE REGISTERED RUNNING',
      'REPORT RUNNING RUNNING',
      'REPORT RUNNING RUNNING',
      'END RUNNING ENDED',
    ]);
    expect(ended.events[2]).toMatchObject({
      by: 'Trần Thị Bích Ngọc',
      reason: 'Nêu rõ chỉ tiêu.',
      acting: { code: 'UBND-12' },
    });
    const after = await officer.get(REPORT, { input: report('Báo cáo cuối.', '13') });
    expect(after.emulationModel).toMatchObject({ state: 'ENDED', reports: [{ version: 3, text: 'Báo cáo cuối.' }] });

    const audited = (await recordedAfter(last)).filter(({ subject }) => subject === `emulationModel:${id}`);
    expect(audited.map(({ action }) => action.replace('emulationModel.', ''))).toEqual([
      'register', 'return', 'edit', 'register', 'survey', 'approve', 'report', 'report', 'end', 'report',
    ]); // prettier-ignore
  });

  it('begins as a draft that lacks what a registration needs, and is registered when it has it', async () => {
    const officer = await as('canbo.binhlu');
    const { emulationModel: draft } = await officer.get(DRAFT, {
      input: await form({ goals: [], registeredWithId: trialUnit('SNV-12').id }),
    });
    expect(draft).toMatchObject({ state: 'DRAFT', version: 1, goals: [], availableActions: ['EDIT', 'REGISTER'] });
    const { id } = draft;
    const lacking = await act('canbo.binhlu', { id, action: 'REGISTER' });
    expect(lacking.userErrors).toMatchObject([
      { code: 'INVALID_INPUT', field: ['input', 'goals'] },
      { code: 'INVALID_INPUT', field: ['input', 'registeredWithId'] },
    ]);
    const input = { id, goals: [{ text: 'Một' }], registeredWithId: trialUnit('DU-03390').id };
    expect((await officer.get(EDIT, { input })).userErrors).toEqual([]);
    expect((await act('canbo.binhlu', { id, action: 'REGISTER' })).emulationModel.state).toBe('REGISTERED');
    const approved = await act('lanhdao.danguybinhlu', { id, action: 'APPROVE' });
    expect(approved.emulationModel.state).toBe('RUNNING');
    await refuses(() => officer.get(EDIT, { input: { id, name: 'Tên khác' } }), { code: 'WRONG_STATE' });
  });

  it('runs from the first day of its period when that is to come; until then there is nothing to report', async () => {
    const from = addDays(TODAY, 400);
    const { id } = await registered({ periodFrom: from, periodTo: null });
    const { emulationModel } = await act('lanhdao.tinh', { id, action: 'APPROVE' });
    expect(emulationModel).toMatchObject({ state: 'RUNNING', startsOn: from });
    const seen = await (await as('canbo.binhlu')).get(ONE, { id });
    expect(seen.availableActions).toEqual(['END']);
  });

  it.each([
    ['REFUSE', 'lanhdao.tinh', 'REFUSED'],
    ['END', 'canbo.binhlu', 'WITHDRAWN'],
    ['END', 'thamdinh.tinh', 'WITHDRAWN'],
  ])('%s by %s ends a registered one as %s, not without a reason', async (action, username, ending) => {
    const { id } = await registered();
    const before = { code: 'INVALID_INPUT', field: ['input', 'reason'] };
    await refusesAct(username, { id, action }, before);
    const { emulationModel } = await act(username, { id, action, reason: 'Trùng mô hình của tỉnh.' });
    expect(emulationModel).toMatchObject({ state: 'ENDED', ending, endedOn: TODAY, startsOn: null });
  });
});

describe('who acts on a model', () => {
  it.each([
    ['the officer who registered it', 'canbo.binhlu', 'APPROVE', 'FORBIDDEN'],
    ['an authority beside the launching body', 'lanhdao.binhlu', 'APPROVE', 'FORBIDDEN'],
    ['a reviewer of its own unit', 'thamdinh.binhlu', 'SURVEY', 'FORBIDDEN'],
    ['the reviewer of the launching body', 'thamdinh.tinh', 'APPROVE', 'FORBIDDEN'],
    ['the officer of the launching body', 'canbo.tinh', 'END', 'FORBIDDEN'],
    ['the authority of another line', 'lanhdao.tinhuy', 'APPROVE', 'NOT_FOUND'],
    ['the officer of another commune', 'canbo.doanket', 'END', 'NOT_FOUND'],
  ])('not %s (%s)', async (_who, username, action, code) => {
    const { id } = await registered();
    await refusesAct(username, { id, action, reason: 'Thử.' }, { code });
  });

  it('not the same person on both sides, whatever he may', async () => {
    const both = await person({
      grants: [
        { role: 'UNIT_OFFICER', unitId: trialUnit(COMMUNE).id },
        { role: 'REVIEWER', unitId: trialUnit('UBND-12').id },
        { role: 'AUTHORITY', unitId: trialUnit('UBND-12').id },
      ],
    });
    const { emulationModel } = await both.client.get(REGISTER, { input: await form() });
    expect(emulationModel.availableActions).toEqual(['RETURN', 'REFUSE', 'END']);
    for (const action of ['SURVEY', 'APPROVE']) {
      const input = { id: emulationModel.id, action };
      await refuses(() => both.client.get(ACT, { input }), { code: 'SAME_PERSON' });
    }
    expect((await act('lanhdao.tinh', { id: emulationModel.id, action: 'APPROVE' })).userErrors).toEqual([]);
    const edited = await registered();
    await act('thamdinh.tinh', { id: edited.id, action: 'RETURN', reason: 'Sửa tên.' });
    await both.client.get(EDIT, { input: { id: edited.id, name: newName() } });
    await act('canbo.binhlu', { id: edited.id, action: 'REGISTER' });
    await refuses(() => both.client.get(ACT, { input: { id: edited.id, action: 'APPROVE' } }), { code: 'SAME_PERSON' });
  });

  it('not on another version than was read, and of two at once one', async () => {
    const { id, version } = await registered();
    await refusesAct(
      'lanhdao.tinh',
      { id, action: 'APPROVE', expectedVersion: version - 1 },
      {
        code: 'STALE_VERSION',
        field: ['input', 'expectedVersion'],
      },
    );
    const [approved, refused] = await Promise.all([
      act('lanhdao.tinh', { id, action: 'APPROVE', expectedVersion: version }),
      act('thamdinh.tinh', { id, action: 'RETURN', reason: 'Thiếu.', expectedVersion: version }),
    ]);
    const codes = [approved, refused].flatMap(({ userErrors }) => userErrors.map(({ code }: { code: string }) => code));
    expect(codes).toEqual(['STALE_VERSION']);
  });

  it.each([
    ['SUSPEND', 'UNAVAILABLE', 'Hệ thống chưa hỗ trợ thao tác này đối với mô hình.'],
    ['CONVERT', 'UNAVAILABLE', 'Hệ thống chưa hỗ trợ thao tác này đối với mô hình.'],
    ['REPORT', 'INVALID_INPUT', 'Thao tác này cần thêm nội dung. Hãy dùng reportOnModel.'],
    ['EDIT', 'INVALID_INPUT', 'Thao tác này cần thêm nội dung. Hãy dùng editModel.'],
    ['REGISTER', 'WRONG_STATE', 'Mô hình đang ở trạng thái không cho phép thao tác này.'],
  ])('not by %s: %s', async (action, code, message) => {
    const { id } = await registered();
    await refusesAct('canbo.binhlu', { id, action }, { code, message, field: ['input', 'action'] });
  });
});

describe('a registration', () => {
  const province = (): string => trialUnit('UBND-12').id;

  it.each<[string, () => Promise<Record<string, unknown>> | Record<string, unknown>, string, string]>([
    ['a goal', () => ({ goals: [] }), 'INVALID_INPUT', 'goals'],
    ['a name', () => ({ name: ' ' }), 'INVALID_INPUT', 'name'],
    ['content', () => ({ content: '' }), 'INVALID_INPUT', 'content'],
    ['a period in order', () => ({ periodTo: addDays(TODAY, -1) }), 'INVALID_INPUT', 'periodTo'],
    ['a body above', () => ({ registeredWithId: trialUnit(COMMUNE).id }), 'INVALID_INPUT', 'registeredWithId'],
    ['a body above it', () => ({ registeredWithId: trialUnit('SNV-12').id }), 'INVALID_INPUT', 'registeredWithId'],
    [
      'a body of its place',
      () => ({ registeredWithId: trialUnit('UBND-03388').id }),
      'INVALID_INPUT',
      'registeredWithId',
    ],
    [
      'a body that lives',
      async () => ({ registeredWithId: await unitId('UBND-106') }),
      'INVALID_INPUT',
      'registeredWithId',
    ],
    [
      'a body in this registry',
      async () => ({ registeredWithId: await unitId('TTG') }),
      'INVALID_INPUT',
      'registeredWithId',
    ],
    [
      'a body at all',
      () => ({ registeredWithId: '01a20177-92a2-759d-91c4-7acce64f33d2' }),
      'NOT_FOUND',
      'registeredWithId',
    ],
    ['a place that there is', () => ({ areaId: '01a20177-92a2-759d-91c4-7acce64f33d2' }), 'NOT_FOUND', 'areaId'],
    ['an owner of its unit', async () => ({ ownerId: await collective(province(), 'khác') }), 'NOT_FOUND', 'ownerId'],
    ['an own unit', () => ({ ownerUnitId: trialUnit('UBND-03388').id }), 'FORBIDDEN', 'ownerUnitId'],
  ])('needs %s', async (_what, more, code, field) => {
    const input = await form(await more());
    const officer = await as('canbo.binhlu');
    await refuses(() => officer.get(REGISTER, { input }), { code, field: ['input', field] });
  });

  it('needs a place: that of the owner, or of the unit', async () => {
    const nowhere = await query<{ id: string }>(
      `with made as (insert into unit (code, line, is_body) values ($1, 'STATE', false) returning id)
       insert into unit_version (unit_id, valid, name, tier, superior_id)
       select id, daterange('2025-07-01', null), 'Đội lưu động', 'GRASSROOTS', $2 from made returning unit_id as id`,
      [`DOI.${process.pid}`, trialUnit(COMMUNE).id],
    );
    const ownerUnitId = nowhere[0]!.id;
    const { client } = await person({ grants: [{ role: 'UNIT_OFFICER', unitId: ownerUnitId }] });
    const input = await form({ ownerUnitId, ownerId: await collective(ownerUnitId, 'lưu động') });
    await refuses(() => client.get(REGISTER, { input }), { code: 'INVALID_INPUT', field: ['input', 'areaId'] });
    const [area] = await query<{ id: string }>(
      `select area_id as id from area_version where code = '03390' and upper_inf(valid)`,
    );
    const done = await client.get(REGISTER, { input: { ...input, areaId: area!.id } });
    expect(done.emulationModel).toMatchObject({ state: 'REGISTERED', area: { code: '03390' } });
  });

  it.each(['UBND-12', 'TU-12', 'DU-03390'])(
    'may be with %s: above it, or the committee of the other line',
    async (code) => {
      const input = await form({ registeredWithId: trialUnit(code).id });
      const { emulationModel, userErrors } = await (await as('canbo.binhlu')).get(REGISTER, { input });
      expect(userErrors).toEqual([]);
      expect(emulationModel.registeredWith).toEqual({ code });
    },
  );

  it('of the same owner and name, however written, in an overlapping period is refused while the first lives', async () => {
    const input = await form({ name: `Nhà Hòa thuận ${process.pid}` });
    const officer = await as('canbo.binhlu');
    const { emulationModel: first } = await officer.get(REGISTER, { input });
    const again = { ...input, name: `NHÀ  hoà-thuận ${process.pid}`, periodFrom: addDays(TODAY, 700), periodTo: null };
    await refuses(() => officer.get(REGISTER, { input: again }), { code: 'DUPLICATE', field: ['input', 'name'] });
    const later = { ...again, periodFrom: addDays(TODAY, 701) };
    expect((await officer.get(REGISTER, { input: later })).userErrors).toEqual([]);
    const other = { ...input, ownerId: await collective(trialUnit(COMMUNE).id, 'khác') };
    expect((await officer.get(REGISTER, { input: other })).userErrors).toEqual([]);
    await act('canbo.binhlu', { id: first.id, action: 'END', reason: 'Rút để đăng ký lại.' });
    expect((await officer.get(REGISTER, { input })).userErrors).toEqual([]);
  });

  it('at once by two is one model', async () => {
    const input = await form();
    const officer = await as('canbo.binhlu');
    const both = await Promise.all([officer.get(REGISTER, { input }), officer.get(REGISTER, { input })]);
    const codes = both.flatMap(({ userErrors }) => userErrors.map(({ code }: { code: string }) => code));
    expect(codes).toEqual(['DUPLICATE']);
    const models = await query(`select from emulation_model where owner_id = $1`, [input['ownerId']]);
    expect(models).toHaveLength(1);
  });

  it('under the key of a client is made once', async () => {
    const input = { ...(await form()), clientMutationId: `mô hình ${process.pid}` };
    const officer = await as('canbo.binhlu');
    const [first, second] = [await officer.get(REGISTER, { input }), await officer.get(REGISTER, { input })];
    expect(second.emulationModel.id).toBe(first.emulationModel.id);
  });
});

describe('who reads a model', () => {
  it('is whoever reads its unit or its launching body: with its owner, also across the lines', async () => {
    const { id, name } = await registered({ registeredWithId: trialUnit('DU-03390').id });
    const owner = `Tập thể ${name}`;
    for (const username of ['lichsu.binhlu', 'kiemtra.tinh', 'kiemtra.danguybinhlu', 'kiemtra.tinhuy']) {
      const client = await as(username);
      expect([username, (await client.get(ONE, { id }))?.owner]).toEqual([username, { displayName: owner }]);
      expect((await client.get(LIST, { filter: { text: name } })).totalCount).toBe(1);
    }
    for (const username of ['canbo.doanket', 'canbo.thcsbinhlu', 'kiemtra.sonoivu', 'canbo.mttq']) {
      const client = await as(username);
      expect([username, await client.get(ONE, { id })]).toEqual([username, null]);
      const { totalCount, edges } = await client.get(LIST, { filter: { text: name } });
      expect({ totalCount, edges }).toEqual({ totalCount: 0, edges: [] });
    }
  });

  it('sees it at its owner, and there nobody else', async () => {
    const input = await form();
    const { emulationModel } = await (await as('canbo.binhlu')).get(REGISTER, { input });
    const OWNER = `query ($id: ID!) { honouree(id: $id) { models { id } } }`;
    const seen = await (await as('kiemtra.tinh')).get(OWNER, { id: input['ownerId'] });
    expect(seen.models).toEqual([{ id: emulationModel.id }]);
    // Somebody who reads the honouree by its unit, and neither the model's unit nor its launching body.
    const school = await unitId('THCS-BINH-LU');
    const pupil = await collective(school, 'trường');
    await makeModel({
      ownerUnitId: trialUnit(COMMUNE).id,
      registeredWithId: trialUnit('UBND-12').id,
      ownerId: pupil,
      name: newName(),
    });
    expect((await (await as('canbo.binhlu')).get(OWNER, { id: pupil })).models).toHaveLength(1);
    expect((await (await as('canbo.thcsbinhlu')).get(OWNER, { id: pupil })).models).toEqual([]);
  });

  it('finds it by name, state, owner, body and place, page by page', async () => {
    const word = `kiemtrang${process.pid}`;
    const officer = await as('canbo.binhlu');
    const ids: string[] = [];
    for (let n = 1; n <= 5; n += 1) {
      const { id } = await registered({
        name: `Mô hình ${word} ${n}`,
        registeredWithId: trialUnit(n > 3 ? 'TU-12' : 'UBND-12').id,
      });
      ids.unshift(id);
    }
    await act('lanhdao.tinh', { id: ids[4], action: 'APPROVE' });
    const find = async (filter: object): Promise<string[]> => {
      const { edges, totalCount } = await officer.get(LIST, { filter: { text: word, ...filter }, first: 100 });
      expect(edges).toHaveLength(totalCount);
      return edges.map(({ node }: { node: { id: string } }) => node.id);
    };
    expect(await find({})).toEqual(ids);
    expect(await find({ states: ['RUNNING'] })).toEqual([ids[4]]);
    expect(await find({ states: ['RUNNING', 'REGISTERED'] })).toEqual(ids);
    expect(await find({ registeredWithId: trialUnit('TU-12').id })).toEqual(ids.slice(0, 2));
    const [area] = await query<{ id: string }>(
      `select area_id as id from area_version where code = '12' and upper_inf(valid)`,
    );
    expect(await find({ areaId: area!.id })).toEqual([]);
    const [row] = await query<{ owner: string }>(`select owner_id as owner from emulation_model where id = $1`, [
      ids[2],
    ]);
    expect(await find({ ownerId: row!.owner })).toEqual([ids[2]]);
    const page = await officer.get(LIST, { filter: { text: word }, first: 2 });
    expect(page.pageInfo.hasNextPage).toBe(true);
    const next = await officer.get(LIST, { filter: { text: word }, first: 3, after: page.pageInfo.endCursor });
    expect(next.edges.map(({ node }: { node: { id: string } }) => node.id)).toEqual(ids.slice(2));
    expect(next.pageInfo.hasNextPage).toBe(false);
  });
});

describe('reports', () => {
  const running = async (more: Partial<Parameters<typeof makeModel>[0]> = {}) =>
    makeModel({
      ownerUnitId: trialUnit(COMMUNE).id,
      registeredWithId: trialUnit('UBND-12').id,
      name: newName(),
      startsOn: LONG_AGO,
      ...more,
    });
  const overdue = async (client: Client, text: string, wanted: boolean): Promise<number> =>
    (await client.get(LIST, { filter: { text, overdue: wanted } })).totalCount as number;

  it('that are missing make a model overdue; with them, however late, it is not', async () => {
    const name = newName();
    const { id } = await running({ name });
    const officer = await as('canbo.binhlu');
    expect([await overdue(officer, name, true), await overdue(officer, name, false)]).toEqual([1, 0]);
    let first = halfYearOf(LONG_AGO);
    const late: boolean[] = [];
    for (; addDays(first.to, 15) < TODAY; first = halfYearOf(addDays(first.to, 1))) {
      const input = { id, periodFrom: first.from, periodTo: first.to, text: 'Bổ sung.' };
      const { emulationModel, userErrors } = await officer.get(REPORT, { input });
      expect(userErrors).toEqual([]);
      late.push(emulationModel.reports.at(-1).late);
    }
    expect(late.length).toBeGreaterThan(0);
    expect(new Set(late)).toEqual(new Set([true]));
    expect([await overdue(officer, name, true), await overdue(officer, name, false)]).toEqual([0, 1]);
  });

  it('are due neither before the days of grace are over, nor after the period of the model', async () => {
    const name = newName();
    const officer = await as('canbo.binhlu');
    // In the half-year of its start, and until 15 days after it, nothing is due yet.
    await running({ name, startsOn: addDays(halfYearOf(addDays(TODAY, -15)).from, 1) });
    expect(await overdue(officer, name, true)).toBe(0);
    const short = newName();
    const { id } = await running({ name: short, periodTo: addDays(LONG_AGO, 1) });
    const half = halfYearOf(LONG_AGO);
    await officer.get(REPORT, { input: { id, periodFrom: half.from, periodTo: half.to, text: 'Xong.' } });
    expect(await overdue(officer, short, true)).toBe(0);
  });

  it('of an ended model count no more, nor those of one that only is registered', async () => {
    const name = newName();
    const { id } = await running({ name });
    await act('canbo.binhlu', { id, action: 'END', reason: 'Kết thúc.' });
    expect(await overdue(await as('canbo.binhlu'), name, true)).toBe(0);
  });

  it.each<[string, (half: { from: string; to: string }) => Record<string, unknown>, string[]]>([
    ['another period than a half-year', ({ from }) => ({ periodFrom: addDays(from as never, 1) }), ['periodFrom']],
    ['half of one', ({ from }) => ({ periodTo: addDays(from as never, 90) }), ['periodTo']],
    ['a half-year before it ran', () => ({ periodFrom: '2024-01-01', periodTo: '2024-06-30' }), ['periodFrom']],
    ['a half-year to come', () => ({ periodFrom: '2199-01-01', periodTo: '2199-06-30' }), ['periodFrom']],
    ['no text', () => ({ text: '' }), ['text']],
    [
      'a foreign goal',
      () => ({ figures: [{ goalId: '01a20177-92a2-759d-91c4-7acce64f33d2', value: '1' }] }),
      ['figures', '0', 'goalId'],
    ],
    [
      'a figure without value',
      () => ({ figures: [{ goalId: '01a20177-92a2-759d-91c4-7acce64f33d2', value: '' }] }),
      ['figures', '0', 'value'],
    ],
  ])('are refused for %s', async (_what, more, field) => {
    const { id } = await running();
    const half = halfYearOf(LONG_AGO);
    const input = { id, periodFrom: half.from, periodTo: half.to, text: 'Báo cáo.', ...more(half) };
    const officer = await as('canbo.binhlu');
    await refuses(() => officer.get(REPORT, { input }), { code: 'INVALID_INPUT', field: ['input', ...field] });
  });

  it('are refused for a goal named twice, and from anybody but the officer of the unit', async () => {
    const { id, goalId } = await running();
    const half = halfYearOf(LONG_AGO);
    const figure = { goalId, value: '1' };
    const input = { id, periodFrom: half.from, periodTo: half.to, text: 'Báo cáo.', figures: [figure, figure] };
    const officer = await as('canbo.binhlu');
    await refuses(() => officer.get(REPORT, { input }), {
      code: 'INVALID_INPUT',
      field: ['input', 'figures', '1', 'goalId'],
    });
    const province = await as('canbo.tinh');
    await refuses(() => province.get(REPORT, { input: { ...input, figures: [] } }), { code: 'FORBIDDEN' });
  });
});
