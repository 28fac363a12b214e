import fc from 'fast-check';
import {
  availableActions,
  decide,
  FINAL_STATES,
  NOMINATION_STATES,
  transitionRows,
  type Move,
  type MovingPermission,
  type NominationAction,
  type NominationState,
  type RoutePlace,
  type Standing,
  type Who,
} from './workflow.js';

const place = (unitId: string, more: Partial<RoutePlace> = {}): RoutePlace => ({
  unitId,
  decides: false,
  external: false,
  council: 'REQUIRED',
  ...more,
});
const ROUTE = [place('xa'), place('huyen'), place('tinh', { decides: true })];
const TO_THE_PM = [place('xa'), place('tinh'), place('ttg', { decides: true, external: true, council: 'NONE' })];

const standing = (more: Partial<Standing> = {}): Standing => ({
  state: 'RECEIVED',
  step: 1,
  proposedById: 'truong',
  route: ROUTE,
  suspended: false,
  suspendedById: null,
  restart: false,
  proposers: new Set(['officer']),
  appraisers: new Set(['reviewer']),
  reviewers: new Set(['reviewer']),
  ...more,
});

const who = (accountId: string, ...rights: [MovingPermission, string][]): Who => ({
  accountId,
  may: (permission, unitId) => rights.some(([right, unit]) => right === permission && unit === unitId),
});
const everybody = (accountId: string): Who => ({ accountId, may: () => true });
const NOBODY: ReadonlySet<string> = new Set();

/** What the table says, in one word: the new state and step, or the code of the refusal. */
function outcome(on: Standing, move: Move, by: Who): string {
  const ruling = decide(on, move, by);
  return ruling.allowed ? `${ruling.to} ${ruling.step} @${ruling.actingUnitId}` : ruling.code;
}

