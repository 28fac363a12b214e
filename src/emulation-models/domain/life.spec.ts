import fc from 'fast-check';
import { civilDate } from '../../core/civil-date.js';
import { DomainError } from '../../core/errors.js';
import {
  availableActions,
  decide,
  endingOf,
  MODEL_LIFE,
  MODEL_STATES,
  startOf,
  WRITING_ACTIONS,
  type ModelAction,
  type ModelFacts,
  type ModelPermission,
  type ModelState,
} from './life.js';

const TODAY = civilDate('2026-11-22');
const EVERYTHING: readonly ModelPermission[] = ['model.register', 'model.report', 'model.appraise', 'model.approve'];

function facts(more: Partial<ModelFacts> = {}): ModelFacts {
  const ran = more.state === 'RUNNING' || more.state === 'SUSPENDED';
  return {
    state: 'REGISTERED',
    startsOn: ran ? civilDate('2026-01-01') : null,
    endedOn: null,
    rights: { OWNER: [], LAUNCHER: [] },
    wrote: false,
    today: TODAY,
    ...more,
  };
}

const OFFICER = { OWNER: ['model.register', 'model.report'], LAUNCHER: [] } as const;
const REVIEWER = { OWNER: [], LAUNCHER: ['model.appraise'] } as const;
const AUTHORITY = { OWNER: [], LAUNCHER: ['model.approve'] } as const;
const ALL = { OWNER: EVERYTHING, LAUNCHER: EVERYTHING };

function outcome(given: Partial<ModelFacts>, action: ModelAction): string {
  const decided = decide(facts(given), action);
  return decided instanceof DomainError ? decided.code : `${decided.side} ${decided.to}`;
}

describe('the life of a model', () => {
  it.each<[ModelState | null, ModelAction, Partial<ModelFacts>, string]>([
    [null, 'CREATE', { rights: OFFICER }, 'OWNER DRAFT'],
    [null, 'REGISTER', { rights: OFFICER }, 'WRONG_STATE'],
    ['DRAFT', 'CREATE', { rights: OFFICER }, 'WRONG_STATE'],
    ['DRAFT', 'EDIT', { rights: OFFICER, wrote: true }, 'OWNER DRAFT'],
    ['DRAFT', 'REGISTER', { rights: OFFICER, wrote: true }, 'OWNER REGISTERED'],
    ['DRAFT', 'APPROVE', { rights: AUTHORITY }, 'WRONG_STATE'],
    ['DRAFT', 'END', { rights: OFFICER }, 'WRONG_STATE'],
    ['REGISTERED', 'EDIT', { rights: OFFICER }, 'WRONG_STATE'],
    ['REGISTERED', 'SURVEY', { rights: REVIEWER }, 'LAUNCHER REGISTERED'],
    ['REGISTERED', 'SURVEY', { rights: ALL, wrote: true }, 'SAME_PERSON'],
    ['REGISTERED', 'SURVEY', { rights: OFFICER }, 'FORBIDDEN'],
    ['REGISTERED', 'RETURN', { rights: REVIEWER }, 'LAUNCHER RETURNED'],
    ['REGISTERED', 'RETURN', { rights: AUTHORITY }, 'FORBIDDEN'],
    ['REGISTERED', 'APPROVE', { rights: AUTHORITY }, 'LAUNCHER RUNNING'],
    ['REGISTERED', 'APPROVE', { rights: ALL, wrote: true }, 'SAME_PERSON'],
    ['REGISTERED', 'APPROVE', { rights: { OWNER: EVERYTHING, LAUNCHER: [] } }, 'FORBIDDEN'],
    ['REGISTERED', 'REFUSE', { rights: AUTHORITY }, 'LAUNCHER ENDED'],
    ['RETURNED', 'EDIT', { rights: OFFICER }, 'OWNER RETURNED'],
    ['RETURNED', 'REGISTER', { rights: OFFICER }, 'OWNER REGISTERED'],
    ['RUNNING', 'APPROVE', { rights: AUTHORITY }, 'WRONG_STATE'],
    ['RUNNING', 'REPORT', { rights: OFFICER }, 'OWNER RUNNING'],
    ['RUNNING', 'REPORT', { rights: OFFICER, startsOn: civilDate('2026-12-01') }, 'WRONG_STATE'],
    ['RUNNING', 'END', { rights: OFFICER }, 'OWNER ENDED'],
    ['RUNNING', 'END', { rights: REVIEWER }, 'LAUNCHER ENDED'],
    ['RUNNING', 'END', { rights: AUTHORITY }, 'FORBIDDEN'],
    ['RUNNING', 'SUSPEND', { rights: ALL }, 'UNAVAILABLE'],
    ['ENDED', 'END', { rights: ALL }, 'WRONG_STATE'],
    ['ENDED', 'REPORT', { rights: OFFICER, startsOn: civilDate('2026-01-01'), endedOn: TODAY }, 'OWNER ENDED'],
    ['ENDED', 'REPORT', { rights: OFFICER, startsOn: null, endedOn: TODAY }, 'WRONG_STATE'],
  ])('from %s %s with %j is %s', (state, action, given, expected) => {
    expect(outcome({ state, ...given }, action)).toBe(expected);
  });

  it('offers what may be done, and nothing that is not built', () => {
    expect(availableActions(facts({ state: 'DRAFT', rights: OFFICER, wrote: true }))).toEqual(['EDIT', 'REGISTER']);
    expect(availableActions(facts({ rights: REVIEWER }))).toEqual(['SURVEY', 'RETURN', 'END']);
    expect(availableActions(facts({ rights: AUTHORITY }))).toEqual(['APPROVE', 'REFUSE']);
    expect(availableActions(facts({ state: 'RUNNING', rights: OFFICER }))).toEqual(['REPORT', 'END']);
    expect(availableActions(facts())).toEqual([]);
  });

  it.each([
    ['APPROVE', 'REGISTERED', null, null],
    ['REPORT', 'ENDED', null, null],
    ['REFUSE', 'REGISTERED', null, 'REFUSED'],
    ['END', 'RETURNED', '2026-01-01', 'WITHDRAWN'],
    ['END', 'RUNNING', null, 'STOPPED'],
    ['END', 'RUNNING', '2026-11-22', 'STOPPED'],
    ['END', 'RUNNING', '2026-11-21', 'FINISHED'],
  ] as const)('%s from %s of a period to %s ends it: %s', (action, from, periodTo, ending) => {
    const step = MODEL_LIFE.find((row) => row.action === action && row.from === from)!;
    expect(endingOf(step, periodTo && civilDate(periodTo), TODAY)).toBe(ending);
  });

  it('begins on the later of today and the first day of its period', () => {
    expect(startOf(civilDate('2026-11-21'), TODAY)).toBe(TODAY);
    expect(startOf(civilDate('2027-01-01'), TODAY)).toBe('2027-01-01');
  });
});

