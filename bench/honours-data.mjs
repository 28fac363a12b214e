// A ledger of two lines for each honouree: inserted by sets with the triggers off, as the triggers would have left it
// (checkLedger). Issued by the provinces, departments and communes of the bench, and recorded ones by their year alone.
import { connected, createDatabase, urlOf } from './cluster.mjs';
import { account, fill } from './data.mjs';
import { loadPlaces } from './load-places.mjs';

const PER_DECISION = 40;

// Not from the law: what a bench of speed needs of a catalogue.
const TYPES = `insert into award_type (code, name, decided_at, line, subject_kinds, is_commendation, valid, source)
  select 'BENCH_' || n, 'Khen thưởng số ' || n, 'PROVINCE', 'STATE', '{}', n < 12, daterange('1950-01-01', null), 'bench' from generate_series(1, 12) n`;

const DECISIONS = `
  create temporary table issuer as
    select row_number() over (order by md5(u.code)) as n, u.id, v.tier, v.name from unit u join unit_version v on v.unit_id = u.id
    where v.tier <> 'GRASSROOTS';
  create temporary table made as
    select uuidv7() as id, i as n, 1 + floor(random() * (select count(*) from issuer))::int as issuer,
      date '2000-01-01' + floor(random() * 9800)::int as day, random() < 0.1 as recorded from generate_series(1, $1::int / ${PER_DECISION}) i;
  insert into decision (id, origin, state, issued_by_id, issuer_as_printed, title, legal_bases, drafted_by_id, drafters, drafted_at,
      checked_by_id, signed_by_id, issued_at, symbol, series_key, number, signed_on, decided_from, decided_to, signer)
    select m.id, case when m.recorded then 'RECORDED' else 'ISSUED' end, 'ISSUED', case when m.recorded then null else i.id end,
      i.name, 'Khen thưởng', '{}', a.ids[1], a.ids[1:1], now(), a.ids[2], a.ids[3], now(), m.n || '/QĐ-' || i.n,
      'bench ' || m.n, m.n, case when not m.recorded then m.day end,
      case when m.recorded then date_trunc('year', m.day)::date end,
      case when m.recorded then (date_trunc('year', m.day) + interval '1 year')::date - 1 end, 'Người ký'
    from made m join issuer i on i.n = m.issuer cross join (select array_agg(id order by id) as ids from account) a;
  analyze made;
  analyze decision`;

// The places that there were in each year: most awards are of a commune, some of a district, where there are any, or a province.
const PLACES = `
  create temporary table lay as
    select extract(year from day)::int as year,
      array_agg(v.area_id order by v.code) filter (where v.tier = 'COMMUNE') as communes,
      array_agg(v.area_id order by v.code) filter (where v.tier = 'DISTRICT') as districts,
      array_agg(v.area_id order by v.code) filter (where v.tier = 'PROVINCE') as provinces
    from generate_series(date '2000-07-02', date '2026-07-02', interval '1 year') day join area_version v
      on v.valid @> greatest(day::date, (select min(lower(valid)) from area_version)) group by day;
  analyze lay`;
const PLACE = `case when i % 20 = 0 then l.provinces[1 + i / 20 % cardinality(l.provinces)]
  when i % 20 in (7, 13) and l.districts is not null then l.districts[1 + i / 20 % cardinality(l.districts)]
  else l.communes[1 + i::bigint * 104729 % cardinality(l.communes)] end`;

// Of the name as awarded and of the record.
const SYLLABLES = `case h.kind when 'HOUSEHOLD' then h.name_syllables[1:4] || h.name_syllables[1:4] || h.name_syllables[5:]
  else h.name_syllables || h.name_syllables end`;
const FOLDED = `array_to_string(case h.kind when 'HOUSEHOLD' then h.name_syllables[1:4] else h.name_syllables end, ' ')`;

