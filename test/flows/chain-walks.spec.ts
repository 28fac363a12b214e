import fc from 'fast-check';
import pg from 'pg';
import { ROLE_CODES } from '../../src/core/permissions.js';
import { decide, NOMINATION_STATES, type Who } from '../../src/nominations/domain/workflow.js';
import {
  accountWith,
  attempt,
  MOVES,
  newDossier,
  routeFor,
  standingOf,
  type Attempt,
  type PlannedPlace,
  type Road,
} from '../support/chain-by-sql.js';
import { addressOf } from '../support/database.js';
import { unitId } from '../support/units.js';

// Random people, each with every right at every unit, walk dossiers by SQL: what the database has let happen is then
// read from its events alone.

const PEOPLE = 5;
const ROADS: Road[] = ['party', 'state', 'pm'];

interface Event {
  action: string;
  from_step: number;
  step: number;
  to_state: string;
  way: string | null;
  account_id: string;
}

/** What must be true of the events of any dossier. */
function problemsOf(events: readonly Event[], route: readonly PlannedPlace[]): string[] {
  const problems: string[] = [];
  const endorsed = new Set<number>();
  const wrote = new Set<string>();
  const judged = new Set<string>();
  const appraised = new Map<number, Set<string>>();
  for (const { action, from_step: from, step, to_state: to, way, account_id: who } of events) {
    const signs = (action === 'ENDORSE' && way === 'HEAD') || (action === 'AWARD' && way === null);
    if (['CREATE', 'EDIT', 'SUBMIT'].includes(action)) wrote.add(who);
    if (['RECEIVE', 'APPRAISE'].includes(action) || signs) judged.add(who);
    if (action === 'APPRAISE') appraised.set(step, (appraised.get(step) ?? new Set()).add(who));
    if (signs && appraised.get(from)?.has(who)) problems.push('one appraised and signed');
    if (action === 'ENDORSE') endorsed.add(from);
    if (action === 'RETURN') for (let k = to === 'RETURNED' ? from : step; k <= from; k += 1) endorsed.delete(k);
    if (step > from && !(step === from + 1 && (action === 'FORWARD' || (action === 'SUBMIT' && from === 0)))) {
      problems.push(`${action} from step ${from} to ${step}`);
    }
    if (action === 'AWARD' && route.some(({ external }, index) => !external && !endorsed.has(index + 1))) {
      problems.push('awarded without the endorsement of every body');
    }
  }
  if ([...wrote].some((who) => judged.has(who))) problems.push('one proposed and judged');
  return problems;
}

/** A move of a walk: mostly one of those that the table would let somebody make, else anything. */
const arbitraryMove = fc.record({
  legal: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  onward: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  pick: fc.nat(1000),
  person: fc.nat(PEOPLE - 1),
  state: fc.constantFrom(...NOMINATION_STATES),
  step: fc.integer({ min: 0, max: 4 }),
});
type RandomMove = typeof arbitraryMove extends fc.Arbitrary<infer T> ? T : never;
/** Always one of the moves onward, each tried by one after the other: such a walk comes to its end. */
const STRAIGHT = Array.from({ length: 60 }, (_, turn): RandomMove => {
  return { legal: true, onward: true, pick: turn, person: turn % PEOPLE, state: 'DRAFT', step: 0 };
});
const UP: readonly string[] = ['CREATE', 'SUBMIT', 'RECEIVE', 'APPRAISE', 'ENDORSE', 'FORWARD', 'AWARD'];

describe('random walks of random people over the database', () => {
  let app: pg.Client;
  let people: string[];
  const routes = {} as Record<Road, PlannedPlace[]>;
  const nobody: Who = { accountId: '', may: () => true };

  beforeAll(async () => {
    app = new pg.Client(addressOf('so_vang_app'));
    await app.connect();
    for (const road of ROADS) routes[road] = await routeFor(road);
    const units = new Set([
      ...Object.values(routes).flatMap((route) => route.map(({ unitId: id }) => id)),
      await unitId('UBND-03390'),
    ]);
    const grants = [...units].flatMap((unit) => ROLE_CODES.map((role) => ({ role, unitId: unit })));
    people = [];
    for (let n = 0; n < PEOPLE; n += 1) people.push(await accountWith(`walker ${n}`, grants));
  });
  afterAll(() => app.end());

  async function next(id: string, move: RandomMove, route: PlannedPlace[]): Promise<Attempt> {
    const standing = await standingOf(app, id);
    const allowed = MOVES.flatMap((one) => {
      const ruling = decide(standing, one, nobody);
      return ruling.allowed ? [{ ...one, ...ruling }] : [];
    });
    const onward = allowed.filter(({ action }) => UP.includes(action));
    const from = move.onward && onward.length > 0 ? onward : allowed;
    const chosen = from[move.pick % Math.max(from.length, 1)];
    const accountId = people[move.person];
    if (move.legal && chosen) {
      const { action, way, to, step, actingUnitId } = chosen;
      const fresh = action === 'SUBMIT' && (standing.state === 'DRAFT' || standing.restart);
      return { nominationId: id, action, way, to, step, unitId: actingUnitId, accountId, ...(fresh && { route }) };
    }
    const { action, way } = MOVES[move.pick % MOVES.length]!;
    const unit = route[Math.min(move.step, route.length - 1)]!.unitId;
    return { nominationId: id, action, way, to: move.state, step: move.step, unitId: unit, accountId, route };
  }

  it('never award without every endorsement, nor let one person do what two must', async () => {
    let awarded = 0;
    let done = 0;
    const walk = async (road: Road, moves: RandomMove[]): Promise<void> => {
      await app.query('begin');
      try {
        const id = await newDossier(app, road);
        for (const move of moves) {
          const [result] = await attempt(app, [{ ...(await next(id, move, routes[road])), keep: true }]);
          if (!result?.done) continue;
          done += 1;
          if (['AWARDED', 'REJECTED', 'WITHDRAWN'].includes(result.state)) break;
        }
        const { rows } = await app.query<Event>(
          `select * from nomination_event where nomination_id = $1 order by version`,
          [id],
        );
        if (rows.at(-1)?.to_state === 'AWARDED') awarded += 1;
        expect(problemsOf(rows, routes[road])).toEqual([]);
      } finally {
        await app.query('rollback');
      }
    };
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...ROADS),
        fc.array(arbitraryMove, { minLength: 40, maxLength: 60, size: 'max' }),
        walk,
      ),
      { numRuns: 80, endOnFailure: true, examples: ROADS.map((road) => [road, STRAIGHT]) },
    );
    expect(awarded).toBeGreaterThan(0);
    expect(done).toBeGreaterThan(500);
  });

  it('would be seen: the problems are told from events that are none', () => {
    const event = (action: string, from: number, step: number, who: string, way: string | null = null): Event => ({
      ...{ action, from_step: from, step, to_state: 'X', way, account_id: who },
    });
    const route = routes.state;
    expect(problemsOf([event('SUBMIT', 0, 1, 'a'), event('RECEIVE', 1, 1, 'a')], route)).toEqual([
      'one proposed and judged',
    ]);
    expect(problemsOf([event('FORWARD', 1, 3, 'a')], route)).toEqual(['FORWARD from step 1 to 3']);
    expect(problemsOf([event('AWARD', 2, 2, 'a')], route)).toEqual(['awarded without the endorsement of every body']);
    expect(problemsOf([event('APPRAISE', 1, 1, 'a'), event('ENDORSE', 1, 1, 'a', 'HEAD')], route)).toEqual([
      'one appraised and signed',
    ]);
  });
});
