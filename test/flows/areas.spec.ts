import { as, type Client } from '../support/api.js';
import { PLACES_BY_HAND } from '../support/places-by-hand.js';
import { PLACES_IN_PAPERS } from '../support/places-in-papers.js';

interface Named {
  name: string;
  code: string;
}

const FIND = `query ($text: String!, $asOf: CivilDate) {
  areas(filter: { text: $text }, asOf: $asOf, first: 5) { totalCount edges { node { id code name(asOf: $asOf) path(asOf: $asOf) { name(asOf: $asOf) } } } }
}`;

async function paths(client: Client, text: string, asOf: string): Promise<string[]> {
  const found = await client.get(FIND, { text, asOf });
  return found.edges.map(({ node }: { node: { path: Named[] } }) => node.path.map(({ name }) => name).join(' > '));
}

async function everyArea(client: Client, tier: string, asOf: string): Promise<string[]> {
  const codes: string[] = [];
  for (let after: string | null = null; ;) {
    const query = `query ($tier: Tier, $asOf: CivilDate, $after: String) {
      areas(filter: { tier: $tier }, asOf: $asOf, first: 100, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } }
    }`;
    const page = await client.get(query, { tier, asOf, after });
    codes.push(...page.edges.map(({ node }: { node: { id: string } }) => node.id));
    if (!page.pageInfo.hasNextPage) return codes;
    after = page.pageInfo.endCursor as string;
  }
}

describe('areas', () => {
  it.each([
    ['2025-06-30', 63, 696, 10_035],
    ['2025-07-01', 34, 0, 3_321],
  ])(
    'on %s: %i provinces, %i districts, %i communes, page after page without a double',
    async (asOf, provinces, districts, communes) => {
      const client = await as('canbo.binhlu');
      for (const [tier, count] of Object.entries({ PROVINCE: provinces, DISTRICT: districts, COMMUNE: communes })) {
        const ids = await everyArea(client, tier, asOf);
        expect([tier, ids.length, new Set(ids).size]).toEqual([tier, count, count]);
      }
    },
    60_000,
  );

  it('keeps the name and kind of each day: Đồng Nai becomes a city on 2026-04-30', async () => {
    const client = await as('canbo.binhlu');
    const query = `query ($day: CivilDate!) { area(code: "75", asOf: $day) { name(asOf: $day) kind(asOf: $day) } }`;
    expect(await client.get(query, { day: '2026-04-29' })).toEqual({ name: 'Tỉnh Đồng Nai', kind: 'Tỉnh' });
    expect(await client.get(query, { day: '2026-04-30' })).toEqual({
      name: 'Thành phố Đồng Nai',
      kind: 'Thành phố trực thuộc trung ương',
    });
  });

  it('answers a code by its day: it is no identity', async () => {
    const client = await as('canbo.binhlu');
    const query = `query ($day: CivilDate!) { area(code: "00004", asOf: $day) { id name(asOf: $day) validFrom validTo } }`;
    const before = await client.get(query, { day: '2025-06-30' });
    const after = await client.get(query, { day: '2025-07-01' });
    expect(before).toMatchObject({ name: 'Phường Trúc Bạch', validTo: '2025-06-30' });
    expect(after).toMatchObject({ name: 'Phường Ba Đình', validFrom: '2025-07-01', validTo: null });
    expect(before.id).not.toBe(after.id);
    expect(await client.get(query, { day: '2021-10-31' })).toBeNull();
  });

  it.each([
    ['Lai Châu', '2024-05-01', 'Tỉnh Lai Châu'],
    ['TP. Lai Châu', '2024-05-01', 'Tỉnh Lai Châu > Thành phố Lai Châu'],
    ['tp lai chau', '2024-05-01', 'Tỉnh Lai Châu > Thành phố Lai Châu'],
    ['xa binh lu, h. tam duong, t. lai chau', '2024-05-01', 'Tỉnh Lai Châu > Huyện Tam Đường > Xã Bình Lư'],
    ['Bình Lư, Lai Châu', '2026-05-01', 'Tỉnh Lai Châu > Xã Bình Lư'],
    ['TT. Tam Đường, Tam Đường', '2024-05-01', 'Tỉnh Lai Châu > Huyện Tam Đường > Thị trấn Tam Đường'],
    ['P.1, TX. Quảng Trị', '2024-05-01', 'Tỉnh Quảng Trị > Thị xã Quảng Trị > Phường 1'],
    ['Q.3, TP.HCM', '2024-05-01', 'Thành phố Hồ Chí Minh > Quận 3'],
    ['Xa Dung', '2024-05-01', 'Tỉnh Điện Biên > Huyện Điện Biên Đông > Xã Xa Dung'],
    ['thành phố Hoà Bình', '2024-05-01', 'Tỉnh Hoà Bình > Thành phố Hòa Bình'],
    ['huyện Mĩ Đức', '2024-05-01', 'Thành phố Hà Nội > Huyện Mỹ Đức'],
    ['my duc, ha noi', '2024-05-01', 'Thành phố Hà Nội > Huyện Mỹ Đức'],
    ['đặc khu Lý Sơn', '2026-05-01', 'Tỉnh Quảng Ngãi > Đặc khu Lý Sơn'],
    [
      'bản Thẳm, xã Bản Hon, huyện Tam Đường, tỉnh Lai Châu',
      '2024-05-01',
      'Tỉnh Lai Châu > Huyện Tam Đường > Xã Bản Hon',
    ],
  ])('finds "%s" as of %s first', async (text, asOf, expected) => {
    const found = await paths(await as('canbo.binhlu'), text, asOf);
    expect(found[0]).toBe(expected);
  });

  it.each([...PLACES_IN_PAPERS, ...PLACES_BY_HAND])(
    'finds "%s" of a paper of %s first',
    async (text, asOf, expected) => {
      const found = await paths(await as('canbo.binhlu'), text, asOf);
      expect(found[0]).toBe(expected);
    },
  );

  it('prefers the accents that were written, and finds misspelled names when nothing fits', async () => {
    const client = await as('canbo.binhlu');
    expect((await paths(client, 'Sìn Hồ', '2026-05-01'))[0]).toBe('Tỉnh Lai Châu > Xã Sìn Hồ');
    expect(await paths(client, 'Bình Lưu', '2024-05-01')).not.toEqual([]);
    expect((await paths(client, 'huyện Tamm Đường', '2024-05-01'))[0]).toBe('Tỉnh Lai Châu > Huyện Tam Đường');
    expect(await paths(client, 'qwertyuiop', '2024-05-01')).toEqual([]);
    expect(await paths(client, ', ;', '2024-05-01')).toEqual([]);
  });

  it('pages through a ranked list without gap or double', async () => {
    const client = await as('canbo.binhlu');
    const query = `query ($first: Int!, $after: String) {
      areas(filter: { text: "hoa binh" }, asOf: "2024-05-01", first: $first, after: $after) { totalCount edges { cursor node { id } } }
    }`;
    const all = await client.get(query, { first: 100 });
    expect(all.edges).toHaveLength(all.totalCount);
    const cut = await client.get(query, { first: 100, after: all.edges[6].cursor });
    expect(cut.edges).toEqual(all.edges.slice(7));
  });
});
