import type { Actor } from '../core/actor.js';
import { unitsWith } from '../core/actor.js';
import type { CivilDate } from '../core/civil-date.js';
import type { Connection } from '../core/database.js';
import { unitsUnder } from '../awards/award-rule.queries.js';
import { unitVersionsOn } from '../units/unit.queries.js';
import type { RuleScope } from './rule-proposal.queries.js';

type RulePermission = 'rule.propose' | 'rule.confirm';

/** Of the actor's units with that permission those that have nobody above them: from there rules are made for all. */
async function topUnits(connection: Connection, own: readonly string[], day: CivilDate): Promise<string[]> {
  const versions = await unitVersionsOn(
    connection,
    own.map((id) => ({ id, day })),
  );
  return versions.flatMap(({ unitId, superiorId }) => (superiorId === null ? [unitId] : []));
}

/** The unit by whose grant the actor may change the rules for a unit and those below it, or for all (null); null: may not. */
export async function holdingUnit(
  connection: Connection,
  actor: Actor,
  { permission, forUnitId, day }: { permission: RulePermission; forUnitId: string | null; day: CivilDate },
): Promise<string | null> {
  const own = unitsWith(actor, permission, day);
  if (forUnitId === null) return (await topUnits(connection, own, day))[0] ?? null;
  const [pair] = await unitsUnder(connection, [forUnitId], own, day);
  return pair?.aboveId ?? null;
}

/** Whose proposals the actor sees: those that they could have made. */
export async function ruleScope(connection: Connection, actor: Actor, day: CivilDate): Promise<RuleScope> {
  const roots = unitsWith(actor, 'rule.confirm', day);
  return { roots, day, all: (await topUnits(connection, roots, day)).length > 0 };
}
