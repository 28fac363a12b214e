import type { MigrationInterface, QueryRunner } from 'typeorm';

// Roots were kept of 256, 65,536 … leaves; now also of 16, 4,096 …, so that a proof reads a tenth of the hashes. What was level
// 1 is level 2, what was 2 is 4; the levels between are worked out from the one below each, by the database alone.

const comment = (base: number): string => `comment on table award_log_node is
  'Roots of full subtrees of ${base}^level leaves, so that a proof reads ${base === 16 ? 'less than a hundred' : 'a few hundred'} rows at any size.'`;

/** The root over the hashes of an array, from that one on, as RFC 6962 has it of a full subtree. */
function rootOf(first: number, count: number): string {
  if (count === 1) return `below.hashes[${first}]`;
  const half = count / 2;
  return `sha256('\\x01'::bytea || ${rootOf(first, half)} || ${rootOf(first + half, half)})`;
}

/** A level from the one below: sixteen of those make one. */
const LEVEL = (below: string): string => `
  insert into award_log_node (level, idx, hash)
  select $1::int, below.idx, ${rootOf(1, 16)}
  from (select b.idx / 16 as idx, array_agg(b.hash order by b.idx) as hashes from ${below} group by b.idx / 16 having count(*) = 16) below`;

async function unguarded(runner: QueryRunner, work: () => Promise<void>): Promise<void> {
  await runner.query(`alter table award_log_node disable trigger award_log_append_only`);
  await work();
  await runner.query(`alter table award_log_node enable trigger award_log_append_only`);
}

export class StoreSmallerTiles1795316400241 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await unguarded(runner, async () => {
      // From the highest down: level 1 may not become 2 while there is a level 2.
      const levels = (await runner.query(`select distinct level from award_log_node order by level desc`)) as {
        level: number;
      }[];
      const highest = levels[0]?.level ?? 0;
      for (const { level } of levels) {
        await runner.query(`update award_log_node set level = $1::int where level = $2::int`, [2 * level, level]);
      }
      await runner.query(LEVEL('award_log_entry b'), [1]);
      for (let level = 1; level <= highest; level += 1) {
        await runner.query(LEVEL(`award_log_node b where b.level = ${2 * level}`), [2 * level + 1]);
      }
    });
    await runner.query(comment(16));
  }

  async down(runner: QueryRunner): Promise<void> {
    await unguarded(runner, async () => {
      await runner.query(`delete from award_log_node where level % 2 = 1`);
      const levels = (await runner.query(`select distinct level from award_log_node order by level`)) as {
        level: number;
      }[];
      for (const { level } of levels) {
        await runner.query(`update award_log_node set level = $1::int where level = $2::int`, [level / 2, level]);
      }
    });
    await runner.query(comment(256));
  }
}
