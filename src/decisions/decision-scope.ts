import { readingRoots, unitsWith, type Actor } from '../core/actor.js';
import type { CivilDate } from '../core/civil-date.js';
import { signedIn, type RequestContext } from '../core/context.js';
import { EACH_UNIT_BELOW, isBelow, UNITS_BELOW } from '../units/unit.queries.js';

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
 * of the routes of its lines, and by their proposers; what changes an award, by those of that award.
 */
export const READABLE_DECISION = readable('$3');

/** The same for issued ones, asked with the roots alone, where no other values are at hand. */
export const READABLE_ISSUED = `(q.state = 'ISSUED' and ${issuedReadable('$1')})`;

function issuedReadable(working: string): string {
  return `(${isBelow('q.issued_by_id, q.recorded_for_id')} or ${workedOn('l.decision_id = q.id', working)}
    or q.kind <> 'AWARD' and ${workedOn('l.id = (select c.award_id from award_change c where c.decision_id = q.id)', working)})`;
}

/** Some of these awards `l` was proposed, or dealt with on its route, by one of the units. */
function workedOn(which: string, working: string): string {
  return `coalesce((select true from award l join nomination n on n.id = l.nomination_id
    where ${which} and (n.proposed_by_id = any (${working}::uuid[]) or exists (
      select from nomination_step s where s.nomination_id = n.id and s.unit_id = any (${working}::uuid[]))) limit 1), false)`;
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
  return awardScopeOf(signedIn(context), context.clock.today());
}

export function awardScopeOf(actor: Actor, day: CivilDate): AwardScope {
  return { roots: readingRoots(actor, day), day, everywhere: unitsWith(actor, 'history.read', day).length > 0 };
}

/** Who reads a smaller part of the ledger has awards found by its units, who reads more looks at each that fits. */
const LARGE_SHARE = 0.1;

export function readsLittle(share = 1): boolean {
  return share < LARGE_SHARE;
}

/** How the policy is asked: by the index of units; of each row, where few are looked at; by sets made once, for many. */
type PolicyWay = 'UNITS' | 'ROW' | 'SETS';

/** An award is read by at most so many units, as a check of its table says. */
const MOST_UNITS = 5;
const BELOW: Record<PolicyWay, string> = {
  UNITS: `a.unit_ids && ${UNITS_BELOW}`,
  ROW: `coalesce((select true from unit_above above where above.unit_id = any (a.unit_ids)
          and $1::uuid[] @> array[above.above_id] and above.valid @> $2::date limit 1), false)`,
  SETS: `coalesce(${Array.from({ length: MOST_UNITS }, (_, at) => `a.unit_ids[${at + 1}] in ${EACH_UNIT_BELOW}`).join(' or ')}, false)`,
};

/**
 * The policy of the ledger as SQL over the awards `a`, with its values, $1 and on: where the past is not open as a whole,
 * an honouree, a proposer, an issuer or a recorder at or below a root, or a unit of the route. `share`, the part that the
 * reader is expected to read, and whether `many` rows are looked at choose between three ways to say the same.
 */
export function readableAward(
  { roots, day, everywhere }: AwardScope,
  { share, many }: { share?: number; many?: boolean } = {},
): { sql: string; values: unknown[] } {
  if (everywhere) return { sql: 'true', values: [] };
  const way = readsLittle(share) ? 'UNITS' : many ? 'SETS' : 'ROW';
  return { sql: `(${BELOW[way]} or a.route_unit_ids && $1::uuid[])`, values: [roots, day] };
}
