import pg from 'pg';
import type { RoleCode } from '../../src/core/permissions.js';
import { addDays } from '../../src/core/civil-date.js';
import {
  accountWith,
  act,
  attempt,
  newDossier,
  ROADS,
  routeFor,
  type Attempt,
  type PlannedPlace,
  type Road,
} from '../support/chain-by-sql.js';
import { addressOf } from '../support/database.js';
import { TODAY } from '../support/models.js';
import { person, type GivenGrant, type PersonOptions } from '../support/people.js';
import { unitId } from '../support/units.js';

// What a program that goes round the service cannot do, one by one: forge a route, come too late, act by a right that is
// none, write past the events.

let app: pg.Client;
const units: Record<string, string> = {};
const routes = {} as Record<Road, PlannedPlace[]>;

beforeAll(async () => {
  app = new pg.Client(addressOf('so_vang_app'));
  await app.connect();
  const codes = [
    'DU-03390',
    'TU-12',
    'UBND-12',
    'UBND-03390',
    'UBND-03388',
    'TTG',
    'BTGTW',
    'MTTQ-12',
    'SNV-12',
    'DUCA-12',
  ];
  for (const code of codes) units[code] = await unitId(code);
  for (const road of Object.keys(ROADS) as Road[]) routes[road] = await routeFor(road);
});
afterAll(() => app.end());
beforeEach(() => app.query('begin'));
afterEach(() => app.query('rollback'));

const officerAt = (unit: string): Promise<string> =>
  accountWith(`officer ${unit}`, [{ role: 'UNIT_OFFICER', unitId: unit }]);

/** A draft on that road, and the submission that its officer could make. */
async function draft(road: Road): Promise<Attempt> {
  const nominationId = await newDossier(app, road);
  const unit = units[ROADS[road].proposer]!;
  const accountId = await officerAt(unit);
  await act(app, { nominationId, action: 'CREATE', to: 'DRAFT', step: 0, unitId: unit, accountId });
  return { nominationId, action: 'SUBMIT', to: 'SUBMITTED', step: 1, unitId: unit, accountId, route: routes[road] };
}

async function outcome(one: Attempt): Promise<string> {
  const [result] = await attempt(app, [one]);
  if (!result) throw new Error('no result');
  return result.done ? `${result.state} ${result.step}` : (result.code ?? `${result.sqlstate} ${result.message}`);
}

