// A province of 200 communes with 5,000 open dossiers goes over on 2025-07-01: areas as published and bodies, by one plan.
import { Clock } from '../../dist/core/clock.js';
import { loadConfig } from '../../dist/core/config.js';
import { openDatabase } from '../../dist/core/open-database.js';
import { loadLaw } from '../../dist/awards/load-law.js';
import { findRoute } from '../../dist/nominations/plan-route.js';
import { applyNow } from '../../dist/reorganisations/apply-plans.js';
import { areasByCode } from '../../dist/reorganisations/area-facts.queries.js';
import { planChange } from '../../dist/reorganisations/domain/plan.js';
import { publishedPlans } from '../../dist/reorganisations/domain/published-plans.js';
import { lookAhead } from '../../dist/reorganisations/look-ahead.js';
import { loadAreas } from '../../dist/units/load-areas.js';
import { publishedData } from '../../dist/units/published-areas.js';
import { connected, createDatabase, urlOf } from '../cluster.mjs';
import { limitFigure } from '../table.mjs';

const DATABASE = 'bench_reorganised';
const [EVE, DAY] = ['2025-06-30', '2025-07-01'];
const PROVINCE = '38';
const COMMUNES = 200;
const DOSSIERS = 5_000;
const AT = '2025-06-20T03:00:00Z';

const BODIES = `with wanted as (
    select * from jsonb_to_recordset($1::jsonb) as b (code text, tier text, area text, superior text)
  ), made as (
    insert into unit (code, line, is_body) select code, 'STATE', true from wanted returning id, code
  )
  insert into unit_version (unit_id, valid, name, tier, area_id, superior_id)
  select m.id, '[2021-11-01,)', 'Ủy ban nhân dân ' || w.area, w.tier,
    (select v.area_id from area_version v where v.code = w.area and v.valid @> '${EVE}'::date),
    (select s.id from made s where s.code = w.superior)
  from wanted w join made m using (code)`;

const PEOPLE = `with made as (
    insert into account (username, full_name, password_hash, must_change_password, created_at)
    values ('can.bo', 'Cán bộ', 'x', false, '2021-11-01') returning id
  ), granted as (
    insert into role_grant (account_id, role, unit_id, valid) select made.id, 'UNIT_OFFICER', u.id, '[2021-11-01,)' from made, unit u
  ) select id from made`;

const DOSSIER = `with people as (
    insert into honouree (kind, display_name, unit_id, registered_by_id, created_at)
    select 'INDIVIDUAL', 'Người ' || i, $1, $1, '${AT}' from generate_series(1, $2::int) i returning id
  ), made as (
    insert into nomination (id, code, honouree_id, award_type_id, merit_kind, proposed_by_id, achievements, achievement_from, achievement_to, created_at)
    select uuidv7(), 'HS-B-' || lpad(nextval('nomination_number')::text, 6, '0'), people.id, t.id, 'PHONG_TRAO', $1, 'Thành tích',
      '2024-01-01', '2024-12-31', '${AT}'
    from people, award_type t where t.code = 'BK_TINH' returning id
  ) select id from made`;

const PROPOSAL = `with made as (
    insert into proposal (from_unit_id, to_unit_id, date, signer, created_by_id, created_at)
    values ($1, $1, '2025-06-20', 'Chủ tịch', $2, '${AT}') returning id
  ) insert into proposal_nomination select made.id, n, 1 from made, unnest($3::uuid[]) n returning proposal_id as id`;

const EVENT = `insert into nomination_event (nomination_id, version, at, day, action, from_state, to_state, from_step, step, acting_unit_id, account_id, data)
  select n, $2, '${AT}', '2025-06-20', $3, $4, $5, 0, $6, $7, $8, $9::jsonb from unnest($1::uuid[]) n`;

/** The communes of the province that go into another as a whole, with their districts. */
function chosen({ units2024, successions }) {
  const parent = new Map(units2024.map(({ code, parent: above }) => [code, above]));
  const isOurs = ({ old_code: code }) => parent.get(parent.get(code)) === PROVINCE;
  const rows = successions.filter((row) => row.level === '3' && row.kind === 'merged' && isOurs(row));
  return rows
    .slice(0, COMMUNES)
    .map(({ old_code: code, new_code: into }) => ({ code, into, district: parent.get(code) }));
}

function bodiesOf(communes) {
  const districts = [...new Set(communes.map(({ district }) => district))];
  return [
    { code: `UBND-${PROVINCE}`, tier: 'PROVINCE', area: PROVINCE, superior: null },
    ...districts.map((area) => ({ code: `UBND-${area}`, tier: 'DISTRICT', area, superior: `UBND-${PROVINCE}` })),
    ...communes.map(({ code, district }) => ({
      code: `UBND-${code}`,
      tier: 'COMMUNE',
      area: code,
      superior: `UBND-${district}`,
    })),
  ];
}

