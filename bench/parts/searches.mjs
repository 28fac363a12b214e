// The fixed mix of 200 name searches of an account of the province, one after the other.
import pg from 'pg';
import { syllables } from '../../dist/core/fold.js';
import { countHonourees, honoureePage, shareOfNewest } from '../../dist/honourees/honouree.queries.js';
import { connected, urlOf } from '../cluster.mjs';
import { ask, post } from '../load.mjs';
import { searches } from '../names.mjs';
import { SEARCH, SEARCH_AND_COUNT } from '../operations.mjs';
import { startService } from '../processes.mjs';
import { percentile } from '../statistics.mjs';
import { limitFigure } from '../table.mjs';

const MIX = 200;

async function timed(list, work) {
  const times = [];
  for (const text of list) {
    const began = performance.now();
    await work(text);
    times.push(performance.now() - began);
  }
  return times;
}

/** The service's own statements, without HTTP. */
function bySql(client, unitId, share, counted) {
  const connection = { rows: async (text, values) => (await client.query(text, values)).rows };
  const scope = { roots: [unitId], day: new Date().toISOString().slice(0, 10) };
  return async (text) => {
    const conditions = { syllables: syllables(text), kind: null, unitId: null, areaId: null };
    await honoureePage(connection, { scope, conditions, after: null, limit: 21, share });
    if (counted) await countHonourees(connection, { scope, conditions, share });
  };
}

/** @param {import('../run.mjs').Bench} bench */
export async function searchesByName({ cluster, large, say }) {
  const { one, more } = searches(MIX);
  const { token, unitId } = large.sessions.province;
  const server = await startService(urlOf(cluster, 'app', large.database));
  const byHttp = (query) => (text) => ask(server.url, post(token, query, { text }));
  const figures = [];
  const measure = async (name, list, work, goal) => {
    await timed(list.slice(0, 20), work);
    figures.push(say(limitFigure(name, percentile(await timed(list, work), 95), 'ms', goal)));
  };
  await measure('search, 2 or 3 syllables: p95', more, byHttp(SEARCH), 30);
  await measure('search, 1 syllable with its count: p95', one, byHttp(SEARCH_AND_COUNT), 150);
  await measure('search, 2 or 3 syllables with its count: p95', more, byHttp(SEARCH_AND_COUNT));
  await connected(cluster, 'app', large.database, async (client) => {
    await client.query('set max_parallel_workers_per_gather = 0');
    client.setTypeParser(pg.types.builtins.INT8, Number);
    const share = await shareOfNewest(
      { rows: async (text, values) => (await client.query(text, values)).rows },
      { roots: [unitId], day: '2026-01-01' },
    );
    await measure('the same by SQL alone: 2 or 3 syllables, p95', more, bySql(client, unitId, share, false));
    await measure('the same by SQL alone: 1 syllable with its count, p95', one, bySql(client, unitId, share, true));
  });
  await server.stop();
  return figures;
}
