import type pg from 'pg';
import type { PublishedData } from '../../src/units/domain/published-data.js';
import { attempt, type Attempt, type PlannedPlace } from './chain-by-sql.js';

// Provinces as they were on 2025-06-30, each with a district, two communes, a sở and the Party beside them; and dossiers on
// their way, written by SQL as the application's role, so that the guards of the chain have seen each step.

export interface OldProvince {
  code: string;
  district: string;
  communes: [string, string];
  /** The code of the commune into which both go. */
  merged: string;
}

/** The old provinces of a new one, each with a district of which two communes go into one. */
export function oldProvinces(data: PublishedData, newCode: string): OldProvince[] {
  const district = new Map(data.units2024.map(({ code, parent }) => [code, parent]));
  const olds = data.successions.filter((row) => row.level === '1' && row.new_code === newCode);
  return olds.map(({ old_code: code }) => {
    const whole = data.successions.filter((row) => row.kind === 'merged' && row.level === '3');
    const own = whole.filter((row) => district.get(district.get(row.old_code) ?? '') === code);
    for (const one of own) {
      const other = own.find(
        (row) =>
          row.new_code === one.new_code &&
          row.old_code !== one.old_code &&
          district.get(row.old_code) === district.get(one.old_code),
      );
      if (other) {
        const communes: [string, string] = [one.old_code, other.old_code];
        return { code, district: district.get(one.old_code)!, communes, merged: one.new_code };
      }
    }
    throw new Error(`no two communes of ${code} go into one`);
  });
}

/** One of our bodies: its code, what it is, the code of its area on that day, and its superior's code. */
export type Body = [code: string, line: string, tier: string, area: string | null, superior: string | null];

export function bodiesOf({ code: p, district: d, communes }: OldProvince): Body[] {
  return [
    [`UBND-${p}`, 'STATE', 'PROVINCE', p, null],
    [`TU-${p}`, 'PARTY', 'PROVINCE', p, null],
    [`SO-${p}`, 'STATE', 'DISTRICT', p, `UBND-${p}`],
    [`DTT-${p}`, 'PARTY', 'DISTRICT', p, `TU-${p}`],
    [`UBND-${d}`, 'STATE', 'DISTRICT', d, `UBND-${p}`],
    [`HU-${d}`, 'PARTY', 'DISTRICT', d, `TU-${p}`],
    ...communes.flatMap((c): Body[] => [
      [`UBND-${c}`, 'STATE', 'COMMUNE', c, `UBND-${d}`],
      [`DU-${c}`, 'PARTY', 'COMMUNE', c, `HU-${d}`],
    ]),
  ];
}

const MAKE_BODIES = `with wanted as (
    select * from jsonb_to_recordset($1::jsonb) as b (code text, line text, tier text, area text, superior text)
  ), made as (
    insert into unit (code, line, is_body, external) select code, line, true, tier = 'CENTRAL' from wanted returning id, code
  )
  insert into unit_version (unit_id, valid, name, tier, area_id, superior_id)
  select m.id, '[2021-11-01,)', 'Cơ quan ' || w.code, w.tier,
    (select v.area_id from area_version v where v.code = w.area and v.valid @> '2025-06-30'::date),
    (select s.id from made s where s.code = w.superior)
  from wanted w join made m using (code)`;

export async function makeBodies(owner: pg.Client, bodies: readonly Body[]): Promise<void> {
  const rows = bodies.map(([code, line, tier, area, superior]) => ({ code, line, tier, area, superior }));
  await owner.query(MAKE_BODIES, [JSON.stringify(rows)]);
}

export const ROLES = ['UNIT_OFFICER', 'REVIEWER', 'COUNCIL_SECRETARY', 'AUTHORITY'] as const;
export type People = Record<(typeof ROLES)[number], string>;

/** One account a role, with that role at every body; before them three more, who draft and check decisions. */
export async function makePeople(owner: pg.Client): Promise<People> {
  const account = async (name: string): Promise<string> => {
    const { rows } = await owner.query<{ id: string }>(
      `insert into account (username, full_name, password_hash, must_change_password, created_at)
       values ($1, $1, 'x', false, '2021-11-01') returning id`,
      [name],
    );
    return rows[0]!.id;
  };
  for (const name of ['soan.thao', 'kiem.tra', 'ghi.nhan']) await account(name);
  const people = {} as People;
  for (const role of ROLES) people[role] = await account(role.toLowerCase().replace('_', '.'));
  return people;
}

