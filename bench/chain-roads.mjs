// Dossiers on their way, without a database: which acts bring a batch of nominations to a state, and what
// nomination_event_moves() would have made of them. checkMoves() in chain-data.mjs asks that trigger itself.
import { randomUUID } from 'node:crypto';
import { addDays } from '../dist/core/civil-date.js';
import { addWorkingDays } from '../dist/award-law/domain/working-days.js';

/** A year without holidays: what is measured does not depend on them. */
export const WEEKDAYS = { holidays: new Set(), madeUpDays: new Set() };

const WORKING_DAYS = { PROVINCE: 25, COMMUNE: 12 };
const FINAL = ['AWARDED', 'REJECTED', 'WITHDRAWN'];
const AFTER = {
  CREATE: 'DRAFT',
  SUBMIT: 'SUBMITTED',
  RECEIVE: 'RECEIVED',
  APPRAISE: 'APPRAISED',
  ENDORSE: 'ENDORSED',
  FORWARD: 'SUBMITTED',
  RETURN: 'RETURNED',
  AWARD: 'AWARDED',
  REJECT: 'REJECTED',
  WITHDRAW: 'WITHDRAWN',
};
/** What is done at a step to end there in a state. */
const AT_STEP = {
  SUBMITTED: [],
  RECEIVED: ['RECEIVE'],
  APPRAISED: ['RECEIVE', 'APPRAISE'],
  ENDORSED: ['RECEIVE', 'APPRAISE', 'ENDORSE'],
  RETURNED: ['RECEIVE', 'RETURN'],
  AWARDED: ['RECEIVE', 'APPRAISE', 'ENDORSE', 'AWARD'],
  REJECTED: ['RECEIVE', 'APPRAISE', 'REJECT'],
  WITHDRAWN: ['RECEIVE', 'WITHDRAW'],
};
const REASON = 'Theo ý kiến tại cuộc họp.';

/** The acts, each with the step after it. @param {{ state: string; step: number; suspended?: boolean; external?: boolean }} target */
function actsTo({ state, step, suspended, external }) {
  const acts = [{ action: 'CREATE', step: 0 }];
  if (state === 'DRAFT') return acts;
  acts.push({ action: 'SUBMIT', step: 1 });
  for (let position = 1; position < step; position += 1) {
    for (const action of ['RECEIVE', 'APPRAISE', 'ENDORSE']) acts.push({ action, step: position });
    acts.push({ action: 'FORWARD', step: position + 1 });
  }
  const here = external && state === 'AWARDED' ? ['AWARD'] : AT_STEP[state];
  acts.push(...here.map((action) => ({ action, step })));
  if (suspended) acts.push({ action: 'SUSPEND', step });
  return acts;
}

/** The day of each act: the last one `daysAgo`, from one to three days between two. */
function daysOf(acts, { today, daysAgo, random }) {
  const days = [addDays(today, -daysAgo)];
  while (days.length < acts.length) days.unshift(addDays(days[0], -1 - Math.floor(random() * 3)));
  return days;
}

function wayOf(action, here) {
  if (here?.external) return 'OUTSIDE';
  if (action === 'REJECT') return 'HEAD';
  if (action === 'ENDORSE') return here.council === 'REQUIRED' ? 'COUNCIL' : 'HEAD';
  return null;
}

function dataOf(action, { day, here, route }) {
  if (action === 'SUBMIT') return { proposalId: randomUUID(), route };
  if (action === 'FORWARD') return { proposalId: randomUUID() };
  if (action === 'APPRAISE') return { favourable: true };
  if (action === 'ENDORSE' && here.council === 'REQUIRED') return { sessionId: randomUUID() };
  if (action === 'ENDORSE') return { minutesNumber: '12-BB/ĐU', minutesDate: day };
  if (action === 'RETURN') return { kind: 'CONTENT', answerBy: addDays(day, 30) };
  if (action !== 'RECEIVE') return {};
  const length = WORKING_DAYS[here.tier];
  return length ? { dueOn: addWorkingDays(day, length, WEEKDAYS) } : {};
}