describe('the table', () => {
  const between = (from: ModelState | null): (ModelState | null)[] =>
    MODEL_LIFE.filter((row) => row.from === from).map(({ to }) => to);

  function reachable(from: ModelState | null): Set<ModelState | null> {
    const found = new Set<ModelState | null>([from]);
    for (const state of found) for (const next of between(state)) found.add(next);
    return found;
  }

  it('reaches every state from nothing, but for SUSPENDED, whose rows are not built', () => {
    const missing = MODEL_STATES.filter((state) => !reachable(null).has(state));
    expect(missing).toEqual(['SUSPENDED']);
  });

  it('leads from every state to the end, and from the end nowhere', () => {
    for (const state of MODEL_STATES) expect([state, reachable(state).has('ENDED')]).toEqual([state, true]);
    const last = MODEL_LIFE.filter(({ from }) => from === 'ENDED');
    expect(last.map(({ action, to }) => [action, to])).toEqual([['REPORT', 'ENDED']]);
  });

  it('has one state for an action in a state, and one row for each side of it', () => {
    for (const { action, from, to, side } of MODEL_LIFE) {
      const alike = MODEL_LIFE.filter((row) => row.action === action && row.from === from);
      expect(new Set(alike.map((row) => row.to))).toEqual(new Set([to]));
      expect(alike.filter((row) => row.side === side)).toHaveLength(1);
    }
  });
});

const someRights = fc.oneof(
  fc.constantFrom<ModelFacts['rights']>(OFFICER, REVIEWER, AUTHORITY, ALL),
  fc.record({ OWNER: fc.subarray([...EVERYTHING]), LAUNCHER: fc.subarray([...EVERYTHING]) }),
);
/** People with random rights, and who of them does which of the things that are offered to him. */
const walks = fc.record({
  rights: fc.array(someRights, { minLength: 2, maxLength: 4 }),
  turns: fc.array(fc.record({ person: fc.nat(3), pick: fc.nat(20) }), { minLength: 15, maxLength: 30 }),
});
type Walks = typeof walks extends fc.Arbitrary<infer Value> ? Value : never;

interface Act {
  action: ModelAction;
  person: number;
  from: ModelState | null;
  to: ModelState;
}

function walk({ rights, turns }: Walks): Act[] {
  const done: Act[] = [];
  for (const turn of turns) {
    const person = turn.person % rights.length;
    const state = done.at(-1)?.to ?? null;
    const given = facts({
      state,
      rights: rights[person]!,
      wrote: done.some((act) => act.person === person && WRITING_ACTIONS.includes(act.action)),
      startsOn: done.some(({ to }) => to === 'RUNNING') ? civilDate('2026-01-01') : null,
      endedOn: state === 'ENDED' ? TODAY : null,
    });
    const offered = availableActions(given);
    const action = offered[turn.pick % offered.length];
    const step = action && decide(given, action);
    if (!step) continue;
    if (step instanceof DomainError) throw step;
    done.push({ action: step.action, person, from: state, to: step.to });
  }
  return done;
}

describe('whoever does whatever', () => {
  it('nobody surveys or approves what he wrote or registered', () => {
    let judged = 0;
    fc.assert(
      fc.property(walks, (given) => {
        const done = walk(given);
        for (const [index, { action, person }] of done.entries()) {
          if (action !== 'APPROVE' && action !== 'SURVEY') continue;
          judged += 1;
          const before = done.slice(0, index).filter((act) => act.person === person);
          expect(before.filter((act) => WRITING_ACTIONS.includes(act.action))).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
    expect(judged).toBeGreaterThan(20);
  });

  it('no model runs but by approval of what was registered, none comes back from its end', () => {
    let ran = 0;
    fc.assert(
      fc.property(walks, (given) => {
        for (const { action, from, to } of walk(given)) {
          if (to === 'RUNNING' && from !== 'RUNNING') {
            ran += 1;
            expect([action, from]).toEqual(['APPROVE', 'REGISTERED']);
          }
          if (from === 'ENDED') expect([action, to]).toEqual(['REPORT', 'ENDED']);
        }
      }),
      { numRuns: 1500 },
    );
    expect(ran).toBeGreaterThan(20);
  });
});
