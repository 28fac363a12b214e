// Fills a migrated database: a tree of some 4,700 units in four provinces, honourees, and two accounts with sessions.
import { createHash } from 'node:crypto';
import { FAMILY, GIVEN, MIDDLE } from './names.mjs';

/** Shares of the four provinces in units and honourees; the accounts of the bench belong to the first. */
const PROVINCES = [
  { code: '01', communes: 160 },
  { code: '02', communes: 55 },
  { code: '03', communes: 40 },
  { code: '04', communes: 15 },
];
const DEPARTMENTS = 25;
const GRASSROOTS = 16;

/** Each name as often as its weight says, for `list[1 + floor(random() * cardinality(list))]`. */
function urn(names) {
  return names.flatMap(([name, weight]) => Array.from({ length: weight }, () => name));
}

const UNITS = `
  create temporary table plan (code text, superior text, tier text, name text);
  insert into plan
    select 'UBND-' || code, null, 'PROVINCE', 'Ủy ban nhân dân tỉnh số ' || code from jsonb_to_recordset($PROVINCES$) as p (code text);
  insert into plan
    select format('SO-%s-%s', code, n), 'UBND-' || code, 'DISTRICT', format('Sở số %s tỉnh số %s', n, code)
    from jsonb_to_recordset($PROVINCES$) as p (code text), generate_series(1, ${DEPARTMENTS}) n;
  insert into plan
    select format('XA-%s-%s', code, n), 'UBND-' || code, 'COMMUNE', format('Ủy ban nhân dân xã số %s', n)
    from jsonb_to_recordset($PROVINCES$) as p (code text, communes int), generate_series(1, communes) n;
  insert into plan
    select format('%s-T%s', code, n), code, 'GRASSROOTS', format('Trường, thôn số %s, %s', n, name)
    from plan, generate_series(1, ${GRASSROOTS}) n where tier = 'COMMUNE';
  insert into unit (code, line, is_body) select code, 'STATE', tier <> 'GRASSROOTS' from plan;
  insert into unit_version (unit_id, valid, name, tier, superior_id)
    select u.id, daterange('2025-07-01', null), p.name, p.tier, s.id
    from plan p join unit u using (code) left join unit s on s.code = p.superior;
  drop table plan;
`.replaceAll('$PROVINCES$', `'${JSON.stringify(PROVINCES)}'::jsonb`);

// Without the trigger, whose work is done here once for each name and not for each row, and with the indexes made
// afterwards: 1,000,000 rows in seconds. That both give the same is checked by `checkSyllables`.
const HONOUREES = `
  create temporary table place as
    select row_number() over (order by u.code) as n, u.id as unit_id, s.superior_id as registrar_id
    from unit u join unit_version s on s.unit_id = u.id where s.tier = 'GRASSROOTS';
  select setseed(0.5);
  insert into honouree (kind, display_name, head_of_household, birth_year, gender, unit_id, registered_by_id, created_at, name_syllables)
  with drawn as materialized (
    select i, random() as kind, 1 + floor(random() * (select count(*) from place))::int as n,
           1 + floor(random() * cardinality($1::text[]))::int as f, 1 + floor(random() * cardinality($2::text[]))::int as m,
           1 + floor(random() * cardinality($3::text[]))::int as g, 1940 + floor(random() * 65)::int as year
    from generate_series(1, $7::int) i
  ), named as (
    select *, format('%s %s %s', ($1::text[])[f], ($2::text[])[m], ($3::text[])[g]) as name,
           array[($4::text[])[f], ($5::text[])[m], ($6::text[])[g]] as folded from drawn
  )
  select case when kind < 0.8 then 'INDIVIDUAL' when kind < 0.95 then 'COLLECTIVE' else 'HOUSEHOLD' end,
         case when kind < 0.8 then name when kind < 0.95 then 'Trường ' || name else 'Hộ ' || name end,
         case when kind >= 0.95 then name end, case when kind < 0.8 then year end, case when kind < 0.8 then 'OTHER' end,
         unit_id, registrar_id, now(),
         case when kind < 0.8 then folded when kind < 0.95 then array['truong'] || folded else array['ho'] || folded || folded end
  from named join place using (n) order by i;
  `;

const COUNT_WRONG = `select count(*)::int as wrong from (select * from honouree limit 20000) h
  where name_syllables <> syllables(concat_ws(' ', display_name, head_of_household, array_to_string(aliases, ' ')))`;

async function foldAll(client, names) {
  const { rows } = await client.query(
    'select array(select fold(n) from unnest($1::text[]) with ordinality as t (n, o) order by o) as folded',
    [names],
  );
  return rows[0].folded;
}

async function withoutIndexes(client, work) {
  const { rows } = await client.query(`select indexname as name, indexdef as definition from pg_indexes
    where tablename = 'honouree' and indexname <> 'honouree_pkey'`);
  await client.query('alter table honouree disable trigger user');
  for (const { name } of rows) await client.query(`drop index ${name}`);
  await work();
  await client.query(`set maintenance_work_mem = '512MB'`);
  for (const { definition } of rows) await client.query(definition);
  await client.query('alter table honouree enable trigger user');
}

/**
 * Makes units, accounts with sessions and `rows` honourees.
 * @param {import('pg').Client} client the owner
 * @param {number} rows
 */
export async function fill(client, rows) {
  await client.query(UNITS);
  const names = [FAMILY, MIDDLE, GIVEN].map(urn);
  const folded = [];
  for (const list of names) folded.push(await foldAll(client, list));
  const [prepare, seed, insert] = HONOUREES.split(/;\n/);
  await withoutIndexes(client, async () => {
    await client.query(prepare);
    await client.query(seed);
    await client.query(insert, [...names, ...folded, rows]);
  });
  const wrong = (await client.query(COUNT_WRONG)).rows[0].wrong;
  if (wrong > 0) throw new Error(`${wrong} rows have other syllables than the trigger would give`);
  await client.query('vacuum (analyze) honouree');
  await client.query('analyze');
  return accounts(client);
}

/** @typedef {{ token: string; accountId: string; unitId: string }} Session */

/** Somebody with a role at a unit, and a session. @returns {Promise<Session>} */
export async function account(client, username, unitCode, role = 'UNIT_OFFICER') {
  const token = createHash('sha256').update(`bench ${username}`).digest('base64url');
  const { rows } = await client.query(
    `with made as (
       insert into account (username, full_name, password_hash, must_change_password, created_at)
       values ($1, $1, 'nobody signs in with this', false, now()) returning id
     ), granted as (
       insert into role_grant (account_id, role, unit_id, valid)
       select made.id, $4, u.id, daterange('2025-07-01', null) from made, unit u where u.code = $2 returning unit_id
     ), opened as (
       insert into session (token_hash, account_id, created_at, expires_at)
       select $3, id, now(), now() + interval '1 day' from made
     )
     select made.id as "accountId", unit_id as "unitId" from made, granted`,
    [username, unitCode, createHash('sha256').update(token).digest(), role],
  );
  return { token, ...rows[0] };
}

/** @returns {Promise<{ province: Session; commune: Session }>} */
async function accounts(client) {
  return {
    province: await account(client, 'can-bo.tinh', 'UBND-01'),
    commune: await account(client, 'can-bo.xa', 'XA-01-7'),
  };
}
