import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { NOMINATION_STATES } from '../../src/nominations/domain/workflow.js';
import { runNode } from '../support/programs.js';
import { TrialServer } from '../support/trial-server.js';

jest.setTimeout(120_000);

const INBOX = `{ inbox { totalCount } }`;

describe.each([
  ['today', undefined, ['binhlu', 'danguybinhlu', 'sonoivu', 'tinhuy', 'tinh']],
  ['in 2023', '2023-05-19T08:00:00+07:00', ['binhlu2021', 'danguybinhlu2021', 'tamduong', 'sonoivu', 'tinhuy', 'tinh']],
])('the work of the demonstration province, %s', (_when, clock, bodies) => {
  let folder: string;
  let server: TrialServer;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sv-work-'));
    await chmod(folder, 0o755);
    server = await TrialServer.start(folder, clock, true);
  });
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('is in every state, on roads of every length', async () => {
    const states = await server.rows<{ state: string }>('select distinct state from nomination');
    expect(states.map(({ state }) => state).sort()).toEqual([...NOMINATION_STATES].sort());
    const lengths = await server.rows<{ length: number }>(
      `select distinct max(position)::int as length from nomination_step group by nomination_id order by 1`,
    );
    expect(lengths.map(({ length }) => length)).toEqual(clock ? [1, 2, 3, 4] : [1, 2, 3]);
    const [marks] = await server.rows(`select
      (select count(*) from nomination where suspended) > 0 as suspended,
      (select count(*) from nomination where due_on < (select max(day) from nomination_event)) > 0 as overdue,
      (select count(*) from nomination_step s join nomination n on n.id = s.nomination_id and n.step = s.position where s.external) > 0 as outside,
      (select count(*) from council_session where closed_at is null) > 0 as voting,
      (select count(distinct state) from decision)::int as decisions,
      (select count(*) from award) = (select count(*) from nomination where state = 'AWARDED') as whole`);
    expect(marks).toEqual({ suspended: true, overdue: true, outside: true, voting: true, decisions: 3, whole: true });
  });

  it('holds an award that was corrected, one that was taken back, and a later one that rested on it', async () => {
    const changed = await server.rows(
      `select status, flagged from award where status <> 'VALID' or flagged order by status, flagged`,
    );
    expect(changed).toEqual([
      { status: 'CORRECTED', flagged: false },
      { status: 'REVOKED', flagged: false },
      { status: 'VALID', flagged: true },
    ]);
  });

  it('waits for those who act at every kind of body', async () => {
    const roles = ['thamdinh', 'thuky', 'lanhdao'];
    for (const body of bodies) {
      for (const role of roles) {
        const { totalCount } = await (await server.as(`${role}.${body}`)).get(INBOX);
        // A council decides at State bodies: their heads sign what it has endorsed, once a decision is checked.
        expect([`${role}.${body}`, totalCount > 0]).toEqual([`${role}.${body}`, true]);
      }
    }
  });

  it('gave certificates that anybody can check, and left an audit that holds', async () => {
    const [certificate] = await server.rows<{ token: string }>(
      `select c.token from certificate c join award a on a.id = c.award_id where a.status = 'VALID' limit 1`,
    );
    const officer = await server.as('lichsu.tinh');
    const found = await officer.get(
      `query ($search: HonourSearch!) { searchHonours(search: $search, first: 100) { totalCount edges { node { nameAsAwarded certificate { token } } } } }`,
      { search: {} },
    );
    expect(found.totalCount).toBeGreaterThan(3);
    expect(
      await officer.get(`query ($token: String!) { verifyCertificate(token: $token) { valid } }`, certificate),
    ).toEqual({ valid: true });
    const { code, output } = await runNode(['dist/audit-verify.cli.js'], {
      env: { ...process.env, DATA_DIR: folder },
    });
    expect([code, output]).toEqual([0, expect.stringContaining('rows verified')]);
  });
});
