// Lists and details beside the bare server, for an account of the province (reads 60 of 100 rows) and one of a commune.
import { deepStrictEqual } from 'node:assert';
import { connected, urlOf } from '../cluster.mjs';
import { alternate, ask, post } from '../load.mjs';
import { cursorAfter, DETAIL, LIST, spread } from '../operations.mjs';
import { startBare, startService } from '../processes.mjs';
import { ratioFigure } from '../table.mjs';

const GOAL = 0.75;

/** Both must say the same, else one measures nothing. */
async function compare(a, b, requests) {
  for (const request of [requests[0], requests.at(-1)]) deepStrictEqual(await ask(a, request), await ask(b, request));
}

/** @param {import('../run.mjs').Bench} bench */
export async function reads({ cluster, large, options, say }) {
  const database = urlOf(cluster, 'app', large.database);
  const servers = [await startService(database), await startBare(database)];
  const [ours, bare] = servers;
  const figures = [];
  for (const who of ['province', 'commune']) {
    const { token, unitId } = large.sessions[who];
    const ids = await connected(cluster, 'owner', large.database, (client) => spread(client, unitId, 50));
    for (const [what, requests] of Object.entries({
      list: ids.map((id) => post(token, LIST, { after: cursorAfter(id) })),
      detail: ids.map((id) => post(token, DETAIL, { id })),
    })) {
      await compare(ours.url, bare.url, requests);
      const { a, b, ratio } = await alternate({ url: ours.url, requests }, { url: bare.url, requests }, options);
      const note = `${a.toFixed(0)} of ${b.toFixed(0)} requests/s`;
      figures.push(say(ratioFigure(`${what}, ${who} ÷ bare server`, ratio, GOAL, note)));
    }
  }
  for (const server of servers) await server.stop();
  return figures;
}
