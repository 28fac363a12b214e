// Nominations on their way through the bench's own units and those of the demonstration: inserted by sets, with the
// triggers off, as the triggers would have left them (checkMoves). One in a batch of twenty goes as its batch goes.
import { spawnSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evaluate, withJudgements } from '../dist/award-law/domain/eligibility.js';
import { NO_HISTORY } from '../dist/award-law/domain/history.js';
import { rulesOfAwards } from '../dist/award-law/award-rules.js';
import { demonstrationData } from '../dist/demonstration/demonstration-data.js';
import { makeUnits } from '../dist/demonstration/make-units.js';
import { play } from './chain-roads.mjs';
import { connected, createDatabase, urlOf } from './cluster.mjs';
import { fill } from './data.mjs';
import { seeded } from './names.mjs';

const CLI = new URL('../dist/data-load.cli.js', import.meta.url).pathname;
const PER_BATCH = 20;
/** Bodies of one province: it and its commune are the readers of the bench. */
const PROVINCE = 'UBND-01';
const COMMUNE = 'XA-01-7';
/** The Party committee of the demonstration's province, which decides awards of its own without a council. */
const COMMITTEE = 'TU-12';

function loadReference(cluster, database) {
  const dataDir = mkdtempSync(join(tmpdir(), 'so-vang-bench-load-'));
  const env = {
    PATH: process.env.PATH,
    DATABASE_URL: urlOf(cluster, 'app', database),
    DATABASE_OWNER_URL: urlOf(cluster, 'owner', database),
    DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
  };
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI], { encoding: 'utf8', env });
  rmSync(dataDir, { recursive: true, force: true });
  if (status !== 0) throw new Error(`data:load ended with ${status}: ${stdout}${stderr}`);
}

/** A connection as the service's query functions take it. */
const asConnection = (client) => ({ rows: async (text, values) => (await client.query(text, values)).rows });

const UNITS = `select u.id as "unitId", u.code, u.line, u.is_body as "isBody", u.external, v.tier, v.superior_id as "superiorId"
  from unit u join unit_version v on v.unit_id = u.id and v.valid @> $1::date order by u.code`;

/** Where nominations come from, and by which bodies they go to which award. */
async function roadsOf(client, today) {
  const { rows } = await client.query(UNITS, [today]);
  const byId = new Map(rows.map((unit) => [unit.unitId, unit]));
  const byCode = new Map(rows.map((unit) => [unit.code, unit]));
  const chain = (unit) => (unit ? [...(unit.isBody ? [unit] : []), ...chain(byId.get(unit.superiorId))] : []);
  const route = (bodies) =>
    bodies.map(({ unitId, tier, line, external }, index) => {
      const council = line === 'STATE' && tier !== 'DISTRICT' ? 'REQUIRED' : 'NONE';
      const decides = index === bodies.length - 1;
      return { unitId, tier, line, decides, external, council, posting: false, ruleIds: [] };
    });
  const road = (proposer, awardCode, bodies) => ({ proposedById: proposer.unitId, awardCode, route: route(bodies) });
  const groups = { bench: [], departments: [], state: [], party: [] };
  for (const unit of rows.filter(({ external }) => !external)) {
    const bodies = chain(unit);
    if (bodies.length < 2 || !['PROVINCE'].includes(bodies.at(-1).tier)) continue;
    const isOwn = /^(XA|SO)-0/.test(unit.code);
    if (unit.line === 'PARTY') {
      const across = byCode.get('UBND-12');
      const ways = [road(unit, 'PB_BTV', bodies), road(unit, 'BK_TINH', [...bodies, across])];
      groups.party.push(...ways, road(unit, 'BK_BTGTW', [...bodies, byCode.get('BTGTW')]));
    } else if (unit.line === 'STATE') {
      const group = unit.tier === 'DISTRICT' ? 'departments' : isOwn ? 'bench' : 'state';
      groups[group].push(road(unit, 'BK_TINH', bodies));
      if (bodies[0].tier === 'COMMUNE') groups[group].push(road(unit, 'GK_XA', bodies.slice(0, 1)));
      // A commune proposes as much as all that lies below it.
      if (group === 'bench' && unit.isBody)
        for (let i = 0; i < 7; i += 1) groups.bench.push(road(unit, 'BK_TINH', bodies));
    }
  }
  return { groups, byCode };
}

const pickFrom = (list, random) => list[Math.floor(random() * list.length)];

