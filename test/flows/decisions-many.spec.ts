import { setTimeout as sleep } from 'node:timers/promises';
import { Client, worker } from '../support/api.js';
import type * as Prove from '../../src/award-log/prove.js';
import type * as VerifyAll from '../../src/award-log/verify-all.js';
import { auditVerifyOn, built, chained, underAnEntry } from '../support/audit.js';
import { fetched, withLog } from '../support/award-log.js';
import { CHANGE, grounded } from '../support/changes.js';
import { connected } from '../support/database.js';
import { DECIDE, endorsedBySql, nextSymbol, signatureOf } from '../support/decisions.js';
import { done, today } from '../support/nominations.js';
import { serverOn } from '../support/own-server.js';
import { person } from '../support/people.js';
import { secondVerdict } from '../support/second-verifier.js';
import { query } from '../support/shared-connection.js';
import { triedAgain } from '../support/tried-again.js';
import { unitId } from '../support/units.js';
import { until } from '../support/until.js';
import { useOwnServer } from '../support/use-own-server.js';

const { proveAward } = (await built('award-log/prove')) as typeof Prove;
const { reportOf, verifyAll } = (await built('award-log/verify-all')) as typeof VerifyAll;

useOwnServer();

/** So often the server is killed while it issues a decision of so many lines … */
const ROUNDS = 20;
/** … and while it issues what changes an award. */
const CHANGES = 10;
const LINES = 500;
const ISSUERS = 50;
const YEAR = Number(today().slice(0, 4));

interface So {
  id: string;
  secretary: Awaited<ReturnType<typeof person>>;
  checker: Awaited<ReturnType<typeof person>>;
  head: Awaited<ReturnType<typeof person>>;
}

/** When a server dies: so long after it was asked, when it has answered, or while somebody holds what it must have. */
type Moment = { ms: number } | { held: string } | 'answered';

/** Whoever appends to the award log waits: awards, certificates and flags are written by then. */
const LOG = `select pg_advisory_xact_lock(7019320)`;

/** While its award is held, before anything is marked; while the log is; by chance; and afterwards. */
const MOMENTS = (awardId: string): Moment[] => [
  { held: `select from award where id = '${awardId}' for update` },
  { held: LOG },
  { ms: 0 },
  { ms: 25 },
  'answered',
];

let made = 0;

/** A sở of the province of a test's own, with its people. */
async function newSo(): Promise<So> {
  const superiorId = await unitId('UBND-12');
  const [unit] = await query<{ id: string }>(
    `with made as (insert into unit (code, line, is_body) values ($1, 'STATE', true) returning id)
     insert into unit_version (unit_id, valid, name, tier, area_id, superior_id)
     select made.id, daterange('2025-07-01', null), 'Sở Mẫu', 'DISTRICT', v.area_id, $2
     from made, unit_version v where v.unit_id = $2 and upper_inf(v.valid) returning unit_id as id`,
    [`SO-MAU.${process.pid}.${(made += 1)}`, superiorId],
  );
  const id = unit!.id;
  return {
    id,
    secretary: await person({ grants: [{ role: 'COUNCIL_SECRETARY', unitId: id }] }),
    checker: await person({ grants: [{ role: 'REVIEWER', unitId: id }] }),
    head: await person({ grants: [{ role: 'AUTHORITY', unitId: id }] }),
  };
}

/** A checked decision of that sở on these lines. */
async function checked({ id: issuedById, secretary, checker }: So, nominationIds: readonly string[]): Promise<string> {
  const input = { issuedById, title: 'Tặng Giấy khen', legalBases: ['Luật Thi đua, khen thưởng'], nominationIds };
  const { decision } = await done(secretary.client, DECIDE.draft, { input });
  await done(checker.client, DECIDE.check, { input: { id: decision.id } });
  return decision.id as string;
}

/** Issues a decision of that sở on these lines; its awards in their order. */
async function awardsOf(so: So, nominationIds: readonly string[]): Promise<{ id: string; token: string }[]> {
  const id = await checked(so, nominationIds);
  await done(so.head.client, ISSUE, await signatureFor(so, id));
  return query(
    `select a.id, c.token from award a join certificate c on c.award_id = a.id where a.decision_id = $1 order by a.position`,
    [id],
  );
}

