import type { CivilDate } from '../core/civil-date.js';
import type { Connection, Transaction } from '../core/database.js';
import type { LoadedVersion } from './domain/area-load-plan.js';
import type { AreaTier } from './domain/published-data.js';
import type { SuccessionEvidence, SuccessionKind } from './domain/succession-kind.js';

/** One load at a time: two would make each area twice. */
export async function lockAreaLoad(tx: Transaction): Promise<void> {
  await tx.rows(`select pg_advisory_xact_lock(7019307)`);
}

/** Every version that is in the database. */
export function loadedVersions(connection: Connection): Promise<LoadedVersion[]> {
  return connection.rows(
    `select area_id as "areaId", lower(valid) as "from", upper(valid) as "to", code, name, kind from area_version`,
  );
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
export async function insertVersions(tx: Transaction, versions: readonly VersionRow[]): Promise<void> {
  await tx.rows(
    `insert into area_version (area_id, valid, code, name, kind, tier, parent_id)
     select "areaId", daterange("from", "to"), code, name, kind, tier, "parentId"
     from jsonb_to_recordset($1::jsonb)
       as v ("areaId" uuid, "from" date, "to" date, code text, name text, kind text, tier text, "parentId" uuid)`,
    [JSON.stringify(versions)],
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
export async function insertSuccessions(tx: Transaction, successions: readonly SuccessionRow[]): Promise<number> {
  const [row] = await tx.rows<{ made: number }>(
    `with made as (
       insert into area_succession (from_area_id, to_area_id, kind, effective_on, legal_basis, whole, is_primary, evidence)
       select "fromId", "toId", kind, "effectiveOn", "legalBasis", whole, "primary", evidence
       from jsonb_to_recordset($1::jsonb) as s ("fromId" uuid, "toId" uuid, kind text, "effectiveOn" date,
         "legalBasis" text, whole boolean, "primary" boolean, evidence text)
       on conflict on constraint area_succession_once do nothing
       returning 1)
     select count(*)::int as made from made`,
    [JSON.stringify(successions)],
  );
  return row?.made ?? 0;
}

/** Whether today's places have been joined with their past. */
export async function hasAreaPast(tx: Transaction): Promise<boolean> {
  const [row] = await tx.rows<{ any: boolean }>(`select exists (select from area_past) as any`);
  return row?.any ?? false;
}