describe('a forged route', () => {
  const place = (code: string, more: Partial<PlannedPlace>): PlannedPlace => ({
    unitId: units[code]!,
    tier: 'PROVINCE',
    line: 'STATE',
    decides: false,
    external: false,
    council: 'REQUIRED',
    posting: false,
    ...more,
  });
  const change = (road: Road, position: number, more: Partial<PlannedPlace>): PlannedPlace[] =>
    routes[road].map((step, index) => (index === position - 1 ? { ...step, ...more } : step));
  const without = (road: Road, position: number): PlannedPlace[] =>
    routes[road].filter((_, index) => index !== position - 1);
  const commune = { tier: 'COMMUNE', line: 'STATE' } as const;

  const FORGED: [string, Road, () => PlannedPlace[]][] = [
    ['that skips the commune', 'party', () => without('party', 1)],
    ['that skips the Tỉnh ủy', 'party', () => without('party', 2)],
    ['that skips the commune on the State road', 'state', () => without('state', 1)],
    ['that skips the province to the Prime Minister', 'pm', () => without('pm', 2)],
    ['that ends before the one who decides', 'state', () => change('state', 1, { decides: true }).slice(0, 1)],
    ['that ends with a body that no rule empowers', 'party', () => change('party', 2, { decides: true }).slice(0, 2)],
    ['through another commune', 'state', () => change('state', 1, { unitId: units['UBND-03388']! })],
    [
      'through a body of another line',
      'state',
      () => change('state', 1, { unitId: units['DU-03390']!, line: 'PARTY' }),
    ],
    [
      'to a sở in place of the province',
      'state',
      () => change('state', 2, { unitId: units['SNV-12']!, tier: 'DISTRICT' }),
    ],
    [
      'to the Front in place of the province',
      'party',
      () => change('party', 3, { unitId: units['MTTQ-12']!, line: 'FRONT' }),
    ],
    ['that lies about a tier', 'state', () => change('state', 1, { tier: 'PROVINCE' })],
    ['that lies about a line', 'party', () => change('party', 1, { line: 'STATE' })],
    ['that lies about who acts outside', 'pm', () => change('pm', 3, { external: false })],
    ['that calls a body here one outside', 'state', () => change('state', 2, { external: true })],
    ['without the council of the province', 'state', () => change('state', 2, { council: 'NONE' })],
    ['without the council of the commune', 'state', () => change('state', 1, { council: 'NONE' })],
    ['with a council where the leadership acts', 'party', () => change('party', 1, { council: 'REQUIRED' })],
    ['without the posting of the province', 'pm', () => change('pm', 2, { posting: false })],
    ['with the end outside in the middle', 'pm', () => [routes.pm[0]!, routes.pm[2]!, routes.pm[1]!]],
    ['on which two decide', 'state', () => change('state', 1, { decides: true })],
    ['on which nobody decides', 'state', () => change('state', 2, { decides: false })],
    [
      'that goes on to the Prime Minister where the province decides',
      'state',
      () => [
        ...change('state', 2, { decides: false }),
        place('TTG', { tier: 'CENTRAL', external: true, decides: true, council: 'NONE' }),
      ],
    ],
    ['that asks one body twice', 'state', () => [routes.state[0]!, routes.state[0]!, routes.state[1]!]],
    ['that comes down again', 'state', () => [...routes.state, place('UBND-03390', { ...commune, decides: true })]],
    [
      'that goes over the other line to the centre without need',
      'partyCentre',
      () => [...routes.partyCentre.slice(0, 2), place('UBND-12', {}), routes.partyCentre[2]!],
    ],
    [
      'that goes from the Party to the Prime Minister past the province',
      'party',
      () => [
        ...routes.party.slice(0, 2),
        place('TTG', { tier: 'CENTRAL', external: true, decides: true, council: 'NONE' }),
      ],
    ],
    ['without steps', 'state', () => []],
  ];

  it.each(FORGED)('%s is refused', async (_, road, route) => {
    const honest = await draft(road);
    expect(await outcome(honest)).toBe('SUBMITTED 1');
    expect(await outcome({ ...honest, route: route() })).toBe('ROUTE_NOT_FOUND');
    expect(await outcome({ ...honest, route: undefined })).toBe('ROUTE_NOT_FOUND');
  });

  it('to the Prime Minister from the Party goes over the province of the State', async () => {
    const nominationId = (await draft('party')).nominationId;
    await app.query(
      `update nomination set award_type_id = (select id from award_type where code = 'BK_TTG') where id = $1`,
      [nominationId],
    );
    const unit = units['DU-03390']!;
    const submit = {
      nominationId,
      action: 'SUBMIT',
      to: 'SUBMITTED',
      step: 1,
      unitId: unit,
      accountId: await officerAt(unit),
    } as const;
    const end = routes.pm[2]!;
    const party = routes.party.slice(0, 2);
    const province = { ...routes.pm[1]! };
    expect(await outcome({ ...submit, route: [...party, province, end] })).toBe('SUBMITTED 1');
    expect(await outcome({ ...submit, route: [...party, end] })).toBe('ROUTE_NOT_FOUND');
    expect(await outcome({ ...submit, route: [party[0]!, province, end] })).toBe('ROUTE_NOT_FOUND');
  });

  it('ends at the body that was asked for, and at no other', async () => {
    const honest = await draft('state');
    await app.query(`update nomination set wanted_decider_id = $2 where id = $1`, [honest.nominationId, units['TTG']]);
    expect(await outcome(honest)).toBe('ROUTE_NOT_FOUND');
    await app.query(`update nomination set wanted_decider_id = $2 where id = $1`, [
      honest.nominationId,
      units['UBND-12'],
    ]);
    expect(await outcome(honest)).toBe('SUBMITTED 1');
  });
});

