import type { ErrorCode } from '../../src/core/errors.js';
import type { RoleCode } from '../../src/core/permissions.js';
import { JUDGED, opened, tally, waiting } from './councils.js';
import { DECISION_SAMPLES } from './decision-samples.js';
import { send } from './documents.js';
import { pdf } from './files.js';
import { dossier, objection, opinion, posting, type DossierOptions } from './dossiers.js';
import { collective, LONG_AGO, makeModel, TODAY, type MadeModel } from './models.js';
import { nextNumber } from './numbers.js';
import { person, type Person } from './people.js';
import { closingPlan, planHash, waitingPlan } from './reorganisations.js';
import { query } from './shared-connection.js';
import { keyRequest, noKeyRequest } from './log-keys.js';
import { halfYearOf } from '../../src/emulation-models/domain/report-period.js';
import { makeUnit, unitId } from './units.js';

/** Who calls, and where. */
export interface World {
  /** The unit at which the sample's call is right. */
  home: string;
  /** Who calls. */
  caller: Person;
  /** A word that no other sample has used. */
  unique: string;
}

/** What the call answered: the value of the operation's field. */
// Samples look into answers of any shape.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Found = any;

/** Codes of the units of a sample: where its call is right, and units in another place. */
export interface Places {
  home: string;
  beside?: string;
  above?: string;
  below?: string;
}

/** A commune, another one, their province, a school of the commune. */
export const PLACES: Places = { home: 'UBND-03390', beside: 'UBND-03388', above: 'UBND-12', below: 'THCS-BINH-LU' };
/** For what only units without a superior may do. */
const AT_THE_TOP: Places = { home: 'UBND-12', below: 'UBND-03390' };

/** A call of an operation that succeeds for who may make it at `home`. */
export interface Sample {
  /** PLACES where it is left out. */
  places?: Places;
  /** Makes what the call is about, and gives its variables. */
  variables: (world: World) => Promise<Record<string, unknown>> | Record<string, unknown>;
  /**
   * What the right permission at another unit brings: a refusal, or an answer without the thing (`shows` is false then,
   * and true at the right unit); 'the same' where the operation is about no unit.
   */
  elsewhere: ErrorCode | { shows: (found: Found, world: World) => boolean } | 'the same';
  /** True for a mutation that only shows what another one would do. */
  writesNothing?: boolean;
  /** Roles to which even at `home` it shows nothing of a unit. */
  blind?: readonly RoleCode[];
}

const PRIZE = { awardTypeCode: 'BK_TINH', kind: 'INDIVIDUAL', decidedOn: '2026-07-01' };

/** A unit above reads a model and may not act on it: that it is refused otherwise is told by the flow of models. */
const NOT_ABOVE: Places = { home: 'UBND-03390', beside: 'UBND-03388', below: 'THCS-BINH-LU' };

const somebody = async ({ home }: World): Promise<Person> => person({ managedBy: home });
const officer = ({ home }: World): Promise<Person> => person({ grants: [{ role: 'UNIT_OFFICER', unitId: home }] });

/** An honouree of `home`, registered by its officer. */
async function honouree(world: World): Promise<{ id: string; displayName: string }> {
  const { client } = await officer(world);
  const input = { kind: 'INDIVIDUAL', displayName: `Mẫu ${world.unique}`, registeredById: world.home };
  const made = await client.get(
    `mutation ($input: CreateHonoureeInput!) { createHonouree(input: $input) { honouree { id displayName } } }`,
    { input },
  );
  return made.honouree as { id: string; displayName: string };
}

/** A document received for `home` by its officer. */
async function received(world: World): Promise<string> {
  const { client } = await officer(world);
  const reply = await send(client, 'bao-cao.pdf', pdf(), { unitId: world.home });
  return (reply.json as { id: string }).id;
}

