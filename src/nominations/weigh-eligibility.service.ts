import { Injectable } from '@nestjs/common';
import { endedWhereNobody, rulesOfCases } from '../award-law/award-rules.js';
import { differences } from '../award-law/domain/compare.js';
import type { EligibilityComparison } from '../award-law/eligibility.entity.js';
import { EVALUATED_KINDS, evaluate, type Facts } from '../award-law/domain/eligibility.js';
import { historiesOf } from '../award-law/honouree-history.js';
import { awardTypeByCode } from '../awards/award-type.loaders.js';
import { addDays, type CivilDate } from '../core/civil-date.js';
import { signedIn, type RequestContext } from '../core/context.js';
import { Database, type Connection } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { load } from '../core/loaders.js';
import { isId } from '../core/pagination.js';
import { disciplinesOf } from '../honourees/fact.queries.js';
import type { Honouree } from '../honourees/honouree.entity.js';
import { honoureeById } from '../honourees/honouree.loaders.js';
import { dissolvedOn } from './check-content.js';
import type { EligibilityArgs } from './eligibility.inputs.js';
import { membersOf } from './sensitive-facts.queries.js';
import { recordSensitiveReads, sensitiveHonourees } from './sensitive-scope.js';
import { withheld, type ShownEligibility } from './show-eligibility.service.js';

/** The answer, with what another day would make of it where that was asked. */
export type WeighedEligibility = ShownEligibility & { comparison: EligibilityComparison | null };

/** Whom one asks about, for what. */
interface Question {
  honouree: Honouree;
  awardTypeId: string;
  args: EligibilityArgs;
  /** Null for those who may not see discipline and verification. */
  sensitive: Facts['sensitive'];
}

/** Weighs an award before anything is written; under another date too, and says what differs. Writes nothing but who saw what is sensitive. */
@Injectable()
export class WeighEligibilityService {
  constructor(private readonly database: Database) {}

  /** Refused where there is no such honouree or award, or not for this account. */
  async weigh(context: RequestContext, args: EligibilityArgs): Promise<WeighedEligibility> {
    const { honoureeId, awardTypeCode, achievementFrom, achievementTo } = args;
    if (achievementFrom && achievementTo && achievementTo < achievementFrom) {
      throw new DomainError('INVALID_INPUT', 'input.dateOrder', { field: ['achievementTo'] });
    }
    const honouree = isId(honoureeId) ? await load(context, honoureeById, honoureeId.toLowerCase()) : null;
    if (!honouree) throw new DomainError('NOT_FOUND', 'nomination.honoureeNotFound', { field: ['honoureeId'] });
    const awardType = await load(context, awardTypeByCode, awardTypeCode);
    if (!awardType) {
      throw new DomainError('NOT_FOUND', 'rule.awardUnknown', {
        params: { code: awardTypeCode },
        field: ['awardTypeCode'],
      });
    }
    const sensitive = await this.sensitiveOf(context, honouree.id);
    const question = { honouree, awardTypeId: awardType.id, args, sensitive };
    const today = context.clock.today();
    const day = args.asOf ?? today;
    const days = args.comparedWith ? [day, args.comparedWith] : [day];
    const [found, other] = await weighed(context.connection, question, days);
    if (!found) throw new Error('no day was asked for');
    if (!other) return { ...found, comparison: null };
    const { lawDate, regime, verdict } = other;
    return { ...found, comparison: { lawDate, regime, verdict, changes: differences(other, found) } };
  }

  /** What is recorded on discipline, with the read kept; null where the account may not see it. */
  private async sensitiveOf(context: RequestContext, honoureeId: string): Promise<Facts['sensitive']> {
    const [actor, today] = [signedIn(context), context.clock.today()];
    const allowed = await sensitiveHonourees(context.connection, actor, today, [honoureeId]);
    if (allowed.size === 0) return null;
    return this.database.transaction(async (tx) => {
      await recordSensitiveReads(tx, actor, allowed.values());
      const proceedings = await disciplinesOf(tx, [honoureeId]);
      const [members = null] = await membersOf(tx, [honoureeId]);
      return { proceedings, today, members };
    });
  }
}

/** The same question on each of these days. */
async function weighed(
  connection: Connection,
  question: Question,
  days: readonly CivilDate[],
): Promise<ShownEligibility[]> {
  const { honouree, awardTypeId } = question;
  const proposedById = honouree.unitId ?? honouree.registeredById;
  const cases = [{ id: honouree.id, awardTypeId, proposedById, days }];
  const ruleOn = await rulesOfCases(connection, cases, EVALUATED_KINDS);
  const lastOn = await endedWhereNobody(connection, cases, ruleOn);
  const dissolved = await dissolvedOn(connection, honouree);
  const found: ShownEligibility[] = [];
  for (const day of days) {
    const facts = await factsOn(connection, question, { day, dissolved });
    const lastCompetence = lastOn(honouree.id, day);
    const eligibility = evaluate(ruleOn(honouree.id, day), { ...facts, lastCompetence });
    found.push(question.sensitive ? { ...eligibility, note: null } : withheld(eligibility));
  }
  return found;
}

async function factsOn(
  connection: Connection,
  { honouree, args, sensitive }: Question,
  { day, dissolved }: { day: CivilDate; dissolved: CivilDate | null },
): Promise<Facts> {
  const historyOf = await historiesOf(connection, [honouree.id], day);
  return {
    kind: honouree.kind,
    honoureeDissolvedOn: dissolved && addDays(dissolved, 1),
    sameAchievementAwards: null,
    proposed: {
      kind: honouree.kind,
      merit: args.meritKind,
      from: args.achievementFrom ?? null,
      to: args.achievementTo ?? null,
      day,
      award: args.awardTypeCode,
      history: historyOf(honouree.id),
      share: null,
    },
    sensitive: sensitive && { ...sensitive, today: day },
    day,
    provisional: true,
  };
}
