import type { ErrorCode } from '../../../src/core/errors.js';
import type { Permission, RoleCode } from '../../../src/core/permissions.js';
import { Client, type Answer } from '../../support/api.js';
import { operations, ROLES, roles, type Operation } from '../../support/declared-operations.js';
import { documentOf, fieldOf, variablesOf } from '../../support/graphql-documents.js';
import { lastAudit, recordedAfter } from '../../support/fingerprint.js';
import { OPERATION_SAMPLES, PLACES, type Places, type World } from '../../support/operation-samples.js';
import { person, type GivenGrant, type Person, type PersonOptions } from '../../support/people.js';
import { unitId } from '../../support/units.js';
import { useOwnServer } from '../../support/use-own-server.js';
import { changedSince, lastChange, watchTables } from '../../support/watched-tables.js';

// Every operation of the built service × everybody who may or may not call it. An operation added later is here by
// itself; test/support/operation-samples.ts needs a row for it, so that a call that succeeds can be told from one that does not.

type Other = Exclude<keyof Places, 'home'>;

/** Administration and reading reach the units below that of the grant; to act is possible at exactly that unit. */
const REACHES_BELOW = /^(unit|account|campaign)\.manage$|^rule\.|\.read$/;

/** Made when asked for: the server of this file is not there before. */
const nobody = (): Person => ({ accountId: '', username: '', password: '', client: new Client() });
let worlds = 0;
const units = new Map<string, string>();

// What it leaves (number books, rules) is nobody else's; and no job of the service changes something beside a call.
useOwnServer({ WORKER: 'false', DATABASE_POOL: '4', TRACE_SQL: '' });
watchTables();

beforeAll(async () => {
  const codes = [PLACES, ...Object.values(OPERATION_SAMPLES).map(({ places }) => places)].flatMap((places) =>
    Object.values((places ?? {}) as Record<string, string>),
  );
  for (const code of new Set(codes)) units.set(code, await unitId(code));
});

const placesOf = ({ name }: Operation): Places => OPERATION_SAMPLES[name]?.places ?? PLACES;
const homeOf = (operation: Operation): string => units.get(placesOf(operation).home)!;

interface Called {
  world: World;
  answer: Answer;
  /** The value of the operation's field. */
  value: Answer['data'];
  /** What changed in the database, table by table. */
  changed: string[];
  recorded: Awaited<ReturnType<typeof recordedAfter>>;
}

interface Sample {
  world: World;
  variables: Record<string, unknown>;
}

/** What refused callers were given: they leave it as it was (that is asserted), so that the next one can be given it too. */
const untouched = new Map<string, Sample>();

/** A sample of the operation, or anything that the schema takes where there is none. */
async function sampleOf(operation: Operation, caller: Person): Promise<Sample> {
  const uses = { caller: false };
  const world: World = {
    home: homeOf(operation),
    unique: `m${(worlds += 1)}.${process.pid}`,
    get caller() {
      uses.caller = true;
      return caller;
    },
  };
  const variables = await OPERATION_SAMPLES[operation.name]?.variables(world);
  const sample = { world, variables: variables ?? variablesOf(operation, 'x') };
  if (!uses.caller) untouched.set(operation.name, sample);
  return sample;
}

/** Calls the operation with a sample of its own. */
async function call(operation: Operation, caller: Person): Promise<Called> {
  const sample = await sampleOf(operation, caller);
  untouched.delete(operation.name);
  return callWith(operation, caller, sample);
}

/** The same for somebody who is to be refused: with what others were refused, where there is such. */
async function callInVain(operation: Operation, caller: Person): Promise<Called> {
  return callWith(operation, caller, untouched.get(operation.name) ?? (await sampleOf(operation, caller)));
}

async function callWith(operation: Operation, caller: Person, { world, variables }: Sample): Promise<Called> {
  const [before, last] = [await lastChange(), await lastAudit()];
  const answer = await caller.client.ask(documentOf(operation), variables);
  const changed = await changedSince(before);
  return { world, answer, value: answer.data?.[operation.name], changed, recorded: await recordedAfter(last) };
}

const entry = (operation: Operation, { accountId }: Person, outcome: string) => ({
  actor: accountId,
  action: operation.name,
  subject: `account:${accountId}`,
  outcome,
});

/** Refused with that code, in the place that is for it; nothing changed; nothing recorded but the refusal. */
function expectRefused(operation: Operation, caller: Person, called: Called, code: ErrorCode, known = true): void {
  const { answer, value, changed, recorded } = called;
  if (operation.type === 'Mutation') {
    expect(answer.errors).toBeUndefined();
    const { userErrors, ...objects } = value;
    expect(userErrors.map((error: { code: string }) => error.code)).toEqual([code]);
    expect(Object.values(objects).filter((object) => object !== null)).toEqual([]);
  } else {
    expect(answer.errors?.map(({ extensions }) => extensions.code)).toEqual([code]);
    expect(value ?? null).toBeNull();
  }
  expect(changed).toEqual([]);
  expect(recorded).toEqual(known ? [entry(operation, caller, code)] : []);
}

