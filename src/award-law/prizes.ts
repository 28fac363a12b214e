import type { AwardType } from '../awards/award-type.entity.js';
import { awardTypeByCode } from '../awards/award-type.loaders.js';
import type { CivilDate } from '../core/civil-date.js';
import type { RequestContext } from '../core/context.js';
import { DomainError } from '../core/errors.js';
import { load, type BatchFunction } from '../core/loaders.js';
import { SUBJECT_KINDS, type SubjectKind } from '../honourees/domain/subject-kind.js';
import { rulesOfAwards } from './award-rules.js';
import { coefficientOf, PRIZE_KINDS, prizeOf, type PrizeMoney } from './domain/prize.js';
import type { Rule } from './domain/rule.js';

/** The prize of an award, given to that kind on that day; null where it has none, or does not exist then. */
export async function prizeOn(
  context: RequestContext,
  { awardTypeCode, kind, decidedOn }: { awardTypeCode: string; kind: SubjectKind; decidedOn: CivilDate },
): Promise<PrizeMoney | null> {
  const awardType = await load(context, awardTypeByCode, awardTypeCode);
  if (!awardType) {
    const params = { code: awardTypeCode, day: decidedOn };
    throw new DomainError('NOT_FOUND', 'nomination.awardNotFound', { params, field: ['awardTypeCode'] });
  }
  if (decidedOn < awardType.validFrom || (awardType.validTo && decidedOn > awardType.validTo)) return null;
  const rules = await rulesOfAwards(context.connection, [awardType.id], decidedOn, PRIZE_KINDS);
  return prizeOf(rules.get(awardType.id) ?? [], awardType, kind);
}

/** The prize for one of each kind that has one, by the rules of the day of the decision. */
export function prizesByKind(rules: readonly Rule[], awardType: AwardType): Map<SubjectKind, PrizeMoney> {
  return new Map(
    SUBJECT_KINDS.flatMap((kind): [SubjectKind, PrizeMoney][] => {
      const prize = prizeOf(rules, awardType, kind);
      return prize ? [[kind, prize]] : [];
    }),
  );
}

/** For whom the coefficient of an award is stated: an individual, else whom it is given to. */
function mainKind({ subjectKinds }: AwardType): SubjectKind {
  const [first] = subjectKinds;
  return first === undefined || subjectKinds.includes('INDIVIDUAL') ? 'INDIVIDUAL' : first;
}

/** The coefficient of each award type today, where a confirmed rule says one. */
export const coefficientOfAward: BatchFunction<AwardType, string> = async (context, types) => {
  const ids = types.map(({ id }) => id);
  const rules = await rulesOfAwards(context.connection, ids, context.clock.today(), ['PRIZE_COEFFICIENT']);
  return types.map((type) => {
    const rule = coefficientOf(rules.get(type.id) ?? [], type, mainKind(type));
    return rule?.citation.confirmed ? rule.args.coefficient : null;
  });
};
