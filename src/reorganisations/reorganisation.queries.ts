import type { CivilDate } from '../core/civil-date.js';
import type { Connection, Transaction } from '../core/database.js';
import { COUNT_CAP, type Cursor } from '../core/pagination.js';
import type { PlanChange } from './domain/plan.js';
import type { Reorganisation } from './reorganisation.entity.js';

const COLUMNS = `r.id, r.effective_on as "effectiveOn", r.legal_basis as "legalBasis", r.state, r.planned_at as "plannedAt",
  r.applied_at as "appliedAt", r.note`;

/** A page of plans, the latest day first. */
export function reorganisationPage(
  connection: Connection,
  after: Cursor | null,
  limit: number,
): Promise<Reorganisation[]> {
  return connection.rows(
    `select ${COLUMNS} from reorganisation r
     where $1::date is null or (r.effective_on, r.id) < ($1::date, $2::uuid)
     order by r.effective_on desc, r.id desc limit $3`,
    [after?.[0] ?? null, after?.[1] ?? null, limit],
  );
}

/** How many that is, counted to COUNT_CAP + 1. */
export async function countReorganisations(connection: Connection): Promise<number> {
  const [row] = await connection.rows<{ count: number }>(
    `select count(*) from (select from reorganisation limit ${COUNT_CAP + 1}) counted`,
  );
  return row?.count ?? 0;
}

export function reorganisationsById(connection: Connection, ids: readonly string[]): Promise<Reorganisation[]> {
  return connection.rows(`select ${COLUMNS} from reorganisation r where r.id = any ($1::uuid[])`, [ids]);
}

/** A plan with what it says. */
export type StoredPlan = Reorganisation & { changes: PlanChange[]; units: string[] };

/** The plan, locked; null when there is none. */
export async function lockPlan(tx: Transaction, id: string): Promise<StoredPlan | null> {
  const [row] = await tx.rows<StoredPlan>(
    `select ${COLUMNS}, r.changes, r.units from reorganisation r where r.id = $1 for update`,
    [id],
  );
  return row ?? null;
}

/** Waiting plans whose day has come, the earliest first. */
export async function duePlans(connection: Connection, day: CivilDate): Promise<string[]> {
  const rows = await connection.rows<{ id: string }>(
    `select id from reorganisation where state = 'PLANNED' and effective_on <= $1::date order by effective_on, id`,
    [day],
  );
  return rows.map(({ id }) => id);
}

/** The day of a waiting plan that names one of these units or areas; null when there is none. */
export async function waitingFor(
  connection: Connection,
  { units, areas }: { units: readonly string[]; areas: readonly string[] },
): Promise<CivilDate | null> {
  const [row] = await connection.rows<{ day: CivilDate }>(
    `select effective_on as day from reorganisation where state = 'PLANNED' and (units && $1::uuid[] or areas && $2::uuid[])
     order by effective_on limit 1`,
    [units, areas],
  );
  return row?.day ?? null;
}

/** The last plan that was applied since and names one of these units or areas; null when there is none. */
export async function appliedSince(
  connection: Connection,
  { units, areas }: { units: readonly string[]; areas: readonly string[] },
  since: Date,
): Promise<{ legalBasis: string; day: CivilDate } | null> {
  const [row] = await connection.rows<{ legalBasis: string; day: CivilDate }>(
    `select legal_basis as "legalBasis", effective_on as day from reorganisation
     where state = 'APPLIED' and applied_at >= $3 and (units && $1::uuid[] or areas && $2::uuid[])
     order by applied_at desc limit 1`,
    [units, areas, since],
  );
  return row ?? null;
}
