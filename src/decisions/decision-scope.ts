import { readingRoots, unitsWith, type Actor } from '../core/actor.js';
import type { CivilDate } from '../core/civil-date.js';
import { signedIn, type RequestContext } from '../core/context.js';
import { isBelow } from '../units/unit.queries.js';

/** Who reads decisions: the units of all grants, the day, and the units of those grants that work on dossiers. */
export interface DecisionScope {
  roots: readonly string[];
  day: CivilDate;
  working: readonly string[];
}

export function decisionScopeOf(actor: Actor, day: CivilDate): DecisionScope {
  return { roots: readingRoots(actor, day), day, working: readingRoots(actor, day, ['HISTORIAN']) };
}

export function decisionScope(context: RequestContext): DecisionScope {
  return decisionScopeOf(signedIn(context), context.clock.today());
}

/**
 * SQL that is true for the decisions `q` (quyết định) which the reader with the roots $1 on the day $2 and the working
 * units $3 may read: what is not issued yet at exactly the issuing unit, or the one that writes it down; what is issued at and above it, at every unit
 * of the routes of its lines, and by their proposers.
 */
export const READABLE_DECISION = readable('$3');

/** The same for issued ones, asked with the roots alone, where no other values are at hand. */
export const READABLE_ISSUED = `(q.state = 'ISSUED' and ${issuedReadable('$1')})`;

function issuedReadable(working: string): string {
  return `(${isBelow('q.issued_by_id, q.recorded_for_id')} or coalesce((select true from award l join nomination n on n.id = l.nomination_id
    where l.decision_id = q.id and (n.proposed_by_id = any (${working}::uuid[]) or exists (
      select from nomination_step s where s.nomination_id = n.id and s.unit_id = any (${working}::uuid[]))) limit 1), false))`;
}

function readable(working: string): string {
  return `(case when q.state = 'ISSUED' then ${issuedReadable(working)} 
    when q.recorded_for_id is not null then q.recorded_for_id = any ($1::uuid[])
    else q.issued_by_id = any (${working}::uuid[]) end)`;
}

/** Who reads awards: the units of the grants, the day, and whether the whole past is open (`history.read`). */
export interface AwardScope {
  roots: readonly string[];
  day: CivilDate;
  everywhere: boolean;
}

export function awardScope(context: RequestContext): AwardScope {
  const actor = signedIn(context);
  const day = context.clock.today();
  return { roots: readingRoots(actor, day), day, everywhere: unitsWith(actor, 'history.read', day).length > 0 };
}

/**
 * SQL that is true for the awards `a` (with `h` its honouree, `n` its nomination) which the reader may read, with the
 * roots $1 and the day $2, where the past is not open to it as a whole: an honouree, a proposer or an issuer at or below a
 * root, or a unit of the route.
 */
const READABLE_AWARD = `(${isBelow('h.registered_by_id, h.unit_id, a.issued_by_id, a.recorded_for_id, n.proposed_by_id')}
  or coalesce((select true from nomination_step s
    where s.nomination_id = a.nomination_id and s.unit_id = any ($1::uuid[]) limit 1), false))`;

/** The policy of the ledger as SQL: the tables it asks, what must hold, and its values, $1 and on. */
export function readableAward({ roots, day, everywhere }: AwardScope): {
  from: string;
  readable: string;
  values: unknown[];
} {
  if (everywhere) return { from: 'award a', readable: 'true', values: [] };
  const from = `award a join honouree h on h.id = a.honouree_id left join nomination n on n.id = a.nomination_id`;
  return { from, readable: READABLE_AWARD, values: [roots, day] };
}