/** Submitted dossiers of every commune, by events with the triggers on. */
async function fillDossiers(client, database, communes, unit) {
  const [{ id: who }] = (await client.query(PEOPLE)).rows;
  const [awardType] = (await client.query(`select * from award_type where code = 'BK_TINH'`)).rows;
  for (const { code } of communes) {
    const home = unit(`UBND-${code}`);
    const { steps } = await findRoute(database, { awardType, proposedById: home, decidingUnitId: null, day: EVE });
    const ids = (await client.query(DOSSIER, [home, DOSSIERS / communes.length])).rows.map(({ id }) => id);
    await client.query(EVENT, [ids, 1, 'CREATE', null, 'DRAFT', 0, home, who, {}]);
    const [{ id: proposalId }] = (await client.query(PROPOSAL, [home, who, ids])).rows;
    await client.query(EVENT, [ids, 2, 'SUBMIT', 'DRAFT', 'SUBMITTED', 1, home, who, { route: steps, proposalId }]);
  }
  return who;
}

/** Areas as published; the bodies of communes become those of their successors, districts end. */
async function planFor(database, data, communes, unit) {
  const name = data.units2025.find(({ code }) => code === PROVINCE).name;
  const published = publishedPlans(data).find(({ province }) => province === name);
  const found = new Map(
    (
      await areasByCode(
        database,
        published.changes.flatMap(({ fromIds }) => fromIds),
        EVE,
      )
    ).map(({ code, id }) => [code, id]),
  );
  const areas = published.changes.map((change) => ({
    ...change,
    fromIds: change.fromIds.map((code) => found.get(code)),
  }));
  const into = new Map();
  for (const commune of communes) into.set(commune.into, [...(into.get(commune.into) ?? []), commune]);
  const bodies = [...into].map(([code, olds]) => ({
    kind: 'MERGED',
    fromIds: olds.map((old) => unit(`UBND-${old.code}`)),
    newCode: `UBND-${code}-MOI`,
    newName: `Ủy ban nhân dân ${code} mới`,
  }));
  const districts = [...new Set(communes.map(({ district }) => district))].map((code) => ({
    kind: 'DISSOLVED',
    fromIds: [unit(`UBND-${code}`)],
    takerId: unit(`UBND-${PROVINCE}`),
  }));
  const changes = [...areas, ...[...bodies, ...districts].map(planChange)];
  return { effectiveOn: DAY, legalBasis: published.legalBasis, changes };
}

/** @param {import('../run.mjs').Bench} bench */
export async function reorganise({ cluster, say }) {
  await createDatabase(cluster, DATABASE);
  const open = (login) =>
    openDatabase(
      loadConfig({}),
      { url: urlOf(cluster, login, DATABASE) },
      new Clock(new Date(`${DAY}T08:00:00+07:00`)),
    );
  const [{ database, close }, owner] = [await open('app'), await open('owner')];
  await loadLaw(owner.database).finally(() => owner.close());
  await loadAreas(database, { until: EVE });
  const data = await publishedData();
  const communes = chosen(data);
  return connected(cluster, 'owner', DATABASE, async (client) => {
    await client.query(BODIES, [JSON.stringify(bodiesOf(communes))]);
    const units = new Map((await client.query('select id, code from unit')).rows.map(({ id, code }) => [code, id]));
    const unit = (code) => units.get(code);
    const who = await fillDossiers(client, database, communes, unit);
    await client.query('vacuum analyze');
    const plan = await planFor(database, data, communes, unit);
    const began = performance.now();
    const outlook = await lookAhead(database, plan, DAY);
    const looked = performance.now() - began;
    if (outlook.problems.length > 0 || outlook.converted.length !== DOSSIERS)
      throw new Error(JSON.stringify(outlook.problems));
    const from = performance.now();
    await database.transaction(async (tx) => applyNow(tx, { accountId: who }, await lookAhead(tx, plan, DAY)));
    const seconds = (performance.now() - from) / 1000;
    const [left] = (await client.query(`select count(*)::int as n from nomination_event where action = 'CONVERT'`))
      .rows;
    if (left.n !== DOSSIERS) throw new Error(`${left.n} dossiers were converted`);
    await close();
    const size = `${communes.length} communes, ${DOSSIERS} open dossiers, ${plan.changes.length} changes`;
    return [
      say(limitFigure('reorganisation: preview', looked / 1000, 's', undefined, size)),
      say(limitFigure('reorganisation: apply, its own look included', seconds, 's', 10, size)),
    ];
  });
}
