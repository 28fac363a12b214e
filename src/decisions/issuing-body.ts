import { endedCompetences, rulesOfAwards } from '../award-law/award-rules.js';
import { PRIZE_KINDS } from '../award-law/domain/prize.js';
import type { Rule } from '../award-law/domain/rule.js';
import { competenceOf } from '../award-law/domain/step-rules.js';
import type { CivilDate } from '../core/civil-date.js';
import type { Connection } from '../core/database.js';
import type { RouteUnit } from '../nominations/domain/route.js';
import { routeChain } from '../nominations/route.queries.js';
import { unitsById, unitVersionsOn } from '../units/unit.queries.js';

/** The body that signs a decision, as it is on the day of the signature. */
export interface IssuingBody {
  /** Its name that day; of one that is gone its last. */
  name: string;
  /** By which rule it may decide the award that day; null where none lets it, or it does not live then. */
  competence: Rule<'COMPETENCE'> | null;
  /** Where there is none: the last one by which it might until a day before (R06). */
  ended: Rule<'COMPETENCE'> | null;
  /** By which prizes are worked out that day. */
  prizeRules: Rule[];
}

/** What that body may decide on that day, and if it may no more, what it might. */
export async function issuingBody(
  connection: Connection,
  of: { unitId: string; awardTypeId: string; signedOn: CivilDate },
): Promise<IssuingBody> {
  const { unitId, awardTypeId, signedOn } = of;
  const [present] = await routeChain(connection, unitId, signedOn);
  const kinds = ['COMPETENCE', ...PRIZE_KINDS] as const;
  const rules = (await rulesOfAwards(connection, [awardTypeId], signedOn, kinds)).get(awardTypeId) ?? [];
  const prizeRules = rules.filter(({ kind }) => kind !== 'COMPETENCE');
  const competence = present ? competenceOf(rules, asked(present)) : null;
  if (present && competence) return { name: present.name, competence, ended: null, prizeRules };
  const last = present ?? (await lastOf(connection, unitId));
  const ended = last && (await endedCompetences(connection, awardTypeId, signedOn));
  const [nearest] = await unitVersionsOn(connection, [{ id: unitId, day: signedOn }]);
  return { name: nearest?.name ?? '', competence, ended: ended ? competenceOf(ended, asked(last)) : null, prizeRules };
}

/** A body that is gone, as it was on its last day. */
async function lastOf(connection: Connection, unitId: string): Promise<RouteUnit | null> {
  const [unit] = await unitsById(connection, [unitId]);
  const [last] = unit?.validTo ? await routeChain(connection, unitId, unit.validTo) : [];
  return last ?? null;
}

function asked(unit: RouteUnit): Omit<RouteUnit, 'areaTier'> & { areaTier?: NonNullable<RouteUnit['areaTier']> } {
  const { areaTier, ...rest } = unit;
  return areaTier === null ? rest : { ...rest, areaTier };
}
