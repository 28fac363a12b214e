import { as, type Client, trialUnit } from '../support/api.js';
import { connected, rows } from '../support/database.js';

const CREATE = `mutation ($input: CreateUnitInput!) { createUnit(input: $input) { unit { id code validFrom validTo superior { code } } userErrors { code message field } } }`;
const CHANGE = `mutation ($input: ChangeUnitInput!) { changeUnit(input: $input) { unit { id } userErrors { code field } } }`;
const CLOSE = `mutation ($input: CloseUnitInput!) { closeUnit(input: $input) { unit { validTo } userErrors { code message field } } }`;
const ON = `query ($id: ID!, $day: CivilDate!) { unit(id: $id) { name(asOf: $day) superior(asOf: $day) { code name(asOf: $day) } } }`;

let serial = 0;

async function make(client: Client, more: Record<string, unknown> = {}): Promise<{ id: string; code: string }> {
  serial += 1;
  const input = {
    code: `TEST-${process.pid}-${serial}`,
    name: `Đơn vị thử ${serial}`,
    line: 'STATE',
    tier: 'GRASSROOTS',
    superiorId: trialUnit('UBND-03390').id,
    isBody: false,
    validFrom: '2025-08-01',
    ...more,
  };
  const { unit, userErrors } = await client.get(CREATE, { input });
  expect(userErrors).toEqual([]);
  return unit;
}