const AWARDS = `
  create temporary table drawn as
    select row_number() over (order by md5(h.id::text)) as n, h.* from honouree h;
  create index on drawn (n);
  create temporary table key as select distinct display_name, kind, honour_sort_key(display_name, kind) as sort_key from drawn;
  analyze drawn;
  analyze key;
  insert into findable_name (name_folded, syllables) select distinct ${FOLDED}, ${SYLLABLES} from drawn h;
  analyze findable_name;
  insert into honoured_name select distinct array_to_string(syllables(display_name), ' '), display_name from key;
  insert into award (decision_id, position, honouree_id, award_type_id, merit_kind, kind, name_as_awarded, area_as_awarded_id, decided_on, decided_from,
      origin, issued_by_id, issuer_tier, name_syllables, names_id, name_folded, sort_key, unit_ids, route_unit_ids)
    select m.id, 1 + i / (select count(*) from made), h.id, t.ids[1 + i % 12], 'PHONG_TRAO', h.kind, h.display_name, ${PLACE},
      coalesce(q.decided_to, q.signed_on), coalesce(q.decided_from, q.signed_on), q.origin, q.issued_by_id,
      case when q.issued_by_id is null then null else s.tier end,
      ${SYLLABLES}, o.id,
      ${FOLDED}, k.sort_key,
      array(select distinct u from unnest(array[q.issued_by_id, h.registered_by_id, h.unit_id]) u where u is not null), '{}'
    from generate_series(0, $1::int - 1) i
      join made m on m.n = 1 + i % (select count(*) from made)
      join lay l on l.year = extract(year from m.day)
      join decision q on q.id = m.id join issuer s on s.n = m.issuer
      join drawn h on h.n = 1 + (i::bigint * 7919) % (select count(*) from drawn)
      join key k on k.display_name = h.display_name and k.kind = h.kind
      join findable_name o on o.syllables = ${SYLLABLES} and o.name_folded = ${FOLDED}
      cross join (select array_agg(id order by code) as ids from award_type where code like 'BENCH%') t`;

// The triggers themselves, on some of the lines: all that they write must be what stands there.
const AGAIN = `
  create temporary table before on commit drop as select * from award tablesample bernoulli (1) limit 400;
  delete from award where id in (select id from before);
  alter table award disable trigger award_guard;
  insert into award (id, decision_id, position, honouree_id, award_type_id, merit_kind, kind, name_as_awarded, area_as_awarded_id, decided_on)
    select id, decision_id, position, honouree_id, award_type_id, merit_kind, kind, name_as_awarded, area_as_awarded_id, decided_on from before`;
const SORTED = `to_jsonb(a) - 'unit_ids' || jsonb_build_object('units', array(select unnest(a.unit_ids) order by 1))`;
const DIFFERENT = `select count(*)::int as checked, count(*) filter (where ${SORTED} <> ${SORTED.replaceAll('(a', '(b')})::int as wrong
  from award a join before b using (id)`;

async function checkLedger(client) {
  await client.query('begin');
  try {
    for (const text of AGAIN.split(/;\n/)) await client.query(text);
    const { checked, wrong } = (await client.query(DIFFERENT)).rows[0];
    if (wrong > 0 || checked === 0) throw new Error(`${wrong} of ${checked} awards are not as the triggers make them`);
  } finally {
    await client.query('rollback');
  }
}

async function withoutIndexes(client, work) {
  const { rows } =
    await client.query(`select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
    from pg_index i where i.indrelid = 'award'::regclass and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`);
  for (const { name } of rows) await client.query(`drop index ${name}`);
  await work();
  await client.query(`set maintenance_work_mem = '512MB'`);
  for (const { definition } of rows) await client.query(definition);
}

/**
 * A database with that many honourees and twice as many awards.
 * @param {import('./cluster.mjs').Cluster} cluster
 * @param {string} database
 * @param {number} honourees
 */
export async function fillHonours(cluster, database, honourees) {
  await createDatabase(cluster, database);
  loadPlaces({ url: urlOf(cluster, 'app', database), owner: urlOf(cluster, 'owner', database) });
  return connected(cluster, 'postgres', database, async (client) => {
    const sessions = await fill(client, honourees);
    sessions.historian = await account(client, 'su-gia', 'XA-02-7', 'HISTORIAN');
    await client.query(TYPES);
    await client.query('select setseed(0.25)');
    await client.query('set session_replication_role = replica');
    const run = async (text) => {
      for (const each of text.split(/;\n/)) await client.query(each, each.includes('$1') ? [2 * honourees] : []);
    };
    await run(DECISIONS);
    await run(PLACES);
    await withoutIndexes(client, () => run(AWARDS));
    await client.query('set session_replication_role = origin');
    await client.query('vacuum (analyze) award');
    await checkLedger(client);
    await client.query('vacuum (analyze)');
    return sessions;
  });
}
