// Lists and details beside PostGraphile 5 on its own Node: same data, same policy, same session check, same answers.
import { deepStrictEqual } from 'node:assert';
import { INBOX, NOMINATIONS } from '../chain-operations.mjs';
import { connected, urlOf } from '../cluster.mjs';
import { alternate, ask, post } from '../load.mjs';
import { cursorAfter, DETAIL, LIST, spread } from '../operations.mjs';
import { FUNCTIONS } from '../postgraphile/functions.mjs';
import { installPostGraphile } from '../postgraphile/install.mjs';
import { DETAILS, OUR_NOMINATION, PAGES } from '../postgraphile/operations.mjs';
import { startPostGraphile, startService } from '../processes.mjs';
import { ratioFigure } from '../table.mjs';
import { LISTED, WAITING } from './chain.mjs';

const GOAL = 1.6;

const cursor = (...values) => Buffer.from(JSON.stringify(values)).toString('base64url');

/** Pairs of questions that mean the same: ours and PostGraphile's. */
async function honoureePairs(client, { token, unitId }) {
  const ids = await spread(client, unitId, 50);
  return {
    'list of honourees': ids.map((id) => [
      post(token, LIST, { after: cursorAfter(id) }),
      post(token, PAGES.honourees, { after: id }),
    ]),
    'one honouree': ids.map((id) => [post(token, DETAIL, { id }), post(token, DETAILS.honouree, { id })]),
  };
}

async function nominationPairs(client, { token, unitId }) {
  const ids = (await client.query(LISTED, [unitId, 50])).rows.map(({ id }) => id);
  const waiting = (await client.query(WAITING, [unitId, 40])).rows;
  return {
    'list of nominations': ids.map((id) => [
      post(token, NOMINATIONS, { after: cursor(id) }),
      post(token, PAGES.nominations, { after: id }),
    ]),
    inbox: waiting.map(({ due, id }) => [
      post(token, INBOX, { after: cursor(due, id) }),
      post(token, PAGES.inbox, { due, after: id }),
    ]),
    'one nomination': ids.map((id) => [post(token, OUR_NOMINATION, { id }), post(token, DETAILS.nomination, { id })]),
  };
}

/** The rows of an answer, whatever wraps them there. */
function rowsOf(value) {
  if (Array.isArray(value)) return value.map(rowsOf);
  if (value === null || typeof value !== 'object') return value;
  if (value.edges) return value.edges.map(({ node }) => rowsOf(node));
  if (value.nodes) return value.nodes.map(rowsOf);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, rowsOf(inner)]));
}

/** Both must say the same, else one measures nothing. */
async function compare([ours, theirs], [a, b]) {
  const [mine] = Object.values(rowsOf(await ask(ours.url, a)));
  const [other] = Object.values(rowsOf(await ask(theirs.url, b)));
  deepStrictEqual(Array.isArray(other) ? other.slice(0, mine.length) : other, mine);
}

async function contend(bench, { database, sessions }, pairsOf) {
  const { cluster, options, say } = bench;
  const url = urlOf(cluster, 'app', database);
  await connected(cluster, 'owner', database, (client) => client.query(FUNCTIONS));
  const servers = [await startService(url), await startPostGraphile(url, installPostGraphile())];
  const figures = [];
  for (const who of ['province', 'commune']) {
    const pairs = await connected(cluster, 'owner', database, (client) => pairsOf(client, sessions[who]));
    for (const [what, requests] of Object.entries(pairs)) {
      if (requests.length === 0) continue;
      for (const pair of [requests[0], requests.at(-1)]) await compare(servers, pair);
      const [ours, theirs] = servers.map(({ url }, side) => ({ url, requests: requests.map((pair) => pair[side]) }));
      const { a, b, ratio } = await alternate(ours, theirs, options);
      const note = `${a.toFixed(0)} of ${b.toFixed(0)} requests/s`;
      figures.push(say(ratioFigure(`${what}, ${who} ÷ PostGraphile`, ratio, GOAL, note)));
    }
  }
  for (const server of servers) await server.stop();
  return figures;
}

/** @param {import('../run.mjs').Bench} bench */
export async function postgraphile(bench) {
  return [
    ...(await contend(bench, bench.large, honoureePairs)),
    ...(await contend(bench, bench.climbing, nominationPairs)),
  ];
}
