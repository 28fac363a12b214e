// Anybody checks a certificate: by the API, on the page, with a token that there is not; among as many as the ledger has awards.
import { connected, urlOf } from '../cluster.mjs';
import { startService } from '../processes.mjs';
import { percentile } from '../statistics.mjs';
import { limitFigure } from '../table.mjs';

const GOAL = 20;
const PICTURE = 'QR code as PNG';
const CHECK = `query ($token: String!) { verifyCertificate(token: $token) { valid status decision awardType name year } }`;
// A certificate for each award, with a token as the first version makes them: a byte and 24 that look random.
const FILL = `
  insert into certificate (award_id, unit_id, year, number, token)
  select a.id, (select id from unit limit 1), 2026, row_number() over (),
    rtrim(translate(encode('\\x01'::bytea || substr(sha256(a.id::text::bytea), 1, 24), 'base64'), '+/', '-_'), '=')
  from award a on conflict do nothing`;

async function tokensOf(cluster, database, count) {
  return connected(cluster, 'owner', database, async (client) => {
    await client.query(FILL);
    await client.query('analyze certificate');
    const { rows } = await client.query(
      'select token from certificate tablesample bernoulli (2) order by random() limit $1',
      [count],
    );
    const [{ total }] = (await client.query('select count(*)::int as total from certificate')).rows;
    return { tokens: rows.map(({ token }) => token), total };
  });
}

async function timed(list, work) {
  const times = [];
  for (const each of list) {
    const began = performance.now();
    await work(each);
    times.push(performance.now() - began);
  }
  return times;
}

async function got(url, status, options = {}) {
  const response = await fetch(url, options);
  const text = await response.text();
  if (response.status !== status || text.includes('"errors"')) throw new Error(`${url}: ${response.status} ${text}`);
  return text;
}

/** A token that there is not, of the form of one. */
const other = (token) => `${token.slice(0, 20)}${token[20] === 'A' ? 'B' : 'A'}${token.slice(21)}`;

/** @param {import('../run.mjs').Bench} bench */
export async function checks({ cluster, ledgers, options, say }) {
  const { database } = ledgers.large;
  const { tokens, total } = await tokensOf(cluster, database, options.quick ? 300 : 1000);
  const server = await startService(urlOf(cluster, 'app', database));
  const ways = {
    verifyCertificate: (token) =>
      got(`${server.url}/graphql`, 200, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: CHECK, variables: { token } }),
      }),
    'page of a certificate': (token) => got(`${server.url}/v/${token}`, 200, { headers: { accept: 'text/html' } }),
    'page of an unknown token': (token) =>
      got(`${server.url}/v/${other(token)}`, 404, { headers: { accept: 'text/html' } }),
    [PICTURE]: (token) => got(`${server.url}/v/${token}/qr.png`, 200),
  };
  const figures = [];
  for (const [name, work] of Object.entries(ways)) {
    await timed(tokens.slice(0, 100), work);
    const p95 = percentile(await timed(tokens, work), 95);
    figures.push(
      say(limitFigure(`${name}: p95`, p95, 'ms', name === PICTURE ? undefined : GOAL, `${tokens.length} of ${total}`)),
    );
  }
  await server.stop();
  return figures;
}