/** One in eight is on its way, most of them at the last body; the others have ended. */
function targetOf(route, random) {
  const external = route.at(-1).external;
  const step = random() < 0.6 ? route.length : 1 + Math.floor(random() * route.length);
  const outside = external && step === route.length;
  if (random() < 0.12) {
    if (random() < 0.12) return { state: 'DRAFT', step: 0, daysAgo: Math.floor(random() * 20) };
    const open = [
      'SUBMITTED',
      'SUBMITTED',
      'SUBMITTED',
      'RECEIVED',
      'RECEIVED',
      'APPRAISED',
      'APPRAISED',
      'ENDORSED',
      'RETURNED',
    ];
    const state = outside ? 'SUBMITTED' : pickFrom(open, random);
    return { state, step, daysAgo: Math.floor(random() * 40), suspended: random() < 0.02 };
  }
  const daysAgo = 20 + Math.floor(random() * 400);
  if (random() < 0.8) return { state: 'AWARDED', step: route.length, external, daysAgo };
  const inside = outside ? step - 1 : step;
  return { state: random() < 0.7 ? 'REJECTED' : 'WITHDRAWN', step: inside, daysAgo };
}

function batchesOf({ groups, byCode }, { nominations, waiting, decisions, today }) {
  const random = seeded(2025);
  const plans = [];
  for (let made = 0; made < nominations;) {
    const dice = random();
    const group = dice < 0.08 ? 'party' : dice < 0.14 ? 'state' : dice < 0.24 ? 'departments' : 'bench';
    const road = pickFrom(groups[group], random);
    const members = Math.min(nominations - made, 1 + Math.floor(random() * 2 * PER_BATCH));
    const { daysAgo, ...target } = targetOf(road.route, random);
    plans.push({ ...road, members, target, daysAgo });
    made += members;
  }
  const fixed = (code, awardCode) =>
    [...groups.bench, ...groups.party].filter(
      (road) => road.awardCode === awardCode && road.route.at(-1).unitId === byCode.get(code).unitId,
    );
  const [sent, endorsed] = [fixed(PROVINCE, 'BK_TINH'), fixed(COMMITTEE, 'PB_BTV')];
  for (let left = waiting; left > 0; left -= PER_BATCH) {
    const target = { state: 'SUBMITTED', step: 2 };
    plans.push({ ...pickFrom(sent, random), members: Math.min(left, PER_BATCH), target, daysAgo: 3 });
  }
  for (let left = decisions; left > 0; left -= 1) {
    plans.push({ ...pickFrom(endorsed, random), members: 500, target: { state: 'ENDORSED', step: 2 }, daysAgo: 3 });
  }
  return plans.map((plan) => ({ ...plan, id: randomUUID(), ...play({ ...plan, today, random }) }));
}

const TEMPORARY = `
  create temporary table batch (id uuid, "awardCode" text, "proposedById" uuid, members int, state text, step int, version int,
    suspended boolean, "suspendedById" uuid, "liesWithId" uuid, "decidingUnitId" uuid, "lawDate" date, "dueOn" date,
    "answerBy" date, "changedAt" timestamptz, "createdAt" timestamptz, party boolean);
  create temporary table batch_step (batch uuid, position int, "unitId" uuid, tier text, line text, decides boolean, external boolean,
    council text, posting boolean, "enteredAt" timestamptz, "receivedOn" date, "dueOn" date, "leftAt" timestamptz, outcome text);
  create temporary table batch_event (batch uuid, version int, at timestamptz, day date, action text, "fromState" text,
    "toState" text, "fromStep" int, step int, way text, "unitId" uuid, role text, reason text, data jsonb)`;

async function stage(client, table, rows) {
  for (let start = 0; start < rows.length; start += 5_000) {
    const text = `insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1::jsonb)`;
    await client.query(text, [JSON.stringify(rows.slice(start, start + 5_000))]);
  }
}

async function stageBatches(client, batches) {
  await client.query(TEMPORARY);
  const party = ({ awardCode }) => ['PB_BTV', 'BK_BTGTW'].includes(awardCode);
  await stage(
    client,
    'batch',
    batches.map((batch) => ({
      ...batch,
      steps: undefined,
      events: undefined,
      route: undefined,
      createdAt: batch.events[0].at,
      party: party(batch),
    })),
  );
  await stage(
    client,
    'batch_step',
    batches.flatMap(({ id, steps }) => steps.map((step, index) => ({ ...step, batch: id, position: index + 1 }))),
  );
  await stage(
    client,
    'batch_event',
    batches.flatMap(({ id, events }) => events.map((event) => ({ ...event, batch: id }))),
  );
  await client.query('analyze batch; analyze batch_step; analyze batch_event');
}