describe('the table of workflow A.3', () => {
  it('has the 51 transitions of the specification', () => {
    expect(transitionRows()).toHaveLength(51);
  });

  it.each<[string, Standing, Move, Who, string]>([
    [
      'creates at the proposer',
      standing({ state: null, step: 0 }),
      { action: 'CREATE' },
      who('o', ['nomination.propose', 'truong']),
      'DRAFT 0 @truong',
    ],
    [
      'creates nowhere else',
      standing({ state: null, step: 0 }),
      { action: 'CREATE' },
      who('o', ['nomination.propose', 'xa']),
      'FORBIDDEN',
    ],
    [
      'submits a draft to step 1',
      standing({ state: 'DRAFT', step: 0 }),
      { action: 'SUBMIT' },
      who('o', ['nomination.propose', 'truong']),
      'SUBMITTED 1 @truong',
    ],
    [
      'submits a returned one to where it was',
      standing({ state: 'RETURNED', step: 2 }),
      { action: 'SUBMIT' },
      who('o', ['nomination.propose', 'truong']),
      'SUBMITTED 2 @truong',
    ],
    [
      'submits a changed one from the beginning',
      standing({ state: 'RETURNED', step: 2, restart: true }),
      { action: 'SUBMIT' },
      who('o', ['nomination.propose', 'truong']),
      'SUBMITTED 1 @truong',
    ],
    [
      'receives at the step',
      standing({ state: 'SUBMITTED', step: 2 }),
      { action: 'RECEIVE' },
      who('r', ['nomination.appraise', 'huyen']),
      'RECEIVED 2 @huyen',
    ],
    [
      'does not let the province receive for the district',
      standing({ state: 'SUBMITTED', step: 2 }),
      { action: 'RECEIVE' },
      who('r', ['nomination.appraise', 'tinh']),
      'FORBIDDEN',
    ],
    [
      'does not let the proposer receive',
      standing({ state: 'SUBMITTED' }),
      { action: 'RECEIVE' },
      who('officer', ['nomination.appraise', 'xa']),
      'SAME_PERSON',
    ],
    ['appraises', standing(), { action: 'APPRAISE' }, who('r', ['nomination.appraise', 'xa']), 'APPRAISED 1 @xa'],
    [
      'does not let the proposer appraise',
      standing(),
      { action: 'APPRAISE' },
      who('officer', ['nomination.appraise', 'xa']),
      'SAME_PERSON',
    ],
    [
      'endorses by the council where one is required',
      standing({ state: 'APPRAISED' }),
      { action: 'ENDORSE', way: 'COUNCIL' },
      who('s', ['council.run', 'xa']),
      'ENDORSED 1 @xa',
    ],
    [
      'does not let the head endorse without it',
      standing({ state: 'APPRAISED' }),
      { action: 'ENDORSE' },
      who('a', ['nomination.sign', 'xa']),
      'FORBIDDEN',
    ],
    [
      'lets the head endorse where none is',
      standing({ state: 'APPRAISED', route: [place('xa', { council: 'NONE' }), ...ROUTE.slice(1)] }),
      { action: 'ENDORSE', way: 'HEAD' },
      who('a', ['nomination.sign', 'xa']),
      'ENDORSED 1 @xa',
    ],
    [
      'but not the one who appraised',
      standing({ state: 'APPRAISED', route: [place('xa', { council: 'NONE' }), ...ROUTE.slice(1)] }),
      { action: 'ENDORSE', way: 'HEAD' },
      who('reviewer', ['nomination.sign', 'xa']),
      'SAME_PERSON',
    ],
    [
      'forwards one up',
      standing({ state: 'ENDORSED' }),
      { action: 'FORWARD' },
      who('s', ['nomination.forward', 'xa']),
      'SUBMITTED 2 @xa',
    ],
    [
      'forwards nowhere from the last',
      standing({ state: 'ENDORSED', step: 3 }),
      { action: 'FORWARD' },
      who('s', ['nomination.forward', 'tinh']),
      'WRONG_STEP',
    ],
    [
      'awards at the deciding step',
      standing({ state: 'ENDORSED', step: 3 }),
      { action: 'AWARD' },
      who('a', ['decision.issue', 'tinh']),
      'AWARDED 3 @tinh',
    ],
    [
      'awards nowhere below',
      standing({ state: 'ENDORSED', step: 2 }),
      { action: 'AWARD' },
      who('a', ['decision.issue', 'huyen']),
      'WRONG_STEP',
    ],
    [
      'does not let the appraiser issue',
      standing({ state: 'ENDORSED', step: 3 }),
      { action: 'AWARD' },
      who('reviewer', ['decision.issue', 'tinh']),
      'SAME_PERSON',
    ],
    [
      'returns to the proposer',
      standing({ step: 2 }),
      { action: 'RETURN' },
      who('r', ['nomination.appraise', 'huyen']),
      'RETURNED 2 @huyen',
    ],
    [
      'returns to a body below',
      standing({ step: 3 }),
      { action: 'RETURN', toStep: 1 },
      who('r', ['nomination.appraise', 'tinh']),
      'RECEIVED 1 @tinh',
    ],
    [
      'returns to no body above',
      standing({ step: 2 }),
      { action: 'RETURN', toStep: 3 },
      who('r', ['nomination.appraise', 'huyen']),
      'WRONG_STEP',
    ],
    [
      'returns to itself only what it has appraised',
      standing({ step: 2 }),
      { action: 'RETURN', toStep: 2 },
      who('r', ['nomination.appraise', 'huyen']),
      'WRONG_STEP',
    ],
    [
      'returns to itself what it has appraised',
      standing({ state: 'APPRAISED', step: 2 }),
      { action: 'RETURN', toStep: 2 },
      who('r', ['nomination.appraise', 'huyen']),
      'RECEIVED 2 @huyen',
    ],
    [
      'takes the signature to return an endorsed one',
      standing({ state: 'ENDORSED', step: 2 }),
      { action: 'RETURN' },
      who('r', ['nomination.appraise', 'huyen']),
      'FORBIDDEN',
    ],
    [
      'suspends also from above',
      standing(),
      { action: 'SUSPEND' },
      who('r', ['nomination.appraise', 'tinh']),
      'RECEIVED 1 @tinh',
    ],
    [
      'suspends not from below',
      standing({ step: 3 }),
      { action: 'SUSPEND' },
      who('r', ['nomination.appraise', 'xa']),
      'FORBIDDEN',
    ],
    [
      'does nothing while suspended',
      standing({ suspended: true, suspendedById: 'huyen' }),
      { action: 'APPRAISE' },
      everybody('r'),
      'SUSPENDED',
    ],
    [
      'resumes where it was suspended',
      standing({ suspended: true, suspendedById: 'huyen' }),
      { action: 'RESUME' },
      who('r', ['nomination.appraise', 'huyen']),
      'RECEIVED 1 @huyen',
    ],
    [
      'resumes not below',
      standing({ suspended: true, suspendedById: 'huyen' }),
      { action: 'RESUME' },
      who('r', ['nomination.appraise', 'xa']),
      'FORBIDDEN',
    ],
    [
      'returns what it resumes to the step, by the unit that resumes it',
      standing({ state: 'ENDORSED', step: 2, resumedById: 'tinh' }),
      { action: 'RETURN', toStep: 2 },
      who('r', ['nomination.appraise', 'tinh']),
      'RECEIVED 2 @tinh',
    ],
    [
      'but to no other step',
      standing({ state: 'ENDORSED', step: 2, resumedById: 'tinh' }),
      { action: 'RETURN', toStep: 1 },
      who('r', ['nomination.appraise', 'tinh']),
      'FORBIDDEN',
    ],
    [
      'nor to the proposer',
      standing({ state: 'ENDORSED', step: 2, resumedById: 'tinh' }),
      { action: 'RETURN' },
      who('r', ['nomination.appraise', 'tinh']),
      'FORBIDDEN',
    ],
    [
      'nor without having resumed it',
      standing({ state: 'ENDORSED', step: 2 }),
      { action: 'RETURN', toStep: 2 },
      who('r', ['nomination.appraise', 'tinh']),
      'FORBIDDEN',
    ],
    ['resumes nothing that runs', standing(), { action: 'RESUME' }, everybody('r'), 'WRONG_STATE'],
    [
      'records what was decided outside at the last unit inside',
      standing({ state: 'SUBMITTED', step: 3, route: TO_THE_PM }),
      { action: 'AWARD', way: 'OUTSIDE' },
      who('s', ['decision.record', 'tinh']),
      'AWARDED 3 @tinh',
    ],
    [
      'records nothing outside for a step inside',
      standing({ state: 'SUBMITTED', step: 2, route: TO_THE_PM }),
      { action: 'AWARD', way: 'OUTSIDE' },
      everybody('s'),
      'WRONG_STEP',
    ],
    [
      'receives nothing for a body outside',
      standing({ state: 'SUBMITTED', step: 3, route: TO_THE_PM }),
      { action: 'RECEIVE' },
      everybody('s'),
      'WRONG_STEP',
    ],
    [
      'comes back from outside one step',
      standing({ state: 'SUBMITTED', step: 3, route: TO_THE_PM }),
      { action: 'RETURN', way: 'OUTSIDE' },
      who('s', ['decision.record', 'tinh']),
      'RECEIVED 2 @tinh',
    ],
    ['lets no person convert', standing(), { action: 'CONVERT' }, everybody('x'), 'WRONG_STEP'],
    [
      'does nothing with an awarded one',
      standing({ state: 'AWARDED', step: 3 }),
      { action: 'WITHDRAW' },
      everybody('x'),
      'WRONG_STATE',
    ],
  ])('%s', (_, on, move, by, expected) => {
    expect(outcome(on, move, by)).toBe(expected);
  });

  it('offers what the table allows, and nothing else', () => {
    const reviewer = who('r', ['nomination.appraise', 'huyen']);
    expect(availableActions(standing({ state: 'SUBMITTED', step: 2 }), reviewer)).toEqual([
      'RECEIVE',
      'RETURN',
      'SUSPEND',
    ]);
    expect(availableActions(standing({ state: 'AWARDED', step: 3 }), everybody('x'))).toEqual([]);
  });
});