/** Done: an answer without errors; a mutation is recorded as done, a query changes nothing. */
function expectDone(operation: Operation, { answer, value, changed, recorded }: Called): void {
  expect(answer.errors).toBeUndefined();
  if (operation.type === 'Query') {
    // Who looks at what only few may see leaves a trace, nothing else.
    const acts = recorded.filter(({ action }) => action !== 'honouree.readSensitive');
    expect({ changed, acts }).toEqual({ changed: [], acts: [] });
    return;
  }
  const { userErrors, ...objects } = value;
  expect(userErrors).toEqual([]);
  expect(Object.values(objects)).not.toContain(null);
  if (OPERATION_SAMPLES[operation.name]?.writesNothing) {
    expect({ changed, recorded }).toEqual({ changed: [], recorded: [] });
    return;
  }
  expect(changed).not.toEqual([]);
  // Closing a session is recorded with each nomination that it moves.
  expect([...new Set(recorded.map(({ outcome }) => outcome))]).toEqual(['done']);
}

/** From a place where the permission does not reach it: refused, or let through to nothing. */
function callElsewhere(operation: Operation, caller: Person): Promise<Called> {
  const { elsewhere } = OPERATION_SAMPLES[operation.name]!;
  const isRefused = typeof elsewhere === 'string' && elsewhere !== 'the same';
  return isRefused ? callInVain(operation, caller) : call(operation, caller);
}

/** Asserts what a unit's sample says of a place where the permission does not reach it. */
function expectElsewhere(operation: Operation, caller: Person, called: Called): void {
  const elsewhere = OPERATION_SAMPLES[operation.name]!.elsewhere;
  if (typeof elsewhere === 'string' && elsewhere !== 'the same') {
    expectRefused(operation, caller, called, elsewhere);
    return;
  }
  expectDone(operation, called);
  if (elsewhere !== 'the same') expect(elsewhere.shows(called.value, called.world)).toBe(false);
}

function expectHere(operation: Operation, called: Called): void {
  const { elsewhere } = OPERATION_SAMPLES[operation.name]!;
  expectDone(operation, called);
  if (typeof elsewhere === 'object') expect(elsewhere.shows(called.value, called.world)).toBe(true);
}

/** How an account with that role at one of the operation's places is to be. */
function at(
  operation: Operation,
  role: RoleCode,
  place: keyof Places = 'home',
  when?: GivenGrant['when'],
): PersonOptions {
  const code = placesOf(operation)[place];
  if (!code) throw new Error(`${operation.name} has no unit ${place}`);
  return { grants: [{ role, unitId: units.get(code)!, when }] };
}
/** Whoever is refused for what they are is the same person for every operation: nothing that they were given is theirs. */
const refusedPeople = new Map<string, Promise<Person>>();
function refusedPerson(options: PersonOptions): Promise<Person> {
  const key = JSON.stringify(options);
  const known = refusedPeople.get(key) ?? person(options);
  refusedPeople.set(key, known);
  return known;
}
const rolesWith = (permission: Permission): RoleCode[] => ROLES.filter((role) => roles[role].includes(permission));
const sampled = (operation: Operation): boolean => operation.name in OPERATION_SAMPLES;

/** Everybody is let through to an operation for all; what is shown depends on the unit. */
function describeOpen(operation: Operation): void {
  it('is for an account without any role, which sees nothing of a unit', async () => {
    const caller = await person();
    expectElsewhere(operation, caller, await callElsewhere(operation, caller));
  });

  const blind = OPERATION_SAMPLES[operation.name]!.blind ?? [];
  it.each(ROLES.filter((role) => !blind.includes(role)))('is for %s at the unit', async (role) => {
    expectHere(operation, await call(operation, await person(at(operation, role))));
  });

  if (blind.length > 0) {
    it.each(blind)('shows nothing of the unit to %s', async (role) => {
      const caller = await person(at(operation, role));
      expectElsewhere(operation, caller, await callElsewhere(operation, caller));
    });
  }

  it('shows to a role above the unit what it shows there', async () => {
    expectHere(operation, await call(operation, await person(at(operation, 'AUDITOR', 'above'))));
  });

  it.each<Other>(['beside', 'below'])('shows nothing of the unit to a role %s it', async (place) => {
    const caller = await person(at(operation, 'AUDITOR', place));
    expectElsewhere(operation, caller, await callElsewhere(operation, caller));
  });
}