// Everybody who acts: an account for each role of each body, an officer for the other units.
const ACCOUNTS = `
  create temporary table actor as
    select uuidv7() as account_id, u.id as unit_id, r.role
    from unit u join unit_version v on v.unit_id = u.id and v.valid @> $1::date
    cross join unnest(array['UNIT_OFFICER', 'REVIEWER', 'COUNCIL_SECRETARY', 'AUTHORITY', 'SECOND_SECRETARY']) r (role)
    where not u.external and (u.is_body or r.role = 'UNIT_OFFICER');
  insert into account (id, username, full_name, password_hash, must_change_password, created_at)
    select account_id, 'bench' || row_number() over (), role || ' ' || row_number() over (), 'nobody signs in with this', false, now() from actor;
  insert into role_grant (account_id, role, unit_id, valid)
    select account_id, replace(role, 'SECOND', 'COUNCIL'), unit_id, daterange('2025-07-01', null) from actor;
  analyze actor`;

// Households are not proposed for the Party's awards: they come last, where the State's awards draw. What lies in a unit
// that has ended is not proposed at all.
const NOMINATIONS = [
  `create temporary table drawn as
     select row_number() over (order by h.kind = 'HOUSEHOLD', md5(h.id::text)) as n, h.id, h.kind from honouree h
     where exists (select from unit_version v where v.unit_id = h.unit_id and upper_inf(v.valid))`,
  `create temporary table member as
     select b.id as batch, b."createdAt" + random() * interval '50 minutes' as created_at,
       row_number() over (order by b.party desc, b.id) as n
     from batch b cross join lateral generate_series(1, b.members)`,
  `insert into nomination (id, code, honouree_id, award_type_id, merit_kind, proposed_by_id, achievements, achievement_from,
     achievement_to, created_at, state, step, version, suspended, suspended_by_id, lies_with_id, deciding_unit_id, law_date,
     due_on, answer_by, changed_at)
   select uuidv7(m.created_at - clock_timestamp()), 'HS-' || to_char(m.created_at, 'YYYY') || '-' || lpad((row_number() over (order by m.created_at))::text, 6, '0'),
     d.id, t.id, 'PHONG_TRAO', b."proposedById",
     left(repeat('Gương mẫu trong lao động, giúp đỡ các hộ nghèo trong thôn, vận động nhân dân làm đường. ', 20), 300 + (random() * 1400)::int),
     m.created_at::date - 400, m.created_at::date - 30, m.created_at, b.state, b.step, b.version, b.suspended, b."suspendedById",
     b."liesWithId", b."decidingUnitId", b."lawDate", b."dueOn", b."answerBy",
     case when b.version = 1 then m.created_at else b."changedAt" end
   from member m join batch b on b.id = m.batch join drawn d on d.n = m.n join award_type t on t.code = b."awardCode"
   order by m.created_at`,
  `create temporary table made as
     select n.id, m.batch, n.created_at, d.kind, n.award_type_id, n.proposed_by_id
     from member m join drawn d on d.n = m.n join nomination n on n.honouree_id = d.id`,
  `analyze made`,
  `select setval('nomination_number', (select count(*) from nomination))`,
  `insert into nomination_step (nomination_id, position, unit_id, tier, line, decides, external, council, posting, entered_at,
     received_on, due_on, left_at, outcome)
   select m.id, s.position, s."unitId", s.tier, s.line, s.decides, s.external, s.council, s.posting, s."enteredAt", s."receivedOn",
     s."dueOn", s."leftAt", s.outcome
   from made m join batch_step s using (batch) order by m.id, s.position`,
  `insert into nomination_event (nomination_id, version, at, day, action, from_state, to_state, from_step, step, way, acting_unit_id,
     account_id, reason, data)
   select m.id, e.version, case when e.version = 1 then m.created_at else e.at end, e.day, e.action, e."fromState", e."toState",
     e."fromStep", e.step, e.way, e."unitId", a.account_id, e.reason, e.data
   from made m join batch_event e using (batch) join actor a on a.unit_id = e."unitId" and a.role = e.role
   order by e.at, m.id`,
];

