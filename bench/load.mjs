// Load by autocannon, and contenders that take turns: only ratios within one run count on a machine that others use.
import autocannon from 'autocannon';
import { median } from './statistics.mjs';

const CONNECTIONS = 16;
/** What V8 has not compiled yet is slow; on a machine that others use that takes its time. */
const WARM_UP_SECONDS = 5;

/** @typedef {{ method: string; path: string; headers: Record<string, string>; body: string }} Request */

/**
 * A POST of one GraphQL operation.
 * @param {string} token
 * @param {string} query
 * @param {object} variables
 * @returns {Request}
 */
export function post(token, query, variables) {
  return {
    method: 'POST',
    path: '/graphql',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  };
}

/**
 * The parsed answer to one request; throws when it has errors.
 * @param {string} url
 * @param {Request} request
 */
export async function ask(url, { path, ...request }) {
  const response = await fetch(url + path, request);
  const answer = await response.json();
  if (answer.errors) throw new Error(`${request.body}: ${JSON.stringify(answer.errors)}`);
  return answer.data;
}

/**
 * Sixteen connections for some seconds.
 * @param {string} url
 * @param {Request[]} requests
 * @param {number} seconds
 * @returns {Promise<{ perSecond: number; times: number[] }>} requests a second, and the milliseconds of each
 */
export function load(url, requests, seconds) {
  const times = [];
  return new Promise((resolve, reject) => {
    const run = autocannon({ url, connections: CONNECTIONS, duration: seconds, requests }, (error, result) => {
      if (error) return reject(error);
      if (result.errors > 0 || result.non2xx > 0) {
        return reject(new Error(`${url}: ${result.errors} errors, ${result.non2xx} answers other than 2xx`));
      }
      if (result['2xx'] === 0) return reject(new Error(`${url}: not one answer in ${seconds} s`));
      resolve({ perSecond: result['2xx'] / result.duration, times });
    });
    run.on('response', (_client, _status, _bytes, milliseconds) => times.push(milliseconds));
  });
}

/**
 * Sixteen connections for some seconds, each request sent once: acts that cannot be done twice.
 * @param {string} url
 * @param {{ next: () => Request; accepts: (answer: string) => boolean }} acts
 * @param {number} seconds
 * @returns {Promise<{ perSecond: number; times: number[] }>}
 */
export function act(url, { next, accepts }, seconds) {
  const [times, refusals] = [[], []];
  const requests = [
    {
      ...next(),
      setupRequest: (request) => ({ ...request, ...next() }),
      onResponse: (_status, body) => void (accepts(body) || refusals.push(body)),
    },
  ];
  return new Promise((resolve, reject) => {
    const run = autocannon({ url, connections: CONNECTIONS, duration: seconds, requests }, (error, result) => {
      if (error) return reject(error);
      if (refusals.length > 0) return reject(new Error(`${refusals.length} refused: ${refusals[0]}`));
      resolve({ perSecond: times.length / result.duration, times });
    });
    run.on('response', (_client, _status, _bytes, milliseconds) => times.push(milliseconds));
  });
}

/**
 * Waits until a server has worked off what the load's end left behind: it would be taken from the other's turn.
 * @param {{ url: string; requests: Request[] }} contender
 */
async function settle({ url, requests }) {
  await Promise.all(Array.from({ length: CONNECTIONS }, () => ask(url, requests[0])));
}

/**
 * Two contenders, A B A B …; each warmed up first.
 * @param {{ url: string; requests: Request[] }} a
 * @param {{ url: string; requests: Request[] }} b
 * @param {{ rounds: number; seconds: number }} options
 */
export async function alternate(a, b, { rounds, seconds }) {
  const turns = { a: [], b: [], times: { a: [], b: [] } };
  for (const contender of [a, b]) {
    await load(contender.url, contender.requests, WARM_UP_SECONDS);
    await settle(contender);
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, contender] of Object.entries({ a, b })) {
      const { perSecond, times } = await load(contender.url, contender.requests, seconds);
      await settle(contender);
      turns[name].push(perSecond);
      turns.times[name].push(...times);
    }
  }
  return {
    a: median(turns.a),
    b: median(turns.b),
    ratio: median(turns.a.map((value, round) => value / turns.b[round])),
    times: turns.times,
  };
}
