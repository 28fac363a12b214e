import type { CivilDate } from '../core/civil-date.js';
import type { Transaction } from '../core/database.js';
import type { AreaSuccessionRow, PlannedArea } from './domain/plan.js';

/** The open versions of these areas end on that day. */
export async function endAreaVersions(tx: Transaction, ids: readonly string[], day: CivilDate): Promise<void> {
  await tx.rows(
    `update area_version set valid = daterange(lower(valid), $2) where area_id = any ($1::uuid[]) and valid @> $2::date`,
    [ids, day],
  );
}

/** What stands for these areas from that day on. */
export async function insertAreaVersions(
  tx: Transaction,
  reorganisationId: string,
  areas: readonly PlannedArea[],
  day: CivilDate,
): Promise<void> {
  await tx.rows(
    `insert into area_version (area_id, valid, code, name, kind, tier, parent_id, reorganisation_id)
     select id, daterange($3, null), code, name, kind, tier, "parentId", $2
     from jsonb_to_recordset($1::jsonb) as v (id uuid, code text, name text, kind text, tier text, "parentId" uuid)`,
    [JSON.stringify(areas), reorganisationId, day],
  );
}

/** Has the database check the temporal keys now, so that a violation is named before the commit. */
export async function checkAreaPeriods(tx: Transaction): Promise<void> {
  await tx.rows(`set constraints area_version_parent immediate`);
}

/** A share that goes the same way again on one day is one succession. */
export async function insertAreaSuccessions(
  tx: Transaction,
  reorganisationId: string,
  successions: readonly AreaSuccessionRow[],
  day: CivilDate,
): Promise<void> {
  await tx.rows(
    `insert into area_succession (from_area_id, to_area_id, kind, effective_on, legal_basis, whole, is_primary, evidence,
       reorganisation_id)
     select "fromId", "toId", kind, $3, "legalBasis", whole, "primary", 'LAW', $2
     from jsonb_to_recordset($1::jsonb)
       as s ("fromId" uuid, "toId" uuid, kind text, "legalBasis" text, whole boolean, "primary" boolean)
     on conflict on constraint area_succession_once do nothing`,
    [JSON.stringify(successions), reorganisationId, day],
  );
}
