/**
 * The life of a nomination as one table (the specification: workflow A.3). `decide()`, `availableActions()`, the
 * database's `allowed_transition` and `allowed_duty` rows, and docs/workflow.md are all made from it.
 */
import type { ErrorCode } from '../../core/errors.js';
import type { MessageKey } from '../../core/messages.vi.js';

export const NOMINATION_STATES = [
  'DRAFT',
  'SUBMITTED',
  'RECEIVED',
  'APPRAISED',
  'ENDORSED',
  'RETURNED',
  'AWARDED',
  'REJECTED',
  'WITHDRAWN',
] as const;
export type NominationState = (typeof NOMINATION_STATES)[number];

export const FINAL_STATES: readonly NominationState[] = ['AWARDED', 'REJECTED', 'WITHDRAWN'];

export const NOMINATION_ACTIONS = [
  'CREATE',
  'EDIT',
  'SUBMIT',
  'RECEIVE',
  'RETURN',
  'APPRAISE',
  'ENDORSE',
  'FORWARD',
  'AWARD',
  'REJECT',
  'WITHDRAW',
  'SUSPEND',
  'RESUME',
  'CONVERT',
] as const;
export type NominationAction = (typeof NOMINATION_ACTIONS)[number];

/**
 * What becomes of the step: SAME stays; FIRST goes to step 1 of a new route; SAME_OR_FIRST stays, or FIRST when the
 * dossier has to start again; BACK goes to a step k ≥ 1 not above this one; NEXT goes one up; LAST stays and is the
 * deciding step of this instance; EXTERNAL stays, at a step whose body acts outside it; MARK changes only the
 * suspension mark; PLAN is set by an applied reorganisation; PROPOSER is step 0.
 */
export const STEP_RULES = [
  'PROPOSER',
  'SAME',
  'FIRST',
  'SAME_OR_FIRST',
  'BACK',
  'NEXT',
  'LAST',
  'EXTERNAL',
  'MARK',
  'PLAN',
] as const;
export type StepRule = (typeof STEP_RULES)[number];

/** The permissions that move nominations: each holds on exactly the unit of its grant. */
export type MovingPermission =
  | 'nomination.propose'
  | 'nomination.appraise'
  | 'nomination.sign'
  | 'nomination.forward'
  | 'council.run'
  | 'decision.issue'
  | 'decision.record';

/**
 * At which unit the permission must be held: the proposer's, this step's, this step's or a later one's, the suspending
 * one's or a later one's, that which has taken the mark away in this same act, the last step inside this instance; or
 * nowhere, where a plan acts.
 */
export type Place = 'PROPOSER' | 'STEP' | 'STEP_OR_LATER' | 'SUSPENDER_OR_LATER' | 'RESUMER' | 'LAST_INTERNAL' | 'PLAN';

/**
 * Who must not be the same person: those who drafted, edited or submitted; those who appraised at this step; those who
 * received, appraised or endorsed as the head at any step.
 */
export type Apart = 'PROPOSERS' | 'APPRAISERS' | 'REVIEWERS';

/** COUNCIL: where the step's council must vote; HEAD: where the leadership acts; OUTSIDE: at an external step. */
export type Way = 'COUNCIL' | 'HEAD' | 'OUTSIDE';

export interface Transition {
  /** The rows of workflow A.3 that it stands for. */
  row: string;
  action: NominationAction;
  /** null: there is no dossier yet. */
  from: readonly (NominationState | null)[];
  /** null: the state stays. */
  to: NominationState | null;
  step: StepRule;
  permission: MovingPermission | null;
  at: Place;
  apart: readonly Apart[];
  way?: Way;
}

const OPEN = ['SUBMITTED', 'RECEIVED', 'APPRAISED', 'ENDORSED', 'RETURNED'] as const;
const BEFORE_VOTE = ['SUBMITTED', 'RECEIVED', 'APPRAISED'] as const;
const DECLINABLE = ['APPRAISED', 'ENDORSED', 'RETURNED'] as const;
const OUTSIDE = { way: 'OUTSIDE' } as const;
const BOTH: readonly Apart[] = ['PROPOSERS', 'APPRAISERS'];
/** Who has judged a dossier does not write it after a return. */
const NOT_REVIEWERS = { apart: ['REVIEWERS'] } as const;

