import type { AwardType } from '../awards/award-type.entity.js';
import type { Rule } from '../award-law/domain/rule.js';
import { competences, councilRule, postingRule } from '../award-law/domain/step-rules.js';
import type { CivilDate } from '../core/civil-date.js';
import type { Connection } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import type { MessageKey } from '../core/messages.vi.js';
import {
  routeOf,
  type PlannedStep,
  type RouteAnswer,
  type RouteProblem,
  type RouteUnit,
  type StepRules,
} from './domain/route.js';
import { endedCompetences, rulesOfAwards } from '../award-law/award-rules.js';
import { bodiesBeside, routeChain } from './route.queries.js';

/** What is to be decided, by whom it is proposed, and on which day. */
export interface RouteWish {
  awardType: AwardType;
  proposedById: string;
  decidingUnitId: string | null;
  day: CivilDate;
}

const PROBLEM: Record<RouteProblem, MessageKey> = {
  NO_COMPETENCE: 'nomination.routeNoCompetence',
  NO_BODY: 'nomination.routeNoBody',
  AMBIGUOUS: 'nomination.routeAmbiguous',
  NOT_COMPETENT: 'nomination.routeNotCompetent',
};

/** Council and posting at a body, as the rules of the award say. Where none speaks of it, a council has to vote. */
function stepRules(rules: readonly Rule[]): (unit: RouteUnit) => StepRules {
  return ({ tier, line, areaTier }) => {
    const body = { tier, line, areaTier: areaTier ?? undefined };
    const council = councilRule(rules, body);
    const posting = postingRule(rules, body);
    return {
      council: council?.args.requirement ?? 'REQUIRED',
      posting: posting !== null,
      ruleIds: [council?.id, posting?.id].filter((id) => id !== undefined),
    };
  };
}

/** The route on that day, or why there is none. */
export async function findRoute(connection: Connection, wish: RouteWish): Promise<RouteAnswer | null> {
  const [proposer, ...superiors] = await routeChain(connection, wish.proposedById, wish.day);
  if (!proposer) return null;
  const areas = [proposer, ...superiors].flatMap(({ areaId }) => areaId ?? []);
  const found = await rulesOfAwards(connection, [wish.awardType.id], wish.day, ['COMPETENCE', 'COUNCIL', 'POSTING']);
  const rules = found.get(wish.awardType.id) ?? [];
  return routeOf({
    proposer,
    superiors,
    others: await bodiesBeside(connection, areas, wish.day),
    competences: competences(rules).map(({ id, args }) => ({ ruleId: id, ...args })),
    decidingUnitId: wish.decidingUnitId,
    stepRules: stepRules(rules),
  });
}

/** The route on that day; throws ROUTE_NOT_FOUND or NOT_COMPETENT with what is missing. */
export async function planRoute(
  connection: Connection,
  wish: RouteWish,
  field: readonly string[],
): Promise<PlannedStep[]> {
  const answer = await findRoute(connection, wish);
  const { name } = wish.awardType;
  if (answer === null)
    throw new DomainError('ROUTE_NOT_FOUND', 'nomination.unitNotLiving', { params: { day: wish.day }, field });
  if ('steps' in answer) return answer.steps;
  const code = answer.problem === 'NOT_COMPETENT' ? 'NOT_COMPETENT' : 'ROUTE_NOT_FOUND';
  const params = { award: name, day: wish.day };
  if (answer.problem === 'NO_COMPETENCE') await refuseEnded(connection, wish, field);
  throw new DomainError(code, PROBLEM[answer.problem], { params, field });
}

/** Throws by which rule it was decided until a day before; not where nobody ever might (R06). */
async function refuseEnded(
  connection: Connection,
  { awardType, day }: RouteWish,
  field: readonly string[],
): Promise<void> {
  const [ended] = await endedCompetences(connection, awardType.id, day);
  if (!ended) return;
  const { article, document, validTo } = ended.citation;
  throw new DomainError('ROUTE_NOT_FOUND', 'nomination.routeEnded', {
    params: { award: awardType.name, day, article, document, until: validTo ?? '' },
    field,
    rule: ended.citation,
  });
}
