import fc from 'fast-check';
import type { Client } from 'pg';
import { connected } from '../support/database.js';

const DAYS = ['2020-01-01', '2021-06-30', '2022-01-01', '2023-01-01', '2024-07-01', '2026-01-01'];

// The truth: down the tree of versions, step by step, on one day. A unit that has ended stays where it stood last, one
// that has not begun stands where it will first. What has ended lies below its heirs, too; below one of a lower tier
// alone, with those whose heir it was, and without what lay below it.
const WALK = `with recursive place as (
    select distinct on (unit_id) unit_id, superior_id from unit_version
    order by unit_id, lower(valid) > $1::date, case when lower(valid) <= $1::date then $1::date - lower(valid) else lower(valid) - $1::date end
  ), step as (
    select unit_id, superior_id as up_id, false as inherits, true as carries from place
    union all
    select s.from_unit_id, s.to_unit_id, true, strpos('DISTRICT COMMUNE GRASSROOTS', h.tier) <= strpos('DISTRICT COMMUNE GRASSROOTS', e.tier)
    from unit_succession s join (select unit_id, max(upper(valid)) as day, min(tier) as tier from unit_version
      group by unit_id having bool_and(not upper_inf(valid))) e on e.unit_id = s.from_unit_id
    left join (select unit_id, min(tier) as tier from unit_version group by unit_id) h on h.unit_id = s.to_unit_id
    where s.effective_on between e.day and $1::date
  ), walk as (
    select id as above_id, id as unit_id, false as narrow from unit
    union
    select w.above_id, s.unit_id, w.narrow or s.carries is not true from walk w join step s on s.up_id = w.unit_id
    where s.inherits or not w.narrow
  ) select distinct above_id, unit_id from walk order by 1, 2`;
const KEPT = `select above_id, unit_id from unit_above where valid @> $1::date order by 1, 2`;

/** What may happen to the versions of one of ten units; indexes are into units and days. */
const act = fc.record({
  kind: fc.constantFrom('put', 'end', 'move', 'delete', 'inherit'),
  unit: fc.nat(9),
  superior: fc.nat(10),
  from: fc.nat(4),
  to: fc.nat(6),
});
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

const tierOf = (unit: number): string => ['DISTRICT', 'COMMUNE', 'GRASSROOTS'][Math.floor(unit / 4)]!;

// Only later units stand below earlier ones: the service refuses rings.
async function perform(
  client: Client,
  units: readonly string[],
  { kind, unit, superior, from, to }: Act,
): Promise<void> {
  const id = units[unit];
  const above = superior < unit ? units[superior] : null;
  const period = `daterange('${DAYS[from]}', ${to > from && DAYS[to] ? `'${DAYS[to]}'` : 'null'})`;
  if (kind === 'put') {
    await client.query('delete from unit_version where unit_id = $1 and valid && ' + period, [id]);
    await client.query(
      `insert into unit_version (unit_id, valid, name, tier, superior_id) values ($1, ${period}, 'x', $3, $2)`,
      [id, above, tierOf(unit)],
    );
  } else if (kind === 'inherit') {
    // Whether it has ended, then or at all, or goes on.
    if (superior === unit || superior > 9) return;
    await client.query(
      `insert into unit_succession (from_unit_id, to_unit_id, kind, effective_on, legal_basis)
       values ($1, $2, 'MERGED', $3, 'x') on conflict do nothing`,
      [id, units[superior], DAYS[from]],
    );
  } else if (kind === 'end') {
    await client.query(
      `update unit_version set valid = daterange(lower(valid), $2) where unit_id = $1 and lower(valid) < $2::date and valid @> $2::date`,
      [id, DAYS[from]],
    );
  } else if (kind === 'move') {
    await client.query('update unit_version set superior_id = $2 where unit_id = $1', [id, above]);
  } else {
    await client.query(`delete from unit_version where unit_id = $1 and valid @> $2::date`, [id, DAYS[from]]);
  }
}

async function makeUnits(client: Client): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < 10; i += 1) {
    const made = await client.query<{ id: string }>(
      `insert into unit (code, line, is_body) values ('TEST-${i}', 'STATE', true) returning id`,
    );
    ids.push(made.rows[0]!.id);
  }
  await client.query(
    `insert into unit_version (unit_id, valid, name, tier) select id, '[2020-01-01,)', 'x', tier from unnest($1::uuid[], $2::text[]) as u (id, tier)`,
    [ids, ids.map((_, index) => tierOf(index))],
  );
  return ids;
}

async function waits(client: Client): Promise<boolean> {
  // Within a transaction the first look at the activity would be kept.
  await client.query('select pg_stat_clear_snapshot()');
  const { rows } = await client.query(
    `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like 'update unit_version%'`,
  );
  return rows.length > 0;
}

