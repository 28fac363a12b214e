import type { CivilDate } from '../core/civil-date.js';
import { inOrder, type BatchFunction } from '../core/loaders.js';
import type { Line, Tier } from '../units/unit.entity.js';
import { competenceRules, type AwardRuleRow } from './award-rule.queries.js';
import type { AwardType, Competence } from './award-type.entity.js';
import { awardTypesByCode, awardTypesById } from './award-type.queries.js';

/** Award types by id. They are public to everybody who is signed in. */
export const awardTypeById: BatchFunction<string, AwardType> = async (context, ids) =>
  inOrder(ids, await awardTypesById(context.connection, ids), ({ id }) => id);

/** Award types by code. */
export const awardTypeByCode: BatchFunction<string, AwardType> = async (context, codes) =>
  inOrder(codes, await awardTypesByCode(context.connection, codes), ({ code }) => code);

function competenceOf({ args, citation }: AwardRuleRow): Competence {
  return {
    tier: args['tier'] as Tier,
    line: args['line'] as Line,
    validFrom: citation.validFrom as CivilDate,
    validTo: citation.validTo as CivilDate | null,
    rule: citation,
  };
}

/** Who may decide each award type, at any time, the earliest first. */
export const competencesByAward: BatchFunction<string, Competence[]> = async (context, ids) => {
  const found = new Map<string | null, Competence[]>(ids.map((id) => [id, []]));
  for (const rule of await competenceRules(context.connection, ids)) {
    found.get(rule.awardTypeId)?.push(competenceOf(rule));
  }
  return ids.map((id) => found.get(id) ?? []);
};