const PAPERS = [
  // A tờ trình carries a batch into a step.
  `insert into proposal (id, from_unit_id, to_unit_id, date, signer, created_by_id, created_at)
   select (e.data ->> 'proposalId')::uuid, e."unitId", s."unitId", e.day, 'Nguyễn Văn A', a.account_id, e.at
   from batch_event e join batch_step s on s.batch = e.batch and s.position = e.step
   join actor a on a.unit_id = e."unitId" and a.role = e.role where e.action in ('SUBMIT', 'FORWARD')`,
  `insert into proposal_nomination (proposal_id, nomination_id, step)
   select (e.data ->> 'proposalId')::uuid, m.id, e.step from batch_event e join made m using (batch) where e.action in ('SUBMIT', 'FORWARD')`,
  `create temporary table paper as
     select uuidv7(created_at - clock_timestamp()) as id, id as nomination_id, 'BAO_CAO_THANH_TICH' as kind, proposed_by_id, created_at from made
     union all
     select uuidv7(b.at - clock_timestamp()), m.id, 'BIEN_BAN_HOP', m.proposed_by_id, b.at
     from made m join batch_event b on b.batch = m.batch and b.version = 1`,
  `insert into document (id, kind, file_name, media_type, size, sha256, unit_id, received_from_id, received_at)
   select p.id, p.kind, lower(p.kind) || '.pdf', 'application/pdf', 180000, sha256(p.id::text::bytea), p.proposed_by_id, a.account_id, p.created_at
   from paper p join actor a on a.unit_id = p.proposed_by_id and a.role = 'UNIT_OFFICER' order by p.created_at`,
  `insert into nomination_document (nomination_id, document_id, kind, step, attached_by_id, attached_at)
   select p.nomination_id, p.id, p.kind, 0, a.account_id, p.created_at
   from paper p join actor a on a.unit_id = p.proposed_by_id and a.role = 'UNIT_OFFICER' order by p.created_at`,
  `insert into nomination_appraisal (nomination_id, version, step, unit_id, account_id, at, opinion, favourable, eligibility)
   select e.nomination_id, e.version, e.step, e.acting_unit_id, e.account_id, e.at, 'Đủ điều kiện, tiêu chuẩn theo quy định.', true, f.eligibility
   from nomination_event e join made m on m.id = e.nomination_id
   join finding f on f.award_type_id = m.award_type_id and f.kind = m.kind where e.action = 'APPRAISE' order by e.at`,
];

/** What the rules say of each kind for each award, every doubt accepted: as appraisals keep it. */
async function stageFindings(client, today) {
  const codes = ['BK_TINH', 'GK_XA', 'PB_BTV', 'BK_BTGTW'];
  const { rows: types } = await client.query('select id, code from award_type where code = any ($1)', [codes]);
  const ids = types.map(({ id }) => id);
  const rules = await rulesOfAwards(asConnection(client), ids, today);
  const { rows: somebody } = await client.query(`select account_id from actor where role = 'REVIEWER' limit 1`);
  const judgement = { accept: true, reason: 'Đã xem xét.', byAccountId: somebody[0].account_id, at: new Date() };
  const facts = {
    ...{ honoureeDissolvedOn: null, sameAchievementAwards: [], documents: new Set(), day: today, provisional: false },
    sensitive: { proceedings: [], today },
  };
  const proposal = { merit: 'PHONG_TRAO', from: today, to: today, day: today, history: NO_HISTORY, share: null };
  const rows = types.flatMap(({ id, code }) =>
    ['INDIVIDUAL', 'COLLECTIVE', 'HOUSEHOLD'].map((kind) => {
      const found = evaluate(rules.get(id), { ...facts, kind, proposed: { ...proposal, kind, award: code } });
      const all = new Map(found.findings.map(({ rule }) => [rule.code, judgement]));
      return { award_type_id: id, kind, eligibility: withJudgements(found, all) };
    }),
  );
  await client.query('create temporary table finding (award_type_id uuid, kind text, eligibility jsonb)');
  await stage(client, 'finding', rows);
}

async function session(client, unitCode, role) {
  const token = createHash('sha256').update(`bench ${unitCode} ${role}`).digest('base64url');
  const { rows } = await client.query(
    `with opened as (
       insert into session (token_hash, account_id, created_at, expires_at)
       select $3, a.account_id, now(), now() + interval '1 day' from actor a join unit u on u.id = a.unit_id
       where u.code = $1 and a.role = $2 returning account_id
     ) select o.account_id as "accountId", a.unit_id as "unitId" from opened o join actor a using (account_id)`,
    [unitCode, role, createHash('sha256').update(token).digest()],
  );
  return { token, ...rows[0] };
}

async function sessions(client) {
  const of = {};
  for (const [name, code, role] of [
    ['province', PROVINCE, 'REVIEWER'],
    ['commune', COMMUNE, 'REVIEWER'],
    ['drafter', COMMITTEE, 'COUNCIL_SECRETARY'],
    ['checker', COMMITTEE, 'SECOND_SECRETARY'],
    ['signer', COMMITTEE, 'AUTHORITY'],
  ]) {
    of[name] = await session(client, code, role);
  }
  return of;
}

