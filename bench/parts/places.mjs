// The real administrative units: how long they take to load, to find by what people type, and to be placed in the tree.
import { pathsOf } from '../../dist/units/find-areas.queries.js';
import { connected, createDatabase, urlOf } from '../cluster.mjs';
import { fill } from '../data.mjs';
import { loadPlaces } from '../load-places.mjs';
import { ask, post } from '../load.mjs';
import { typed } from '../names.mjs';
import { PLACES } from '../operations.mjs';
import { startService } from '../processes.mjs';
import { percentile } from '../statistics.mjs';
import { limitFigure } from '../table.mjs';

const DATABASE = 'bench_places';
const DAY = '2026-01-01';
const MIX = 200;

/** Places of that day, in an order of no meaning that is the same in every run. */
const SOME = `select v.area_id as id, v.kind, v.name, p.name as province
  from area_version v join area_version p on p.area_id = v.parent_id and p.valid @> $1::date
  where v.valid @> $1::date and v.tier = 'COMMUNE' order by md5(v.code) limit $2`;

const KIND = /^(Xã|Phường|Thị trấn|Đặc khu|Tỉnh|Thành phố) /;
const ABBREVIATIONS = { Xã: 'X.', Phường: 'P.' };

/** As people type places: with and without accents, a beginning, the kind or its abbreviation, the province behind it. */
const WAYS = [
  ({ name }) => typed(name),
  ({ name, province }) => `${typed(name)}, ${typed(province)}`,
  ({ name }) => name.slice(0, 4),
  ({ kind, name }) => `${ABBREVIATIONS[kind] ?? kind} ${name}`,
  ({ kind, name, province }) => `${kind} ${name}, ${province}`,
  ({ name }) => typed(name).slice(0, -1),
];

/** A place with its bare name, and what somebody types who looks for it. */
function textOf({ kind, name, province }, index) {
  const place = {
    kind: KIND.exec(name)?.[1] ?? kind,
    name: name.replace(KIND, ''),
    province: province.replace(KIND, ''),
  };
  return WAYS[index % WAYS.length](place);
}

async function timed(list, work) {
  for (const one of list.slice(0, 20)) await work(one);
  const times = [];
  for (const one of list) {
    const began = performance.now();
    await work(one);
    times.push(performance.now() - began);
  }
  return times;
}

/** The service's own statement for the way up from each place, alone and for the twenty of a page. */
async function paths(client, places) {
  const connection = { rows: async (text, values) => (await client.query({ name: 'paths', text, values })).rows };
  const up = (ids) =>
    pathsOf(
      connection,
      ids.map((id) => ({ id, day: DAY })),
    );
  const found = await up(places.map(({ id }) => id));
  if (found.length !== places.length || found.some(({ ids }) => ids.length !== 2)) throw new Error('a path is wrong');
  const pages = places.map((_, index) => places.slice(index, index + 20).map(({ id }) => id));
  return { one: await timed(places, ({ id }) => up([id])), page: await timed(pages, up) };
}

/** @param {import('../run.mjs').Bench} bench */
export async function places({ cluster, say }) {
  await createDatabase(cluster, DATABASE);
  const urls = { url: urlOf(cluster, 'app', DATABASE), owner: urlOf(cluster, 'owner', DATABASE) };
  const [first, again] = [loadPlaces(urls), loadPlaces(urls)];
  const figures = [
    say(limitFigure('data:load, everything into an empty database', first, 's', 8)),
    say(limitFigure('data:load again, nothing to do', again, 's', 5)),
  ];
  const { commune } = await connected(cluster, 'owner', DATABASE, (client) => fill(client, 1_000));
  await connected(cluster, 'app', DATABASE, async (client) => {
    const { rows } = await client.query(SOME, [DAY, MIX]);
    const server = await startService(urlOf(cluster, 'app', DATABASE));
    const texts = rows.map(textOf);
    const times = await timed(texts, (text) => ask(server.url, post(commune.token, PLACES, { text })));
    await server.stop();
    figures.push(say(limitFigure('place search: p95', percentile(times, 95), 'ms', 20)));
    const { one, page } = await paths(client, rows);
    figures.push(say(limitFigure('way up from a place, SQL: p95', percentile(one, 95), 'ms', 2)));
    figures.push(say(limitFigure('way up from twenty places, SQL: p95', percentile(page, 95), 'ms')));
  });
  return figures;
}