const certificates = (unit: string): Promise<{ number: number; decision: string }[]> =>
  query(
    `select c.number, a.decision_id as decision from certificate c join award a on a.id = c.award_id
     where c.unit_id = $1 and c.year = $2 order by c.number`,
    [unit, YEAR],
  );

const ISSUE = `mutation ($input: IssueDecisionInput!) {
  issueDecision(input: $input) { decision { id state } userErrors { code message field } } }`;

/** The signature of a checked decision; with a symbol where two are to meet. */
async function signatureFor({ head }: So, id: string, symbol = nextSymbol()): Promise<{ input: object }> {
  return signatureOf(head.client, id, { symbol });
}

/** What there is of a decision; waits for whoever has it locked. */
async function standing(
  id: string,
): Promise<{ state: string; lines: number; awarded: number; awards: number; certified: number }> {
  const [decision] = await query<{ state: string }>(`select state from decision where id = $1 for update`, [id]);
  const [counts] = await query<{ lines: number; awarded: number; awards: number; certified: number }>(
    `select count(*)::int as lines, count(*) filter (where n.state = 'AWARDED')::int as awarded, count(a.id)::int as awards,
       count(c.award_id)::int as certified
     from decision_line l join nomination n on n.id = l.nomination_id
     left join award a on a.nomination_id = n.id left join certificate c on c.award_id = a.id where l.decision_id = $1`,
    [id],
  );
  return { state: decision!.state, ...counts! };
}

/** Another server of the same database, without jobs, is asked for the signature and dies by kill -9. */
async function killedAt(at: Moment, so: So, signature: { input: object }): Promise<void> {
  const server = await serverOn(worker.database, { WORKER: 'false', DATABASE_POOL: '4' });
  const asked = (): Promise<unknown> =>
    new Client(server.url, so.head.client.token).ask(ISSUE, signature).catch(() => null);
  const kill = async (): Promise<void> => {
    process.kill(server.pid, 'SIGKILL');
    await server.exited;
  };
  if (at === 'answered') return asked().then(kill);
  if ('ms' in at) {
    const answer = asked();
    await sleep(at.ms);
    await kill();
    return void (await answer);
  }
  await connected('postgres', async (client) => {
    await client.query('begin');
    await client.query(at.held);
    const answer = asked();
    const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    await until(async () => (await query(waiting)).length > 0);
    await kill();
    await answer;
  });
}

/** What there is of a correction or revocation; waits for whoever has it locked. */
async function changed(decisionId: string): Promise<Record<string, unknown>> {
  await query(`select from decision where id = $1 for update`, [decisionId]);
  const [found] = await query(
    `select q.state, c.open, a.status, (select count(*)::int from award_flag f where f.revoked_award_id = a.id) as flags,
       (select count(*)::int from award_log_entry e where e.decision_id = q.id) as entries
     from decision q join award_change c on c.decision_id = q.id join award a on a.id = c.award_id where q.id = $1`,
    [decisionId],
  );
  return found!;
}

