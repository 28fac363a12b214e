import { jest } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, worker } from '../support/api.js';
import type * as Prove from '../../src/award-log/prove.js';
import { auditVerifyOn, built, chained, underAnEntry } from '../support/audit.js';
import { fetched, withLog } from '../support/award-log.js';
import { DECIDE, endorsedBySql, nextSymbol, signatureOf } from '../support/decisions.js';
import { done, today } from '../support/nominations.js';
import { serverOn } from '../support/own-server.js';
import { person } from '../support/people.js';
import { secondVerdict } from '../support/second-verifier.js';
import { query } from '../support/shared-connection.js';
import { unitId } from '../support/units.js';
import { useOwnServer } from '../support/use-own-server.js';

const { proveAward } = (await built('award-log/prove')) as typeof Prove;

jest.setTimeout(300_000);
useOwnServer();

/** So often the server is killed while it issues a decision of so many lines. */
const ROUNDS = 20;
const LINES = 500;
const ISSUERS = 50;
const YEAR = Number(today().slice(0, 4));

interface So {
  id: string;
  secretary: Awaited<ReturnType<typeof person>>;
  checker: Awaited<ReturnType<typeof person>>;
  head: Awaited<ReturnType<typeof person>>;
}

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

describe('a decision of 500 lines', () => {
  it('is issued whole, each line with the next number of the book', async () => {
    const so = await newSo();
    const ids = await endorsedBySql(so.id, 500);
    const id = await checked(so, ids);
    const { decision } = await done(so.head.client, ISSUE, await signatureFor(so, id));
    expect(decision).toEqual({ id, state: 'ISSUED' });
    expect((await certificates(so.id)).map(({ number }) => number)).toEqual(ids.map((_, index) => index + 1));
    const [recorded] = await query<{ lines: number }>(
      `select jsonb_array_length((text::jsonb) -> 'details' -> 'nominationIds') as lines from audit
       where (text::jsonb) ->> 'subject' = $1 and (text::jsonb) ->> 'action' = 'decision.issue'
         and id not in (select audit_id from audit_pending)`,
      [`decision:${id}`],
    );
    expect(recorded).toEqual({ lines: 500 });
  });

  it('is there whole or not at all, however often the server dies on it', async () => {
    const so = await newSo();
    let id = await checked(so, await endorsedBySql(so.id, LINES));
    const found: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const server = await serverOn(worker.database);
      const signature = await signatureFor(so, id);
      const answer = new Client(server.url, so.head.client.token).ask(ISSUE, signature).catch(() => null);
      // From at once to about as long as it takes.
      await sleep((round * 500) / ROUNDS);
      process.kill(server.pid, 'SIGKILL');
      await Promise.all([answer, server.exited]);
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
    expect(found).toContain('CHECKED');
    await done(so.head.client, ISSUE, await signatureFor(so, id));
    const numbers = (await certificates(so.id)).map(({ number }) => number);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
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
    const answers = await Promise.all(decisions.map(({ signature }) => so.head.client.get(ISSUE, signature)));
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
    const given = await query<{ id: string; token: string }>(
      `select distinct on (a.decision_id, last) a.id, c.token
       from award a join certificate c on c.award_id = a.id join decision q on q.id = a.decision_id and q.origin = 'ISSUED'
         cross join (values (false), (true)) as end_of (last)
       order by a.decision_id, last, case when last then -c.number else c.number end`,
    );
    expect(given.length).toBeGreaterThanOrEqual(2 * (ISSUERS - 5));
    const keys = (await fetched('/.well-known/so-vang/keys.json')).text;
    const verdicts = await withLog(async (_, tx) => {
      const found: Record<string, number> = {};
      for (const { id, token } of given) {
        const verdict = secondVerdict(JSON.stringify(await proveAward(tx, id, token)), keys);
        found[verdict] = (found[verdict] ?? 0) + 1;
      }
      return found;
    });
    expect(verdicts).toEqual({ VALID: given.length });
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
