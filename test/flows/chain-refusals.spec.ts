import pg from 'pg';
import { ROLE_CODES, rolesWith, type RoleCode } from '../../src/core/permissions.js';
import { decide, type Move, type Who } from '../../src/nominations/domain/workflow.js';
import { standingOf } from '../support/chain-by-sql.js';
import { addressOf } from '../support/database.js';
import { dossier, type DossierOptions } from '../support/dossiers.js';
import { fingerprint, lastAudit, recordedAfter } from '../support/fingerprint.js';
import { TODAY } from '../support/models.js';
import { CHAIN } from '../support/nominations.js';
import { nextNumber } from '../support/numbers.js';
import { person, type Person } from '../support/people.js';
import { unitId } from '../support/units.js';

// The same illegal moves through the API: refused with the code that the table says, nothing changed, the refusal recorded.

interface Act {
  mutation: keyof typeof CHAIN;
  operation: string;
  move: Move;
  needs: Parameters<typeof rolesWith>[0][];
  input: (id: string) => Record<string, unknown>;
}

const one =
  (more: Record<string, unknown> = {}) =>
  (id: string) => ({ id, reason: 'Lý do', ...more });
const many = (more: Record<string, unknown>) => (id: string) => ({ nominationIds: [id], ...more });
const act = (
  mutation: Act['mutation'],
  operation: string,
  move: Move,
  input: Act['input'],
  ...needs: Act['needs']
): Act => ({ mutation, operation, move, input, needs });

const ACTS: Act[] = [
  act('edit', 'editNomination', { action: 'EDIT' }, (id) => ({ id, achievements: 'khác' }), 'nomination.propose'),
  act(
    'submit',
    'submitNominations',
    { action: 'SUBMIT' },
    many({ proposalDate: TODAY, signer: 'Ký' }),
    'nomination.propose',
  ),
  act('receive', 'receiveNomination', { action: 'RECEIVE' }, one(), 'nomination.appraise'),
  act(
    'return',
    'returnNomination',
    { action: 'RETURN' },
    one({ kind: 'CONTENT' }),
    'nomination.appraise',
    'nomination.sign',
  ),
  act(
    'return',
    'returnNomination',
    { action: 'RETURN', toStep: 1 },
    one({ kind: 'AGAIN', toStep: 1 }),
    'nomination.appraise',
    'nomination.sign',
  ),
  act(
    'return',
    'returnNomination',
    { action: 'RETURN', toStep: 2 },
    one({ kind: 'AGAIN', toStep: 2 }),
    'nomination.appraise',
    'nomination.sign',
  ),
  act(
    'appraise',
    'appraiseNomination',
    { action: 'APPRAISE' },
    (id) => ({ id, opinion: 'Chưa', favourable: true }),
    'nomination.appraise',
  ),
  act(
    'endorse',
    'endorseNominations',
    { action: 'ENDORSE', way: 'HEAD' },
    many({ minutesNumber: '1', minutesDate: TODAY, simplifiedGround: 'Điều 85' }),
    'nomination.sign',
  ),
  act('decline', 'declineNomination', { action: 'REJECT', way: 'HEAD' }, one(), 'nomination.sign'),
  act(
    'forward',
    'forwardNominations',
    { action: 'FORWARD' },
    (id) => ({ ...many({ proposalDate: TODAY, signer: 'Ký' })(id), proposalSymbol: `${nextNumber()}/TTr-UBND` }),
    'nomination.forward',
  ),
  act('withdraw', 'withdrawNomination', { action: 'WITHDRAW' }, one(), 'nomination.propose'),
  act(
    'suspend',
    'suspendNomination',
    { action: 'SUSPEND' },
    (id) => ({ id, ground: 'Đơn', date: TODAY }),
    'nomination.appraise',
  ),
  act('resume', 'resumeNomination', { action: 'RESUME' }, one(), 'nomination.appraise'),
];

