import type { Transaction } from '../core/database.js';

/** The tables of facts. */
export type FactTable =
  'honouree_rating' | 'honouree_initiative' | 'honouree_discipline' | 'honouree_group_result' | 'honouree_member_count';

/** Until the end of the transaction nobody else records a fact of this honouree. */
export async function lockHonouree(tx: Transaction, id: string): Promise<void> {
  await tx.rows(`select from honouree where id = $1 for no key update`, [id]);
}

/** True when the honouree has such a record, where a unit is named one that it answers for, though it may count no more. */
export async function hasRecord(
  tx: Transaction,
  table: FactTable,
  { id, honoureeId, recordedForId }: { id: string; honoureeId: string; recordedForId: string | null },
): Promise<boolean> {
  const rows = await tx.rows(
    `select from ${table} where id = $1 and honouree_id = $2
       and ($3::uuid is null or recorded_for_id = $3 or $3 in (select decision_heirs(recorded_for_id, $4::date)))`,
    [id, honoureeId, recordedForId, tx.today],
  );
  return rows.length > 0;
}

/** The record that took back what was known of that year, where it is the last one: the next one follows it. */
export async function withdrawalOf(
  tx: Transaction,
  table: 'honouree_rating' | 'honouree_member_count',
  honoureeId: string,
  year: number,
): Promise<string | null> {
  const [row] = await tx.rows<{ id: string }>(
    `select f.id from ${table} f where f.honouree_id = $1 and f.year = $2 and f.withdrawn
       and not exists (select from ${table} newer where newer.replaces_id = f.id)`,
    [honoureeId, year],
  );
  return row?.id ?? null;
}

/** Who records what of whom; the fact itself by column. */
export interface NewFact {
  honoureeId: string;
  columns: Readonly<Record<string, unknown>>;
  replacesId: string | null;
  withdrawn: boolean;
  recordedById: string;
  recordedForId: string;
}

/** A new record; its id. */
export async function insertFact(tx: Transaction, table: FactTable, fact: NewFact): Promise<string> {
  const names = Object.keys(fact.columns);
  const places = names.map((_, index) => `$${index + 7}`);
  const { honoureeId, replacesId, withdrawn, recordedById, recordedForId } = fact;
  const [row] = await tx.rows<{ id: string }>(
    `insert into ${table} (honouree_id, replaces_id, withdrawn, recorded_by_id, recorded_for_id, recorded_at, ${names.join(', ')})
     values ($1, $2, $3, $4, $5, $6, ${places.join(', ')}) returning id`,
    [
      honoureeId,
      replacesId,
      withdrawn,
      recordedById,
      recordedForId,
      tx.now,
      ...names.map((name) => fact.columns[name] ?? null),
    ],
  );
  if (!row) throw new Error('insert returned nothing');
  return row.id;
}
