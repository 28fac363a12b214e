import type { MessageKey } from '../../core/messages.vi.js';
import type { AreaPlan, PlanChange, PlannedArea, Problem } from './plan.js';

/** A change with its place in the plan. */
export type Indexed = readonly [index: number, change: PlanChange];

/** A plan of areas while it is worked out. */
export interface AreaDraft extends AreaPlan {
  legalBasis: string;
  areas: Map<string, PlannedArea>;
  moved: Map<string, PlannedArea>;
  /** New areas by code. */
  made: Map<string, string>;
  /** By which kind of change each area ended. */
  endedBy: Map<string, Set<PlanChange['kind']>>;
}

/** Enters what does not fit; false, for who answers whether it does. */
export function problem(draft: AreaDraft, index: number, key: MessageKey, more: Partial<Problem> = {}): false {
  draft.problems.push({ code: 'INVALID_INPUT', key, field: ['input', 'changes', String(index)], ...more });
  return false;
}

/** The area goes on with other facts. */
export function move(draft: AreaDraft, id: string, change: Partial<PlannedArea>): void {
  const area = draft.moved.get(id) ?? draft.areas.get(id);
  if (area) draft.moved.set(id, { ...area, ...change });
}