/** A model of `home`, registered with the province. */
async function model(world: World, more: Partial<Parameters<typeof makeModel>[0]> = {}): Promise<MadeModel> {
  const registeredWithId = await unitId('UBND-12');
  return makeModel({ ownerUnitId: world.home, registeredWithId, name: `Mô hình ${world.unique}`, ...more });
}

/** The form of a model of `home`. */
async function modelForm({ home, unique }: World): Promise<Record<string, unknown>> {
  return {
    name: `Mô hình ${unique}`,
    ownerId: await collective(home, unique),
    ownerUnitId: home,
    registeredWithId: await unitId('UBND-12'),
    field: 'kinh tế',
    content: 'Mỗi hộ một việc làm theo Bác',
    goals: [{ text: 'Số hộ tham gia' }],
    periodFrom: TODAY,
  };
}

/** A session of the council of `home` over one nomination of it. */
async function session(
  { home }: World,
  mode: 'PAPER' | 'OPEN' = 'PAPER',
): Promise<{ id: string; nominationId: string; secretary: Person }> {
  const nominationId = await waiting({ unitId: home });
  const secretary = await person({ grants: [{ role: 'COUNCIL_SECRETARY', unitId: home }] });
  return { id: await opened(secretary.client, home, [nominationId], { mode }), nominationId, secretary };
}

/** What each role may do with a registered model at its unit. */
const ACT_OF: Record<string, string> = { UNIT_OFFICER: 'END', REVIEWER: 'SURVEY', AUTHORITY: 'APPROVE' };

/** The act that the caller's role may do. */
async function actOf(world: World): Promise<string> {
  return ACT_OF[(await roleOf(world)) ?? ''] ?? 'END';
}

async function roleOf({ caller }: World): Promise<string | undefined> {
  const [grant] = await query<{ role: string }>(`select role from role_grant where account_id::text = $1`, [
    caller.accountId,
  ]);
  return grant?.role;
}

/** A nomination of `home` in that state, at its first step. */
const nomination = (
  { home }: World,
  state: DossierOptions['state'],
  more: Partial<DossierOptions> = {},
): Promise<string> => dossier({ proposerId: home, state, ...more });

/** As if a first body had received it before the law changed, and the body that decides on the day after. */
export async function receivedUnderOldLaw(id: string): Promise<void> {
  await query(`update nomination_step set received_on = '2026-09-30' where nomination_id = $1`, [id]);
  await query(`update nomination set law_date = '2026-10-01' where id = $1`, [id]);
}

/** One that is proposed by the province to the Prime Minister: it is posted at the province itself. */
const posted = (world: World): Promise<string> => nomination(world, 'RECEIVED', { award: 'BK_TTG' });

/** Where nominations are posted. */
const AT_THE_PROVINCE: Places = { home: 'UBND-12', beside: 'TU-12', below: 'UBND-03390' };

/** An act on one nomination of `home` in that state; those above read it and may not act: told by the flows. */
function onNomination(
  state: DossierOptions['state'],
  more: Record<string, unknown> = {},
  options: Partial<DossierOptions> = {},
): Sample {
  return {
    places: NOT_ABOVE,
    variables: async (world) => ({ input: { id: await nomination(world, state, options), ...more } }),
    elsewhere: 'NOT_FOUND',
  };
}

/** A fact of somebody of `home`; those above read the honouree and record as themselves: told by the flow of facts. */
function ofHonouree(fact: Record<string, unknown>, kind?: string): Sample {
  return {
    places: NOT_ABOVE,
    variables: async (world) => ({ input: { honoureeId: await registered(world, kind), ...fact } }),
    elsewhere: 'NOT_FOUND',
  };
}

/** An honouree of `home` of that kind. */
async function registered({ home, unique }: World, kind = 'INDIVIDUAL'): Promise<string> {
  const [row] = await query<{ id: string }>(
    `insert into honouree (kind, display_name, registered_by_id, created_at) values ($1, $2, $3, now()) returning id`,
    [kind, `Mẫu ${unique}`, home],
  );
  return row!.id;
}

let days = 0;

