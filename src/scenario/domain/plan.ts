import type { CivilDate } from '../../core/civil-date.js';
import type { SubjectKind } from '../../honourees/domain/subject-kind.js';
import { reduced } from './shares.js';

/** How many of each kind. */
export type Kinds = Partial<Record<SubjectKind, number>>;

/** What a body outside this registry decided, as its paper says. */
export interface PlannedOutcome {
  issuer: string;
  symbol: string;
  signedOn: CivilDate;
}

/** A figure of the report: so many of each kind got that award, proposed by that line, on those days. */
export interface Figure {
  award: string;
  line: 'STATE' | 'PARTY';
  kinds: Kinds;
  days: CivilDate[];
  outcome?: PlannedOutcome;
}

/** A body that stands beside the districts: a sở, or a đảng ủy directly under Tỉnh ủy. */
export interface Equivalent {
  code: string;
  line: 'STATE' | 'PARTY';
  symbol: string;
  name: string;
}

/** What data/lai-chau/plan.json says. */
export interface Plan {
  province: string;
  days: { models: CivilDate; honours: CivilDate[]; outcomes: CivilDate };
  models: { count: number; from: CivilDate; to: CivilDate };
  honours: Figure[];
  equivalents: Equivalent[];
  collectives: { commune: string[]; body: string[] };
}

/** The plan with every figure reduced by that factor: the same roads with fewer on them. */
export function reducedPlan(plan: Plan, factor: number): Plan {
  if (factor === 1) return plan;
  const fewer = (kinds: Kinds): Kinds =>
    Object.fromEntries(Object.entries(kinds).map(([kind, count]) => [kind, reduced(count, factor)]));
  return {
    ...plan,
    models: { ...plan.models, count: reduced(plan.models.count, factor) },
    honours: plan.honours.map((figure) => ({ ...figure, kinds: fewer(figure.kinds) })),
  };
}

/** All kinds together. */
export function totalOf(kinds: Kinds): number {
  return Object.values(kinds).reduce((all, count) => all + count, 0);
}

/** The kinds of several figures added up. */
export function added(figures: readonly Pick<Figure, 'kinds'>[]): Kinds {
  const sum: Kinds = {};
  for (const [kind, count] of figures.flatMap(({ kinds }) => Object.entries(kinds) as [SubjectKind, number][])) {
    sum[kind] = (sum[kind] ?? 0) + count;
  }
  return sum;
}