describe('what changes an award', () => {
  it('is there whole or not at all, too: status, flags and entry; proofs and audit hold after each death', async () => {
    const so = await newSo();
    const first = await awardsOf(so, await endorsedBySql(so.id, CHANGES));
    const findings = [grounded(first.map(({ id }) => id))];
    const resting = await awardsOf(so, await endorsedBySql(so.id, 3, 'Người sau', { findings }));
    await underAnEntry(worker.database);
    const keys = (await fetched('/.well-known/so-vang/keys.json')).text;
    for (const [round, { id, token }] of first.entries()) {
      const [kind, status] = round % 2 === 0 ? (['correct', 'CORRECTED'] as const) : (['revoke', 'REVOKED'] as const);
      const said = kind === 'correct' ? { nameAsAwarded: `Tên đúng ${round}` } : { ground: 'A' };
      const input = { awardId: id, reason: 'Kê khai không đúng', ...said };
      const { decision } = await done(so.secretary.client, CHANGE[kind], { input });
      await done(so.checker.client, DECIDE.check, { input: { id: decision.id } });
      const at = MOMENTS(id)[Math.floor(round / 2)]!;
      await killedAt(at, so, await signatureFor(so, decision.id as string));

      const whole = { state: 'ISSUED', open: false, status, flags: kind === 'revoke' ? resting.length : 0, entries: 1 };
      const absent = { state: 'CHECKED', open: true, status: 'VALID', flags: 0, entries: 0 };
      const now = await changed(decision.id as string);
      expect([round, now]).toEqual([round, now['state'] === 'ISSUED' ? whole : absent]);
      if (typeof at !== 'object' || 'held' in at)
        expect([at, now['state']]).toEqual([at, at === 'answered' ? 'ISSUED' : 'CHECKED']);
      const proofs = await withLog(async (_, tx) => [
        await proveAward(tx, id, token),
        await proveAward(tx, resting[0]!.id, resting[0]!.token),
      ]);
      expect(proofs.map((proof) => secondVerdict(JSON.stringify(proof), keys))).toEqual([now['status'], 'VALID']);
      const verdicts = await connected('postgres', (client) => verifyAll(client));
      expect([round, reportOf(verdicts).misfit]).toEqual([round, null]);
    }
  });
});

describe('a decision of 500 lines', () => {
  let so: So;
  let id: string;

  it('is there whole or not at all, however often the server dies on it', async () => {
    so = await newSo();
    id = await checked(so, await endorsedBySql(so.id, LINES));
    const found: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      // First where all but its entries in the log are written; then from at once to about as long as it takes.
      const at: Moment = round === 0 ? { held: LOG } : { ms: (round * 500) / ROUNDS };
      await killedAt(at, so, await signatureFor(so, id));
      const { state, ...counts } = await standing(id);
      found.push(state);
      const all = state === 'ISSUED' ? LINES : 0;
      expect({ state, ...counts }).toEqual({
        state: expect.stringMatching(/^(ISSUED|CHECKED)$/),
        lines: LINES,
        awarded: all,
        awards: all,
        certified: all,
      });
      if (state === 'ISSUED') id = await checked(so, await endorsedBySql(so.id, LINES));
    }
    expect(found[0]).toBe('CHECKED');
  });

  it('is issued whole at last, each line with the next number of the book', async () => {
    const { decision } = await done(so.head.client, ISSUE, await signatureFor(so, id));
    expect(decision).toEqual({ id, state: 'ISSUED' });
    const book = await certificates(so.id);
    expect(book.map(({ number }) => number)).toEqual(book.map((_, index) => index + 1));
    expect(book.slice(-LINES).map((line) => line.decision)).toEqual(Array(LINES).fill(id));
    expect(book.filter((line) => line.decision === id)).toHaveLength(LINES);
    const [recorded] = await query<{ lines: number }>(
      `select jsonb_array_length((text::jsonb) -> 'details' -> 'nominationIds') as lines from audit
       where (text::jsonb) ->> 'subject' = $1 and (text::jsonb) ->> 'action' = 'decision.issue'
         and id not in (select audit_id from audit_pending)`,
      [`decision:${id}`],
    );
    expect(recorded).toEqual({ lines: LINES });
  });
});