/** A rule of `home` alone, in a future of its own: the law of the others stays. */
const ruleOf = ({ home }: Pick<World, 'home'>): Record<string, unknown> => ({
  awardTypeCode: 'GK_XA',
  kind: 'DEADLINE',
  args: '{"tier":"COMMUNE","workingDays":10}',
  article: 'Điều 1',
  document: 'Quy chế mẫu',
  validFrom: `21${String(10 + Math.floor(days / 28)).padStart(2, '0')}-01-${String((days++ % 28) + 1).padStart(2, '0')}`,
  forUnitId: home,
});

/** A rule for `home` that another administrator of it has proposed. Answers with its id. */
export async function proposedRule(world: Pick<World, 'home'>, more: Record<string, unknown> = {}): Promise<string> {
  const { client } = await person({ grants: [{ role: 'ADMINISTRATOR', unitId: world.home }] });
  const { awardRule } = await client.get(
    `mutation ($input: ProposeRuleInput!) { proposeRule(input: $input) { awardRule { id } } }`,
    { input: { ...ruleOf(world), ...more } },
  );
  return awardRule.id as string;
}

/** One row for each Query and Mutation field; the permission matrix says which is missing. */
export const OPERATION_SAMPLES: Record<string, Sample> = {
  ...DECISION_SAMPLES,
  // Query
  accounts: {
    variables: async (world) => {
      // By user name, so that those made here come first.
      await person({ username: `a.${world.unique}`, managedBy: world.home });
      return { first: 100 };
    },
    elsewhere: { shows: ({ edges }, { unique }) => edges.some((edge: Found) => edge.node.username === `a.${unique}`) },
  },
  area: { variables: () => ({ code: '03390' }), elsewhere: 'the same' },
  areas: { variables: () => ({ filter: { text: 'Bình Lư' } }), elsewhere: 'the same' },
  auditEvents: {
    variables: async (world) => ({ subject: `honouree:${(await honouree(world)).id}` }),
    elsewhere: { shows: ({ edges }) => edges.length === 1 },
  },
  awardTypes: { variables: () => ({ asOf: '2026-11-01' }), elsewhere: 'the same' },
  eligibility: {
    variables: async (world) => ({
      ...{ honoureeId: (await honouree(world)).id, awardTypeCode: 'BK_TINH', meritKind: 'CONG_TRANG' },
      asOf: '2026-11-01',
    }),
    elsewhere: 'NOT_FOUND',
  },
  lawWarnings: { variables: () => ({ daysAhead: 400 }), elsewhere: 'the same' },
  prize: { variables: () => PRIZE, elsewhere: 'the same' },
  workingDays: { variables: () => ({ from: '2025-08-20', days: 10 }), elsewhere: 'the same' },
  postingEnd: { variables: () => ({ opensOn: '2025-08-20', days: 10 }), elsewhere: 'the same' },
  holidays: { variables: () => ({ year: 2026 }), elsewhere: 'the same' },
  prizeMoney: { variables: () => PRIZE, elsewhere: 'the same' },
  document: {
    variables: async (world) => ({ id: await received(world) }),
    elsewhere: { shows: (found) => found !== null },
  },
  campaigns: { variables: () => ({ first: 1 }), elsewhere: 'the same' },
  councilSession: {
    variables: async (world) => ({ id: (await session(world)).id }),
    elsewhere: { shows: (found) => found !== null },
    blind: ['HISTORIAN'],
  },
  councilSessions: {
    variables: async (world) => {
      await session(world);
      return { unitId: world.home, open: true, first: 1 };
    },
    elsewhere: { shows: ({ totalCount, edges }) => totalCount > 0 && edges.length === 1 },
    blind: ['HISTORIAN'],
  },
  emulationModel: {
    variables: async (world) => ({ id: (await model(world)).id }),
    elsewhere: { shows: (found) => found !== null },
  },
  emulationModels: {
    variables: async (world) => ({ filter: { ownerId: (await model(world)).ownerId } }),
    elsewhere: { shows: ({ totalCount, edges }) => totalCount === 1 && edges.length === 1 },
  },
  honouree: {
    variables: async (world) => ({ id: (await honouree(world)).id }),
    elsewhere: { shows: (found) => found !== null },
  },
  honourees: {
    variables: async (world) => ({ filter: { text: (await honouree(world)).displayName } }),
    elsewhere: { shows: ({ totalCount, edges }) => totalCount === 1 && edges.length === 1 },
  },
  logKeyRequest: { places: AT_THE_TOP, variables: () => ({}), elsewhere: 'FORBIDDEN' },
  jobs: { places: AT_THE_TOP, variables: () => ({ first: 1 }), elsewhere: 'FORBIDDEN' },
  inbox: { variables: () => ({ first: 1 }), elsewhere: 'the same' },
  nomination: {
    variables: async (world) => ({ id: await nomination(world, 'SUBMITTED') }),
    elsewhere: { shows: (found) => found !== null },
    blind: ['HISTORIAN'],
  },
  nominations: {
    variables: async (world) => {
      const [row] = await query<{ id: string }>(`select honouree_id as id from nomination where id = $1`, [
        await nomination(world, 'SUBMITTED'),
      ]);
      return { filter: { honoureeId: row!.id } };
    },
    elsewhere: { shows: ({ totalCount, edges }) => totalCount === 1 && edges.length === 1 },
    blind: ['HISTORIAN'],
  },
  opinions: {
    variables: async (world) => {
      await askedOf(world.home);
      return { open: true, first: 1 };
    },
    elsewhere: { shows: ({ edges }) => edges.length === 1 },
    blind: ['HISTORIAN'],
  },
  proposals: {
    variables: async (world) => {
      await nomination(world, 'SUBMITTED');
      return { fromUnitId: world.home, first: 1 };
    },
    elsewhere: { shows: ({ edges }) => edges.length === 1 },
    blind: ['HISTORIAN'],
  },
  me: { variables: () => ({}), elsewhere: 'the same' },
  unit: { variables: ({ home }) => ({ id: home }), elsewhere: 'the same' },
  units: { variables: () => ({ filter: { text: 'Bình Lư' } }), elsewhere: 'the same' },

  // Mutation
  actOnModel: {
    places: NOT_ABOVE,
    // A unit that is both sides of a model, which the service lets nobody register: so each role acts at `home`.
    variables: async (world) => ({
      input: {
        id: (await model(world, { registeredWithId: world.home })).id,
        action: await actOf(world),
        reason: 'Theo biên bản',
      },
    }),
    elsewhere: 'NOT_FOUND',
  },
  answerMissingItem: {
    places: NOT_ABOVE,
    variables: async (world) => {
      const nominationId = await nomination(world, 'RETURNED', { missingItems: ['Xác nhận'] });
      const [item] = await query<{ id: string }>(`select id from nomination_missing_item where nomination_id = $1`, [
        nominationId,
      ]);
      return { input: { nominationId, itemId: item!.id, answer: 'Đã bổ sung' } };
    },
    elsewhere: 'NOT_FOUND',
  },
  answerObjection: {
    places: AT_THE_PROVINCE,
    variables: async (world) => ({
      input: {
        objectionId: await objection(await posting(await posted(world), false)),
        answer: 'Không đúng',
        upheld: false,
      },
    }),
    elsewhere: 'NOT_FOUND',
  },
  appraiseNomination: onNomination('RECEIVED', { opinion: 'Chưa đủ', favourable: false }),
  attachDocument: {
    places: NOT_ABOVE,
    variables: async (world) => ({
      nominationId: await nomination(world, 'RETURNED'),
      documentId: await received(world),
      kind: 'BO_SUNG',
    }),
    elsewhere: 'NOT_FOUND',
  },
  castCouncilVotes: {
    places: NOT_ABOVE,
    variables: async (world) => {
      const { id, nominationId } = await session(world, 'OPEN');
      return { input: { sessionId: id, votes: [{ nominationId, vote: 'FOR' }] } };
    },
    elsewhere: 'NOT_FOUND',
  },
  chooseLaw: {
    places: NOT_ABOVE,
    variables: async (world) => {
      const id = await nomination(world, 'RECEIVED', { award: 'GK_XA' });
      await receivedUnderOldLaw(id);
      return { input: { id, basis: 'FIRST_RECEIPT', reason: 'Luật cũ có lợi hơn.' } };
    },
    elsewhere: 'NOT_FOUND',
  },
  changePassword: {
    variables: ({ caller }) => ({ input: { current: caller.password, next: 'một mật khẩu khác hẳn' } }),
    elsewhere: 'the same',
  },
  changeUnit: {
    variables: async ({ home, unique }) => ({
      input: {
        id: await makeUnit({ code: unique.toUpperCase(), superiorId: home }),
        from: '2026-01-01',
        name: 'Tên mới',
      },
    }),
    elsewhere: 'FORBIDDEN',
  },
  closePosting: {
    places: AT_THE_PROVINCE,
    variables: async (world) => {
      const id = await posted(world);
      await posting(id, true);
      return { input: { nominationIds: [id] } };
    },
    elsewhere: 'NOT_FOUND',
  },
  closeCouncilSession: {
    places: NOT_ABOVE,
    variables: async (world) => {
      const { id, nominationId, secretary } = await session(world);
      await secretary.client.get(
        `mutation ($input: RecordCouncilVoteInput!) { recordCouncilVote(input: $input) { session { id } } }`,
        { input: { sessionId: id, items: [tally(nominationId, 5)] } },
      );
      return { input: { id, minutesNumber: '01', judgements: JUDGED } };
    },
    elsewhere: 'NOT_FOUND',
  },
  applyReorganisation: {
    variables: async ({ home, unique }) => {
      const plan = closingPlan(await makeUnit({ code: unique.toUpperCase(), superiorId: home }));
      const { client } = await person({ grants: [{ role: 'ADMINISTRATOR', unitId: home }] });
      return { input: { plan, previewHash: await planHash(client, plan) } };
    },
    elsewhere: 'FORBIDDEN',
  },
  cancelReorganisation: {
    variables: async ({ home, unique }) => {
      const { accountId } = await person();
      return { id: await waitingPlan(await makeUnit({ code: unique.toUpperCase(), superiorId: home }), accountId) };
    },
    elsewhere: 'FORBIDDEN',
  },
  previewReorganisation: {
    variables: async ({ home, unique }) => ({
      input: closingPlan(await makeUnit({ code: unique.toUpperCase(), superiorId: home })),
    }),
    writesNothing: true,
    elsewhere: 'FORBIDDEN',
  },
  reorganisations: { variables: () => ({}), elsewhere: 'the same' },
  closeUnit: {
    variables: async ({ home, unique }) => ({
      input: {
        id: await makeUnit({ code: unique.toUpperCase(), superiorId: home }),
        on: '2026-01-01',
        legalBasis: 'Nghị quyết 1',
      },
    }),
    elsewhere: 'FORBIDDEN',
  },
  createAccount: {
    variables: ({ unique }) => ({ input: { username: unique, fullName: 'Người Mới' } }),
    elsewhere: 'the same',
  },
  createCampaign: {
    variables: ({ home, unique }) => ({
      input: {
        code: unique,
        name: 'Đợt mẫu',
        directive: 'Chỉ thị 05-CT/TW',
        launchedById: home,
        opensOn: '2026-03-01',
        closesOn: '2026-04-30',
        periodFrom: '2025-01-01',
        periodTo: '2025-12-31',
        awardTypeCodes: ['BK_TINH'],
      },
    }),
    elsewhere: 'FORBIDDEN',
  },
  createHonouree: {
    variables: ({ home, unique }) => ({
      input: { kind: 'COLLECTIVE', displayName: `Tổ ${unique}`, registeredById: home },
    }),
    elsewhere: 'FORBIDDEN',
  },
  recordCongress: {
    variables: async ({ home, unique }) => ({
      input: {
        unitId: await makeUnit({ code: unique.toUpperCase(), line: 'PARTY', superiorId: home }),
        closedOn: '2025-08-15',
        term: '2025–2030',
        source: 'Biên bản bế mạc',
      },
    }),
    elsewhere: 'FORBIDDEN',
  },
  setNumberBook: {
    // The same book again would change nothing.
    variables: ({ home, unique }) => ({
      input: { unitId: home, paper: 'PROPOSAL', series: `TTr-M${unique.slice(1)}` },
    }),
    elsewhere: 'FORBIDDEN',
  },
  createUnit: {
    variables: ({ home, unique }) => ({
      input: {
        code: unique,
        name: 'Trường mẫu',
        line: 'STATE',
        tier: 'GRASSROOTS',
        superiorId: home,
        isBody: false,
        validFrom: '2026-01-01',
      },
    }),
    elsewhere: 'FORBIDDEN',
  },
  declineNomination: onNomination('APPRAISED', { reason: 'Chưa đủ' }),
  disableAccount: {
    variables: async (world) => ({ id: (await somebody(world)).accountId }),
    elsewhere: 'NOT_FOUND',
  },
  draftModel: {
    variables: async (world) => ({ input: await modelForm(world) }),
    elsewhere: 'FORBIDDEN',
  },
  draftNomination: {
    variables: async (world) => ({
      input: {
        honoureeId: (await honouree(world)).id,
        awardTypeCode: 'BK_TINH',
        meritKind: 'PHONG_TRAO',
        proposedById: world.home,
        achievements: 'Thành tích',
        achievementFrom: '2025-01-01',
        achievementTo: '2025-12-31',
      },
    }),
    elsewhere: 'FORBIDDEN',
  },
  editModel: {
    places: NOT_ABOVE,
    variables: async (world) => ({ input: { id: await returnedModel(world), name: `Tên mới ${world.unique}` } }),
    elsewhere: 'NOT_FOUND',
  },
  editNomination: {
    variables: async (world) => ({ input: { id: await nomination(world, 'DRAFT'), achievements: 'Thành tích khác' } }),
    elsewhere: 'NOT_FOUND',
  },
  endorseNominations: {
    places: NOT_ABOVE,
    variables: async (world) => ({
      input: {
        nominationIds: [await nomination(world, 'APPRAISED')],
        minutesNumber: '05',
        minutesDate: TODAY,
        simplifiedGround: 'Điều 85',
        judgements: [{ ruleCode: 'CRITERIA.BANG_KHEN', accept: true, reason: 'Đạt tiêu chuẩn của tỉnh.' }],
      },
    }),
    elsewhere: 'NOT_FOUND',
  },
  forwardNominations: {
    places: NOT_ABOVE,
    variables: async (world) => ({
      input: {
        nominationIds: [await nomination(world, 'ENDORSED')],
        proposalSymbol: `${nextNumber()}/TTr-UBND`,
        proposalDate: TODAY,
        signer: 'Chủ tịch Xã',
      },
    }),
    elsewhere: 'NOT_FOUND',
  },
  grant: {
    variables: async (world) => ({
      input: {
        accountId: (await somebody(world)).accountId,
        role: 'REVIEWER',
        unitId: world.home,
        validFrom: '2026-01-01',
      },
    }),
    elsewhere: 'NOT_FOUND',
  },
  openPosting: {
    places: AT_THE_PROVINCE,
    variables: async (world) => ({ input: { nominationIds: [await posted(world)], place: 'Cổng thông tin điện tử' } }),
    elsewhere: 'NOT_FOUND',
  },
  giveOpinion: {
    places: NOT_ABOVE,
    variables: async ({ home }) => ({ input: { opinionId: await askedOf(home), stance: 'FOR', text: 'Đồng ý' } }),
    elsewhere: 'NOT_FOUND',
  },
  requestOpinions: {
    places: NOT_ABOVE,
    variables: async (world) => ({
      input: {
        nominationIds: [await nomination(world, 'RECEIVED')],
        askedId: await unitId('UBND-12'),
        question: 'Đề nghị cho ý kiến',
      },
    }),
    elsewhere: 'NOT_FOUND',
  },
  waiveOpinion: {
    places: NOT_ABOVE,
    variables: async (world) => ({
      input: {
        opinionId: await opinion(await nomination(world, 'RECEIVED'), await unitId('UBND-12')),
        reason: 'Không thuộc trường hợp phải xin ý kiến',
      },
    }),
    elsewhere: 'NOT_FOUND',
  },
  receiveNomination: onNomination('SUBMITTED'),
  receiveProposal: {
    places: NOT_ABOVE,
    variables: async (world) => {
      const [row] = await query<{ id: string }>(
        `select proposal_id as id from proposal_nomination where nomination_id = $1`,
        [await nomination(world, 'SUBMITTED')],
      );
      return { input: { proposalId: row!.id } };
    },
    elsewhere: 'NOT_FOUND',
  },
  proposedRules: {
    variables: async (world) => {
      await proposedRule(world);
      return { first: 1 };
    },
    elsewhere: { shows: ({ edges }) => edges.length === 1 },
  },
  proposeRule: { variables: (world) => ({ input: ruleOf(world) }), elsewhere: 'FORBIDDEN' },
  confirmRule: { variables: async (world) => ({ id: await proposedRule(world) }), elsewhere: 'NOT_FOUND' },
  rulePreview: {
    variables: async (world) => ({ id: await proposedRule(world) }),
    elsewhere: { shows: (found) => found !== null },
  },
  recordRating: ofHonouree({ year: 2024, rating: 'HTXSNV', source: 'Mẫu' }),
  recordInitiative: ofHonouree({ year: 2024, title: 'Mẫu', scope: 'COMMUNE', recognisedBy: 'UBND xã' }),
  recordDiscipline: ofHonouree({ kind: 'DISCIPLINE', from: '2025-01-01', source: 'Mẫu' }),
  recordGroupResult: ofHonouree({ year: 2024, group: 'Khối 1', rank: 1, source: 'Mẫu' }, 'COLLECTIVE'),
  recordMemberCount: ofHonouree({ year: 2024, members: 9, source: 'Mẫu' }, 'COLLECTIVE'),
  recordObjection: {
    places: AT_THE_PROVINCE,
    variables: async (world) => {
      const nominationId = await posted(world);
      await posting(nominationId, false);
      return { input: { nominationId, receivedOn: TODAY, text: 'Chưa xứng đáng' } };
    },
    elsewhere: 'NOT_FOUND',
  },
  openCouncilSession: {
    variables: async ({ home }) => ({
      input: { unitId: home, nominationIds: [await waiting({ unitId: home })], heldOn: TODAY, totalMembers: 5 },
    }),
    elsewhere: 'FORBIDDEN',
  },
  recordCouncilVote: {
    places: NOT_ABOVE,
    variables: async (world) => {
      const { id, nominationId } = await session(world);
      return { input: { sessionId: id, items: [tally(nominationId, 4)] } };
    },
    elsewhere: 'NOT_FOUND',
  },
  recordWrittenOpinions: {
    places: NOT_ABOVE,
    variables: async (world) => {
      const { id, nominationId } = await session(world, 'OPEN');
      // The caller's own paper: whoever may call may read it.
      const reply = await send(world.caller.client, 'y-kien.pdf', pdf(), { kind: 'PHIEU_Y_KIEN' });
      const documentId = (reply.json as { id?: string }).id ?? (await received(world));
      const votes = [{ nominationId, vote: 'FOR' }];
      return { input: { sessionId: id, memberName: 'Người Vắng Mặt', documentId, votes } };
    },
    elsewhere: 'NOT_FOUND',
  },
  registerEmulationModel: {
    variables: async (world) => ({ input: await modelForm(world) }),
    elsewhere: 'FORBIDDEN',
  },
  reportOnModel: {
    places: NOT_ABOVE,
    variables: async (world) => {
      const half = halfYearOf(LONG_AGO);
      const { id } = await model(world, { startsOn: LONG_AGO });
      return { input: { id, periodFrom: half.from, periodTo: half.to, text: 'Đã làm.' } };
    },
    elsewhere: 'NOT_FOUND',
  },
  resumeNomination: onNomination('RECEIVED', { reason: 'Không có vi phạm' }, { suspended: true }),
  confirmLogKey: {
    places: AT_THE_TOP,
    variables: async () => ({ input: { id: await keyRequest(), accept: false } }),
    elsewhere: 'FORBIDDEN',
  },
  requestLogKey: {
    places: AT_THE_TOP,
    variables: async ({ unique }) => {
      await noKeyRequest();
      return { input: { cause: 'LOSS', reason: `Mẫu ${unique}` } };
    },
    elsewhere: 'FORBIDDEN',
  },
  retryJob: {
    places: AT_THE_TOP,
    variables: async ({ unique }) => ({ id: await failedJob(unique) }),
    elsewhere: 'FORBIDDEN',
  },
  returnNomination: {
    places: NOT_ABOVE,
    // Who signs returns what was endorsed, who appraises what was not yet.
    variables: async (world) => {
      const state = (await roleOf(world)) === 'AUTHORITY' ? 'ENDORSED' : 'RECEIVED';
      return { input: { id: await nomination(world, state), reason: 'Sửa nội dung', kind: 'CONTENT' } };
    },
    elsewhere: 'NOT_FOUND',
  },
  revokeGrant: {
    variables: async (world) => ({ id: await grantOf(await officer(world)) }),
    elsewhere: 'NOT_FOUND',
  },
  signIn: {
    variables: async () => {
      const { username, password } = await person();
      return { input: { username, password } };
    },
    elsewhere: 'the same',
  },
  signOut: { variables: () => ({}), elsewhere: 'the same' },
  submitNominations: {
    variables: async (world) => ({
      input: { nominationIds: [await nomination(world, 'DRAFT')], proposalDate: TODAY, signer: 'Chủ tịch Xã' },
    }),
    elsewhere: 'NOT_FOUND',
  },
  suspendNomination: onNomination('RECEIVED', { ground: 'Đơn thư', date: TODAY }),
  withdrawNomination: onNomination('SUBMITTED', { reason: 'Xin rút' }),
};