/** One of the permissions is enough; those of one operation reach equally far. */
function describePermission(operation: Operation, permissions: readonly Permission[]): void {
  const right = ROLES.filter((role) => permissions.some((permission) => rolesWith(permission).includes(role)));
  const reachesBelow = permissions.every((permission) => REACHES_BELOW.test(permission));
  const places = placesOf(operation);
  const wrong: Other[] = reachesBelow ? ['beside', 'below'] : ['beside', 'below', 'above'];
  const wrongPlaces = wrong.filter((place) => places[place]);

  const refused = (whom: string, options: () => PersonOptions): void =>
    it(`refuses ${whom}: FORBIDDEN`, async () => {
      const caller = await refusedPerson(options());
      expectRefused(operation, caller, await callInVain(operation, caller), 'FORBIDDEN');
    });
  refused('an account without any role', () => ({}));
  for (const role of ROLES.filter((candidate) => !right.includes(candidate))) {
    refused(`${role} at the unit`, () => at(operation, role));
  }
  for (const role of right) {
    for (const when of ['ended', 'to come', 'revoked'] as const)
      refused(`${role} ${when}`, () => at(operation, role, 'home', when));
  }
  if (!sampled(operation)) return;

  for (const role of right) {
    it(`lets ${role} at the unit do it`, async () => {
      expectHere(operation, await call(operation, await person(at(operation, role))));
    });
    for (const place of wrongPlaces) {
      it(`gives ${role} ${place} the unit: ${JSON.stringify(OPERATION_SAMPLES[operation.name]!.elsewhere)}`, async () => {
        const caller = await person(at(operation, role, place));
        expectElsewhere(operation, caller, await callElsewhere(operation, caller));
      });
    }
    if (reachesBelow && places.above) {
      it(`lets ${role} above the unit do it`, async () => {
        expectHere(operation, await call(operation, await person(at(operation, role, 'above'))));
      });
    }
  }
}

/** Who is not signed in, or not any more. */
function describeStrangers(operation: Operation, role: RoleCode): void {
  const strangers: [string, () => Promise<Person>][] = [
    ['a stranger', () => Promise.resolve(nobody())],
    ['somebody whose session is over', () => refusedPerson({ ...at(operation, role), sessionExpired: true })],
    ['an account that was disabled', () => refusedPerson({ ...at(operation, role), disabled: true })],
  ];
  it.each(strangers)('refuses %s: UNAUTHENTICATED, and records nothing', async (_, make) => {
    const caller = await make();
    expectRefused(operation, caller, await callInVain(operation, caller), 'UNAUTHENTICATED', false);
  });
}

describe('the samples', () => {
  it('are there for every operation of the schema', () => {
    const missing = operations.filter((operation) => !sampled(operation)).map(({ type, name }) => `${type}.${name}`);
    if (missing.length === 0) return;
    throw new Error(`Give ${missing.join(', ')} a row in OPERATION_SAMPLES of test/support/operation-samples.ts.`);
  });

  it('are there for nothing else', () => {
    const names = operations.map(({ name }) => name);
    expect(Object.keys(OPERATION_SAMPLES).filter((name) => !names.includes(name))).toEqual([]);
    expect(operations.length).toBeGreaterThan(10);
  });
});

describe.each(operations.map((operation) => [`${operation.type}.${operation.name}`, operation] as const))(
  '%s',
  (_, operation) => {
    const { allow } = operation;
    const role = allow.kind === 'permission' ? rolesWith(allow.permissions[0]!)[0]! : 'UNIT_OFFICER';

    if (allow.kind === 'public') {
      if (sampled(operation)) {
        it('is for strangers', async () => expectDone(operation, await call(operation, nobody())));
      }
    } else {
      describeStrangers(operation, role);
    }

    if (allow.kind === 'permission') describePermission(operation, allow.permissions);
    else if (sampled(operation)) describeOpen(operation);

    const oneTime = (): Promise<Person> => person({ ...at(operation, role), mustChangePassword: true });
    if (allow.kind === 'public' || (allow.kind === 'signedIn' && allow.evenBeforePasswordChange)) {
      if (sampled(operation)) {
        it('is for an account with a one-time password', async () => {
          expectDone(operation, await call(operation, await oneTime()));
        });
      }
    } else {
      it('refuses an account with a one-time password: FORBIDDEN', async () => {
        const caller = await oneTime();
        expectRefused(operation, caller, await callInVain(operation, caller), 'FORBIDDEN');
      });
    }

    if (operation.type === 'Mutation' && fieldOf(operation).args.some(({ name }) => name === 'input')) {
      it('answers an empty form with INVALID_INPUT, and records nothing', async () => {
        const caller = await person(at(operation, role));
        const { answer, value, changed, recorded } = await callWith(operation, caller, {
          world: { home: '', unique: '', caller },
          variables: variablesOf(operation, ''),
        });
        expect(answer.errors).toBeUndefined();
        const codes = value.userErrors.map((error: { code: string }) => error.code) as string[];
        expect([...new Set(codes)]).toEqual(['INVALID_INPUT']);
        expect({ changed, recorded }).toEqual({ changed: [], recorded: [] });
      });
    }
  },
);