describe('many at once', () => {
  it('draft decisions over one line: one has it, the others are told whose it is', async () => {
    const so = await newSo();
    const [contested, ...own] = await endorsedBySql(so.id, 9);
    const answers = await Promise.all(
      own.map((mine) =>
        so.secretary.client.get(DECIDE.draft, {
          input: { issuedById: so.id, title: 'Giấy khen', legalBases: ['Luật'], nominationIds: [mine, contested] },
        }),
      ),
    );
    const made = answers.filter(({ decision }) => decision !== null);
    expect(made).toHaveLength(1);
    const refused = answers.filter(({ decision }) => decision === null);
    expect(refused.map(({ userErrors }) => userErrors[0].code)).toEqual(own.slice(1).map(() => 'CONFLICT'));
    expect(refused[0].userErrors[0].message).toMatch(/HS-Q-\d+/);
    const lines = await query(
      `select from decision_line l join decision q on q.id = l.decision_id where q.issued_by_id = $1`,
      [so.id],
    );
    expect(lines).toHaveLength(2);
  });

  it('issue one decision: one does, the others find it issued', async () => {
    const so = await newSo();
    const id = await checked(so, await endorsedBySql(so.id, 5));
    const signatures = await Promise.all(Array.from({ length: 8 }, () => signatureFor(so, id)));
    const answers = await Promise.all(signatures.map((signature) => so.head.client.get(ISSUE, signature)));
    const codes = answers.map(({ userErrors }) => userErrors[0]?.code ?? 'done').sort();
    expect(codes).toEqual([...Array<string>(7).fill('WRONG_STATE'), 'done'].sort());
    expect(await standing(id)).toEqual({ state: 'ISSUED', lines: 5, awarded: 5, awards: 5, certified: 5 });
  });

  it(`issue ${ISSUERS} decisions of one body, five times two under one number: no double, no gap in the book`, async () => {
    const so = await newSo();
    const nominations = await endorsedBySql(so.id, 3 * ISSUERS);
    const decisions: { id: string; signature: { input: object } }[] = [];
    const symbols = Array.from({ length: ISSUERS - 5 }, () => nextSymbol());
    for (let n = 0; n < ISSUERS; n += 1) {
      const id = await checked(so, nominations.slice(3 * n, 3 * n + 3));
      decisions.push({ id, signature: await signatureFor(so, id, symbols[n % symbols.length]) });
    }
    const answers = await Promise.all(decisions.map(({ signature }) => triedAgain(so.head.client, ISSUE, signature)));
    const codes = answers.map(({ userErrors }) => userErrors[0]?.code ?? 'done');
    expect(codes.filter((code) => code !== 'done')).toEqual(Array(5).fill('NUMBER_TAKEN'));
    const book = await certificates(so.id);
    expect(book.map(({ number }) => number)).toEqual(
      Array.from({ length: 3 * (ISSUERS - 5) }, (_, index) => index + 1),
    );
    // Those of one decision follow each other.
    const starts = book.filter(({ decision }, index) => decision !== book[index - 1]?.decision);
    expect(starts).toHaveLength(ISSUERS - 5);
    for (const { id } of decisions) {
      const { state, certified } = await standing(id);
      expect([state, certified]).toEqual(state === 'ISSUED' ? ['ISSUED', 3] : ['CHECKED', 0]);
    }
  });
});

describe('after all of it', () => {
  it('the proofs of every decision hold, of its first award and of its last', async () => {
    const given = await query<{ id: string; token: string; status: string }>(
      `select distinct on (a.decision_id, last) a.id, c.token, a.status
       from award a join certificate c on c.award_id = a.id join decision q on q.id = a.decision_id and q.origin = 'ISSUED'
         cross join (values (false), (true)) as end_of (last)
       order by a.decision_id, last, case when last then -c.number else c.number end`,
    );
    expect(given.length).toBeGreaterThanOrEqual(2 * (ISSUERS - 5));
    const keys = (await fetched('/.well-known/so-vang/keys.json')).text;
    const verdicts = await withLog(async (_, tx) => {
      const found: string[] = [];
      for (const { id, token } of given) {
        found.push(secondVerdict(JSON.stringify(await proveAward(tx, id, token)), keys));
      }
      return found;
    });
    expect(verdicts).toEqual(given.map(({ status }) => status));
    expect(verdicts.filter((verdict) => verdict === 'VALID').length).toBeGreaterThanOrEqual(2 * (ISSUERS - 5));
  });

  it('every award stands in the award log, and the log is what was signed', async () => {
    await chained(worker.database);
    await underAnEntry(worker.database);
    const [made] = await query<{ awards: number }>(`select count(*)::int as awards from award`);
    expect(made!.awards).toBeGreaterThan(500);
    const { code, output } = await auditVerifyOn(worker.database);
    expect(output).toMatch(new RegExp(`award log: ${made!.awards} awards, .* 0 awards not yet entered`));
    expect(code).toBe(0);
  });
});
