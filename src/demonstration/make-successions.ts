import type { Transaction } from '../core/database.js';
import { planChange, type Plan } from '../reorganisations/domain/plan.js';
import { insertReorganisation, insertSuccessions } from '../reorganisations/write-reorganisation.queries.js';
import type { SuccessionRows } from './demonstration-data.js';
import type { MadeUnits } from './make-units.js';

/**
 * Who came after the bodies that have ended, as a plan that was applied: their versions end and begin by units.json already, so
 * that there is nothing else to carry out. Nobody knew of it before its day. Answers with how many bodies ended by it.
 */
export async function makeSuccessions(tx: Transaction, units: MadeUnits, rows: SuccessionRows): Promise<number> {
  const { effectiveOn, legalBasis, merged } = rows;
  if (tx.today < effectiveOn) return 0;
  const changes = merged.map(({ from, into, legalBasis: clause }) =>
    planChange({
      kind: 'MERGED',
      fromIds: from.map((code) => units.idOf(code)),
      toIds: [units.idOf(into)],
      legalBasis: clause,
    }),
  );
  const plan: Plan = { effectiveOn, legalBasis, changes };
  const named = changes.flatMap(({ fromIds, toIds }) => [...fromIds, ...toIds]);
  const id = await insertReorganisation(tx, null, plan, { units: named, areas: [] }, true);
  const successions = changes.flatMap(({ kind, fromIds, toIds, legalBasis: clause }) =>
    fromIds.map((fromId) => ({ fromId, toId: toIds[0] ?? null, kind, legalBasis: clause ?? legalBasis })),
  );
  await insertSuccessions(tx, id, plan, successions);
  return successions.length;
}
