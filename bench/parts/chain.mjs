// The chain at 200,000 nominations: its lists and details beside the bare server, and how long deep pages take.
import { deepStrictEqual } from 'node:assert';
import { connected, urlOf } from '../cluster.mjs';
import { INBOX, NOMINATION, NOMINATIONS } from '../chain-operations.mjs';
import { alternate, ask, post } from '../load.mjs';
import { startBare, startService } from '../processes.mjs';
import { median } from '../statistics.mjs';
import { limitFigure, ratioFigure } from '../table.mjs';

const GOAL = 0.75;
const DEEP = 1.3;

const cursor = (...values) => Buffer.from(JSON.stringify(values)).toString('base64url');

// What the reader reads (the drafts of others apart), and what waits for a reviewer: so many, evenly spread.
export const LISTED = `select min(id::text)::uuid as id from (
    select n.id, ntile($2::int) over (order by n.id) as part from nomination n
    where n.state <> 'DRAFT' and (n.proposed_by_id in (select units_below(array[$1::uuid], current_date))
      or exists (select from nomination_step s where s.nomination_id = n.id and s.unit_id = $1))) parts
  group by part order by part`;
export const WAITING = `select due, id from (
    select coalesce(n.due_on, 'infinity')::text as due, n.id, row_number() over (order by coalesce(n.due_on, 'infinity'), n.id) as place,
      count(*) over () as total
    from nomination n where n.lies_with_id = $1 and n.state in ('SUBMITTED', 'RECEIVED') and not n.suspended) waiting
  where place % greatest(total / $2, 1) = 0 and place < total * 0.95 order by place`;

async function requestsOf(cluster, { database, sessions }, who) {
  const { token, unitId } = sessions[who];
  return connected(cluster, 'owner', database, async (client) => {
    const ids = (await client.query(LISTED, [unitId, 50])).rows.map(({ id }) => id);
    const waiting = (await client.query(WAITING, [unitId, 40])).rows;
    return {
      // The oldest first; the last of all is the first page.
      nominations: [
        ...ids.slice(1).map((id) => post(token, NOMINATIONS, { after: cursor(id) })),
        post(token, NOMINATIONS, {}),
      ],
      inbox: [post(token, INBOX, {}), ...waiting.map(({ due, id }) => post(token, INBOX, { after: cursor(due, id) }))],
      detail: ids.map((id) => post(token, NOMINATION, { id })),
    };
  });
}

/** Both must say the same, else one measures nothing. */
async function compare(a, b, requests) {
  for (const request of requests) deepStrictEqual(await ask(a, request), await ask(b, request));
}

async function latency(url, request) {
  const began = performance.now();
  await ask(url, request);
  return performance.now() - began;
}

/** Two requests in turns: the ratio of the middle ones. */
async function turns(url, deep, first, times) {
  const measured = { deep: [], first: [] };
  for (let i = -30; i < times; i += 1) {
    const pair = { deep: await latency(url, deep), first: await latency(url, first) };
    if (i < 0) continue;
    measured.deep.push(pair.deep);
    measured.first.push(pair.first);
  }
  return { deep: median(measured.deep), first: median(measured.first) };
}

function deepOf(what, requests) {
  if (what === 'nominations') return { deep: requests[1], first: requests.at(-1) };
  return { deep: requests.at(-1), first: requests[0] };
}

/** @param {import('../run.mjs').Bench} bench */
export async function chain({ cluster, climbing, options, say }) {
  const database = urlOf(cluster, 'app', climbing.database);
  const servers = [await startService(database), await startBare(database)];
  const [ours, bare] = servers;
  const figures = [];
  for (const who of ['province', 'commune']) {
    for (const [what, requests] of Object.entries(await requestsOf(cluster, climbing, who))) {
      await compare(ours.url, bare.url, requests);
      const { a, b, ratio } = await alternate({ url: ours.url, requests }, { url: bare.url, requests }, options);
      const note = `${a.toFixed(0)} of ${b.toFixed(0)} requests/s`;
      figures.push(say(ratioFigure(`${what}, ${who} ÷ bare server`, ratio, GOAL, note)));
      if (what === 'detail') continue;
      const pages = deepOf(what, requests);
      const { deep, first } = await turns(ours.url, pages.deep, pages.first, options.quick ? 150 : 400);
      const name = `${what}, ${who}: deep page ÷ first page`;
      const figure = limitFigure(name, deep / first, '', DEEP, `${deep.toFixed(1)} and ${first.toFixed(1)} ms`);
      figures.push(say({ ...figure, goal: `≤ ${DEEP}` }));
    }
  }
  for (const server of servers) await server.stop();
  return figures;
}
