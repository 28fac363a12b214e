import { actingUnits, mayAct, type Actor } from '../core/actor.js';
import type { Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { anyAwardToChange, awardToChange, heirsOf, type ChangedAward } from './award-change.queries.js';
import { awardScopeOf } from './decision-scope.js';

const AWARD = ['input', 'awardId'];

/** An award, the bodies that answer for its issuer today, and those of them where the actor holds the permission. */
export interface AnsweredAward {
  award: ChangedAward;
  heirs: string[];
  own: string[];
  /** True where the actor does other work at one of these bodies. */
  worksThere: boolean;
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
  if (!award || !reads) throw new DomainError('NOT_FOUND', 'award.notFound', { field: AWARD });
  const worksThere = actingUnits(actor, tx.today).some((unitId) => heirs.includes(unitId));
  return { award, heirs, own, worksThere };
}

/** A body of the actor's that answers for the issuer; throws where there is none, saying whose matter it is. */
export function requireOwn({ award, heirs, own, worksThere }: AnsweredAward): string {
  const [unitId] = own;
  if (unitId) return unitId;
  if (award.issuedOutside) throw new DomainError('NOT_COMPETENT', 'award.issuedOutside', { field: AWARD });
  if (heirs.length === 0) throw new DomainError('NOT_COMPETENT', 'award.noHeir', { field: AWARD });
  throw new DomainError('FORBIDDEN', worksThere ? 'auth.forbiddenHere' : 'award.notIssuer', { field: AWARD });
}
