// PostGraphile 5 on a database of the bench, as somebody who knows it would set it up: the pages and the policy as functions
// of the database, the session checked by the token's hash, cached for 5 seconds and handed on as settings of the
// transaction. Runs on the Node beside it: DATABASE_URL=… node bench/postgraphile/server.mjs
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import pg from 'pg';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { SESSION, SHARE } from '../bare-sql.mjs';

const SESSION_MS = 5_000;
const pool = new pg.Pool({
  connectionString: process.env.DATABASE_URL,
  max: 16,
  options: '-c max_parallel_workers_per_gather=0',
});
const sessions = new Map();

function today() {
  return new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
}

async function settingsOf(authorization) {
  const token = authorization?.slice('Bearer '.length) ?? '';
  const cached = sessions.get(token);
  if (cached && cached.until > performance.now()) return cached.settings;
  const hash = createHash('sha256').update(token).digest();
  const [actor] = (await pool.query({ name: 'session', text: SESSION, values: [hash] })).rows;
  if (!actor) throw new Error('Not signed in');
  const day = today();
  const [{ share }] = (await pool.query({ name: 'share', text: SHARE, values: [actor.roots, day] })).rows;
  const settings = {
    'bench.roots': `{${actor.roots.join(',')}}`,
    'bench.reviews': `{${(actor.reviews ?? []).join(',')}}`,
    'bench.day': day,
    'bench.share': String(share),
  };
  sessions.set(token, { settings, until: performance.now() + SESSION_MS });
  return settings;
}

const instance = postgraphile({
  extends: [PostGraphileAmberPreset],
  pgServices: [makePgService({ pool, schemas: ['public'], pubsub: false })],
  grafserv: { watch: false, graphqlPath: '/graphql', websockets: false },
  grafast: {
    explain: false,
    context: async ({ node }) => ({ pgSettings: await settingsOf(node?.req.headers.authorization) }),
  },
});
const server = createServer();
server.on('error', () => {});
instance.createServ(grafserv).addTo(server);
await instance.getSchema();
server.listen(0, '127.0.0.1', () => process.stdout.write(`READY http://127.0.0.1:${server.address().port}\n`));
process.stdin.resume().on('end', () => process.exit(0));
process.on('SIGTERM', () => process.exit(0));