/** The roles of these people at every body that lives on that day, from it on. */
export async function seat(owner: pg.Client, people: People, day: string): Promise<void> {
  for (const role of ROLES) {
    await owner.query(
      `insert into role_grant (account_id, role, unit_id, valid)
       select $1, $2, v.unit_id, daterange($3, null) from unit_version v
       where v.valid @> $3::date and not exists (select from role_grant g where g.account_id = $1 and g.role = $2
         and g.unit_id = v.unit_id and g.revoked_at is null and g.valid && daterange($3, null))`,
      [people[role], role, day],
    );
  }
}

/** A dossier as it is to stand before the plan. */
export interface Wanted {
  name: string;
  proposer: string;
  award: string;
  route: PlannedPlace[];
  step: number;
  state: string;
  /** The unit that is honoured itself. */
  honoured?: string;
}

const MAKE_DOSSIERS = `with wanted as (
    select *, row_number() over () as n from jsonb_to_recordset($1::jsonb) as w (name text, proposer text, award text, honoured text)
  ), people as (
    insert into honouree (kind, display_name, unit_id, registered_by_id, created_at)
    select case when w.honoured is null then 'INDIVIDUAL' else 'COLLECTIVE' end, w.name, u.id, p.id, '2025-06-01'
    from wanted w join unit p on p.code = w.proposer join unit u on u.code = coalesce(w.honoured, w.proposer)
    returning id, display_name
  )
  insert into nomination (id, code, honouree_id, award_type_id, merit_kind, proposed_by_id, achievements, achievement_from,
    achievement_to, created_at)
  select uuidv7(), 'HS-T-' || lpad(w.n::text, 6, '0'), h.id, t.id, 'PHONG_TRAO', p.id, 'Thành tích ' || w.name, '2024-01-01', '2024-12-31', '2025-06-01'
  from wanted w join people h on h.display_name = w.name join unit p on p.code = w.proposer join award_type t on t.code = w.award
  returning id, (select display_name from people where people.id = honouree_id) as name`;

/** Makes them and brings each where it is to stand. Answers with their ids by name. */
export async function makeDossiers(
  owner: pg.Client,
  app: pg.Client,
  people: People,
  wanted: readonly Wanted[],
): Promise<Map<string, string>> {
  const { rows } = await owner.query<{ id: string; name: string }>(MAKE_DOSSIERS, [JSON.stringify(wanted)]);
  const ids = new Map(rows.map(({ id, name }) => [name, id]));
  const { rows: units } = await owner.query<{ id: string; code: string }>('select id, code from unit');
  const idOf = new Map(units.map(({ id, code }) => [code, id]));
  const all = wanted.flatMap((one) => wayTo(one, ids.get(one.name)!, idOf.get(one.proposer)!, people));
  const results = await attempt(app, all);
  const wrong = results.findIndex((result) => !result.done);
  if (wrong >= 0) throw new Error(JSON.stringify([all[wrong], results[wrong]]));
  return ids;
}

const AT = '2025-06-20T03:00:00Z';

function wayTo({ route, step, state }: Wanted, nominationId: string, proposer: string, people: People): Attempt[] {
  const base = { nominationId, at: AT, keep: true };
  const start: Attempt[] = [
    { ...base, action: 'CREATE', to: 'DRAFT', step: 0, unitId: proposer, accountId: people.UNIT_OFFICER },
    { ...base, action: 'SUBMIT', to: 'SUBMITTED', step: 1, unitId: proposer, accountId: people.UNIT_OFFICER, route },
  ];
  const onward = [...Array(step).keys()].flatMap((index): Attempt[] => {
    const place = { ...base, unitId: route[index]!.unitId, step: index + 1 };
    const acts: Attempt[] = [
      { ...place, action: 'RECEIVE', to: 'RECEIVED', accountId: people.REVIEWER },
      { ...place, action: 'APPRAISE', to: 'APPRAISED', accountId: people.REVIEWER },
      { ...place, action: 'ENDORSE', to: 'ENDORSED', ...endorser(route[index]!, people) },
      { ...place, action: 'FORWARD', to: 'SUBMITTED', step: index + 2, accountId: people.COUNCIL_SECRETARY },
    ];
    if (index < step - 1) return acts;
    const returned: Attempt = { ...place, action: 'RETURN', to: 'RETURNED', accountId: people.REVIEWER };
    if (state === 'RETURNED') return [acts[0]!, returned];
    return acts.slice(0, ['SUBMITTED', 'RECEIVED', 'APPRAISED', 'ENDORSED'].indexOf(state));
  });
  return [...start, ...onward];
}

