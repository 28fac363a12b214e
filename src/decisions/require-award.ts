import { mayAct, type Actor } from '../core/actor.js';
import type { Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { anyAwardToChange, awardToChange, heirsOf, type ChangedAward } from './award-change.queries.js';
import { awardScopeOf } from './decision-scope.js';

/** An award, the bodies that answer for its issuer today, and those of them where the actor holds the permission. */
export interface AnsweredAward {
  award: ChangedAward;
  heirs: string[];
  own: string[];
}

/** The award, for who reads it or answers for its issuer: who took over need not have read it before. */
export async function requireAward(
  tx: Transaction,
  actor: Actor,
  id: string,
  permission: 'decision.draft' | 'decision.issue',
): Promise<AnsweredAward> {
  const award = await anyAwardToChange(tx, id, tx.today);
  const heirs = award?.issuedById ? await heirsOf(tx, award.issuedById, tx.today) : [];
  const own = heirs.filter((unitId) => mayAct(actor, permission, unitId, tx.today));
  const reads = own.length > 0 || (award && (await awardToChange(tx, awardScopeOf(actor, tx.today), id)));
  if (!award || !reads) throw new DomainError('NOT_FOUND', 'award.notFound', { field: ['input', 'awardId'] });
  return { award, heirs, own };
}