/** An opinion for which the Party committee of a commune has asked that unit. */
async function askedOf(asked: string): Promise<string> {
  return opinion(await dossier({ proposerId: await unitId('DU-03390'), state: 'RECEIVED' }), asked);
}

/** A model of `home` that the province has returned. */
async function returnedModel(world: World): Promise<string> {
  const { id } = await model(world);
  const province = await unitId('UBND-12');
  const { accountId } = await person({ grants: [{ role: 'REVIEWER', unitId: province }] });
  await query(
    `insert into model_event (model_id, action, by_id, unit_id, day, at, reason) values ($1, 'RETURN', $2, $3, $4, now(), 'Sửa')`,
    [id, accountId, province, TODAY],
  );
  return id;
}

async function grantOf({ client }: Person): Promise<string> {
  const me = await client.get(`{ me { grants { id } } }`);
  return me.grants[0].id as string;
}

/** A job that no process here can run, after its last attempt. */
export async function failedJob(name: string): Promise<string> {
  const [job] = await query<{ id: string }>(
    `select (graphile_worker.add_job($1, '{}'::json, max_attempts => 1)).id::text as id`,
    [`sample.${name}`],
  );
  await query(`update graphile_worker._private_jobs set attempts = 1, last_error = 'INTERNAL' where id = $1`, [
    job!.id,
  ]);
  return job!.id;
}
