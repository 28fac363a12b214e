import fc from 'fast-check';
import type pg from 'pg';
import { rolesWith, type RoleCode } from '../../src/core/permissions.js';
import { MODEL_ACTIONS, MODEL_LIFE, MODEL_STATES, type ModelState } from '../../src/emulation-models/domain/life.js';
import { makeModel, TODAY } from '../support/models.js';
import { person, type Person } from '../support/people.js';
import { query, sharedConnection } from '../support/shared-connection.js';
import { unitId } from '../support/units.js';

// What the database itself refuses to the restricted login of the service, whatever the service would say.

const ROLES: RoleCode[] = ['UNIT_OFFICER', 'REVIEWER', 'AUTHORITY'];
const DENIED = '42501';

let owner: string;
let launcher: string;
/** One of each role at each of the two units, and one with every role at both. */
const people = new Map<string, Person>();

beforeAll(async () => {
  [owner, launcher] = [await unitId('UBND-03390'), await unitId('UBND-12')];
  for (const unit of [owner, launcher]) {
    for (const role of ROLES) people.set(`${role} ${unit}`, await person({ grants: [{ role, unitId: unit }] }));
  }
});

let made = 0;
async function modelIn(state: ModelState | null): Promise<string> {
  const name = `Rào chắn ${process.pid} ${(made += 1)}`;
  const { id } = await makeModel({ ownerUnitId: owner, registeredWithId: launcher, name });
  if (state === null) return withoutEvents(id);
  await query(
    `update emulation_model set state = $2, starts_on = case when $2 in ('RUNNING', 'SUSPENDED') then $3::date end,
       ended_on = case when $2 = 'ENDED' then $3::date end, ending = case when $2 = 'ENDED' then 'STOPPED' end
     where id = $1`,
    [id, state, TODAY],
  );
  return id;
}

/** A row like that of another model, before its first event. */
async function withoutEvents(like: string): Promise<string> {
  const [row] = await query<{ id: string }>(
    `insert into emulation_model (code, name, owner_id, owner_unit_id, registered_with_id, field, content, period, created_at)
     select code || '9', name, owner_id, owner_unit_id, registered_with_id, field, content, period, now()
     from emulation_model where id = $1 returning id`,
    [like],
  );
  return row!.id;
}

/** Runs work as the service's login and takes it back; the SQLSTATE or code of the refusal, or what it gave. */
async function asService<T>(work: (client: pg.Client) => Promise<T>): Promise<T | string> {
  const client = await sharedConnection('so_vang_app');
  await client.query('begin');
  try {
    return await work(client);
  } catch (error) {
    const { code, detail } = error as pg.DatabaseError;
    return code === 'SV001' ? (JSON.parse(detail!) as { code: string }).code : String(code);
  } finally {
    await client.query('rollback');
  }
}

interface Attempt {
  id: string;
  action: string;
  by: string;
  unitId: string;
  reason?: string | null;
}

/** The state after the event, or the refusal. */
function attempt({ id, action, by, unitId: unit, reason = 'Lý do' }: Attempt): Promise<string> {
  return asService(async (client) => {
    const { rows } = await client.query<{ to: string }>(
      `insert into model_event (model_id, action, by_id, unit_id, day, at, reason, starts_on, ending)
       select $1, $2, $3, $4, $5, now(), $6, case when $2 = 'APPROVE' then $5::date end,
              case $2 when 'REFUSE' then 'REFUSED' when 'END' then 'STOPPED' end
       returning to_state as to`,
      [id, action, by, unit, TODAY, reason],
    );
    return rows[0]!.to;
  });
}

describe('the table of the database', () => {
  it('is the table of the code, with the roles of its permissions', async () => {
    const rows = await query(
      `select action, from_state as "from", to_state as "to", side, role, apart, reason from allowed_model_transition`,
    );
    const wanted = MODEL_LIFE.flatMap(({ permission, ...row }) =>
      rolesWith(permission).map((role) => ({ ...row, role })),
    );
    const sorted = (list: object[]): string[] =>
      list.map((row) => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)))).sort();
    expect(sorted(rows)).toEqual(sorted(wanted));
  });
});