describe('units in time', () => {
  it('shows the name of each day on both sides of a change, for the unit and below it', async () => {
    const admin = await as('quantri.tinh');
    const phong = await make(admin, { tier: 'COMMUNE', name: 'Phòng Văn hóa' });
    const below = await make(admin, { superiorId: phong.id });
    const changed = await admin.get(CHANGE, {
      input: { id: phong.id, from: '2026-03-01', name: 'Phòng Văn hóa – Xã hội' },
    });
    expect(changed.userErrors).toEqual([]);
    expect((await admin.get(ON, { id: below.id, day: '2026-02-28' })).superior.name).toBe('Phòng Văn hóa');
    expect((await admin.get(ON, { id: below.id, day: '2026-03-01' })).superior.name).toBe('Phòng Văn hóa – Xã hội');
    expect((await admin.get(ON, { id: phong.id, day: '2020-01-01' })).name).toBe('Phòng Văn hóa');
  });

  it('moves a unit from a day on', async () => {
    const admin = await as('quantri.tinh');
    const unit = await make(admin);
    const to = trialUnit('UBND-03388').id;
    expect(
      (await admin.get(CHANGE, { input: { id: unit.id, from: '2026-01-01', superiorId: to } })).userErrors,
    ).toEqual([]);
    expect((await admin.get(ON, { id: unit.id, day: '2025-12-31' })).superior.code).toBe('UBND-03390');
    expect((await admin.get(ON, { id: unit.id, day: '2026-01-01' })).superior.code).toBe('UBND-03388');
  });

  it('closes a unit only when nothing lives below it', async () => {
    const admin = await as('quantri.tinh');
    const upper = await make(admin, { tier: 'COMMUNE' });
    const lower = await make(admin, { superiorId: upper.id });
    const close = (id: string, on: string) => admin.get(CLOSE, { input: { id, on, legalBasis: 'QĐ 12/QĐ-UBND' } });
    const refused = await close(upper.id, '2026-06-01');
    expect(refused.userErrors).toMatchObject([{ code: 'WRONG_STATE', field: ['input', 'id'] }]);
    expect(refused.userErrors[0].message).toContain('1 đơn vị trực thuộc');
    expect((await close(lower.id, '2026-06-01')).unit.validTo).toBe('2026-05-31');
    expect((await close(upper.id, '2026-05-31')).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
    expect((await close(upper.id, '2026-06-01')).unit.validTo).toBe('2026-05-31');
    expect((await close(upper.id, '2026-07-01')).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
    const list = `query ($id: ID!, $day: CivilDate!) { units(filter: { superiorId: $id }, asOf: $day) { totalCount } }`;
    expect((await admin.get(list, { id: upper.id, day: '2026-05-31' })).totalCount).toBe(1);
    expect((await admin.get(list, { id: upper.id, day: '2026-06-01' })).totalCount).toBe(0);
  });

  it('refuses what cannot be: other lines, higher tiers, rings, days outside a life, a change on the same day', async () => {
    const admin = await as('quantri.tinh');
    const upper = await make(admin, { tier: 'COMMUNE' });
    const lower = await make(admin, { superiorId: upper.id, tier: 'COMMUNE' });
    const refusals = async (query: string, input: Record<string, unknown>): Promise<unknown> =>
      (await admin.get(query, { input })).userErrors.map(({ code, field }: { code: string; field: string[] }) => [
        code,
        field.at(-1),
      ]);
    const base = {
      code: 'TEST-X',
      name: 'X',
      line: 'STATE',
      tier: 'GRASSROOTS',
      isBody: false,
      validFrom: '2025-08-01',
      superiorId: upper.id,
    };
    expect(await refusals(CREATE, { ...base, line: 'PARTY' })).toEqual([['INVALID_INPUT', 'superiorId']]);
    expect(await refusals(CREATE, { ...base, tier: 'PROVINCE' })).toEqual([['INVALID_INPUT', 'superiorId']]);
    expect(await refusals(CREATE, { ...base, validFrom: '2025-07-31' })).toEqual([['INVALID_INPUT', 'superiorId']]);
    expect(await refusals(CREATE, { ...base, code: upper.code })).toEqual([['DUPLICATE', 'code']]);
    expect(await refusals(CREATE, { ...base, superiorId: trialUnit('DU-03390').id, line: 'PARTY' })).toEqual([
      ['FORBIDDEN', 'superiorId'],
    ]);
    expect(await refusals(CHANGE, { id: upper.id, from: '2026-01-01', superiorId: lower.id })).toEqual([
      ['INVALID_INPUT', 'superiorId'],
    ]);
    expect(await refusals(CHANGE, { id: upper.id, from: '2025-08-01', name: 'Y' })).toEqual([['WRONG_STATE', 'from']]);
    expect(await refusals(CHANGE, { id: upper.id, from: '2025-07-01', name: 'Y' })).toEqual([['WRONG_STATE', 'from']]);
    expect(await refusals(CHANGE, { id: upper.id, from: '2026-01-01' })).toEqual([['INVALID_INPUT', 'input']]);
    expect(await rows(`select from unit where code = 'TEST-X'`)).toEqual([]);
  });

  it('has the database refuse overlapping versions and a superior that does not live as long', async () => {
    const admin = await as('quantri.tinh');
    const unit = await make(admin);
    const insert = (id: string, valid: string, superior: string | null) =>
      connected('so_vang_app', (client) =>
        client.query(
          `insert into unit_version (unit_id, valid, name, tier, superior_id) values ($1, $2, 'x', 'COMMUNE', $3)`,
          [id, valid, superior],
        ),
      );
    await expect(insert(unit.id, '[2025-12-01,2025-12-02)', null)).rejects.toThrow(
      /conflicting key value violates exclusion constraint/,
    );
    await expect(insert(unit.id, '[2024-01-01,2025-08-01)', trialUnit('UBND-03390').id)).rejects.toThrow(
      /unit_version_superior/,
    );
    expect(await rows(`select from unit_version where unit_id = $1`, [unit.id])).toHaveLength(1);
  });

  it('ends the rights of a closed unit on that day', async () => {
    const admin = await as('quantri.tinh');
    const unit = await make(admin, { validFrom: '2026-01-01', tier: 'COMMUNE' });
    const account = await admin.get(
      `mutation ($u: String!) { createAccount(input: { username: $u, fullName: "Lò Văn Thử" }) { account { id } } }`,
      { u: `thu.${process.pid}.${serial}` },
    );
    const grant = `mutation ($input: GrantInput!) { grant(input: $input) { account { grants { validTo } } userErrors { code } } }`;
    const given = await admin.get(grant, {
      input: { accountId: account.account.id, role: 'UNIT_OFFICER', unitId: unit.id, validFrom: '2026-01-01' },
    });
    expect(given.userErrors).toEqual([]);
    await admin.get(CLOSE, { input: { id: unit.id, on: '2026-02-01', legalBasis: 'x' } });
    const late = await admin.get(grant, {
      input: { accountId: account.account.id, role: 'REVIEWER', unitId: unit.id, validFrom: '2026-01-01' },
    });
    expect(late.userErrors).toEqual([{ code: 'INVALID_INPUT' }]);
  });

  it('lets two changes of one unit at once happen one after the other', async () => {
    const admin = await as('quantri.tinh');
    const unit = await make(admin);
    const change = (name: string) => admin.get(CHANGE, { input: { id: unit.id, from: '2026-01-01', name } });
    const both = await Promise.all([change('Một'), change('Hai')]);
    expect(both.map(({ userErrors }) => userErrors.length).sort()).toEqual([0, 1]);
    expect(await rows(`select from unit_version where unit_id = $1`, [unit.id])).toHaveLength(2);
  });
});