const PEOPLE = ['officer', 'reviewer', 'secretary', 'authority', 'clerk', 'other'];
const arbitraryRoute = fc
  .tuple(
    fc.integer({ min: 1, max: 4 }),
    fc.boolean(),
    fc.array(fc.constantFrom('REQUIRED' as const, 'NONE' as const), { minLength: 5, maxLength: 5 }),
  )
  .map(([internal, outside, councils]): RoutePlace[] => [
    ...Array.from({ length: internal }, (_, index) =>
      place(`u${index + 1}`, { council: councils[index] ?? 'NONE', decides: !outside && index === internal - 1 }),
    ),
    ...(outside ? [place('out', { external: true, decides: true, council: 'NONE' })] : []),
  ]);
// The way up is long: what ends it, or turns it back, comes seldom.
const arbitraryAction = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.constantFrom<NominationAction[]>('SUBMIT', 'RECEIVE', 'APPRAISE', 'ENDORSE', 'FORWARD', 'AWARD'),
  },
  { weight: 2, arbitrary: fc.constantFrom<NominationAction[]>('EDIT', 'RETURN', 'RESUME') },
  { weight: 1, arbitrary: fc.constantFrom<NominationAction[]>('REJECT', 'WITHDRAW', 'SUSPEND') },
);
const arbitraryMove = fc.record({
  action: arbitraryAction,
  toStep: fc.option(fc.integer({ min: 0, max: 5 })),
  way: fc.constantFrom(undefined, 'COUNCIL' as const, 'HEAD' as const, 'OUTSIDE' as const),
  person: fc.constantFrom(...PEOPLE),
});

