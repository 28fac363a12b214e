import { readingRoots, type Actor } from '../core/actor.js';
import type { CivilDate } from '../core/civil-date.js';
import { signedIn, type RequestContext } from '../core/context.js';
import { isBelow } from '../units/unit.queries.js';

/** Who reads nominations: the units of the reader's grants, and the day. One policy for lists, counts and edges. */
export interface NominationScope {
  roots: readonly string[];
  day: CivilDate;
}

/** Historians read what was awarded, through the awards: their grants open no nomination (workflow A.5). */
export function nominationScopeOf(actor: Actor, day: CivilDate): NominationScope {
  return { roots: readingRoots(actor, day, ['HISTORIAN']), day };
}

export function nominationScope(context: RequestContext): NominationScope {
  return nominationScopeOf(signedIn(context), context.clock.today());
}

/**
 * SQL that is true for the nominations `n` which the reader with the roots $1 may read on the day $2: a draft the
 * proposer alone; then the proposer's unit, the units above it, and every unit of the route (workflow A.5).
 */
export const READABLE_NOMINATION = `(n.proposed_by_id = any ($1::uuid[]) or (n.state <> 'DRAFT' and (
  ${isBelow('n.proposed_by_id')} or coalesce((select true from nomination_step s
    where s.nomination_id = n.id and s.unit_id = any ($1::uuid[]) limit 1), false))))`;