describe('an event', () => {
  /** A dossier submitted to the commune, and its receipt. */
  async function receipt(
    role: RoleCode = 'REVIEWER',
    more: PersonOptions & { when?: GivenGrant['when'] } = {},
  ): Promise<Attempt> {
    const submit = await draft('state');
    await act(app, submit);
    const unit = units['UBND-03390']!;
    const { accountId } = await person({ ...more, grants: [{ role, unitId: unit, when: more.when }] });
    return { nominationId: submit.nominationId, action: 'RECEIVE', to: 'RECEIVED', step: 1, unitId: unit, accountId };
  }

  it.each<[string, Partial<Attempt>]>([
    ['of the version that is past', { versionOff: -1 }],
    ['of a version to come', { versionOff: 1 }],
    ['from another state', { from: 'RECEIVED' }],
    ['from another step', { fromStep: 2, step: 2 }],
  ])('%s is refused as stale', async (_, more) => {
    const honest = await receipt();
    expect(await outcome({ ...honest, ...more })).toBe('STALE_VERSION');
    expect(await outcome(honest)).toBe('RECEIVED 1');
  });

  it.each<[string, PersonOptions & { when?: GivenGrant['when'] }]>([
    ['a grant that is over', { when: 'ended' }],
    ['a grant to come', { when: 'to come' }],
    ['a grant that was taken back', { when: 'revoked' }],
    ['an account that was disabled', { disabled: true }],
  ])('by %s is refused', async (_, more) => {
    expect(await outcome(await receipt('REVIEWER', more))).toBe('FORBIDDEN');
  });

  it.each([
    'UNIT_OFFICER',
    'COUNCIL_SECRETARY',
    'COUNCIL_MEMBER',
    'AUTHORITY',
    'HISTORIAN',
    'ADMINISTRATOR',
    'AUDITOR',
  ] as const)('of a reviewer is not for %s', async (role) => {
    expect(await outcome(await receipt(role))).toBe('FORBIDDEN');
  });

  it('by a grant elsewhere, by nobody, or for nobody is refused', async () => {
    const honest = await receipt();
    const above = await person({ grants: [{ role: 'REVIEWER', unitId: units['UBND-12']! }] });
    expect(await outcome({ ...honest, accountId: above.accountId })).toBe('FORBIDDEN');
    expect(await outcome({ ...honest, accountId: above.accountId, unitId: units['UBND-12'] })).toBe('FORBIDDEN');
    expect(await outcome({ ...honest, unitId: undefined })).toBe('FORBIDDEN');
    expect(await outcome({ ...honest, accountId: undefined, byJob: 'any.job' })).toBe('FORBIDDEN');
    expect(await outcome({ ...honest, byJob: 'any.job' })).toMatch(/^23514/);
    expect(await outcome({ ...honest, accountId: undefined })).toMatch(/^(FORBIDDEN|23514)/);
  });

  it('is of no earlier day than the one before it', async () => {
    const honest = await receipt();
    expect(await outcome({ ...honest, at: `${addDays(TODAY, -1)}T08:00:00+07:00` })).toBe('CONFLICT');
  });

  it('needs what it rests on', async () => {
    const honest = await receipt();
    const bare = (more: Partial<Attempt>): Promise<string> => outcome({ ...honest, ...more, bare: true });
    expect(await bare({ action: 'RETURN', to: 'RETURNED', reason: null })).toBe('INVALID_INPUT');
    await act(app, honest);
    expect(await bare({ action: 'APPRAISE', to: 'APPRAISED' })).toBe('INVALID_INPUT');
    await act(app, { ...honest, action: 'APPRAISE', to: 'APPRAISED' });
    const { accountId } = await person({
      grants: (['COUNCIL_SECRETARY', 'AUTHORITY'] as const).map((role) => ({ role, unitId: units['UBND-03390']! })),
    });
    expect(await bare({ accountId, action: 'ENDORSE', to: 'ENDORSED', way: 'COUNCIL' })).toBe('WRONG_STATE');
    expect(await bare({ accountId, action: 'ENDORSE', to: 'ENDORSED', way: 'HEAD' })).toBe('WRONG_STATE');
    await act(app, { ...honest, accountId, action: 'ENDORSE', to: 'ENDORSED', way: 'COUNCIL' });
    expect(await bare({ accountId, action: 'FORWARD', to: 'SUBMITTED', step: 2 })).toBe('WRONG_STATE');
  });

  it('returns an endorsed one without a signature only where it resumes it: that person, that step, that moment', async () => {
    const honest = await receipt();
    const { nominationId } = honest;
    await act(app, honest);
    await act(app, { ...honest, action: 'APPRAISE', to: 'APPRAISED' });
    const secretary = await person({ grants: [{ role: 'COUNCIL_SECRETARY', unitId: units['UBND-03390']! }] });
    const endorse = { accountId: secretary.accountId, action: 'ENDORSE', to: 'ENDORSED', way: 'COUNCIL' } as const;
    await act(app, { ...honest, ...endorse });
    const at = new Date().toISOString();
    const [one, other] = await Promise.all(
      [1, 2].map(() => person({ grants: [{ role: 'REVIEWER', unitId: units['UBND-12']! }] })),
    );
    const here = { nominationId, step: 1, unitId: units['UBND-12'], accountId: one!.accountId, at };
    const back: Attempt = { ...here, action: 'RETURN', to: 'RECEIVED' };
    expect(await outcome(back)).toBe('FORBIDDEN');
    await act(app, { ...here, action: 'SUSPEND', to: 'ENDORSED' });
    expect(await outcome(back)).toBe('SUSPENDED');
    await act(app, { ...here, action: 'RESUME', to: 'ENDORSED' });
    expect(await outcome({ ...back, accountId: other!.accountId })).toBe('FORBIDDEN');
    expect(await outcome({ ...back, at: new Date(Date.parse(at) + 1).toISOString() })).toBe('FORBIDDEN');
    expect(await outcome({ ...back, to: 'RETURNED' })).toBe('FORBIDDEN');
    expect(await outcome({ ...back, unitId: units['UBND-03390'] })).toBe('FORBIDDEN');
    expect(await outcome(back)).toBe('RECEIVED 1');
    // Nor later, whatever moment it says.
    await app.query('commit');
    await app.query('begin');
    expect(await outcome(back)).toBe('FORBIDDEN');
  });

  it('of the head rests on the note of this appraisal, not on one written down for later', async () => {
    const honest = await receipt();
    await act(app, honest);
    const { nominationId, unitId: unit, accountId } = honest;
    const note = `insert into nomination_appraisal values ($1, $2, 1, $3, $4, now(), 'Ý kiến', $5, '{}')`;
    const { rows } = await app.query<{ version: number }>(`select version from nomination where id = $1`, [
      nominationId,
    ]);
    const version = rows[0]!.version + 1;
    await app.query(note, [nominationId, version, unit, accountId, false]);
    await act(app, { ...honest, action: 'APPRAISE', to: 'APPRAISED', bare: true });
    await app.query(note, [nominationId, version + 50, unit, accountId, true]);
    const head = await person({ grants: [{ role: 'AUTHORITY', unitId: unit! }] });
    const endorse = { ...honest, accountId: head.accountId, action: 'ENDORSE', to: 'ENDORSED', way: 'HEAD' } as const;
    expect(await outcome(endorse)).toBe('RULE_FAILED');
  });
});