/** A walk that comes to the award, so that one certainly does. */
const ROUTE_OF_ONE = [place('u1', { decides: true })];
const STRAIGHT = (
  [
    ['SUBMIT', 'officer'],
    ['RECEIVE', 'reviewer'],
    ['APPRAISE', 'reviewer'],
    ['ENDORSE', 'authority'],
    ['AWARD', 'authority'],
  ] as const
).map(([action, person]) => ({ action, person, toStep: null, way: undefined }));

function wayOf({ way }: Move, { route, step }: Standing): string {
  return way ?? (route[step - 1]?.council === 'NONE' ? 'HEAD' : 'COUNCIL');
}

/** Walks the moves over a dossier, as the database keeps it, and calls `after` at each one that was allowed. */
function walk(
  route: readonly RoutePlace[],
  moves: readonly (Move & { person: string })[],
  after: (
    move: Move & { person: string },
    from: Standing,
    to: { state: NominationState; step: number },
    endorsed: ReadonlySet<number>,
  ) => void,
): void {
  let now = standing({ state: 'DRAFT', step: 0, route: [], proposers: new Set(), appraisers: new Set() });
  const reviewers = new Set<string>();
  const endorsed = new Set<number>();
  const appraised = new Map<number, Set<string>>();
  const proposers = new Set(['officer']);
  for (const move of moves) {
    const on = { ...now, proposers, appraisers: appraised.get(now.step) ?? NOBODY, reviewers };
    const ruling = decide(on, move, everybody(move.person));
    if (!ruling.allowed) continue;
    const { to, step } = ruling;
    if (move.action === 'ENDORSE') endorsed.add(now.step);
    if (move.action === 'RETURN')
      for (let k = to === 'RETURNED' ? now.step : step; k <= now.step; k += 1) endorsed.delete(k);
    if (move.action === 'APPRAISE') appraised.set(step, new Set([...(appraised.get(step) ?? []), move.person]));
    if (move.action === 'SUBMIT' || move.action === 'EDIT') proposers.add(move.person);
    const byHead = move.action === 'ENDORSE' && wayOf(move, on) === 'HEAD';
    if (move.action === 'RECEIVE' || move.action === 'APPRAISE' || byHead) reviewers.add(move.person);
    after(move, on, { state: to, step }, endorsed);
    now = {
      ...now,
      state: to,
      step,
      route,
      suspended: move.action === 'SUSPEND' || (now.suspended && move.action !== 'RESUME'),
    };
  }
}