describe('an event', () => {
  it('moves the model by a row of the table and is refused else: state × action × role × unit', async () => {
    const models = new Map<ModelState | null, string>();
    for (const state of [null, ...MODEL_STATES]) models.set(state, await modelIn(state));
    const outcomes: Record<string, number> = {};
    for (const [state, id] of models) {
      for (const action of MODEL_ACTIONS) {
        const steps = MODEL_LIFE.filter((step) => step.action === action && step.from === state);
        for (const [who, { accountId }] of people) {
          const [role, unit] = who.split(' ') as [RoleCode, string];
          const step = steps.find(
            ({ side, permission }) =>
              (side === 'OWNER' ? owner : launcher) === unit && rolesWith(permission).includes(role),
          );
          const expected = step?.to ?? (steps.length > 0 ? 'FORBIDDEN' : 'WRONG_STATE');
          const found = await attempt({ id, action, by: accountId, unitId: unit });
          expect({ state, action, who, found }).toEqual({ state, action, who, found: expected });
          outcomes[expected] = (outcomes[expected] ?? 0) + 1;
        }
      }
    }
    expect(outcomes).toMatchObject({ ENDED: 10, RUNNING: 2, REGISTERED: 3, RETURNED: 2, DRAFT: 2 });
  });

  it('is refused in the name of somebody without a living grant there', async () => {
    const id = await modelIn('REGISTERED');
    for (const when of ['ended', 'to come', 'revoked'] as const) {
      const { accountId } = await person({ grants: [{ role: 'AUTHORITY', unitId: launcher, when }] });
      expect(await attempt({ id, action: 'APPROVE', by: accountId, unitId: launcher })).toBe('FORBIDDEN');
    }
    const elsewhere = people.get(`AUTHORITY ${launcher}`)!.accountId;
    expect(await attempt({ id, action: 'APPROVE', by: elsewhere, unitId: owner })).toBe('FORBIDDEN');
  });

  it('is refused to who wrote the model, without its reason, and with another first day than the rule gives', async () => {
    const { id, officer } = await makeModel({
      ownerUnitId: owner,
      registeredWithId: launcher,
      name: `Một người ${process.pid}`,
    });
    await query(
      `insert into role_grant (account_id, role, unit_id, valid) values ($1, 'AUTHORITY', $2, '[2025-07-01,)')`,
      [officer.accountId, launcher],
    );
    const by = officer.accountId;
    expect(await attempt({ id, action: 'APPROVE', by, unitId: launcher })).toBe('SAME_PERSON');
    const reviewer = people.get(`REVIEWER ${launcher}`)!.accountId;
    expect(await attempt({ id, action: 'RETURN', by: reviewer, unitId: launcher, reason: '' })).toBe('INVALID_INPUT');
    const authority = people.get(`AUTHORITY ${launcher}`)!.accountId;
    const early = await asService((client) =>
      client.query(
        `insert into model_event (model_id, action, by_id, unit_id, day, at, starts_on)
         values ($1, 'APPROVE', $2, $3, $4, now(), $4::date - 1)`,
        [id, authority, launcher, TODAY],
      ),
    );
    expect(early).toBe('INVALID_INPUT');
  });

  it('registers no model without a goal or a place', async () => {
    const by = people.get(`UNIT_OFFICER ${owner}`)!.accountId;
    const id = await modelIn('DRAFT');
    await query(`update emulation_model set area_id = null where id = $1`, [id]);
    expect(await attempt({ id, action: 'REGISTER', by, unitId: owner })).toBe('INVALID_INPUT');
    const other = await modelIn('DRAFT');
    await query(`update model_goal set dropped = true where model_id = $1`, [other]);
    expect(await attempt({ id: other, action: 'REGISTER', by, unitId: owner })).toBe('INVALID_INPUT');
  });
});

