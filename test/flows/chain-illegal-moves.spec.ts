import pg from 'pg';
import { ROLE_CODES, rolesWith, type RoleCode } from '../../src/core/permissions.js';
import {
  decide,
  NOMINATION_STATES,
  type Move,
  type Standing,
  type Who,
} from '../../src/nominations/domain/workflow.js';
import {
  accountWith,
  act,
  attempt,
  MOVES,
  newDossier,
  ROADS,
  routeFor,
  standingOf,
  type Attempt,
  type PlannedPlace,
  type Result,
  type Road,
} from '../support/chain-by-sql.js';
import { addressOf } from '../support/database.js';
import { unitId } from '../support/units.js';

// Whatever the table does not allow, the database does not do: every state at every step of three kinds of road, every
// action, every target, everybody. What is asked is made from the table; what comes of it is compared with decide().

interface Somebody extends Who {
  name: string;
  grants: { role: RoleCode; unitId: string }[];
}

const holder = (accountId: string, name: string, grants: Somebody['grants']): Somebody => ({
  accountId,
  name,
  grants,
  may: (permission, at) => grants.some(({ role, unitId: own }) => own === at && rolesWith(permission).includes(role)),
});

async function somebody(name: string, grants: Somebody['grants']): Promise<Somebody> {
  return holder(await accountWith(name, grants), name, grants);
}

class Walker {
  readonly found: string[] = [];
  tried = 0;
  allowed = 0;

  private constructor(
    readonly app: pg.Client,
    readonly road: Road,
    readonly id: string,
    readonly route: PlannedPlace[],
    readonly units: string[],
    /** Proposes, appraises and signs at each step: everybody else has done nothing before. */
    readonly cast: Record<'proposer' | 'appraiser' | 'signer' | 'anybody', Somebody>,
    readonly narrow: Somebody[],
  ) {}

  static async on(app: pg.Client, road: Road): Promise<Walker> {
    const route = await routeFor(road);
    const proposer = await unitId(ROADS[road].proposer);
    const units = [...new Set([proposer, ...route.map(({ unitId: id }) => id), await unitId('UBND-03388')])];
    const all = units.flatMap((at) => ROLE_CODES.map((role) => ({ role, unitId: at })));
    const cast = {
      proposer: await somebody(`${road} proposer`, all),
      appraiser: await somebody(`${road} appraiser`, all),
      signer: await somebody(`${road} signer`, all),
      anybody: await somebody(`${road} anybody`, all),
    };
    const narrow: Somebody[] = [];
    for (const grant of all) narrow.push(await somebody(`${grant.role} ${grant.unitId}`, [grant]));
    return new Walker(app, road, await newDossier(app, road), route, units, cast, narrow);
  }

  /** What the table says of a move, as an insert that claims it. */
  private legal(standing: Standing, move: Move, who: Somebody): { attempt: Attempt; wanted: string } | null {
    const ruling = decide(standing, move, who);
    if (!ruling.allowed) return null;
    const { to, step, actingUnitId } = ruling;
    const route = move.action === 'SUBMIT' && step === 1 && (standing.state === 'DRAFT' || standing.restart);
    return {
      attempt: this.insert(move, who, { to, step, unitId: actingUnitId, ...(route && { route: this.route }) }),
      wanted: `${to} ${step}`,
    };
  }

  private insert(move: Move, who: Somebody, more: Partial<Attempt>): Attempt {
    const { action, way } = move;
    return { nominationId: this.id, action, ...(way && { way }), accountId: who.accountId, ...more };
  }

  /** Goes on, by who may. */
  async go(move: Move, who: keyof Walker['cast'], data?: object): Promise<void> {
    const found = this.legal(await standingOf(this.app, this.id), move, this.cast[who]);
    if (!found) throw new Error(`${this.road}: ${JSON.stringify(move)} is not legal here`);
    await act(this.app, { ...found.attempt, data });
  }

  /** Does it, looks at everything that could be tried then, and takes it back. */
  async aside(moves: [Move, keyof Walker['cast'], object?][]): Promise<void> {
    await this.app.query('savepoint aside');
    for (const [move, who, data] of moves) await this.go(move, who, data);
    await this.tryAll();
    await this.app.query('rollback to aside');
  }