export function endorser({ council }: PlannedPlace, people: People): Pick<Attempt, 'way' | 'accountId'> {
  return council === 'REQUIRED'
    ? { way: 'COUNCIL', accountId: people.COUNCIL_SECRETARY }
    : { way: 'HEAD', accountId: people.AUTHORITY };
}

interface Standing {
  id: string;
  name: string;
  state: string;
  step: number;
  proposer: string;
  route: (PlannedPlace & { gone: boolean })[];
}

/** Where they stand, with their routes as they are now. */
export async function standings(client: pg.Client): Promise<Standing[]> {
  const { rows } = await client.query<Standing>(
    `select n.id, h.display_name as name, n.state, n.step, n.proposed_by_id as proposer,
       jsonb_agg(jsonb_build_object('unitId', s.unit_id, 'external', s.external, 'decides', s.decides, 'council', s.council,
         'gone', s.outcome is not distinct from 'CONVERTED') order by s.position) as route
     from nomination n join honouree h on h.id = n.honouree_id join nomination_step s on s.nomination_id = n.id
     group by n.id, h.display_name order by n.code`,
  );
  return rows;
}

/** One act further for each that is open, on a day after the plan; empty where all have ended. */
function further({ id, state, step, proposer, route }: Standing, people: People): Attempt[] {
  const place = route[step - 1]!;
  if (['AWARDED', 'REJECTED', 'WITHDRAWN'].includes(state)) return [];
  const base = { nominationId: id, at: '2025-07-02T03:00:00Z', keep: true, unitId: place.unitId, step };
  const next = route.findIndex(({ gone }, index) => index >= step && !gone) + 1;
  const inside = route.filter(({ external, gone }) => !external && !gone).at(-1);
  if (place.external)
    return [
      {
        ...base,
        action: 'AWARD',
        to: 'AWARDED',
        way: 'OUTSIDE',
        unitId: inside!.unitId,
        accountId: people.COUNCIL_SECRETARY,
      },
    ];
  if (state === 'RETURNED')
    return [{ ...base, action: 'SUBMIT', to: 'SUBMITTED', unitId: proposer, accountId: people.UNIT_OFFICER }];
  if (state === 'SUBMITTED') return [{ ...base, action: 'RECEIVE', to: 'RECEIVED', accountId: people.REVIEWER }];
  if (state === 'RECEIVED') return [{ ...base, action: 'APPRAISE', to: 'APPRAISED', accountId: people.REVIEWER }];
  if (state === 'APPRAISED') return [{ ...base, action: 'ENDORSE', to: 'ENDORSED', ...endorser(place, people) }];
  if (state !== 'ENDORSED') return [];
  return place.decides
    ? [{ ...base, action: 'AWARD', to: 'AWARDED', accountId: people.AUTHORITY }]
    : [{ ...base, action: 'FORWARD', to: 'SUBMITTED', step: next, accountId: people.COUNCIL_SECRETARY }];
}

/**
 * Goes on with all but these until nothing is open, and answers with where all stand then; fails where an act is refused.
 * Undone at the end: whole decisions, with their certificates, are the service's to write.
 */
export async function goOn(app: pg.Client, people: People, but: ReadonlySet<string>): Promise<Standing[]> {
  await app.query('begin');
  try {
    for (let round = 0; round < 20; round += 1) {
      const all = await standings(app);
      const acts = all.filter(({ id }) => !but.has(id)).flatMap((one) => further(one, people));
      if (acts.length === 0) return all;
      const results = await attempt(app, acts);
      const wrong = results.findIndex((result) => !result.done);
      if (wrong >= 0) throw new Error(JSON.stringify([acts[wrong], results[wrong]]));
    }
    throw new Error('some never come to their decision');
  } finally {
    await app.query('rollback');
  }
}
