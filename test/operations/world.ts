import { closingPlan, planHash, waitingPlan } from '../support/reorganisations.js';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RoleCode } from '../../src/core/permissions.js';
import type { Client } from '../support/api.js';
import { send } from '../support/documents.js';
import { rows } from '../support/database.js';
import { dossier, objection, opinion, posting, type DossierOptions } from '../support/dossiers.js';
import { pdf } from '../support/files.js';
import { person, type Person } from '../support/people.js';
import { keyRequest } from '../support/log-keys.js';
import { query } from '../support/shared-connection.js';
import { halfYearOf } from '../../src/emulation-models/domain/report-period.js';
import { collective, LONG_AGO, makeModel, TODAY } from '../support/models.js';
import { COUNCIL, opened, tally, waiting } from '../support/councils.js';
import { failedJob, proposedRule, receivedUnderOldLaw } from '../support/operation-samples.js';
import { makeUnits, unitId, type NewUnit } from '../support/units.js';
import { makeDeciders, makeDecisions, type Decider, type GivenDecisions } from './decision-world.js';

/** What an operation's recording asks to be there before it. */
export interface Given extends GivenDecisions {
  /** Honourees to be made by the officer: so many, or these. */
  honourees?: number | Record<string, unknown>[];
  /** Accounts without a role, looked after by the commune. */
  accounts?: number;
  /** Plans for later days that dissolve the officer's commune: {reorganisation1} … */
  reorganisations?: number;
  /** The hash of the preview of a plan that dissolves the school on 2026-01-01, as {planHash}. */
  plan?: boolean;
  /** Rules for the commune alone that another administrator of the province has proposed: {proposedRule1} … */
  proposedRules?: number;
  /** A rule for all that ends in twenty days, and that no other follows. */
  endingRule?: boolean;
  /** Campaigns launched by the province. */
  campaigns?: number;
  /** Schools below the commune, beside the one that is always there. */
  schools?: number;
  /** A Party committee below the commune, as {party}. */
  party?: boolean;
  /** Models of the officer's commune that run since long, registered with the province; {model1}, {modelOwner1}, {modelGoal1} … */
  models?: number;
  /** Nominations of the officer's commune in that state: {nomination1}, {nominee1}, {proposal1}, {missingItem1}, {objection1} … */
  nominations?: NominationsGiven;
  /** A model that the officer has drafted, as {modelDraft}. */
  modelDraft?: boolean;
  /** So many nominations of the commune that wait for its council, of which the officer is secretary and member: {waiting1} … */
  waiting?: number;
  /** A session over them that the officer has opened, as {session}; with the tallies where it votes by secret ballot. */
  session?: 'PAPER' | 'OPEN' | 'COUNTED';
  /** Open sessions of the commune's council, each over a nomination of its own. */
  sessions?: number;
  /** A document received for the commune, as {document}. */
  document?: boolean;
  /** Background jobs after their last attempt. */
  failedJobs?: number;
  /** Somebody has asked for a new key of the award log: {keyRequest}. */
  keyAsked?: boolean;
  /** Waits until the audit is chained. */
  chained?: boolean;
}

/** So many nominations, alike. */
interface NominationsGiven {
  count: number;
  state: DossierOptions['state'];
  award?: string;
  suspended?: boolean;
  missingItems?: string[];
  /** Posted at their step: over, or open with an objection. */
  posted?: 'over' | 'open';
  /** One tờ trình lists them all. */
  together?: boolean;
  /** The body has asked the other one, the commune or the province, for its opinion: {opinion1} … */
  asked?: boolean;
  /** The province proposes, not the commune. */
  byProvince?: boolean;
  /** First received before the law changed, by the body that decides on the day after. */
  oldLaw?: boolean;
}

/** A small province of an operation's own: its units and people, and the values that its variables may name. */
export interface OperationWorld {
  people: Record<
    | 'officer'
    | 'reviewer'
    | 'communeSecretary'
    | 'authority'
    | 'provinceReviewer'
    | 'administrator'
    | 'auditor'
    | 'newcomer'
    | 'foreigner'
    | Decider,
    Person
  >;
  /** By name, as {name} in the variables. */
  values: Record<string, string>;
}

const CREATE = `mutation ($input: CreateHonoureeInput!) {
  createHonouree(input: $input) { honouree { id } userErrors { message } }
}`;

async function area(code: string): Promise<string> {
  const [row] = await query<{ id: string }>(
    `select area_id as id from area_version where code = $1 and valid @> date '2026-01-01'`,
    [code],
  );
  return row!.id;
}