describe('random walks of random people', () => {
  const walks = fc.tuple(arbitraryRoute, fc.array(arbitraryMove, { maxLength: 80, size: 'max' }));

  it('reach AWARDED only when every body inside has endorsed', () => {
    let awarded = 0;
    fc.assert(
      fc.property(walks, ([route, moves]) => {
        walk(route, moves, ({ action }, _from, _to, endorsed) => {
          if (action !== 'AWARD') return;
          awarded += 1;
          const missing = route.flatMap((step, index) => (step.external || endorsed.has(index + 1) ? [] : [index + 1]));
          expect(missing).toEqual([]);
        });
      }),
      { numRuns: 3000, examples: [[[ROUTE_OF_ONE, STRAIGHT]]] },
    );
    expect(awarded).toBeGreaterThan(0);
  });

  it('raise the step only by submitting or forwarding, and by one', () => {
    fc.assert(
      fc.property(walks, ([route, moves]) => {
        walk(route, moves, ({ action }, from, to) => {
          if (to.step > from.step)
            expect([action, to.step - from.step]).toEqual([from.step === 0 ? 'SUBMIT' : 'FORWARD', 1]);
        });
      }),
    );
  });

  it('never let one person propose and appraise, or appraise and sign or issue', () => {
    fc.assert(
      fc.property(walks, ([route, moves]) => {
        walk(route, moves, ({ action, person, way }, from) => {
          const signs =
            (action === 'ENDORSE' && way !== 'COUNCIL' && from.route[from.step - 1]?.council === 'NONE') ||
            (action === 'AWARD' && way !== 'OUTSIDE');
          if (action === 'RECEIVE' || action === 'APPRAISE' || signs) expect(from.proposers).not.toContain(person);
          if (signs) expect(from.appraisers).not.toContain(person);
          if (action === 'EDIT' || action === 'SUBMIT') expect(from.reviewers).not.toContain(person);
        });
      }),
    );
  });
});

describe('walking the rows over routes of one to four steps, with and without an end outside', () => {
  it('reaches every state, can end every state that is not final, and leaves none that is', () => {
    for (const internal of [1, 2, 3, 4]) {
      for (const outside of [false, true]) {
        const route = Array.from({ length: internal }, (_, index) =>
          place(`u${index}`, { decides: !outside && index === internal - 1 }),
        );
        if (outside) route.push(place('out', { decides: true, external: true, council: 'NONE' }));
        const { reached, next } = explore(route);
        expect([...new Set([...reached].map((key) => key.split(' ')[0]))].sort()).toEqual(
          [...NOMINATION_STATES].sort(),
        );
        for (const key of reached) expect(endsFrom(key, next)).toBe(true);
        for (const key of reached) {
          if (FINAL_STATES.includes(key.split(' ')[0] as NominationState)) expect(next.get(key) ?? []).toEqual([]);
        }
      }
    }
  });
});

function explore(route: RoutePlace[]): { reached: Set<string>; next: Map<string, string[]> } {
  const moves: Move[] = (
    ['SUBMIT', 'RECEIVE', 'APPRAISE', 'FORWARD', 'AWARD', 'REJECT', 'WITHDRAW', 'RETURN', 'ENDORSE', 'EDIT'] as const
  ).flatMap((action) =>
    [undefined, 'COUNCIL' as const, 'HEAD' as const, 'OUTSIDE' as const].flatMap((way) =>
      [0, 1, 2, 3].map((toStep) => ({ action, way, toStep })),
    ),
  );
  const next = new Map<string, string[]>();
  const reached = new Set<string>();
  const queue = ['DRAFT 0'];
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    if (reached.has(key)) continue;
    reached.add(key);
    const [state, step] = key.split(' ');
    const on = standing({
      state: state as NominationState,
      step: Number(step),
      route,
      proposers: new Set(),
      appraisers: new Set(),
    });
    const keys = moves.flatMap((move) => {
      const ruling = decide(on, move, everybody('x'));
      return ruling.allowed ? [`${ruling.to} ${ruling.step}`] : [];
    });
    next.set(key, keys);
    queue.push(...keys);
  }
  return { reached, next };
}

function endsFrom(key: string, next: Map<string, string[]>): boolean {
  const seen = new Set<string>();
  const queue = [key];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    if (FINAL_STATES.includes(at.split(' ')[0] as NominationState)) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    queue.push(...(next.get(at) ?? []));
  }
  return false;
}
