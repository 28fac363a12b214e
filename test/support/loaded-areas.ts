import { connected } from './database.js';

/** Takes all areas out of a database of a test's own, with all that names one. */
export async function emptied(database: string): Promise<void> {
  // Rules may be a province's own, so that they would go with the units.
  const clear = `set session_replication_role = replica; create temporary table kept as table award_rule;
    truncate area, unit, honouree cascade; insert into award_rule table kept`;
  await connected('postgres', (client) => client.query(clear), database);
}

// The first loader knew units-2024, taken to hold from 2021-11-01 where no event said otherwise, and no successions.
const EARLIER = `
  set session_replication_role = replica;
  delete from area_past;
  delete from area_succession;
  create temporary table first_day as select area_id, min(lower(valid)) as day from area_version group by 1;
  delete from area_version v using area_version last
  where last.area_id = v.area_id and last.valid @> '2025-06-30'::date and upper(v.valid) <= lower(last.valid);
  delete from area_version where upper(valid) <= '2025-06-30';
  update area_version v set valid = daterange(f.day, upper(v.valid)) from first_day f
  where f.area_id = v.area_id and v.valid @> '2025-06-30'::date and lower(v.valid) <> f.day;
  delete from area a where not exists (select from area_version v where v.area_id = a.id)
    and not exists (select from unit_version u where u.area_id = a.id) and not exists (select from honouree h where h.area_id = a.id);
  update area_version set load_id = null;
  delete from area_load;`;

/** Makes of a database what the first loader of the product would have made: less known of 2021 to 2024, and no successions. */
export async function asEarlierLoaded(database: string): Promise<void> {
  await connected('postgres', (client) => client.query(EARLIER), database);
}

// Named by codes and days instead of our ids.
const WHAT = {
  versions: `select v.code, v.valid, v.name, v.kind, p.code as parent from area_version v
    left join area_version p on p.area_id = v.parent_id and p.valid @> lower(v.valid)`,
  successions: `select f.key as "from", t.key as "to", s.kind, s.effective_on, s.legal_basis, s.whole, s.is_primary, s.evidence
    from area_succession s left join first f on f.area_id = s.from_area_id left join first t on t.area_id = s.to_area_id`,
  past: `select f.key as area, t.key as past, s.share, s.valid
    from area_past s join first f on f.area_id = s.area_id join first t on t.area_id = s.past_id`,
};

const FIRST = `select distinct on (area_id) area_id, code || '@' || lower(valid) as key from area_version order by area_id, lower(valid)`;

/** What a load writes, without our ids: of each kind of rows how many, and the hash of all they say. */
export async function loaded(database: string): Promise<Record<string, { count: number; hash: string }>> {
  return connected(
    'postgres',
    async (client) => {
      const found: Record<string, { count: number; hash: string }> = {};
      for (const [name, what] of Object.entries(WHAT)) {
        const { rows } = await client.query<{ count: number; hash: string }>(
          `with first as materialized (${FIRST}), said as (select w::text collate "C" as line from (${what}) w)
           select count(*)::int as count, md5(string_agg(line, E'\n' order by line)) as hash from said`,
        );
        found[name] = rows[0]!;
      }
      return found;
    },
    database,
  );
}