async function makeHonourees(officer: Client, given: Given, values: Record<string, string>): Promise<void> {
  const wanted = given.honourees ?? 0;
  const inputs =
    typeof wanted === 'number'
      ? Array.from({ length: wanted }, (_, index) => ({
          kind: 'INDIVIDUAL',
          displayName: `Người Thứ ${index + 1}`,
          birthYear: 1950 + index,
          unitId: values['school'],
          areaId: values['communeArea'],
        }))
      : wanted.map((input) => fill(input, values));
  for (const [index, input] of inputs.entries()) {
    const { honouree, userErrors } = await officer.get(CREATE, { input });
    if (userErrors.length > 0) throw new Error(JSON.stringify(userErrors));
    values[`honouree${index + 1}`] = honouree.id as string;
  }
}

/** Puts the values in where a text is {name}. */
export function fill<T>(template: T, values: Readonly<Record<string, string>>): T {
  return JSON.parse(JSON.stringify(template), (_, value: unknown) => {
    const name = typeof value === 'string' ? /^\{(\w+)\}$/.exec(value)?.[1] : undefined;
    if (!name) return value;
    if (!(name in values)) throw new Error(`no value {${name}}; there are ${Object.keys(values).join(', ')}`);
    return values[name];
  }) as T;
}

/** The units of a world by the names of its values; the sở and the Party committee beside it are bodies. */
async function makePlaces(name: string, given: Given): Promise<Record<string, string>> {
  const code = `OP.${name.toUpperCase()}`;
  const areas = { provinceArea: await area('12'), communeArea: await area('03390') };
  const [atProvince, atCommune] = [{ areaId: areas.provinceArea }, { areaId: areas.communeArea }];
  const underCommune = { ...atCommune, superiorCode: `${code}.XA` };
  const schools = Array.from({ length: given.schools ?? 0 }, (_, n): [null, NewUnit] => [
    null,
    { code: `${code}.TRUONG-${n + 1}`, ...underCommune },
  ]);
  const units: [string | null, NewUnit][] = [
    ['province', { code, name: 'Tỉnh Mẫu', tier: 'PROVINCE', ...atProvince }],
    ['commune', { code: `${code}.XA`, name: 'Xã Mẫu', tier: 'COMMUNE', superiorCode: code, ...atCommune }],
    ['school', { code: `${code}.TRUONG`, name: 'Trường Mẫu', ...underCommune }],
    ...schools,
    // With it the commune may register models.
    [
      'provinceBody',
      { code: `${code}.TU`, name: 'Tỉnh ủy Mẫu', tier: 'PROVINCE', line: 'PARTY', isBody: true, ...atProvince },
    ],
    ['so', { code: `${code}.SO`, name: 'Sở Mẫu', tier: 'DISTRICT', superiorCode: code, isBody: true, ...atProvince }],
  ];
  if (given.party) {
    units.push(['party', { code: `${code}.DU`, name: 'Đảng ủy Mẫu', line: 'PARTY', superiorCode: `${code}.XA` }]);
  }
  const ids = await makeUnits(units.map(([, unit]) => unit));
  const named = units.flatMap(([value, _], index) => (value ? [[value, ids[index]!]] : []));
  return { ...areas, code, ...(Object.fromEntries(named) as Record<string, string>) };
}

async function makePeople(
  name: string,
  given: Given,
  values: Record<string, string>,
): Promise<OperationWorld['people']> {
  const province = values['province']!;
  const commune = values['commune']!;
  const officer = await person({
    username: `op.${name}.officer`,
    managedBy: commune,
    grants: [{ role: 'UNIT_OFFICER', unitId: commune }],
  });
  // Who works on nominations is there where there are some: the list of accounts shows everybody.
  const worker = (role: RoleCode, unitId: string): Promise<Person> =>
    given.nominations
      ? person({
          username: `op.${name}.${role.slice(0, 2).toLowerCase()}${unitId === commune ? 1 : 2}`,
          grants: [{ role, unitId }],
        })
      : Promise.resolve(officer);
  return {
    officer,
    reviewer: await worker('REVIEWER', commune),
    communeSecretary: await worker('COUNCIL_SECRETARY', commune),
    authority: await worker('AUTHORITY', commune),
    provinceReviewer: await worker('REVIEWER', province),
    administrator: await person({
      username: `op.${name}.admin`,
      managedBy: province,
      grants: [{ role: 'ADMINISTRATOR', unitId: province }],
    }),
    auditor: await person({
      username: `op.${name}.auditor`,
      managedBy: province,
      // Above it are those who see also what belongs to no unit, of all.
      grants: [{ role: 'AUDITOR', unitId: commune }],
    }),
    newcomer: await person({ username: `op.${name}.newcomer`, managedBy: commune, mustChangePassword: true }),
    foreigner: await person({
      username: `op.${name}.foreigner`,
      grants: [{ role: 'UNIT_OFFICER', unitId: await unitId('UBND-03390') }],
    }),
    ...(await makeDeciders(name, values)),
  };
}

