// The historian's search over the ledger, and whether a page takes longer where there is more.
import { connected, urlOf } from '../cluster.mjs';
import { ask, post } from '../load.mjs';
import { searches } from '../names.mjs';
import { startService } from '../processes.mjs';
import { median, percentile } from '../statistics.mjs';
import { limitFigure } from '../table.mjs';

const MIX = 200;
const GOAL = 1.3;
const PAGE = `query ($search: HonourSearch!, $orderBy: HonourOrder) { searchHonours(search: $search, orderBy: $orderBy) {
  edges { cursor node { id nameAsAwarded unitAsAwarded citation decision { symbol issuerAsPrinted } } } pageInfo { hasNextPage } } }`;
const COUNTED = PAGE.replace('edges', 'totalCount totalIsCapped edges');
const TOTALS = `query ($search: HonourSearch!) { honourTotals(search: $search) { total recorded byKind { kind count }
  byYear { year count } byTier { tier count } byAwardType { count } byIssuer { count } } }`;

async function timed(list, work) {
  const times = [];
  for (const [index, each] of list.entries()) {
    const began = performance.now();
    await work(each, index);
    times.push(performance.now() - began);
  }
  return times;
}

/** As a hand slips: one letter of a long enough syllable twice. */
const misspelled = (text) => text.replace(/([aeiou])([a-z])(?=[a-z]*$)/, '$1$1$2');

/** The searches whose totals are of fewer than 20,000 hits, and of more; what finds nothing is in neither. */
async function byHits(list, ofText) {
  const found = { few: [], many: [] };
  for (const text of list) {
    const { total } = (await ofText(TOTALS)(text)).honourTotals;
    if (total > 0) found[total < 20_000 ? 'few' : 'many'].push(text);
  }
  return found;
}

async function mix({ url, token, who, say }) {
  const { one, more } = searches(MIX);
  const ofText = (query) => (text) => ask(url, post(token, query, { search: { text } }));
  const figures = [];
  const measure = async (name, list, work, goal) => {
    if (list.length === 0) return;
    await timed(list.slice(0, 20), work);
    const note = `${list.length} searches`;
    figures.push(say(limitFigure(`${name}, ${who}: p95`, percentile(await timed(list, work), 95), 'ms', goal, note)));
  };
  await measure('honours, 2 or 3 syllables', more, ofText(PAGE), 30);
  await measure('honours, 1 syllable with its count', one, ofText(COUNTED), 150);
  const whole = more.filter((text) => text.split(' ').length === 3).map(misspelled);
  await measure('honours, misspelled whole names', whole, ofText(PAGE), 250);
  const { few, many } = await byHits(more.slice(0, 60), ofText);
  await measure('honours, facets below 20,000 hits', few, ofText(TOTALS), 150);
  await measure('honours, facets of more hits', many, ofText(TOTALS));
  return figures;
}

/** Places of today, in an order of no meaning that is the same in every run. */
const PLACES = `select v.area_id as id from area_version v where v.tier = $1 and upper_inf(v.valid) order by md5(v.code) limit 34`;

/** What was ever awarded on the territory of a place of today: pages, counts and totals of communes and provinces. */
async function ofPlacesNow({ cluster, database, url, token, say }) {
  const figures = [];
  const { one } = searches(MIX);
  for (const tier of ['COMMUNE', 'PROVINCE']) {
    const { rows } = await connected(cluster, 'owner', database, (client) => client.query(PLACES, [tier]));
    const asked = (query, more) => (id, index) =>
      ask(url, post(token, query, { search: { placeId: id, placeMode: 'AS_NOW', ...more?.(index) } }));
    const ways = {
      page: asked(PAGE),
      'page with its count': asked(COUNTED),
      'page of a name': asked(PAGE, (index) => ({ text: one[index] })),
      totals: asked(TOTALS),
    };
    for (const [way, work] of Object.entries(ways)) {
      const ids = rows.map(({ id }) => id);
      await timed(ids.slice(0, 10), work);
      const name = `honours AS_NOW, ${way} of a ${tier.toLowerCase()}, historian: p95`;
      const note = `${ids.length} places`;
      figures.push(say(limitFigure(name, percentile(await timed(ids, work), 95), 'ms', undefined, note)));
    }
  }
  return figures;
}

/** The same page of both, in turns; the ratio of the middle ones. */
async function ratioOf(large, small, times) {
  const measured = { large: [], small: [] };
  for (let i = 0; i < times + 30; i += 1) {
    for (const [side, { url, request }] of Object.entries({ large, small })) {
      const [time] = await timed([request], (each) => ask(url, each));
      if (i >= 30) measured[side].push(time);
    }
  }
  return { ratio: median(measured.large) / median(measured.small), ms: median(measured.large) };
}

/** @param {import('../run.mjs').Bench} bench */
export async function honours({ cluster, ledgers, options, say }) {
  const servers = {};
  for (const side of ['large', 'small'])
    servers[side] = await startService(urlOf(cluster, 'app', ledgers[side].database));
  const figures = [];
  for (const who of ['historian', 'province', 'commune']) {
    const { token } = ledgers.large.sessions[who];
    if (who !== 'commune') figures.push(...(await mix({ url: servers.large.url, token, who, say })));
    for (const orderBy of ['DATE', 'GIVEN_NAME']) {
      const contender = (side) => ({
        url: servers[side].url,
        request: post(ledgers[side].sessions[who].token, PAGE, { search: {}, orderBy }),
      });
      const { ratio, ms } = await ratioOf(contender('large'), contender('small'), options.quick ? 100 : 300);
      const name = `page of honours by ${orderBy}, ${who}: large ÷ small`;
      figures.push(say({ ...limitFigure(name, ratio, '', GOAL, `${ms.toFixed(1)} ms`), goal: `≤ ${GOAL}` }));
    }
  }
  const { database, sessions } = ledgers.large;
  figures.push(
    ...(await ofPlacesNow({ cluster, database, url: servers.large.url, token: sessions.historian.token, say })),
  );
  for (const server of Object.values(servers)) await server.stop();
  return figures;
}