const PLACES: Omit<DossierOptions, 'proposerId'>[] = [
  ...(['DRAFT', 'SUBMITTED', 'RECEIVED', 'APPRAISED', 'ENDORSED', 'RETURNED', 'REJECTED', 'WITHDRAWN'] as const).map(
    (state) => ({ state }),
  ),
  { state: 'RECEIVED', suspended: true },
  { state: 'SUBMITTED', step: 2 },
  { state: 'APPRAISED', step: 2 },
  { state: 'ENDORSED', step: 2 },
  { state: 'RETURNED', step: 2 },
];

interface Caller extends Person {
  name: string;
  unit: string;
  roles: readonly RoleCode[];
}

/** What stands in a request at the path of a refusal. */
function namedBy(request: unknown, path: readonly string[] | null | undefined): unknown {
  return path?.reduce((value, key) => (value as Record<string, unknown> | undefined)?.[key], request);
}

describe('through the API', () => {
  let app: pg.Client;
  let callers: Caller[];
  let home: string;
  let province: string;

  beforeAll(async () => {
    app = new pg.Client(addressOf('so_vang_app'));
    await app.connect();
    home = await unitId('UBND-03390');
    province = await unitId('UBND-12');
    const wanted: [string, string, readonly RoleCode[]][] = [
      ...(['UNIT_OFFICER', 'REVIEWER', 'COUNCIL_SECRETARY', 'AUTHORITY'] as const).map(
        (role): [string, string, readonly RoleCode[]] => [role, home, [role]],
      ),
      ['everything at the commune', home, ROLE_CODES],
      ['everything at the province', province, ROLE_CODES],
      ['everything at another commune', await unitId('UBND-03388'), ROLE_CODES],
    ];
    callers = [];
    for (const [name, unit, roles] of wanted) {
      const grants = roles.map((role) => ({ role, unitId: unit }));
      callers.push({ ...(await person({ grants })), name, unit, roles });
    }
  });
  afterAll(() => app.end());

  it.each(PLACES.map((place) => [Object.values(place).join(' '), place] as const))(
    'refuses what the table does in %s',
    async (_, place) => {
      const id = await dossier({ proposerId: home, ...place });
      const standing = await standingOf(app, id);
      const before = await fingerprint();
      const wrong: string[] = [];
      let tried = 0;
      for (const caller of callers) {
        const who: Who = {
          accountId: caller.accountId,
          may: (permission, unit) =>
            unit === caller.unit && rolesWith(permission).some((role) => caller.roles.includes(role)),
        };
        const reads = caller.unit === home || (caller.unit === province && place.state !== 'DRAFT');
        for (const { mutation, operation, move, needs, input } of ACTS) {
          const called = needs.some((permission) => rolesWith(permission).some((role) => caller.roles.includes(role)));
          const ruling = decide(standing, move, who);
          if (called && reads && ruling.allowed) continue;
          const code = called && !reads ? 'NOT_FOUND' : called && !ruling.allowed ? ruling.code : 'FORBIDDEN';
          const last = await lastAudit();
          const sent = input(id);
          const answer = await caller.client.get(CHAIN[mutation], { input: sent });
          const got = answer.userErrors.map((error: { code: string }) => error.code).join();
          const kept = (await recordedAfter(last)).map(({ action, outcome }) => `${action} ${outcome}`).join();
          tried += 1;
          // What called for the act is told by the path of the input that named the dossier, in a list of one too; or
          // that named the step, where that is what is wrong.
          const culprit = reads && !ruling.allowed && ruling.key === 'nomination.wrongStep' ? (move.toStep ?? id) : id;
          const named = called ? namedBy({ input: sent }, answer.userErrors[0]?.field) : id;
          if (named !== (called ? culprit : id))
            wrong.push(`${caller.name}: ${mutation}: ${answer.userErrors[0]?.field}`);
          if (got !== code || kept !== `${operation} ${code}`) {
            wrong.push(`${caller.name}: ${mutation} ${move.toStep ?? ''}: ${got}, not ${code}; recorded ${kept}`);
          }
        }
      }
      expect(wrong).toEqual([]);
      expect(tried).toBeGreaterThan(60);
      expect(await fingerprint()).toEqual(before);
    },
  );
});