async function makeModels(officer: Person, given: Given, values: Record<string, string>): Promise<void> {
  const half = halfYearOf(LONG_AGO);
  Object.assign(values, { halfYearFrom: half.from, halfYearTo: half.to });
  const [ownerUnitId, registeredWithId] = [values['commune']!, values['province']!];
  for (let n = 1; n <= (given.models ?? 0); n += 1) {
    const name = `Mô hình Thứ ${n}`;
    const model = await makeModel({ ownerUnitId, registeredWithId, name, startsOn: LONG_AGO });
    Object.assign(values, {
      [`model${n}`]: model.id,
      [`modelOwner${n}`]: model.ownerId,
      [`modelGoal${n}`]: model.goalId,
    });
  }
  if (!given.modelDraft) return;
  const input = {
    name: 'Hũ gạo tình thương',
    ownerId: await collective(ownerUnitId, 'Mẫu'),
    ownerUnitId,
    registeredWithId,
    field: 'xã hội',
    content: 'Mỗi hộ một hũ gạo.',
    goals: [],
    periodFrom: '2026-01-01',
  };
  const made = await officer.client.get(
    `mutation ($input: RegisterEmulationModelInput!) { draftModel(input: $input) { emulationModel { id } } }`,
    { input },
  );
  values['modelDraft'] = made.emulationModel.id as string;
}

async function makeSession(officer: Person, given: Given, values: Record<string, string>): Promise<void> {
  const commune = values['commune']!;
  await query(`update unit set is_body = true where id = $1`, [commune]);
  for (const role of ['COUNCIL_SECRETARY', 'COUNCIL_MEMBER']) {
    await query(
      `insert into role_grant (account_id, role, unit_id, valid) values ($1, $2, $3, daterange('2025-07-01', null))`,
      [officer.accountId, role, commune],
    );
  }
  const ids: string[] = [];
  for (let n = 1; n <= (given.waiting ?? 0); n += 1) {
    ids.push((values[`waiting${n}`] = await waiting({ unitId: commune, displayName: `Người Thứ ${n}` })));
  }
  values['today'] = TODAY;
  if (!given.session) return;
  const mode = given.session === 'OPEN' ? 'OPEN' : 'PAPER';
  const sessionId = (values['session'] = await opened(officer.client, commune, ids, { mode }));
  if (given.session !== 'COUNTED') return;
  const items = ids.map((id, index) => tally(id, index === 0 ? 5 : 3));
  await officer.client.get(COUNCIL.record, { input: { sessionId, items } });
}

async function makeSessions(officer: Person, given: Given, values: Record<string, string>): Promise<void> {
  if (given.waiting) await makeSession(officer, given, values);
  for (let n = 1; n <= (given.sessions ?? 0); n += 1) {
    if (n === 1) await makeSession(officer, {}, values);
    await opened(officer.client, values['commune']!, [
      await waiting({ unitId: values['commune']!, displayName: `Người Thứ ${n}` }),
    ]);
  }
}
// Two bodies of one area would leave the routes of other tests in doubt.
const madeBodies: string[] = [];
afterAll(() => rows(`update unit set is_body = false where id = any ($1::uuid[])`, [madeBodies]));

async function makeNominations(given: Given, values: Record<string, string>): Promise<void> {
  if (!given.nominations) return;
  const { count, posted, asked, together, byProvince, oldLaw, ...options } = given.nominations;
  const bodies = [values['commune']!, values['province']!];
  await query(`update unit set is_body = true where id = any ($1::uuid[])`, [bodies]);
  madeBodies.push(...bodies);
  const proposerId = (byProvince ? values['province'] : values['commune'])!;
  const ids: string[] = [];
  for (let n = 1; n <= count; n += 1) {
    const id = await dossier({ ...options, proposerId, name: `Người Thứ ${n}` });
    ids.push(id);
    values[`nomination${n}`] = id;
    if (oldLaw) await receivedUnderOldLaw(id);
    if (posted) {
      const postingId = await posting(id, posted === 'over');
      if (posted === 'open') values[`objection${n}`] = await objection(postingId);
    }
    if (asked) values[`opinion${n}`] = await opinion(id, (byProvince ? values['commune'] : values['province'])!);
    const [row] = await query<Record<string, string | null>>(
      `select n.honouree_id::text as "nominee", (select l.proposal_id::text from proposal_nomination l where l.nomination_id = n.id) as "proposal",
         (select m.id::text from nomination_missing_item m where m.nomination_id = n.id limit 1) as "missingItem"
       from nomination n where n.id = $1`,
      [id],
    );
    for (const [key, value] of Object.entries(row ?? {})) if (value) values[`${key}${n}`] = value;
  }
  if (together) {
    await query(`insert into proposal_nomination select $1, id, 1 from unnest($2::uuid[]) id on conflict do nothing`, [
      values['proposal1'],
      ids,
    ]);
  }
}