/** Workflow A.3, read aloud: action, from, to, step, who may, at which unit, and who must be another person. */
export const WORKFLOW: readonly Transition[] = [
  row('1', 'CREATE', [null], 'DRAFT', 'PROPOSER', by('nomination.propose', 'PROPOSER')),
  row('2', 'EDIT', ['DRAFT', 'RETURNED'], null, 'SAME', by('nomination.propose', 'PROPOSER', NOT_REVIEWERS)),
  row('3', 'SUBMIT', ['DRAFT'], 'SUBMITTED', 'FIRST', by('nomination.propose', 'PROPOSER')),
  row('4', 'SUBMIT', ['RETURNED'], 'SUBMITTED', 'SAME_OR_FIRST', by('nomination.propose', 'PROPOSER', NOT_REVIEWERS)),
  row('5', 'RECEIVE', ['SUBMITTED'], 'RECEIVED', 'SAME', by('nomination.appraise', 'STEP', { apart: ['PROPOSERS'] })),
  row('6', 'RETURN', BEFORE_VOTE, 'RETURNED', 'SAME', by('nomination.appraise', 'STEP')),
  row('6', 'RETURN', ['ENDORSED'], 'RETURNED', 'SAME', by('nomination.sign', 'STEP')),
  row('7', 'RETURN', BEFORE_VOTE, 'RECEIVED', 'BACK', by('nomination.appraise', 'STEP')),
  row('7', 'RETURN', ['ENDORSED'], 'RECEIVED', 'BACK', by('nomination.sign', 'STEP')),
  row('8', 'APPRAISE', ['RECEIVED'], 'APPRAISED', 'SAME', by('nomination.appraise', 'STEP', { apart: ['PROPOSERS'] })),
  row('9', 'ENDORSE', ['APPRAISED'], 'ENDORSED', 'SAME', by('council.run', 'STEP', { way: 'COUNCIL' })),
  row('10', 'REJECT', ['APPRAISED'], 'REJECTED', 'SAME', by('council.run', 'STEP', { way: 'COUNCIL' })),
  row('11', 'ENDORSE', ['APPRAISED'], 'ENDORSED', 'SAME', by('nomination.sign', 'STEP', { apart: BOTH, way: 'HEAD' })),
  row('12', 'REJECT', DECLINABLE, 'REJECTED', 'SAME', by('nomination.sign', 'STEP', { way: 'HEAD' })),
  row('13', 'FORWARD', ['ENDORSED'], 'SUBMITTED', 'NEXT', by('nomination.forward', 'STEP')),
  row('14', 'AWARD', ['ENDORSED'], 'AWARDED', 'LAST', by('decision.issue', 'STEP', { apart: BOTH })),
  row('15', 'AWARD', ['SUBMITTED'], 'AWARDED', 'EXTERNAL', by('decision.record', 'LAST_INTERNAL', OUTSIDE)),
  row('15', 'REJECT', ['SUBMITTED'], 'REJECTED', 'EXTERNAL', by('decision.record', 'LAST_INTERNAL', OUTSIDE)),
  row('15', 'RETURN', ['SUBMITTED'], 'RECEIVED', 'BACK', by('decision.record', 'LAST_INTERNAL', OUTSIDE)),
  row('16', 'WITHDRAW', ['DRAFT', ...OPEN], 'WITHDRAWN', 'SAME', by('nomination.propose', 'PROPOSER')),
  row('17', 'SUSPEND', OPEN, null, 'MARK', by('nomination.appraise', 'STEP_OR_LATER')),
  row('18', 'RESUME', OPEN, null, 'MARK', by('nomination.appraise', 'SUSPENDER_OR_LATER')),
  row('18', 'RETURN', ['APPRAISED', 'ENDORSED'], 'RECEIVED', 'BACK', by('nomination.appraise', 'RESUMER')),
  row('19a', 'CONVERT', OPEN, null, 'PLAN', by(null, 'PLAN')),
  row('19b', 'CONVERT', ['RECEIVED', 'APPRAISED', 'ENDORSED'], 'SUBMITTED', 'PLAN', by(null, 'PLAN')),
  row('19c', 'CONVERT', ['SUBMITTED', 'RECEIVED', 'APPRAISED', 'ENDORSED'], 'RETURNED', 'PLAN', by(null, 'PLAN')),
];

/** Who may: with which permission, at which unit, apart from whom, by which way. */
type Duty = Pick<Transition, 'permission' | 'at' | 'apart' | 'way'>;

function by(permission: MovingPermission | null, at: Place, more: { apart?: readonly Apart[]; way?: Way } = {}): Duty {
  return { permission, at, apart: more.apart ?? [], way: more.way };
}

function row(
  number: string,
  action: NominationAction,
  from: readonly (NominationState | null)[],
  to: NominationState | null,
  step: StepRule,
  duty: Duty,
): Transition {
  return { row: number, action, from, to, step, ...duty };
}

/** One row of `allowed_transition`. */
export interface TransitionRow {
  action: NominationAction;
  from: NominationState | null;
  to: NominationState;
  step: StepRule;
}

