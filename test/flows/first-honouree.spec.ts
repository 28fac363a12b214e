import { as, Client, trialUnit } from '../support/api.js';

const CREATE = `mutation ($input: CreateHonoureeInput!) {
  createHonouree(input: $input) {
    honouree { id kind displayName birthYear unit { code } registeredBy { code name } }
    sameName { id }
    userErrors { code message field }
  }
}`;
const FIND = `query ($text: String!) {
  honourees(filter: { text: $text }) { totalCount totalIsCapped edges { node { id displayName } } }
}`;

describe('the first honouree', () => {
  it('is created by an officer and found again without accents, in any order of syllables', async () => {
    const officer = await as('canbo.binhlu');
    const created = await officer.get(CREATE, {
      input: {
        kind: 'INDIVIDUAL',
        displayName: 'Lường Thị Huyền Trâm',
        birthYear: 1984,
        unitId: trialUnit('UBND-03390').id,
      },
    });
    expect(created.userErrors).toEqual([]);
    expect(created.honouree).toMatchObject({
      kind: 'INDIVIDUAL',
      displayName: 'Lường Thị Huyền Trâm',
      birthYear: 1984,
      unit: { code: 'UBND-03390' },
      registeredBy: { code: 'UBND-03390', name: 'Ủy ban nhân dân xã Bình Lư' },
    });
    for (const text of ['luong thi huyen tram', 'TRÂM lường', 'Lường Thị Huyền Trâm', 'huien']) {
      const found = await officer.get(FIND, { text });
      expect(found).toEqual({
        totalCount: 1,
        totalIsCapped: false,
        edges: [{ node: { id: created.honouree.id, displayName: 'Lường Thị Huyền Trâm' } }],
      });
    }
  });

  it('is read by the province above and by nobody beside', async () => {
    const officer = await as('canbo.binhlu');
    const { honouree } = await officer.get(CREATE, {
      input: { kind: 'HOUSEHOLD', displayName: 'Hộ ông Chẻo Láo Tả', headOfHousehold: 'Chẻo Láo Tả' },
    });
    const read = `query ($id: ID!) { honouree(id: $id) { displayName } }`;
    expect(await (await as('kiemtra.tinh')).get(read, { id: honouree.id })).toEqual({
      displayName: 'Hộ ông Chẻo Láo Tả',
    });
    expect(await (await as('canbo.doanket')).get(read, { id: honouree.id })).toBeNull();
    expect((await (await as('canbo.doanket')).get(FIND, { text: 'cheo lao ta' })).totalCount).toBe(0);
    // Signs alone are no name: they find nobody, not everybody.
    expect(await (await as('kiemtra.tinh')).get(FIND, { text: '!!!' })).toMatchObject({ totalCount: 0, edges: [] });
    expect((await new Client().ask(read, { id: honouree.id })).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  it('may have the name of another: that is shown, not refused', async () => {
    const officer = await as('canbo.binhlu');
    const input = { kind: 'INDIVIDUAL', displayName: 'Nguyễn Văn Hoà' };
    const first = await officer.get(CREATE, { input });
    const second = await officer.get(CREATE, { input: { ...input, displayName: 'Nguyễn Văn Hòa' } });
    expect(second.userErrors).toEqual([]);
    expect(second.sameName).toEqual([{ id: first.honouree.id }]);
  });
});