async function chained(): Promise<void> {
  const deadline = performance.now() + 10_000;
  while ((await query(`select from audit_pending limit 1`)).length > 0) {
    if (performance.now() > deadline) throw new Error('the audit is not chained within 10 s');
    await sleep(20);
  }
}

/** Makes the world of an operation. Its names come from the operation's, so that they are the same in every run. */
export async function makeWorld(name: string, given: Given): Promise<OperationWorld> {
  const values = await makePlaces(name, given);
  const people = await makePeople(name, given, values);
  for (const [who, { accountId, username }] of Object.entries(people)) {
    values[who] = accountId;
    values[`${who}Name`] = username;
  }
  values['password'] = people.officer.password;
  const [grant] = await query<{ id: string }>(`select id from role_grant where account_id = $1`, [
    people.officer.accountId,
  ]);
  values['officersGrant'] = grant!.id;
  for (let n = 1; n <= (given.accounts ?? 0); n += 1) {
    const unitId = values['school']!;
    await person({ username: `op.${name}.${n}`, managedBy: values['commune'], grants: [{ role: 'REVIEWER', unitId }] });
  }
  for (let n = 1; n <= (given.campaigns ?? 0); n += 1) {
    await query(
      `insert into campaign (code, name, directive, launched_by_id, opens_on, closes_on, period_from, period_to, created_at)
       values ($1, 'Đợt mẫu', 'Chỉ thị 05-CT/TW', $2, '2199-03-01', '2199-04-30', '2198-01-01', '2198-12-31', now())`,
      [`${values['code']}.${n}`, values['province']],
    );
    await query(
      `insert into campaign_award_type (campaign_id, award_type_code)
       select id, award from campaign, unnest(array['GK_XA', 'BK_TINH']) award where code = $1`,
      [`${values['code']}.${n}`],
    );
  }
  if (given.plan) values['planHash'] = await planHash(people.administrator.client, closingPlan(values['school']!));
  for (let n = 1; n <= (given.reorganisations ?? 0); n += 1) {
    values[`reorganisation${n}`] = await waitingPlan(values['commune']!, people.administrator.accountId);
  }
  if (given.endingRule) {
    await query(
      `insert into award_rule (award_type_id, kind, code, args, article, document, valid, confirmed, source)
       select id, 'DEADLINE', 'DEADLINE.MAU', '{"tier": "CENTRAL", "workingDays": 9}', 'Điều 9', 'Quy chế mẫu',
         daterange('2020-01-01', $1::date + 21), true, 'Mẫu' from award_type where code = 'GK_XA'`,
      [TODAY],
    );
  }
  for (let n = 1; n <= (given.proposedRules ?? 0); n += 1) {
    const rule = { awardTypeCode: 'BK_TINH', kind: 'SUBJECT_KINDS', args: '{"kinds":["HOUSEHOLD"]}' };
    const validFrom = `2190-01-${String(n).padStart(2, '0')}`;
    values[`proposedRule${n}`] = await proposedRule({ home: values['commune']! }, { ...rule, validFrom });
  }
  for (let n = 1; n <= (given.failedJobs ?? 0); n += 1) values['failedJob'] = await failedJob(name.replaceAll('-', ''));
  if (given.keyAsked) values['keyRequest'] = await keyRequest();
  await makeSessions(people.officer, given, values);
  await makeHonourees(people.officer.client, given, values);
  await makeModels(people.officer, given, values);
  await makeDecisions(people, given, values);
  await makeNominations(given, values);
  if (given.document) {
    const reply = await send(people.officer.client, 'báo cáo.pdf', pdf(), { unitId: values['commune']! });
    values['document'] = (reply.json as { id: string }).id;
  }
  if (given.chained) await chained();
  return { people, values };
}
