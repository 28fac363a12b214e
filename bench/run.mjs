// npm run bench: the speed and size of DESIGN §8, as ratios within one run. bench/README.md says how to read them.
import { writeFileSync } from 'node:fs';
import { connected, createDatabase, startCluster } from './cluster.mjs';
import { fill } from './data.mjs';
import { readOptions } from './options.mjs';
import { pages } from './parts/pages.mjs';
import { places } from './parts/places.mjs';
import { reads } from './parts/reads.mjs';
import { searchesByName } from './parts/searches.mjs';
import { start } from './parts/start.mjs';
import { verifyAudit } from './parts/verify.mjs';
import { writes } from './parts/writes.mjs';
import { machineLine, table } from './table.mjs';

const SMALL = 20_000;
const PARTS = { reads, searches: searchesByName, pages, writes, places, start, verify: verifyAudit };
const NEEDS_LARGE = ['reads', 'searches', 'pages'];

/**
 * @typedef {{ database: string; sessions: Awaited<ReturnType<typeof fill>> }} Filled
 * @typedef {object} Bench what every part gets
 * @property {import('./cluster.mjs').Cluster} cluster
 * @property {Filled} large
 * @property {Filled} small
 * @property {{ audited: Filled; unaudited: Filled; countAudit: (database: string) => Promise<number> }} written
 * @property {import('./options.mjs').Options} options
 * @property {(figure: import('./table.mjs').Figure) => import('./table.mjs').Figure} say shows a figure as soon as it is known
 */

/** @returns {Promise<Filled>} */
async function filled(cluster, database, rows) {
  await createDatabase(cluster, database);
  return { database, sessions: await connected(cluster, 'owner', database, (client) => fill(client, rows)) };
}

function say(figure) {
  process.stderr.write(`  ${figure.name}: ${figure.measured}\n`);
  return figure;
}

async function prepare(cluster, options) {
  const { parts, rows } = options;
  const wants = (...names) => parts.some((part) => names.includes(part));
  const none = { database: '', sessions: null };
  const large = wants(...NEEDS_LARGE) ? await filled(cluster, 'bench_large', rows) : none;
  const small = wants('pages') ? await filled(cluster, 'bench_small', SMALL) : none;
  const written = wants('writes')
    ? {
        audited: await filled(cluster, 'bench_audited', SMALL),
        unaudited: await filled(cluster, 'bench_unaudited', SMALL),
      }
    : {};
  const countAudit = (database) =>
    connected(cluster, 'owner', database, async (client) =>
      Number((await client.query('select count(*) from audit')).rows[0].count),
    );
  return { cluster, large, small, written: { ...written, countAudit }, options, say };
}

async function main() {
  const options = readOptions();
  const began = performance.now();
  const cluster = await startCluster();
  const figures = [];
  try {
    process.stderr.write(`Filling ${options.rows} honourees …\n`);
    const bench = await prepare(cluster, options);
    for (const part of options.parts) {
      process.stderr.write(`${part} …\n`);
      figures.push(...(await PARTS[part](bench)));
    }
  } finally {
    await cluster.stop();
  }
  const minutes = ((performance.now() - began) / 60_000).toFixed(1);
  process.stdout.write(`\n${machineLine()}; ${options.rows} honourees, ${minutes} min\n\n${table(figures)}\n`);
  if (options.json) writeFileSync(options.json, `${JSON.stringify({ machine: machineLine(), figures }, null, 2)}\n`);
}

await main();