// The trigger itself, with only the rules about other tables and the tree left out, on a dossier of every kind.
const STUBS = `
  create or replace function nomination_facts_error(n nomination, e nomination_event) returns text
  language sql stable as 'select null::text';
  create or replace function nomination_route_error(award uuid, proposer uuid, wanted uuid, route jsonb, day date) returns text
  language sql stable as 'select null::text';
  -- So awards are told that no decision bears them out, which nothing else is.
  create or replace function nomination_award_refuse(problem text) returns void language plpgsql as
  'begin if problem <> ''WRONG_STATE'' then raise exception ''award refused: %'', problem; end if; end'`;
const KINDS = `select distinct on (n.state, n.step, n.suspended, t.code, cardinality(r.units)) n.id
  from nomination n join award_type t on t.id = n.award_type_id
  cross join lateral (select array_agg(s.unit_id) as units from nomination_step s where s.nomination_id = n.id) r
  order by n.state, n.step, n.suspended, t.code, cardinality(r.units), n.id`;
const PICTURE = `select to_jsonb(n) as nomination,
  (select jsonb_agg(to_jsonb(s) order by position) from nomination_step s where s.nomination_id = n.id) as steps
  from nomination n where n.id = $1`;
const FORGET = `
  create temporary table again on commit drop as select * from nomination_event where nomination_id = '$ID$';
  delete from nomination_event where nomination_id = '$ID$';
  delete from nomination_step where nomination_id = '$ID$';
  update nomination set state = 'DRAFT', step = 0, version = 0, suspended = false, suspended_by_id = null, lies_with_id = null,
    deciding_unit_id = null, law_date = null, due_on = null, answer_by = null, changed_at = null where id = '$ID$'`;

async function sameAsTheTrigger(client, id) {
  const before = (await client.query(PICTURE, [id])).rows[0];
  await client.query('begin');
  try {
    await client.query(STUBS);
    await client.query(`set local session_replication_role = replica;${FORGET.replaceAll('$ID$', id)}`);
    await client.query('set local session_replication_role = origin');
    await client.query('insert into nomination_event select * from again order by version');
    return [before, (await client.query(PICTURE, [id])).rows[0]].map((picture) => JSON.stringify(picture));
  } finally {
    await client.query('rollback');
  }
}

/** Throws where a dossier is not what the trigger would have made of its events. Answers with how many kinds there are. */
async function checkMoves(client) {
  const { rows } = await client.query(KINDS);
  for (const { id } of rows) {
    const [ours, theirs] = await sameAsTheTrigger(client, id);
    if (ours !== theirs) throw new Error(`nomination ${id} is\n${ours}\nbut the trigger makes\n${theirs}`);
  }
  return rows.length;
}

/**
 * A database with that many nominations, and beside them `waiting` ones that the province has to receive and 500 endorsed
 * ones for each of so many `decisions`.
 * @param {import('./cluster.mjs').Cluster} cluster
 * @param {string} database
 * @param {{ nominations: number; waiting?: number; decisions?: number }} size
 */
export async function fillChain(cluster, database, { nominations, waiting = 0, decisions = 0 }) {
  const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
  await createDatabase(cluster, database);
  loadReference(cluster, database);
  return connected(cluster, 'postgres', database, async (client) => {
    const { units } = await demonstrationData();
    await makeUnits(asConnection(client), units);
    await fill(client, Math.ceil(1.02 * (nominations + waiting + 500 * decisions)) + 1_000);
    for (const text of ACCOUNTS.replaceAll('$1', `'${today}'`).split(/;\n/)) await client.query(text);
    const batches = batchesOf(await roadsOf(client, today), { nominations, waiting, decisions, today });
    await stageBatches(client, batches);
    await stageFindings(client, today);
    await client.query('set session_replication_role = replica');
    for (const text of [...NOMINATIONS, ...PAPERS]) await client.query(text);
    await client.query('set session_replication_role = origin');
    const kinds = await checkMoves(client);
    await client.query('vacuum (analyze)');
    // What is still empty is to the planner as in a registry that nobody vacuums by hand: a plan that is kept from then reads
    // a table that it knows to be empty from end to end, until autovacuum has looked at it again.
    await client.query(`select pg_clear_relation_stats('public', c.relname) from pg_class c
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.reltuples = 0`);
    return { kinds, sessions: await sessions(client) };
  });
}
