import type { Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { livesThrough, unitVersionsOn } from '../units/unit.queries.js';

/**
 * Nothing is sent to a unit that is no more: it would lie there for ever. Who takes its place is said by the plan of the
 * reorganisation (workflow A.3 row 19), not by who sends.
 */
export async function requireLiving(tx: Transaction, unitId: string, field: readonly string[]): Promise<void> {
  if (await livesThrough(tx, unitId, tx.today, tx.today)) return;
  const [unit] = await unitVersionsOn(tx, [{ id: unitId, day: tx.today }]);
  throw new DomainError('WRONG_STATE', 'nomination.unitGone', { params: { unit: unit?.name ?? '' }, field });
}