describe('the units below a unit', () => {
  it('are those that one reaches by walking down, on any day, whatever happened to the tree', async () => {
    await connected('so_vang_owner', async (client) => {
      await fc.assert(
        fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 25 }), async (acts) => {
          // Rolled back: what is asserted holds within the transaction, and other tests see nothing of it.
          await client.query('begin');
          try {
            const units = await makeUnits(client);
            for (const each of acts) await perform(client, units, each);
            for (const day of DAYS) {
              const walked = (await client.query(WALK, [day])).rows;
              expect((await client.query(KEPT, [day])).rows).toEqual(walked);
              const roots = [units[0], units[3]];
              const listed = await client.query('select units_below($1, $2) as id order by 1', [roots, day]);
              const expected = new Set(
                walked.filter(({ above_id: id }) => roots.includes(id)).map((row) => row.unit_id),
              );
              expect(listed.rows.map(({ id }) => id)).toEqual([...expected].sort());
            }
          } finally {
            await client.query('rollback');
          }
        }),
        { numRuns: 40 },
      );
    });
  });

  it('are also those that have ended, below their heirs: from their end on, with what lay below, but not below a lower tier', async () => {
    await connected('so_vang_owner', async (client) => {
      await client.query('begin');
      try {
        const units = await makeUnits(client);
        const act = (kind: Act['kind'], unit: number, superior: number, from: number, to = 0): Promise<void> =>
          perform(client, units, { kind, unit, superior, from, to });
        // A district (0) with a commune (4) that ended before it; it goes over into another district (1), which goes over
        // into a third (2), and into a commune (5). A part of it became a district of its own (3) while it went on.
        await act('move', 4, 0, 0);
        await act('inherit', 0, 3, 1);
        await act('end', 4, 10, 1);
        for (const heir of [1, 5]) await act('inherit', 0, heir, 3);
        await act('end', 0, 10, 3);
        await act('inherit', 1, 2, 4);
        await act('end', 1, 10, 4);
        const below = async (root: number, day: string): Promise<number[]> => {
          const { rows } = await client.query<{ id: string }>('select units_below(array[$1::uuid], $2) as id', [
            units[root],
            day,
          ]);
          return rows.map(({ id }) => units.indexOf(id)).sort();
        };
        expect(await below(1, '2022-12-31')).toEqual([1]);
        expect(await below(1, '2023-01-01')).toEqual([0, 1, 4]);
        expect(await below(5, '2023-01-01')).toEqual([0, 5]);
        expect(await below(3, '2023-01-01')).toEqual([3]);
        expect(await below(2, '2024-06-30')).toEqual([2]);
        expect(await below(2, '2024-07-01')).toEqual([0, 1, 2, 4]);
        expect(await below(0, '2024-07-01')).toEqual([0, 4]);
      } finally {
        await client.query('rollback');
      }
    });
  });

  it('cannot be written by the application: what one may read hangs on them', async () => {
    await connected('so_vang_app', async (client) => {
      const before = await client.query('select * from unit_above order by 1, 2, 3');
      expect(before.rowCount).toBeGreaterThan(8);
      for (const statement of [
        `insert into unit_above select unit_id, (select id from unit limit 1), '(,)' from unit_above`,
        `update unit_above set valid = '(,)'`,
        `delete from unit_above`,
        `select unit_above_follow(array(select id from unit))`,
      ]) {
        await expect(client.query(statement)).rejects.toMatchObject({ code: '42501' });
      }
      expect((await client.query('select * from unit_above order by 1, 2, 3')).rows).toEqual(before.rows);
    });
  });

  it('are not mixed up by two who change one branch at once', async () => {
    // Committed, hence made and taken away again.
    await connected('so_vang_owner', async (one) => {
      await connected('so_vang_owner', async (two) => {
        const units = await makeUnits(one);
        try {
          await one.query('begin');
          await two.query('begin');
          await one.query('update unit_version set superior_id = $2 where unit_id = $1', [units[2], units[1]]);
          const waiting = two.query('update unit_version set superior_id = $2 where unit_id = $1', [
            units[1],
            units[0],
          ]);
          // Before the commit, else there is no "at once".
          while (!(await waits(one))) await new Promise((resolve) => setTimeout(resolve, 5));
          await one.query('commit');
          await waiting;
          await two.query('commit');
          const above = await one.query(`select above_id from unit_above where unit_id = $1 order by 1`, [units[2]]);
          expect(above.rows.map((row) => row.above_id)).toEqual([units[0], units[1], units[2]].sort());
        } finally {
          await one.query('delete from unit_version where unit_id = any ($1)', [units]);
          await one.query('delete from unit_above where unit_id = any ($1)', [units]);
          await one.query('delete from unit where id = any ($1)', [units]);
        }
      });
    });
  });
});