/** The 51 rows of `allowed_transition`: each once, whoever may do it. */
export function transitionRows(): TransitionRow[] {
  const rows = WORKFLOW.flatMap(({ action, from, to, step }) =>
    from.map((state) => ({ action, from: state, to: to ?? state ?? 'DRAFT', step })),
  );
  return [...new Map(rows.map((entry) => [Object.values(entry).join(), entry])).values()];
}

/** One row of `allowed_duty`: who may make a transition, and by which way. */
export interface DutyRow extends TransitionRow {
  way: Way | null;
  permission: MovingPermission | null;
  at: Place;
  apart: readonly Apart[];
}

/** The rows of `allowed_duty`. */
export function dutyRows(): DutyRow[] {
  return WORKFLOW.flatMap(({ action, from, to, step, way, permission, at, apart }) =>
    from.map((state) => ({
      action,
      from: state,
      to: to ?? state ?? 'DRAFT',
      step,
      way: way ?? null,
      permission,
      at,
      apart,
    })),
  );
}

/** A place of a route, as far as the table needs it. */
export interface RoutePlace {
  unitId: string;
  /** True on the last step only. */
  decides: boolean;
  /** True where the body acts outside this instance. */
  external: boolean;
  council: 'REQUIRED' | 'NONE';
  /** True where a reorganisation has taken the step out of the route. */
  gone?: boolean;
}

/** What the table needs to know of a dossier. */
export interface Standing {
  state: NominationState | null;
  /** 0 with the proposer, else the position on the route from 1. */
  step: number;
  proposedById: string;
  route: readonly RoutePlace[];
  suspended: boolean;
  /** The unit that set the mark; null when there is none. */
  suspendedById: string | null;
  /** The unit that has taken the mark away in this same act, which may send it back to this step; else absent. */
  resumedById?: string;
  /** True when what was proposed has changed: it starts again at step 1 of a new route. */
  restart: boolean;
  /** Accounts that drafted, edited or submitted it. */
  proposers: ReadonlySet<string>;
  /** Accounts that appraised it at this step. */
  appraisers: ReadonlySet<string>;
  /** Accounts that received, appraised or endorsed it (as the head) at any step. */
  reviewers: ReadonlySet<string>;
}

/** Who acts. */
export interface Who {
  accountId: string;
  /** True when the account holds the permission on exactly that unit, today. */
  may(permission: MovingPermission, unitId: string): boolean;
}

/** What is asked for. */
export interface Move {
  action: NominationAction;
  /** RETURN: 0 or absent means to the proposer, else the step of the body. */
  toStep?: number | null;
  /** ENDORSE and REJECT: by the council, by the head, or outside; AWARD and RETURN at an external step: OUTSIDE. */
  way?: Way;
}

/** What the table says: the move as it will be written, or why not. */
export type Ruling =
  | { allowed: true; to: NominationState; step: number; actingUnitId: string }
  | { allowed: false; code: ErrorCode; key: MessageKey };

const WHILE_SUSPENDED: readonly NominationAction[] = ['RESUME', 'WITHDRAW', 'CONVERT'];

function refuse(code: ErrorCode, key: MessageKey): Ruling {
  return { allowed: false, code, key };
}

/** Whether `who` may make the move on a dossier that stands so; what it then becomes. */
export function decide(standing: Standing, move: Move, who: Who): Ruling {
  const inState = WORKFLOW.filter(({ action, from }) => action === move.action && from.includes(standing.state));
  if (inState.length === 0) return refuse('WRONG_STATE', 'nomination.wrongState');
  if (standing.suspended && !WHILE_SUSPENDED.includes(move.action)) return refuse('SUSPENDED', 'nomination.suspended');
  if (move.action === 'RESUME' && !standing.suspended) return refuse('WRONG_STATE', 'nomination.notSuspended');
  const there = inState.flatMap((transition) => {
    const step = nextStep(standing, transition, move);
    return step === null ? [] : [{ transition, step }];
  });
  if (there.length === 0) return refuse('WRONG_STEP', 'nomination.wrongStep');
  const rulings = there.map(({ transition, step }) => byDuty(standing, transition, step, who));
  return rulings.find(({ allowed }) => allowed) ?? rulings.at(-1) ?? refuse('WRONG_STEP', 'nomination.wrongStep');
}

