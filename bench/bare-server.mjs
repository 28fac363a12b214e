// The yardstick: what a mercurius + fastify + pg server answers for the same questions with nothing of ours in between.
// Hand-written SQL as named statements, units fetched by one batched query and attached to their rows, the session
// checked by the token's hash and cached for 5 seconds, the same scope predicate as the service and the same choice of the
// way to a page (remembered as long), no JIT.
// Run as a process of its own: DATABASE_URL=… node bench/bare-server.mjs
import { createHash, randomBytes } from 'node:crypto';
import Fastify from 'fastify';
import mercurius from 'mercurius';
import pg from 'pg';
import { CHAIN_MUTATIONS, CHAIN_QUERIES, CHAIN_SCHEMA, chainResolvers } from './bare-chain.mjs';
import { CREATE, DETAIL, PAGE, SESSION, SHARE, UNITS } from './bare-sql.mjs';

const SCHEMA = `
  ${CHAIN_SCHEMA}
  type Unit { id: ID! code: String! name: String! }
  type Honouree { id: ID! kind: String! displayName: String! birthYear: Int unit: Unit registeredBy: Unit! }
  type Edge { cursor: String! node: Honouree! }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type Connection { edges: [Edge!]! pageInfo: PageInfo! }
  input CreateHonoureeInput { kind: String! displayName: String! birthYear: Int unitId: ID! }
  type UserError { code: String! message: String! }
  type Payload { honouree: Honouree sameName: [Honouree!]! userErrors: [UserError!]! }
  type Mutation { createHonouree(input: CreateHonoureeInput!): Payload! ${CHAIN_MUTATIONS} }
  type Query { honourees(first: Int, after: String): Connection! honouree(id: ID!): Honouree ${CHAIN_QUERIES} }
`;
const SESSION_MS = 5_000;

const SHARE_MS = 60_000;

const options = '-c max_parallel_workers_per_gather=0';
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 16, options });
const names = new Map();

async function rows(text, values, connection = pool) {
  let name = names.get(text);
  if (!name) names.set(text, (name = createHash('sha1').update(text).digest('hex').slice(0, 16)));
  return (await connection.query({ name, text, values })).rows;
}

const sessions = new Map();

async function actorOf(authorization) {
  const token = authorization?.slice('Bearer '.length) ?? '';
  const cached = sessions.get(token);
  if (cached && cached.until > performance.now()) return cached.actor;
  const [actor] = await rows(SESSION, [createHash('sha256').update(token).digest()]);
  if (!actor) throw new mercurius.ErrorWithProps('Not signed in', { code: 'UNAUTHENTICATED' }, 401);
  sessions.set(token, { actor, until: performance.now() + SESSION_MS });
  return actor;
}

function today() {
  return new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
}

const shares = new Map();

/** The part of the newest rows that these roots read: chooses the way to a page. */
async function shareOf(statement, { accountId, roots }, day) {
  const key = `${accountId} ${statement}`;
  const cached = shares.get(key);
  if (cached && cached.until > performance.now()) return cached.share;
  const [{ share }] = await rows(statement, [roots, day]);
  shares.set(key, { share, until: performance.now() + SHARE_MS });
  return share;
}

/** Attaches their units to rows: one query for all. */
async function withUnits(honourees, day) {
  const ids = new Set(
    honourees.flatMap((row) => (row.unitId ? [row.unitId, row.registeredById] : [row.registeredById])),
  );
  const units = new Map((await rows(UNITS, [[...ids], day])).map((unit) => [unit.id, unit]));
  for (const row of honourees) {
    row.unit = row.unitId ? units.get(row.unitId) : null;
    row.registeredBy = units.get(row.registeredById);
  }
  return honourees;
}

function encode(id) {
  return Buffer.from(JSON.stringify([id])).toString('base64url');
}

async function honourees(_root, { first = 20, after }, { actor }) {
  const day = today();
  const values = [actor.roots, day, first + 1];
  if (after) values.push(JSON.parse(Buffer.from(after, 'base64url').toString())[0]);
  const shape = after ? 'after' : 'first';
  const isNear = (await shareOf(SHARE, actor, day)) * 2_000 >= 2 * (first + 1);
  let found = isNear ? await rows(PAGE.newest[shape], values) : [];
  if (found.length <= first) found = await rows(PAGE.byUnits[shape], values);
  const nodes = await withUnits(found.slice(0, first), day);
  const edges = nodes.map((node) => ({ cursor: encode(node.id), node }));
  return { edges, pageInfo: { hasNextPage: found.length > first, endCursor: edges.at(-1)?.cursor ?? null } };
}

async function honouree(_root, { id }, { actor }) {
  const day = today();
  const [row] = await withUnits(await rows(DETAIL, [actor.roots, day, id]), day);
  return row ?? null;
}

async function inTransaction(work) {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

/** A row of the audit: nobody seals it here. */
function writeAudit(client, entry, salt = randomBytes(16)) {
  return rows(CREATE.audit, [JSON.stringify(entry), salt], client);
}

/** The same statements as the service's: those of the audit too. */
async function createHonouree(_root, { input }, { actor }) {
  const day = today();
  const { kind, displayName, birthYear, unitId } = input;
  const [registrar] = actor.roots;
  const id = await inTransaction(async (client) => {
    const [{ below }] = await rows(CREATE.isBelow, [[registrar], unitId, day], client);
    if (!below) throw new mercurius.ErrorWithProps('Not below', { code: 'FORBIDDEN' });
    const values = [kind, displayName, birthYear, unitId, registrar, new Date()];
    const [made] = await rows(CREATE.insert, values, client);
    const salt = randomBytes(16);
    const name = createHash('sha256').update(salt).update(displayName).digest('hex');
    const details = { kind, unitId, displayName: { saltedSha256: name } };
    const entry = { action: 'honouree.create', actor: actor.accountId, at: values[5], details, outcome: 'done' };
    await writeAudit(client, { ...entry, subject: `honouree:${made.id}`, unitId: registrar }, salt);
    return made.id;
  });
  const [row] = await rows(DETAIL, [actor.roots, day, id]);
  const sameName = await rows(CREATE.sameName, [actor.roots, day, kind, id, displayName]);
  return { honouree: row, sameName, userErrors: [] };
}

const chain = chainResolvers({ rows, today, shareOf, inTransaction, writeAudit });
const app = Fastify();
app.register(mercurius, {
  schema: SCHEMA,
  resolvers: {
    Query: { honourees, honouree, ...chain.Query },
    Mutation: { createHonouree, ...chain.Mutation },
  },
  jit: 0,
  context: async (request) => ({ actor: await actorOf(request.headers.authorization) }),
});
process.stdin.resume().on('end', () => process.exit(0));
process.on('SIGTERM', () => process.exit(0));
process.stdout.write(`READY ${await app.listen({ port: 0, host: '127.0.0.1' })}\n`);
