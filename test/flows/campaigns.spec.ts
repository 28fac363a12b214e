import { as, trialUnit } from '../support/api.js';
import { rows } from '../support/database.js';

const CREATE = `mutation ($input: CreateCampaignInput!) {
  createCampaign(input: $input) {
    campaign { id code name directive launchedBy { code } opensOn closesOn periodFrom periodTo awardTypeCodes }
    userErrors { code message field }
  }
}`;

function input(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    code: `DOT-${process.pid}-${Math.random().toString(36).slice(2, 8)}`,
    name: 'Sơ kết học tập và làm theo Bác 2026',
    directive: 'Kết luận 01-KL/TW ngày 18/5/2021',
    launchedById: trialUnit('UBND-12').id,
    opensOn: '2026-03-01',
    closesOn: '2026-04-30',
    periodFrom: '2025-01-01',
    periodTo: '2025-12-31',
    awardTypeCodes: ['BK_TINH', 'GK_XA'],
    ...more,
  };
}

describe('campaigns', () => {
  it('are launched by an administrator and seen by everybody, the latest opened first', async () => {
    const admin = await as('quantri.tinh');
    const early = input({ opensOn: '2026-01-01' });
    const late = input({ opensOn: '2026-04-01' });
    for (const each of [late, early]) expect((await admin.get(CREATE, { input: each })).userErrors).toEqual([]);
    const officer = await as('canbo.danguybinhlu');
    const list = await officer.get(
      `{ campaigns(first: 100) { edges { node { code opensOn launchedBy { code } awardTypeCodes awardTypes { code } } } } }`,
    );
    const nodes = list.edges.map(({ node }: { node: { code: string; opensOn: string } }) => node);
    const days = nodes.map(({ opensOn }: { opensOn: string }) => opensOn);
    expect(days).toEqual([...days].sort().reverse());
    expect(nodes.find(({ code }: { code: string }) => code === String(late['code']).toUpperCase())).toMatchObject({
      launchedBy: { code: 'UBND-12' },
      awardTypeCodes: ['BK_TINH', 'GK_XA'],
      awardTypes: [{ code: 'BK_TINH' }, { code: 'GK_XA' }],
    });
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    ['a window that ends before it begins', { closesOn: '2026-02-28' }, 'INVALID_INPUT', 'closesOn'],
    ['a period that ends before it begins', { periodTo: '2024-12-31' }, 'INVALID_INPUT', 'periodTo'],
    ['a day that is none', { opensOn: '2026-02-30' }, 'INVALID_INPUT', 'opensOn'],
    ['no award', { awardTypeCodes: [] }, 'INVALID_INPUT', 'awardTypeCodes'],
    ['a code of an award that is none', { awardTypeCodes: ['bằng khen'] }, 'INVALID_INPUT', 'awardTypeCodes'],
    ['an award that there is not', { awardTypeCodes: ['BK_TINH', 'BK_HUYEN'] }, 'INVALID_INPUT', 'awardTypeCodes'],
    ['an award that has ended by then', { awardTypeCodes: ['GK_HUYEN'] }, 'INVALID_INPUT', 'awardTypeCodes'],
    ['an unknown unit', { launchedById: '01a20177-92a2-759d-91c4-7acce64f33d2' }, 'NOT_FOUND', 'launchedById'],
  ])('refuse %s', async (_what, more, code, field) => {
    const before = await rows(`select from campaign`);
    const { campaign, userErrors } = await (await as('quantri.tinh')).get(CREATE, { input: input(more) });
    expect(campaign).toBeNull();
    expect(userErrors).toMatchObject([{ code, field: ['input', field] }]);
    expect(await rows(`select from campaign`)).toHaveLength(before.length);
  });

  it('take an award that ends while the campaign runs', async () => {
    const opensInTime = input({ opensOn: '2025-06-30', awardTypeCodes: ['GK_HUYEN'] });
    expect((await (await as('quantri.tinh')).get(CREATE, { input: opensInTime })).userErrors).toEqual([]);
  });

  it('refuse a unit of the other line and a code that is taken', async () => {
    const other = await (
      await as('quantri.tinh')
    ).get(CREATE, { input: input({ launchedById: trialUnit('TU-12').id }) });
    expect(other.userErrors).toMatchObject([{ code: 'FORBIDDEN', field: ['input', 'launchedById'] }]);
    const mine = input();
    expect((await (await as('quantri.tinh')).get(CREATE, { input: mine })).userErrors).toEqual([]);
    const again = await (await as('quantri2.tinh')).get(CREATE, { input: mine });
    expect(again.userErrors).toMatchObject([{ code: 'DUPLICATE', field: ['input', 'code'] }]);
  });
});