function byDuty(standing: Standing, { to, permission, at, apart }: Transition, step: number, who: Who): Ruling {
  const unitId = permission && unitsOf(standing, at, step).find((unit) => who.may(permission, unit));
  if (!unitId) return refuse('FORBIDDEN', 'auth.forbiddenHere');
  const same =
    (apart.includes('PROPOSERS') && standing.proposers.has(who.accountId)) ||
    (apart.includes('APPRAISERS') && standing.appraisers.has(who.accountId)) ||
    (apart.includes('REVIEWERS') && standing.reviewers.has(who.accountId));
  if (same) return refuse('SAME_PERSON', 'nomination.samePerson');
  return { allowed: true, to: to ?? standing.state ?? 'DRAFT', step, actingUnitId: unitId };
}

/** The units of which one must be the acting one, to come to that step. */
function unitsOf(standing: Standing, at: Place, next: number): string[] {
  const { proposedById, route, step, suspendedById, resumedById } = standing;
  const units = route.map(({ unitId }) => unitId);
  const internal = route.filter(({ external, gone }) => !external && !gone).map(({ unitId }) => unitId);
  switch (at) {
    case 'PROPOSER':
      return [proposedById];
    case 'STEP':
      return units.slice(step - 1, step);
    case 'STEP_OR_LATER':
      return units.slice(step - 1);
    case 'SUSPENDER_OR_LATER':
      return units.slice(suspendedById === null ? units.length : Math.max(units.indexOf(suspendedById), 0));
    case 'RESUMER':
      return resumedById !== undefined && next === step ? [resumedById] : [];
    case 'LAST_INTERNAL':
      return internal.slice(-1);
    case 'PLAN':
      return [];
  }
}

/** The step after the move; null where the step rule or the way does not let it be made here. */
function nextStep(standing: Standing, { action, step: rule, way }: Transition, move: Move): number | null {
  const place = standing.route[standing.step - 1];
  if (action !== 'CONVERT' && !wayFits(place, way, move)) return null;
  switch (rule) {
    case 'PROPOSER':
      return 0;
    case 'FIRST':
      return 1;
    case 'SAME':
      return action === 'RETURN' && move.toStep ? null : standing.step;
    case 'MARK':
      return standing.step;
    case 'SAME_OR_FIRST':
      return standing.restart ? 1 : standing.step;
    case 'BACK':
      return stepBack(standing, move);
    case 'NEXT':
      return nextPosition(standing.route, standing.step);
    case 'LAST':
      return place?.decides ? standing.step : null;
    case 'EXTERNAL':
      return place?.external ? standing.step : null;
    case 'PLAN':
      return null;
  }
}

/** The position after that one, over the steps that a reorganisation has taken out; null at the end. */
export function nextPosition(route: readonly Pick<RoutePlace, 'gone'>[], step: number): number | null {
  const next = route.findIndex(({ gone }, index) => index >= step && !gone);
  return next < 0 ? null : next + 1;
}

/** What those inside may do with a dossier that lies with a body outside. */
const AT_EXTERNAL: readonly NominationAction[] = ['WITHDRAW', 'SUSPEND', 'RESUME'];

/** A council votes where one is required, a head acts where none is; nobody here acts for a body outside. */
function wayFits(place: RoutePlace | undefined, way: Way | undefined, move: Move): boolean {
  if (way === 'OUTSIDE' || move.way === 'OUTSIDE') return place?.external === true && way === move.way;
  if (place?.external && !AT_EXTERNAL.includes(move.action)) return false;
  if (way === undefined) return true;
  if (move.way !== undefined && move.way !== way) return false;
  if (way === 'COUNCIL') return place?.council === 'REQUIRED';
  // The head may always decline; it endorses alone only where no council is required, or by the simplified procedure.
  return move.action === 'REJECT' || place?.council === 'NONE' || move.way === 'HEAD';
}

/** Below the present step; also the present one itself, once it has appraised or endorsed. */
function stepBack({ state, step, route }: Standing, { toStep, way }: Move): number | null {
  const wanted = way === 'OUTSIDE' ? step - 1 : (toStep ?? 0);
  const highest = state === 'APPRAISED' || state === 'ENDORSED' ? step : step - 1;
  return wanted >= 1 && wanted <= highest && wanted <= route.length ? wanted : null;
}

/** What the account can do with the dossier now, in the order of the table; documents and rules come on top. */
export function availableActions(standing: Standing, who: Who): NominationAction[] {
  const moves: Move[] = NOMINATION_ACTIONS.flatMap((action): Move[] => {
    const outside: Move = { action, way: 'OUTSIDE' };
    return action === 'RETURN' ? [{ action }, { action, toStep: 1 }, outside] : [{ action }, outside];
  });
  const possible = moves.filter((move) => decide(standing, move, who).allowed).map(({ action }) => action);
  return [...new Set(possible)].filter((action) => action !== 'CREATE');
}

/** True when nothing more can happen to a nomination in that state. */
export function isFinal(state: NominationState): boolean {
  return FINAL_STATES.includes(state);
}
