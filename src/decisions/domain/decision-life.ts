/** The life of a decision as one table: drafted, checked by another person, issued by a third; then it never changes. */
import type { ErrorCode } from '../../core/errors.js';
import type { MessageKey } from '../../core/messages.vi.js';

export const DECISION_STATES = ['DRAFT', 'CHECKED', 'ISSUED'] as const;
export type DecisionState = (typeof DECISION_STATES)[number];

export const DECISION_ACTIONS = ['SET_LINES', 'CHECK', 'RETURN', 'DISCARD', 'ISSUE'] as const;
export type DecisionAction = (typeof DECISION_ACTIONS)[number];

export type DecisionPermission = 'decision.draft' | 'decision.check' | 'decision.issue';

/** What can be done in a state; `to` null: nothing is left of it. */
export interface DecisionStep {
  action: DecisionAction;
  from: DecisionState;
  to: DecisionState | null;
  /** One of them is enough, on exactly the issuing unit. */
  permissions: readonly DecisionPermission[];
  /** Who must not be the same person: those who drafted it or set its lines; the one who checked it. */
  apart: readonly ('DRAFTERS' | 'CHECKER')[];
}

/** Read aloud: what, from which state to which, who, and who not. */
export const DECISION_LIFE: readonly DecisionStep[] = [
  { action: 'SET_LINES', from: 'DRAFT', to: 'DRAFT', permissions: ['decision.draft'], apart: [] },
  { action: 'CHECK', from: 'DRAFT', to: 'CHECKED', permissions: ['decision.check'], apart: ['DRAFTERS'] },
  { action: 'RETURN', from: 'CHECKED', to: 'DRAFT', permissions: ['decision.check', 'decision.issue'], apart: [] },
  { action: 'DISCARD', from: 'DRAFT', to: null, permissions: ['decision.draft'], apart: [] },
  {
    action: 'ISSUE',
    from: 'CHECKED',
    to: 'ISSUED',
    permissions: ['decision.issue'],
    apart: ['DRAFTERS', 'CHECKER'],
  },
];

/** What the table needs to know of a decision. */
export interface DecisionStanding {
  state: DecisionState;
  issuedById: string | null;
  drafters: readonly string[];
  checkedById: string | null;
}

/** Who acts. */
export interface DecisionActor {
  accountId: string;
  /** True when the account holds the permission on exactly that unit, today. */
  may(permission: DecisionPermission, unitId: string): boolean;
}

export type DecisionRuling = { allowed: true } | { allowed: false; code: ErrorCode; key: MessageKey };

/** Whether `who` may do it now. */
export function decideOn(standing: DecisionStanding, action: DecisionAction, who: DecisionActor): DecisionRuling {
  const { state, issuedById, drafters, checkedById } = standing;
  const step = DECISION_LIFE.find((each) => each.action === action);
  const mayHere = step?.permissions.some((permission) => issuedById !== null && who.may(permission, issuedById));
  if (!step || !mayHere) return { allowed: false, code: 'FORBIDDEN', key: 'auth.forbiddenHere' };
  if (step.from !== state) return { allowed: false, code: 'WRONG_STATE', key: 'decision.wrongState' };
  const drafted = step.apart.includes('DRAFTERS') && drafters.includes(who.accountId);
  const checked = step.apart.includes('CHECKER') && checkedById === who.accountId;
  if (drafted || checked) return { allowed: false, code: 'SAME_PERSON', key: 'decision.samePerson' };
  return { allowed: true };
}

/** What the account can do with the decision now, in the order of the table. */
export function decisionActions(standing: DecisionStanding, who: DecisionActor): DecisionAction[] {
  return DECISION_ACTIONS.filter((action) => decideOn(standing, action, who).allowed);
}
