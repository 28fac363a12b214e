/** The life of a decision as one table: drafted, checked by another person, issued by a third; then it never changes. */
import type { ErrorCode } from '../../core/errors.js';
import type { MessageKey } from '../../core/messages.vi.js';

export const DECISION_STATES = ['DRAFT', 'CHECKED', 'ISSUED'] as const;
export type DecisionState = (typeof DECISION_STATES)[number];

export const DECISION_KINDS = ['AWARD', 'CORRECTION', 'REVOCATION'] as const;
export type DecisionKind = (typeof DECISION_KINDS)[number];

export const DECISION_ACTIONS = [
  'EDIT',
  'SET_LINES',
  'CHECK',
  'RETURN',
  'DISCARD',
  'ISSUE',
  'CONFIRM',
  'DROP',
] as const;
export type DecisionAction = (typeof DECISION_ACTIONS)[number];

export type DecisionPermission =
  'decision.draft' | 'decision.check' | 'decision.issue' | 'history.record' | 'decision.record';

/** What can be done in a state; `to` null: nothing is left of it. */
export interface DecisionStep {
  action: DecisionAction;
  from: DecisionState;
  to: DecisionState | null;
  /** True for decisions that were written down by hand, false for those that are issued here. */
  byHand: boolean;
  /** Only for decisions that award: one that corrects or revokes has no lines. */
  awards?: true;
  /** One of them is enough, on exactly the issuing unit, or the one for which it was written down. */
  permissions: readonly DecisionPermission[];
  /** Who must not be the same person: those who drafted it, edited it or set its lines; the one who checked it. */
  apart: readonly ('DRAFTERS' | 'CHECKER')[];
}

const HERE = { byHand: false, apart: [] } as const;
const BY_HAND = { byHand: true, permissions: ['history.record', 'decision.record'], apart: [] } as const;

/** Read aloud: what, from which state to which, who, and who not. */
export const DECISION_LIFE: readonly DecisionStep[] = [
  { ...HERE, action: 'EDIT', from: 'DRAFT', to: 'DRAFT', permissions: ['decision.draft'] },
  { ...HERE, action: 'SET_LINES', from: 'DRAFT', to: 'DRAFT', permissions: ['decision.draft'], awards: true },
  { ...HERE, action: 'CHECK', from: 'DRAFT', to: 'CHECKED', permissions: ['decision.check'], apart: ['DRAFTERS'] },
  { ...HERE, action: 'RETURN', from: 'CHECKED', to: 'DRAFT', permissions: ['decision.check', 'decision.issue'] },
  { ...HERE, action: 'DISCARD', from: 'DRAFT', to: null, permissions: ['decision.draft'] },
  {
    ...HERE,
    action: 'ISSUE',
    from: 'CHECKED',
    to: 'ISSUED',
    permissions: ['decision.issue'],
    apart: ['DRAFTERS', 'CHECKER'],
  },
  { ...BY_HAND, action: 'CONFIRM', from: 'DRAFT', to: 'ISSUED', apart: ['DRAFTERS'] },
  { ...BY_HAND, action: 'DROP', from: 'DRAFT', to: null },
];

/** What the table needs to know of a decision. */
export interface DecisionStanding {
  kind: DecisionKind;
  state: DecisionState;
  issuedById: string | null;
  /** The unit for which it was written down by hand; null where it is issued here, or came of a nomination. */
  recordedForId: string | null;
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

const WRONG_STATE: DecisionRuling = { allowed: false, code: 'WRONG_STATE', key: 'decision.wrongState' };

/** Whether `who` may do it now. */
export function decideOn(standing: DecisionStanding, action: DecisionAction, who: DecisionActor): DecisionRuling {
  const { kind, state, issuedById, recordedForId, drafters, checkedById } = standing;
  const step = DECISION_LIFE.find((each) => each.action === action);
  if (step && step.byHand !== (recordedForId !== null)) return WRONG_STATE;
  if (step?.awards && kind !== 'AWARD') return WRONG_STATE;
  const unitId = recordedForId ?? issuedById;
  const mayHere = step?.permissions.some((permission) => unitId !== null && who.may(permission, unitId));
  if (!step || !mayHere) return { allowed: false, code: 'FORBIDDEN', key: 'auth.forbiddenHere' };
  if (step.from !== state) return WRONG_STATE;
  const drafted = step.apart.includes('DRAFTERS') && drafters.includes(who.accountId);
  const checked = step.apart.includes('CHECKER') && checkedById === who.accountId;
  if (drafted || checked) {
    return { allowed: false, code: 'SAME_PERSON', key: step.byHand ? 'recorded.samePerson' : 'decision.samePerson' };
  }
  return { allowed: true };
}

/** What the account can do with the decision now, in the order of the table. */
export function decisionActions(standing: DecisionStanding, who: DecisionActor): DecisionAction[] {
  return DECISION_ACTIONS.filter((action) => decideOn(standing, action, who).allowed);
}