describe('what stands beside the events', () => {
  const refused = async (text: string, values: unknown[] = []): Promise<string> => {
    await app.query('savepoint try');
    try {
      await app.query(text, values);
      return 'done';
    } catch (error) {
      return (error as { code: string }).code;
    } finally {
      await app.query('rollback to try');
    }
  };

  it.each([
    `state = 'AWARDED'`,
    'step = 2',
    'version = 9',
    'suspended = true',
    'restart = true',
    'law_date = null',
    'lies_with_id = null',
    'deciding_unit_id = null',
    `due_on = '2030-01-01'`,
    `answer_by = '2020-01-01'`,
    `code = 'HS-1'`,
    'previous_id = null',
  ])('is not moved by hand: %s', async (set) => {
    const { nominationId } = await draft('state');
    expect(await refused(`update nomination set ${set} where id = $1`, [nominationId])).toBe('42501');
  });

  it.each([
    'delete from nomination',
    'truncate nomination cascade',
    `insert into nomination (code, honouree_id, award_type_id, merit_kind, proposed_by_id, achievements, achievement_from,
       achievement_to, created_at, state) select code || 'x', honouree_id, award_type_id, merit_kind, proposed_by_id,
       achievements, achievement_from, achievement_to, created_at, 'ENDORSED' from nomination`,
    `update nomination_step set outcome = 'ENDORSED_BY_COUNCIL'`,
    'delete from nomination_step',
    'insert into nomination_step select * from nomination_step',
    `update nomination_event set account_id = null`,
    'delete from nomination_event',
    'truncate nomination_event',
    // With the id of another event it would move the dossier, and not be written.
    `insert into nomination_event (id, nomination_id, version, at, day, action, from_state, to_state, from_step, step)
     select id, nomination_id, version + 1, at, day, action, from_state, to_state, from_step, step from nomination_event
     on conflict (id) do nothing`,
    'update nomination_appraisal set favourable = true',
    'delete from nomination_appraisal',
    'delete from nomination_document',
    'update nomination_document set kind = kind',
    'delete from proposal_nomination',
    `update proposal set signer = 'x'`,
    'delete from posting',
    `insert into allowed_transition values ('AWARD', 'DRAFT', 'AWARDED', 'SAME')`,
    'delete from allowed_transition',
    `update allowed_transition set to_state = 'AWARDED'`,
    `update allowed_duty set roles = '{UNIT_OFFICER}'`,
    'delete from allowed_duty',
    'alter table nomination_event disable trigger all',
    'set session_replication_role = replica',
    'select nomination_step_follows(null::nomination, null::nomination_event)',
    'create function pg_temp.f() returns int language sql as $$ select 1 $$',
  ])('is not written: %s', async (text) => {
    expect(await refused(text)).toBe('42501');
  });

  it('is content only while the proposer has it', async () => {
    const submit = await draft('state');
    const write = (): Promise<string> =>
      refused(`update nomination set achievements = 'khác' where id = $1`, [submit.nominationId]);
    expect(await write()).toBe('done');
    await act(app, submit);
    expect(await write()).toBe('SV100');
    const unit = units['UBND-03390']!;
    const { accountId } = await person({ grants: [{ role: 'REVIEWER', unitId: unit }] });
    const here = { nominationId: submit.nominationId, unitId: unit, accountId, step: 1 };
    await act(app, { ...here, action: 'RETURN', to: 'RETURNED' });
    expect(await write()).toBe('done');
    await act(app, { ...here, action: 'SUSPEND', to: 'RETURNED' });
    expect(await write()).toBe('SV100');
  });

  it('is no objection of before the posting', async () => {
    const { nominationId, unitId: unit, accountId } = await draft('state');
    const { rows } = await app.query<{ id: string }>(
      `insert into posting (nomination_id, step, unit_id, opened_on, closes_on, opened_by_id, place)
       values ($1, 1, $2, $3, $4, $5, 'Cổng thông tin') returning id`,
      [nominationId, unit, TODAY, addDays(TODAY, 14), accountId],
    );
    const object = (day: string): Promise<string> =>
      refused(
        `insert into posting_objection (posting_id, received_on, text, recorded_by_id) values ($1, $2, 'Chưa xứng đáng', $3)`,
        [rows[0]!.id, day, accountId],
      );
    expect([await object(addDays(TODAY, -1)), await object(TODAY)]).toEqual(['SV101', 'done']);
  });
});