describe('the login of the service', () => {
  it.each([
    `update emulation_model set state = 'RUNNING'`,
    `update emulation_model set version = version + 1`,
    `update emulation_model set starts_on = '2020-01-01'`,
    `update emulation_model set owner_unit_id = registered_with_id`,
    `delete from emulation_model`,
    `delete from model_goal`,
    `update model_goal set text = 'khác'`,
    `update model_event set reason = null`,
    `delete from model_event`,
    `insert into model_event (model_id, action, by_id, unit_id, day, at, from_state) select id, 'END', id, id, now(), now(), 'DRAFT' from emulation_model`,
    `update model_report set late = false`,
    `delete from model_report`,
    `update model_figure set value = '1000'`,
    `delete from model_figure`,
    `insert into allowed_model_transition values ('END', 'DRAFT', 'RUNNING', 'OWNER', 'UNIT_OFFICER', false, false)`,
    `delete from allowed_model_transition`,
    `truncate model_event cascade`,
    `alter table model_event disable trigger all`,
    `drop trigger model_event_moves on model_event`,
  ])('may not %s', async (statement) => {
    const outcome = await asService((client) => client.query(statement));
    expect(outcome).toBe(DENIED);
  });

  it('may write no content and no goals of what is registered, and no report without its event', async () => {
    const id = await modelIn('REGISTERED');
    const tried = (text: string, values: unknown[]): Promise<unknown> =>
      asService((client) => client.query(text, values));
    expect(await tried(`update emulation_model set name = 'Tên khác' where id = $1`, [id])).toBe('WRONG_STATE');
    expect(await tried(`update model_goal set dropped = true where model_id = $1`, [id])).toBe('WRONG_STATE');
    expect(await tried(`insert into model_goal (model_id, position, text) values ($1, 9, 'Thêm')`, [id])).toBe(
      'WRONG_STATE',
    );
    const [event] = await query<{ id: string }>(
      `select id from model_event where model_id = $1 and action = 'REGISTER'`,
      [id],
    );
    const report = `insert into model_report (model_id, event_id, period_from, period_to, version, text, late, recorded_on)
      values ($1, $2, '2026-01-01', '2026-06-30', 1, 'Không có sự kiện', false, '2026-06-30')`;
    expect(await tried(report, [id, event!.id])).toBe('23503');
  });

  it('may walk a model anywhere only along the table', async () => {
    const step = fc.record({
      action: fc.constantFrom(...new Set(MODEL_LIFE.map(({ action }) => action))),
      who: fc.nat(5),
    });
    const everybody = [...people];
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 12 }), async (steps) => {
        const id = await modelIn('DRAFT');
        let state: string = 'DRAFT';
        for (const { action, who } of steps) {
          const [place, { accountId }] = everybody[who]!;
          const [role, unit] = place.split(' ') as [RoleCode, string];
          const allowed = MODEL_LIFE.find(
            (row) =>
              row.action === action && row.from === state && rolesWith(row.permission).includes(role) &&
              (row.side === 'OWNER' ? owner : launcher) === unit,
          ); // prettier-ignore
          const done = await query(
            `insert into model_event (model_id, action, by_id, unit_id, day, at, reason, starts_on, ending)
             values ($1, $2, $3, $4, $5, now(), 'Lý do', case when $2 = 'APPROVE' then $5::date end,
                     case $2 when 'REFUSE' then 'REFUSED' when 'END' then 'STOPPED' end)`,
            [id, action, accountId, unit, TODAY],
          ).then(
            () => true,
            () => false,
          );
          expect({ action, state, role, done }).toEqual({ action, state, role, done: allowed !== undefined });
          state = allowed?.to ?? state;
          const [row] = await query<{ state: string }>(`select state from emulation_model where id = $1`, [id]);
          expect(row!.state).toBe(state);
        }
      }),
      { numRuns: 15 },
    );
  });
});
