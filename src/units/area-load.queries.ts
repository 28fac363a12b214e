import type { CivilDate } from '../core/civil-date.js';
import type { Connection, Transaction } from '../core/database.js';
import type { LoadedArea } from './domain/loaded-area.js';
import type { AreaTier } from './domain/published-data.js';
import type { SuccessionEvidence, SuccessionKind } from './domain/succession-kind.js';

/** One load at a time: two would make each area twice. */
export async function lockAreaLoad(tx: Transaction): Promise<void> {
  await tx.rows(`select pg_advisory_xact_lock(7019307)`);
}

/** Every area that is in the database, with its versions in order and the first day of which a plan says something. */
export function loadedAreas(connection: Connection): Promise<LoadedArea[]> {
  return connection.rows(
    `select v.area_id as "areaId",
       least(min(lower(v.valid)) filter (where v.reorganisation_id is not null), min(s.day)) as "plannedFrom",
       jsonb_agg(jsonb_build_object('areaId', v.area_id, 'from', lower(v.valid), 'to', upper(v.valid), 'code', v.code, 'name', v.name,
         'kind', v.kind, 'tier', v.tier, 'parentId', v.parent_id, 'isPlanned', v.reorganisation_id is not null)
         order by lower(v.valid)) as versions
     from area_version v
     left join (select from_area_id as id, min(effective_on) as day from area_succession
                where reorganisation_id is not null group by 1) s on s.id = v.area_id
     group by v.area_id`,
  );
}

/** A succession that is in the database. */
export interface LoadedSuccession extends SuccessionRow {
  id: string;
  /** Written by a plan of this registry, not by a load. */
  isPlanned: boolean;
}

/** What there is of the days to `horizon`; of all days where it is null. */
export function loadedSuccessions(connection: Connection, horizon: CivilDate | null): Promise<LoadedSuccession[]> {
  return connection.rows(
    `select id, from_area_id as "fromId", to_area_id as "toId", kind, effective_on as "effectiveOn",
            legal_basis as "legalBasis", whole, is_primary as "primary", evidence, reorganisation_id is not null as "isPlanned"
     from area_succession where $1::date is null or effective_on <= $1::date`,
    [horizon],
  );
}

/** Those of these areas on which something rests that no load can change: a body, an honouree, a model, an award. */
export function areasNamed(connection: Connection, ids: readonly string[]): Promise<{ name: string }[]> {
  return connection.rows(
    `select distinct on (v.area_id) v.code || ' ' || v.name as name from area_version v
     where v.area_id = any ($1::uuid[]) and (
       exists (select from unit_version u where u.area_id = v.area_id)
       or exists (select from honouree h where h.area_id = v.area_id or h.hometown_id = v.area_id)
       or exists (select from emulation_model m where m.area_id = v.area_id)
       or exists (select from award a where a.area_as_awarded_id = v.area_id)
       or exists (select from recorded_line l where l.area_id = v.area_id))
     order by v.area_id, lower(v.valid)`,
    [ids],
  );
}

/** Keeps that this was loaded; answers with its id. */
export async function insertAreaLoad(
  tx: Transaction,
  load: { until: CivilDate | null; dataSha256: string; summary: object },
): Promise<string> {
  const [row] = await tx.rows<{ id: string }>(
    `insert into area_load (at, until, data_sha256, summary) values ($1, $2, $3, $4) returning id`,
    [tx.now, load.until, load.dataSha256, JSON.stringify(load.summary)],
  );
  if (!row) throw new Error('insert returned nothing');
  return row.id;
}

/** The last load that is kept; null where there is none. */
export async function lastAreaLoad(
  connection: Connection,
): Promise<{ until: CivilDate | null; dataSha256: string } | null> {
  const [row] = await connection.rows<{ until: CivilDate | null; dataSha256: string }>(
    `select until, data_sha256 as "dataSha256" from area_load order by id desc limit 1`,
  );
  return row ?? null;
}

/** Puts versions and successions aside, with the load that knows better. */
export async function supersede(
  tx: Transaction,
  loadId: string,
  versions: readonly { areaId: string; from: CivilDate }[],
  successionIds: readonly string[],
): Promise<void> {
  await tx.rows(`select area_versions_supersede($1, $2::uuid[], $3::date[])`, [
    loadId,
    versions.map(({ areaId }) => areaId),
    versions.map(({ from }) => from),
  ]);
  await tx.rows(`select area_successions_supersede($1, $2::uuid[])`, [loadId, successionIds]);
}

/** As many new areas; answers with their ids. */
export async function insertAreas(tx: Transaction, count: number): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `insert into area select uuidv7() from generate_series(1, $1::int) returning id`,
    [count],
  );
  return rows.map(({ id }) => id);
}

/** A version to be written. */
export interface VersionRow {
  areaId: string;
  from: CivilDate;
  to: CivilDate | null;
  code: string;
  name: string;
  kind: string;
  tier: AreaTier;
  parentId: string | null;
}

/** Writes versions, all at once. */
export async function insertVersions(tx: Transaction, loadId: string, versions: readonly VersionRow[]): Promise<void> {
  await tx.rows(
    `insert into area_version (area_id, valid, code, name, kind, tier, parent_id, load_id)
     select "areaId", daterange("from", "to"), code, name, kind, tier, "parentId", $2
     from jsonb_to_recordset($1::jsonb)
       as v ("areaId" uuid, "from" date, "to" date, code text, name text, kind text, tier text, "parentId" uuid)`,
    [JSON.stringify(versions), loadId],
  );
}

/** Ends open versions. */
export async function endVersions(
  tx: Transaction,
  endings: readonly { areaId: string; from: CivilDate; to: CivilDate }[],
): Promise<void> {
  await tx.rows(
    `update area_version v set valid = daterange(e."from", e."to")
     from jsonb_to_recordset($1::jsonb) as e ("areaId" uuid, "from" date, "to" date)
     where v.area_id = e."areaId" and lower(v.valid) = e."from"`,
    [JSON.stringify(endings)],
  );
}

/** A succession to be written. */
export interface SuccessionRow {
  fromId: string;
  toId: string | null;
  kind: SuccessionKind;
  effectiveOn: CivilDate;
  legalBasis: string | null;
  whole: boolean;
  primary: boolean;
  evidence: SuccessionEvidence;
}

/** Writes the successions that are not there yet; answers with how many. What is there stays as it is. */
export async function insertSuccessions(
  tx: Transaction,
  loadId: string,
  successions: readonly SuccessionRow[],
): Promise<number> {
  const [row] = await tx.rows<{ made: number }>(
    `with made as (
       insert into area_succession (from_area_id, to_area_id, kind, effective_on, legal_basis, whole, is_primary, evidence, load_id)
       select "fromId", "toId", kind, "effectiveOn", "legalBasis", whole, "primary", evidence, $2
       from jsonb_to_recordset($1::jsonb) as s ("fromId" uuid, "toId" uuid, kind text, "effectiveOn" date,
         "legalBasis" text, whole boolean, "primary" boolean, evidence text)
       on conflict on constraint area_succession_once do nothing
       returning 1)
     select count(*)::int as made from made`,
    [JSON.stringify(successions), loadId],
  );
  return row?.made ?? 0;
}