/** What the act leaves on the steps. @param {object[]} steps */
function follow(steps, { action, at, day, fromStep, step, way, data }) {
  const [from, to] = [steps[fromStep - 1], steps[step - 1]];
  if (action === 'SUBMIT') Object.assign(to, { enteredAt: at });
  if (action === 'RECEIVE') Object.assign(to, { receivedOn: day, dueOn: data.dueOn ?? null });
  if (['RETURN', 'SUSPEND'].includes(action) && to) to.dueOn = null;
  if (action === 'ENDORSE') to.outcome = way === 'COUNCIL' ? 'ENDORSED_BY_COUNCIL' : 'ENDORSED_BY_LEADERSHIP';
  if (action === 'FORWARD') {
    from.leftAt = at;
    Object.assign(to, { enteredAt: at });
  }
  if (action === 'AWARD') Object.assign(to, { leftAt: at, outcome: 'AWARDED' });
  if (action === 'REJECT') Object.assign(to, { leftAt: at, outcome: 'REJECTED_BY_HEAD' });
  if (action === 'WITHDRAW') to.leftAt = at;
}

/** What the act leaves on the nomination. */
function move(n, steps, { action, at, day, toState, step, version, unitId, data }) {
  const lastInside = steps.findLast(({ external }) => !external);
  const here = steps[step - 1];
  if (action === 'SUBMIT') n.decidingUnitId = steps.at(-1).unitId;
  if (action === 'RECEIVE' && !n.lawDate && here === lastInside) n.lawDate = day;
  if (action === 'SUSPEND') Object.assign(n, { suspended: true, suspendedById: unitId });
  const keepsDue = ['APPRAISE', 'ENDORSE'].includes(action);
  n.dueOn = action === 'RECEIVE' ? (data.dueOn ?? null) : keepsDue ? n.dueOn : null;
  n.answerBy = toState === 'RETURNED' ? (data.answerBy ?? n.answerBy) : null;
  Object.assign(n, { state: toState, step, version, changedAt: at });
  if (FINAL.includes(toState)) n.liesWithId = null;
  else if (['DRAFT', 'RETURNED'].includes(toState)) n.liesWithId = n.proposedById;
  else n.liesWithId = (here.external ? lastInside : here).unitId;
}

/** At which unit, with which role. */
function whereBy({ action, way }, { proposedById, steps, fromStep }) {
  const here = steps[fromStep - 1]?.unitId;
  if (['CREATE', 'SUBMIT', 'WITHDRAW'].includes(action)) return [proposedById, 'UNIT_OFFICER'];
  if (way === 'OUTSIDE') return [steps.findLast(({ external }) => !external).unitId, 'COUNCIL_SECRETARY'];
  if (['RECEIVE', 'APPRAISE', 'RETURN', 'SUSPEND'].includes(action)) return [here, 'REVIEWER'];
  if (action === 'FORWARD' || way === 'COUNCIL') return [here, 'COUNCIL_SECRETARY'];
  return [here, 'AUTHORITY'];
}

/**
 * A batch of nominations of one proposer that go one way together: its events, its steps and where it stands.
 * @param {{ proposedById: string; route: object[]; target: object; today: string; daysAgo: number; random: () => number }} plan
 */
export function play({ proposedById, route, target, today, daysAgo, random }) {
  const n = { proposedById, suspended: false, suspendedById: null, lawDate: null, dueOn: null, answerBy: null };
  const steps = route.map((step) => ({
    ...step,
    enteredAt: null,
    receivedOn: null,
    dueOn: null,
    leftAt: null,
    outcome: null,
  }));
  const acts = actsTo(target);
  const days = daysOf(acts, { today, daysAgo, random });
  const events = [];
  for (const [index, { action, step }] of acts.entries()) {
    const [day, before] = [days[index], events.at(-1)];
    const [fromState, fromStep] = [before?.toState ?? null, before?.step ?? 0];
    // Ten to three o'clock in Vietnam, so that the day is the same in UTC.
    const at = `${day}T${String(3 + Math.floor(random() * 5)).padStart(2, '0')}:${10 + Math.floor(random() * 49)}:00Z`;
    const way = ['ENDORSE', 'REJECT', 'AWARD'].includes(action) ? wayOf(action, steps[fromStep - 1]) : null;
    const data = dataOf(action, { day, here: steps[fromStep - 1], route });
    const [unitId, role] = whereBy({ action, way }, { proposedById, steps, fromStep });
    const toState = AFTER[action] ?? fromState;
    const reason = ['RETURN', 'REJECT', 'WITHDRAW', 'SUSPEND'].includes(action) ? REASON : null;
    const event = {
      version: index + 1,
      at,
      day,
      action,
      fromState,
      toState,
      fromStep,
      step,
      way,
      unitId,
      role,
      reason,
      data,
    };
    if (step > 0) follow(steps, event);
    move(n, steps, event);
    events.push(event);
  }
  return { ...n, steps: target.state === 'DRAFT' ? [] : steps, events };
}
