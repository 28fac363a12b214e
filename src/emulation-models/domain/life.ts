import type { CivilDate } from '../../core/civil-date.js';
import { DomainError, type ErrorCode } from '../../core/errors.js';
import type { MessageKey } from '../../core/messages.vi.js';

export const MODEL_STATES = ['DRAFT', 'REGISTERED', 'RETURNED', 'RUNNING', 'SUSPENDED', 'ENDED'] as const;
/** Where a model stands in its life. Judgements on it are dated facts, not states. */
export type ModelState = (typeof MODEL_STATES)[number];

export const MODEL_ACTIONS = [
  'CREATE',
  'EDIT',
  'REGISTER',
  'SURVEY',
  'RETURN',
  'APPROVE',
  'REFUSE',
  'REPORT',
  'EVALUATE',
  'RECOGNISE',
  'NAME_EXEMPLARY',
  'END_EXEMPLARY',
  'ADOPT',
  'SUSPEND',
  'RESUME',
  'EXTEND',
  'END',
  'CONVERT',
] as const;
/** What may be done with a model; not all of it is built yet: see MODEL_LIFE. */
export type ModelAction = (typeof MODEL_ACTIONS)[number];

export const MODEL_ENDINGS = ['REFUSED', 'WITHDRAWN', 'FINISHED', 'STOPPED'] as const;
/** How a model ended. */
export type ModelEnding = (typeof MODEL_ENDINGS)[number];

/** Whose act it is: that of the unit of the owner, or of the body with which the model is registered. */
export type ModelSide = 'OWNER' | 'LAUNCHER';

/** The permissions of this module, as core/permissions.ts has them. */
export type ModelPermission = 'model.register' | 'model.report' | 'model.appraise' | 'model.approve';

/** One row of the life: in the state `from`, who holds `permission` on `side` may do `action`. */
export interface ModelStep {
  action: ModelAction;
  /** Null: the model is not there yet. */
  from: ModelState | null;
  to: ModelState;
  side: ModelSide;
  permission: ModelPermission;
  /** Not by somebody who wrote or registered the model. */
  apart: boolean;
  /** Only with a reason, which is kept. */
  reason: boolean;
}

type Condition = 'apart' | 'reason';

function row(
  action: ModelAction,
  states: readonly (ModelState | null)[],
  to: ModelState | 'SAME',
  [side, permission]: readonly [ModelSide, ModelPermission],
  ...conditions: Condition[]
): ModelStep[] {
  return states.map((from) => ({
    action,
    from,
    to: to === 'SAME' && from !== null ? from : (to as ModelState),
    side,
    permission,
    apart: conditions.includes('apart'),
    reason: conditions.includes('reason'),
  }));
}

const REGISTERS = ['OWNER', 'model.register'] as const;
const REPORTS = ['OWNER', 'model.report'] as const;
const APPRAISES = ['LAUNCHER', 'model.appraise'] as const;
const APPROVES = ['LAUNCHER', 'model.approve'] as const;
const MAY_END = ['REGISTERED', 'RETURNED', 'RUNNING', 'SUSPENDED'] as const;

/**
 * The life of a model: the one table. The rows of allowed_model_transition are these (a test compares), and so is what
 * `availableActions` offers. No rule of a launching body that asks for a survey before approval is known yet: none is asked.
 */
export const MODEL_LIFE: readonly ModelStep[] = [
  ...row('CREATE', [null], 'DRAFT', REGISTERS),
  ...row('EDIT', ['DRAFT', 'RETURNED'], 'SAME', REGISTERS),
  ...row('REGISTER', ['DRAFT', 'RETURNED'], 'REGISTERED', REGISTERS),
  ...row('SURVEY', ['REGISTERED'], 'SAME', APPRAISES, 'apart'),
  ...row('RETURN', ['REGISTERED'], 'RETURNED', APPRAISES, 'reason'),
  ...row('APPROVE', ['REGISTERED'], 'RUNNING', APPROVES, 'apart'),
  ...row('REFUSE', ['REGISTERED'], 'ENDED', APPROVES, 'reason'),
  ...row('REPORT', ['RUNNING', 'ENDED'], 'SAME', REPORTS),
  ...row('END', MAY_END, 'ENDED', REGISTERS, 'reason'),
  ...row('END', MAY_END, 'ENDED', APPRAISES, 'reason'),
];

