// Does a page take longer where there is more? The same page of a large and a small database, in turns.
import { connected, urlOf } from '../cluster.mjs';
import { ask, post } from '../load.mjs';
import { cursorAfter, deepOne, LIST } from '../operations.mjs';
import { startService } from '../processes.mjs';
import { median } from '../statistics.mjs';
import { limitFigure } from '../table.mjs';

const GOAL = 1.3;

async function latency(url, request) {
  const began = performance.now();
  await ask(url, request);
  return performance.now() - began;
}

/** The middle one of all the ratios of neighbours: a disturbance hits both. */
async function ratioOf(large, small, times) {
  const measured = { large: [], small: [] };
  for (let i = 0; i < times + 50; i += 1) {
    const pair = { large: await latency(large.url, large.request), small: await latency(small.url, small.request) };
    if (i < 50) continue;
    measured.large.push(pair.large);
    measured.small.push(pair.small);
  }
  return { ratio: median(measured.large) / median(measured.small), large: median(measured.large) };
}

/** @param {import('../run.mjs').Bench} bench */
export async function pages({ cluster, large, small, options, say }) {
  const sides = { large, small };
  const servers = {};
  for (const side of ['large', 'small'])
    servers[side] = await startService(urlOf(cluster, 'app', sides[side].database));
  const figures = [];
  for (const who of ['province', 'commune']) {
    const requests = {};
    for (const side of ['large', 'small']) {
      const { database, sessions } = sides[side];
      const { token, unitId } = sessions[who];
      const deep = await connected(cluster, 'owner', database, (client) => deepOne(client, unitId));
      requests[side] = { first: post(token, LIST, {}), deep: post(token, LIST, { after: cursorAfter(deep) }) };
    }
    for (const page of ['first', 'deep']) {
      const contender = (side) => ({ url: servers[side].url, request: requests[side][page] });
      const { ratio, large: ms } = await ratioOf(contender('large'), contender('small'), options.quick ? 200 : 600);
      const name = `${page === 'first' ? 'first page' : 'page after a deep cursor'}, ${who}: large ÷ small`;
      figures.push(say({ ...limitFigure(name, ratio, '', GOAL, `${ms.toFixed(1)} ms`), goal: `≤ ${GOAL}` }));
    }
  }
  for (const server of Object.values(servers)) await server.stop();
  return figures;
}
