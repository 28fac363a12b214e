import fc from 'fast-check';
import { DomainError } from './errors.js';
import { COUNT_CAP, isId, paginate, type ConnectionOf, type Cursor } from './pagination.js';

interface Row {
  place: number;
}

const rowsTo = (last: number): Row[] => Array.from({ length: last }, (_, index) => ({ place: index + 1 }));

/** A list in memory, ordered by place. */
function list(rows: Row[], page: { first?: number; after?: string }, counts = { made: 0 }): Promise<ConnectionOf<Row>> {
  return paginate<Row>({
    page,
    accept: ([place]) => typeof place === 'number',
    fetch: (after: Cursor | null, limit) =>
      Promise.resolve(rows.filter(({ place }) => after === null || place > Number(after[0])).slice(0, limit)),
    count: () => {
      counts.made += 1;
      return Promise.resolve(Math.min(rows.length, COUNT_CAP + 1));
    },
    cursorOf: (row) => [row.place],
  });
}

const places = (connection: ConnectionOf<Row>): number[] => connection.edges.map(({ node }) => node.place);
const cursor = (text: string): string => Buffer.from(text).toString('base64url');

describe('a page', () => {
  it('is of twenty rows where nothing is said', async () => {
    const page = await list(rowsTo(21), {});
    expect(places(page)).toEqual(places(await list(rowsTo(20), {})));
    expect(page.pageInfo).toEqual({
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: page.edges[0]!.cursor,
      endCursor: page.edges[19]!.cursor,
    });
    expect((await list(rowsTo(20), {})).pageInfo.hasNextPage).toBe(false);
  });

  it('may be empty', async () => {
    const page = await list([], { first: 5 });
    expect(page.edges).toEqual([]);
    expect(page.pageInfo).toEqual({ hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null });
    expect(await page.totalCount).toBe(0);
  });

  it('follows the one before, to the end, whatever its size', async () => {
    const sizes = fc.record({ rows: fc.integer({ min: 0, max: 60 }), first: fc.integer({ min: 1, max: 25 }) });
    await fc.assert(
      fc.asyncProperty(sizes, async ({ rows, first }) => {
        const seen: number[] = [];
        let page = await list(rowsTo(rows), { first });
        for (seen.push(...places(page)); page.pageInfo.hasNextPage; seen.push(...places(page))) {
          page = await list(rowsTo(rows), { first, after: page.pageInfo.endCursor! });
          expect(page.pageInfo.hasPreviousPage).toBe(true);
        }
        expect(seen).toEqual(places(await list(rowsTo(rows), { first: 100 })));
        expect(seen).toHaveLength(rows);
      }),
    );
  });

  it('neither loses nor repeats rows when others come and go meanwhile', async () => {
    const rows = rowsTo(10);
    const first = await list(rows, { first: 3 });
    rows.splice(0, 3, { place: 0 }, { place: 0.5 });
    expect(places(await list(rows, { first: 3, after: first.pageInfo.endCursor! }))).toEqual([4, 5, 6]);
  });
});

describe('the total', () => {
  it('is counted only when it is asked for, and once', async () => {
    const counts = { made: 0 };
    const page = await list(rowsTo(30), { first: 10 }, counts);
    expect(counts.made).toBe(0);
    expect(await Promise.all([page.totalCount, page.totalIsCapped])).toEqual([30, false]);
    expect(counts.made).toBe(1);
  });

  it.each([
    [COUNT_CAP, COUNT_CAP, false],
    [COUNT_CAP + 1, COUNT_CAP, true],
  ])('of %i rows is %i, capped: %p', async (rows, total, capped) => {
    const page = await list(rowsTo(rows), { first: 1 });
    expect([await page.totalCount, await page.totalIsCapped]).toEqual([total, capped]);
  });
});

describe('a cursor', () => {
  it.each([
    ['no cursor at all', 'abc'],
    ['signs outside base64url', '%%%'],
    ['half a list', cursor('[1')],
    ['an object', cursor('{"0":1}')],
    ['a number', cursor('1')],
    ['null', cursor('null')],
    ['an empty list', cursor('[]')],
    ['a place of another type', cursor('["1"]')],
    ['a place that is null', cursor('[null]')],
    ['a list in a list', cursor('[[1]]')],
    ['bytes that are no text', Buffer.from([0xff, 0xfe]).toString('base64url')],
  ])('that is %s is refused', async (_, after) => {
    const refused = await list(rowsTo(3), { after }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(DomainError);
    expect(refused).toMatchObject({
      code: 'INVALID_INPUT',
      field: ['after'],
      message: 'Vị trí trang (after) không hợp lệ.',
    });
  });

  it('of ours goes through any JSON and URL unchanged', async () => {
    const { edges } = await list(rowsTo(50), { first: 50 });
    for (const edge of edges) expect(edge.cursor).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(new Set(edges.map((edge) => edge.cursor)).size).toBe(50);
  });
});

describe('isId', () => {
  it.each([
    ['0197a3f0-0000-7000-8000-000000000001', true],
    ['0197A3F0-0000-7000-8000-00000000000F', true],
    ['0197a3f0000070008000000000000001', false],
    ['0197a3f0-0000-7000-8000-00000000000g', false],
    [' 0197a3f0-0000-7000-8000-000000000001', false],
    ['0197a3f0-0000-7000-8000-000000000001\n', false],
    ['', false],
    [null, false],
    [7, false],
  ])('%j: %p', (text, expected) => {
    expect(isId(text)).toBe(expected);
  });
});