  /** Tries everything here: every target by who may do all, then every legal target by everybody. */
  async tryAll(): Promise<void> {
    const standing = await standingOf(this.app, this.id);
    const all: { attempt: Attempt; wanted: string | null; by: string }[] = [];
    const { anybody } = this.cast;
    for (const { action, way } of MOVES.filter(({ toStep }) => !toStep)) {
      // The targets that the table gives a move with that action and way; RETURN has one for each step.
      const legal = MOVES.filter((move) => move.action === action && move.way === way).flatMap(
        (move) => this.legal(standing, move, anybody) ?? [],
      );
      for (const state of NOMINATION_STATES) {
        for (let step = 0; step <= this.route.length + 1; step += 1) {
          const found = legal.find(({ wanted }) => wanted === `${state} ${step}`);
          const given =
            found?.attempt ??
            this.insert({ action, way }, anybody, { unitId: this.somewhere(standing), route: this.route });
          all.push({ attempt: { ...given, to: state, step }, wanted: found?.wanted ?? null, by: 'anybody' });
          if (action !== 'CONVERT') continue;
          const byJob = { accountId: undefined, byJob: 'nobody.told' };
          all.push({ attempt: { ...given, ...byJob, to: state, step }, wanted: null, by: 'a job' });
        }
      }
    }
    for (const move of MOVES) {
      const best = this.legal(standing, move, anybody);
      if (!best) continue;
      for (const who of [...this.narrow, ...Object.values(this.cast)]) {
        const own = who.grants[0]!.unitId;
        for (const unit of this.narrow.includes(who) ? new Set([own, best.attempt.unitId!]) : this.units) {
          const grants = who.grants.filter(({ unitId: held }) => held === unit);
          const found = this.legal(standing, move, holder(who.accountId, who.name, grants));
          const wanted = found?.attempt.unitId === unit ? found.wanted : null;
          const { attempt: tried } = best;
          all.push({
            attempt: { ...tried, unitId: unit, accountId: who.accountId },
            wanted,
            by: `${who.name} @ ${unit}`,
          });
        }
      }
    }
    const results = await attempt(
      this.app,
      all.map((one) => one.attempt),
    );
    results.forEach((result, index) => this.judge(standing, all[index]!, result));
  }

  private somewhere({ step, proposedById }: Standing): string {
    return this.route[step - 1]?.unitId ?? proposedById;
  }

  private judge(
    standing: Standing & { version?: number },
    { attempt: tried, wanted, by }: { attempt: Attempt; wanted: string | null; by: string },
    result: Result,
  ): void {
    this.tried += 1;
    if (wanted !== null) this.allowed += 1;
    const got = result.done ? `${result.state} ${result.step}` : null;
    if (got === wanted && (!result.done || result.version === (standing.version ?? 0) + 1)) return;
    const { state, step, suspended } = standing;
    const what = `${this.road} ${state ?? '–'} ${step}${suspended ? ' suspended' : ''}: ${tried.action} ${tried.way ?? ''} → ${tried.to} ${tried.step} by ${by}`;
    this.found.push(`${what}: table ${wanted ?? 'refuses'}, database ${got ?? JSON.stringify(result)}`);
  }

  /** From the first event to the last, aside into what turns back, stops and ends at each place. */
  async whole(): Promise<void> {
    await this.go({ action: 'CREATE' }, 'proposer');
    await this.tryAll();
    await this.go({ action: 'SUBMIT' }, 'proposer');
    for (const [index, { external, council }] of this.route.entries()) {
      const suspended: [Move, keyof Walker['cast']] = [{ action: 'SUSPEND' }, 'anybody'];
      const here = async (): Promise<void> => {
        await this.tryAll();
        await this.aside([suspended]);
      };
      await here();
      if (external) continue;
      await this.go({ action: 'RECEIVE' }, 'anybody');
      await here();
      const returned: [Move, keyof Walker['cast'], object] = [
        { action: 'RETURN', toStep: 0 },
        'anybody',
        { answerBy: '2026-01-05' },
      ];
      await this.aside([returned]);
      await this.aside([returned, suspended]);
      await this.go({ action: 'APPRAISE' }, 'appraiser');
      await here();
      await this.go({ action: 'ENDORSE', way: council === 'REQUIRED' ? 'COUNCIL' : 'HEAD' }, 'signer');
      await here();
      if (index === this.route.length - 1) continue;
      await this.go({ action: 'FORWARD' }, 'anybody');
    }
    const outside = this.route.at(-1)!.external;
    await this.aside([[{ action: 'AWARD', ...(outside && { way: 'OUTSIDE' as const }) }, 'anybody']]);
    await this.aside([[{ action: 'WITHDRAW' }, 'proposer']]);
    await this.aside([[{ action: 'REJECT', way: outside ? 'OUTSIDE' : 'HEAD' }, 'anybody']]);
  }
}

describe('by SQL as the application', () => {
  let app: pg.Client;
  beforeAll(async () => {
    app = new pg.Client(addressOf('so_vang_app'));
    await app.connect();
  });
  afterAll(() => app.end());

  it.each<Road>(['party', 'state', 'pm'])(
    'what the table refuses is refused, and the rest possible, on the %s road',
    async (road) => {
      const walker = await Walker.on(app, road);
      await app.query('begin');
      try {
        await walker.whole();
      } finally {
        await app.query('rollback');
      }
      expect(walker.found.slice(0, 20)).toEqual([]);
      expect(walker.allowed).toBeGreaterThan(300);
      expect(walker.tried).toBeGreaterThan(10 * walker.allowed);
    },
  );
});
