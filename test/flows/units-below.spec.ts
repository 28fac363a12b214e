import fc from 'fast-check';
import type { Client } from 'pg';
import { connected } from '../support/database.js';

const DAYS = ['2020-01-01', '2021-06-30', '2022-01-01', '2023-01-01', '2024-07-01', '2026-01-01'];

// The truth: down the tree of versions, step by step, on one day. A unit that has ended stays where it stood last, one
// that has not begun stands where it will first.
const WALK = `with recursive place as (
    select distinct on (unit_id) unit_id, superior_id from unit_version
    order by unit_id, lower(valid) > $1::date, case when lower(valid) <= $1::date then $1::date - lower(valid) else lower(valid) - $1::date end
  ), walk as (
    select id as above_id, id as unit_id from unit
    union
    select w.above_id, p.unit_id from walk w join place p on p.superior_id = w.unit_id
  ) select above_id, unit_id from walk order by 1, 2`;
const KEPT = `select above_id, unit_id from unit_above where valid @> $1::date order by 1, 2`;

/** What may happen to the versions of one of ten units; indexes are into units and days. */
const act = fc.record({
  kind: fc.constantFrom('put', 'end', 'move', 'delete'),
  unit: fc.nat(9),
  superior: fc.nat(10),
  from: fc.nat(4),
  to: fc.nat(6),
});
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

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
      `insert into unit_version (unit_id, valid, name, tier, superior_id) values ($1, ${period}, 'x', 'COMMUNE', $2)`,
      [id, above],
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
    `insert into unit_version (unit_id, valid, name, tier) select unnest($1::uuid[]), '[2020-01-01,)', 'x', 'COMMUNE'`,
    [ids],
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
  }, 60_000);

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