/** Those who did one of these wrote or registered the model. */
export const WRITING_ACTIONS: readonly ModelAction[] = ['CREATE', 'EDIT', 'REGISTER'];

/** What decides whether somebody may do something with a model today. */
export interface ModelFacts {
  /** Null: it is not there yet. */
  state: ModelState | null;
  startsOn: CivilDate | null;
  endedOn: CivilDate | null;
  /** What the person may do at the unit of each side. */
  rights: Readonly<Record<ModelSide, readonly ModelPermission[]>>;
  /** The person wrote or registered this model. */
  wrote: boolean;
  today: CivilDate;
}

const holds = (facts: ModelFacts, step: ModelStep): boolean => facts.rights[step.side].includes(step.permission);

/** A model that never ran, or not yet, has nothing to report on. */
function hasRun({ startsOn, endedOn, today }: ModelFacts): boolean {
  return startsOn !== null && startsOn <= (endedOn ?? today);
}

/** Why not; an error is made of it only where somebody has asked for the act: each keeps a stack. */
interface Refusal {
  code: ErrorCode;
  key: MessageKey;
  field?: readonly string[];
}

const FIELD = ['input', 'action'];
const NOT_BUILT: Refusal = { code: 'UNAVAILABLE', key: 'model.notBuilt', field: FIELD };
const FORBIDDEN: Refusal = { code: 'FORBIDDEN', key: 'auth.forbiddenHere' };
const WRONG_STATE: Refusal = { code: 'WRONG_STATE', key: 'model.wrongState', field: FIELD };

function rulingOn(facts: ModelFacts, action: ModelAction): ModelStep | Refusal {
  const steps = MODEL_LIFE.filter((step) => step.action === action);
  if (steps.length === 0) return NOT_BUILT;
  if (!steps.some((step) => holds(facts, step))) return FORBIDDEN;
  const here = steps.filter((step) => step.from === facts.state);
  if (here.length === 0) return WRONG_STATE;
  const step = here.find((candidate) => holds(facts, candidate));
  if (!step) return FORBIDDEN;
  if (step.apart && facts.wrote) return { code: 'SAME_PERSON', key: 'model.samePerson' };
  if (action === 'REPORT' && !hasRun(facts)) return { code: 'WRONG_STATE', key: 'model.notStarted' };
  return step;
}

/** The row by which the person may do this now, or why not. */
export function decide(facts: ModelFacts, action: ModelAction): ModelStep | DomainError {
  const ruling = rulingOn(facts, action);
  return 'code' in ruling ? new DomainError(ruling.code, ruling.key, { field: ruling.field }) : ruling;
}

/** What the person may do with the model now, in the order of MODEL_ACTIONS. */
export function availableActions(facts: ModelFacts): ModelAction[] {
  return MODEL_ACTIONS.filter((action) => !('code' in rulingOn(facts, action)));
}

/** How a model ends by this step on `today`; null when it does not end. */
export function endingOf(step: ModelStep, periodTo: CivilDate | null, today: CivilDate): ModelEnding | null {
  if (step.to !== 'ENDED' || step.from === 'ENDED') return null;
  if (step.action === 'REFUSE') return 'REFUSED';
  if (step.from === 'REGISTERED' || step.from === 'RETURNED') return 'WITHDRAWN';
  return periodTo !== null && periodTo < today ? 'FINISHED' : 'STOPPED';
}

/** The first day on which a model approved on `today` runs. */
export function startOf(periodFrom: CivilDate, today: CivilDate): CivilDate {
  return periodFrom > today ? periodFrom : today;
}
