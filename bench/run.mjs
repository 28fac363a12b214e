// npm run bench: the speed and size of DESIGN §8, as ratios within one run. bench/README.md says how to read them.
import { writeFileSync } from 'node:fs';
import { fillChain } from './chain-data.mjs';
import { cloneDatabase, connected, createDatabase, startCluster } from './cluster.mjs';
import { fill } from './data.mjs';
import { fillHonours } from './honours-data.mjs';
import { readOptions } from './options.mjs';
import { checks } from './parts/checks.mjs';
import { chain } from './parts/chain.mjs';
import { eligibility } from './parts/eligibility.mjs';
import { honours } from './parts/honours.mjs';
import { awardLog } from './parts/log.mjs';
import { pages } from './parts/pages.mjs';
import { places } from './parts/places.mjs';
import { postgraphile } from './parts/postgraphile.mjs';
import { reads } from './parts/reads.mjs';
import { reorganise } from './parts/reorganise.mjs';
import { searchesByName } from './parts/searches.mjs';
import { start } from './parts/start.mjs';
import { steps } from './parts/steps.mjs';
import { verifyAudit } from './parts/verify.mjs';
import { writes } from './parts/writes.mjs';
import { machineLine, table } from './table.mjs';

const SMALL = 20_000;
const PARTS = {
  reads,
  searches: searchesByName,
  honours,
  checks,
  pages,
  writes,
  places,
  reorganise,
  chain,
  eligibility,
  steps,
  start,
  verify: verifyAudit,
  log: awardLog,
  postgraphile,
};
const NEEDS_LARGE = ['reads', 'searches', 'pages', 'postgraphile'];
const NEEDS_CHAIN = ['chain', 'eligibility', 'steps', 'postgraphile'];

/**
 * @typedef {{ database: string; sessions: Awaited<ReturnType<typeof fill>> }} Filled
 * @typedef {object} Bench what every part gets
 * @property {import('./cluster.mjs').Cluster} cluster
 * @property {Filled} large
 * @property {Filled} small
 * @property {{ large: Filled; small: Filled }} ledgers with two awards for each honouree; the small one has 20,000
 * @property {{ audited: Filled; unaudited: Filled; countAudit: (database: string) => Promise<number> }} written
 * @property {Filled & { decisions: number }} climbing with the nominations of the chain
 * @property {{ audited: Filled; unaudited: Filled; countAudit: (database: string) => Promise<number> }} moved with dossiers that wait
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

/** How many decisions of 500 lines are signed, and how many dossiers wait to be received. */
const SIGNED = { quick: 4, whole: 12 };
const WAITING = { quick: 12_000, whole: 30_000 };

async function prepareChain(cluster, { parts, nominations, quick }) {
  const size = quick ? 'quick' : 'whole';
  const decisions = parts.includes('steps') ? SIGNED[size] : 0;
  const prepared = { climbing: null, moved: {} };
  if (parts.some((part) => NEEDS_CHAIN.includes(part))) {
    const { kinds, sessions } = await fillChain(cluster, 'bench_chain', { nominations, decisions });
    process.stderr.write(`${nominations} nominations, of ${kinds} kinds that the trigger makes too\n`);
    prepared.climbing = { database: 'bench_chain', sessions, decisions };
  }
  if (parts.includes('steps')) {
    const { sessions } = await fillChain(cluster, 'bench_moved', { nominations: SMALL, waiting: WAITING[size] });
    await cloneDatabase(cluster, 'bench_moved', 'bench_moved_silent');
    prepared.moved = {
      audited: { database: 'bench_moved', sessions },
      unaudited: { database: 'bench_moved_silent', sessions },
    };
  }
  return prepared;
}

async function prepare(cluster, options) {
  const { parts, rows } = options;
  const wants = (...names) => parts.some((part) => names.includes(part));
  const none = { database: '', sessions: null };
  const large = wants(...NEEDS_LARGE) ? await filled(cluster, 'bench_large', rows) : none;
  const small = wants('pages') ? await filled(cluster, 'bench_small', SMALL) : none;
  const ledger = async (database, honourees) => ({
    database,
    sessions: await fillHonours(cluster, database, honourees),
  });
  const ledgers = wants('honours', 'checks')
    ? { large: await ledger('bench_ledger', rows), small: await ledger('bench_ledger_small', SMALL / 2) }
    : {};
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
  const { climbing, moved } = await prepareChain(cluster, options);
  return {
    cluster,
    large,
    small,
    ledgers,
    written: { ...written, countAudit },
    climbing,
    moved: { ...moved, countAudit },
    options,
    say,
  };
}

async function main() {
  const options = readOptions();
  const began = performance.now();
  const cluster = await startCluster();
  const figures = [];
  try {
    process.stderr.write('Filling …\n');
    const bench = await prepare(cluster, options);
    for (const part of options.parts) {
      process.stderr.write(`${part} …\n`);
      figures.push(...(await PARTS[part](bench)));
    }
  } finally {
    await cluster.stop();
  }
  const minutes = ((performance.now() - began) / 60_000).toFixed(1);
  process.stdout.write(
    `\n${machineLine()}; ${options.rows} honourees, ${options.nominations} nominations, ${minutes} min\n\n${table(figures)}\n`,
  );
  if (options.json) writeFileSync(options.json, `${JSON.stringify({ machine: machineLine(), figures }, null, 2)}\n`);
}

await main();
