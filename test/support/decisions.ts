import { trialUnit, type Client } from './api.js';
import { appraised, CHAIN, done, draftOf, today } from './nominations.js';
import { nextNumber } from './numbers.js';
import { as } from './api.js';
import { person, type Person } from './people.js';
import { query } from './shared-connection.js';

const FIELDS = `id state symbol signedOn title legalBases note version issuedBy { code } totals { kind count } availableActions
  nominations { id state } awards(first: 100) { totalCount edges { node { id nameAsAwarded kind citation
    certificate { number token reissues } } } }`;
const payload = `decision { ${FIELDS} } userErrors { code message field rule { code } }`;

/** The mutations of decisions, each with what a test looks at. */
export const DECIDE = {
  draft: `mutation ($input: DraftDecisionInput!) { draftDecision(input: $input) { ${payload} } }`,
  edit: `mutation ($input: EditDecisionInput!) { editDecision(input: $input) { ${payload} } }`,
  setLines: `mutation ($input: SetDecisionLinesInput!) { setDecisionLines(input: $input) { ${payload} } }`,
  check: `mutation ($input: DecisionActionInput!) { checkDecision(input: $input) { ${payload} } }`,
  return: `mutation ($input: DecisionActionInput!) { returnDecision(input: $input) { ${payload} } }`,
  discard: `mutation ($input: DecisionActionInput!) { discardDecision(input: $input) { ${payload} } }`,
  issue: `mutation ($input: IssueDecisionInput!) { issueDecision(input: $input) { ${payload} } }`,
  writeDown: `mutation ($input: RecordDecisionInput!) { recordDecision(input: $input) { ${payload} } }`,
  confirmWritten: `mutation ($input: ConfirmRecordedDecisionInput!) { confirmRecordedDecision(input: $input) { ${payload} } }`,
  preview: `query ($id: ID!, $signedOn: CivilDate!) { decisionPreview(id: $id, signedOn: $signedOn) {
    hash lines totals { kind count } totalPrize problems { code message field rule { code confirmed } } } }`,
  read: `query ($id: ID!) { decision(id: $id) { ${FIELDS} } }`,
  verify: `query ($token: String!) { verifyCertificate(token: $token) { valid status decision awardType name year } }`,
  search: `query ($search: HonourSearch!) { searchHonours(search: $search, first: 100) {
    totalCount edges { node { id nameAsAwarded } } } }`,
  record: `mutation ($input: RecordExternalOutcomeInput!) { recordExternalOutcome(input: $input) {
    nominations { id state } userErrors { code message field } } }`,
  confirm: `mutation ($input: ConfirmExternalOutcomeInput!) { confirmExternalOutcome(input: $input) {
    nominations { id state award { nameAsAwarded certificate { token number } decision { origin symbol } }
      step: currentStep { position } } userErrors { code message field } } }`,
} as const;

/** A dossier of the sở for its own giấy khen, endorsed and ready to be decided. Answers with its id. */
export async function endorsedAtSo(input: Record<string, unknown> = {}): Promise<string> {
  const id = await draftOf('canbo.sonoivu', 'SNV-12', { awardTypeCode: 'GK_SO', ...input });
  await done(await as('canbo.sonoivu'), CHAIN.submit, {
    input: { nominationIds: [id], proposalDate: today(), signer: 'Trưởng phòng' },
  });
  await appraised('thamdinh.sonoivu', [id]);
  await done(await as('lanhdao.sonoivu'), CHAIN.endorse, {
    input: { nominationIds: [id], minutesNumber: '07', minutesDate: today() },
  });
  return id;
}

/** The draft of a decision of the sở. */
export function draftFor(nominationIds: readonly string[], issuer = 'SNV-12'): Record<string, unknown> {
  return {
    input: {
      issuedById: trialUnit(issuer).id,
      title: issuer === 'SNV-12' ? 'Về việc tặng Giấy khen của Giám đốc Sở' : 'Về việc khen thưởng',
      legalBases: ['Luật Thi đua, khen thưởng ngày 15/6/2022', 'Tờ trình của Văn phòng Sở'],
      nominationIds,
    },
  };
}

/** A decision that is drafted and checked. Answers with its id. */
export async function checkedDecision(
  nominationIds: readonly string[],
  at = 'sonoivu',
  issuer = 'SNV-12',
): Promise<string> {
  const { decision } = await done(await as(`thuky.${at}`), DECIDE.draft, draftFor(nominationIds, issuer));
  await done(await as(`thuky2.${at}`), DECIDE.check, { input: { id: decision.id } });
  return decision.id as string;
}

/** A number that no other decision of the sở has. */
export const nextSymbol = (): string => `${nextNumber()}/QĐ-SNV`;

/** The signature of a decision as it is previewed now, with every doubt accepted. */
export async function signatureOf(
  client: Client,
  id: string,
  more: Record<string, unknown> = {},
): Promise<{ input: Record<string, unknown> }> {
  const signedOn = (more['signedOn'] as string | undefined) ?? today();
  const preview = await client.get(DECIDE.preview, { id, signedOn });
  const judgements = preview.problems
    .filter(({ code }: { code: string }) => code === 'NEEDS_JUDGEMENT')
    .map(({ rule }: { rule: { code: string } }) => ({ ruleCode: rule.code, accept: true, reason: 'Đã xem xét.' }));
  const signature = { signer: 'Nguyễn Văn Ký', signerCapacity: 'GIÁM ĐỐC', previewHash: preview.hash };
  return { input: { id, symbol: nextSymbol(), signedOn, judgements, ...signature, ...more } };
}

const EVENT = `insert into nomination_event (nomination_id, version, at, day, action, from_state, to_state, from_step, step,
  way, acting_unit_id, account_id, reason, data)
  select n.id, $2, $3, $4, $5, nullif($6, ''), $7, $8, $9, nullif($10, ''), $11, $12, null, $13::jsonb
  from unnest($1::uuid[]) n (id)`;

/** The draft of a decision of a sở on its own giấy khen. */
export function draftOfSo(issuedById: string, nominationIds: readonly string[]): { input: Record<string, unknown> } {
  return { input: { issuedById, title: 'Tặng Giấy khen', legalBases: ['Luật Thi đua, khen thưởng'], nominationIds } };
}

interface SqlDossiers {
  unitId: string;
  count: number;
  name: string;
  award: string;
  route: object[];
}

/** What is not as usual about them. */
interface MoreOfDossiers {
  /** What the rules said when they were appraised; nothing where it is left out. */
  findings?: readonly object[];
  /** Individuals where it is left out. */
  kind?: 'INDIVIDUAL' | 'COLLECTIVE' | 'HOUSEHOLD';
  /** PHONG_TRAO where it is left out. */
  merit?: string;
  /** For somebody who has a record; somebody new each where it is left out. */
  honoureeId?: string;
}

/**
 * So many dossiers that a unit proposes and, as the first body of their route, endorses by its leadership: by their
 * events alone, which is quicker than over HTTP.
 */
async function endorsed(
  { unitId, count, name, award, route }: SqlDossiers,
  { findings = [], kind = 'INDIVIDUAL', merit = 'PHONG_TRAO', honoureeId }: MoreOfDossiers = {},
): Promise<string[]> {
  const at = new Date();
  const day = today();
  const [officer, reviewer, head] = [
    await person({ grants: [{ role: 'UNIT_OFFICER', unitId }] }),
    await person({ grants: [{ role: 'REVIEWER', unitId }] }),
    await person({ grants: [{ role: 'AUTHORITY', unitId }] }),
  ];
  const rows = await query<{ id: string }>(
    `with people as (
       insert into honouree (kind, display_name, unit_id, registered_by_id, created_at)
       select $5, $3 || ' ' || lpad(i::text, 4, '0'), $1, $1, now() from generate_series(1, $2) i where $7::uuid is null
       returning id
     ), whom as (select id from people union all select $7::uuid where $7::uuid is not null)
     insert into nomination (id, code, honouree_id, award_type_id, merit_kind, proposed_by_id, achievements, achievement_from,
       achievement_to, created_at)
     select uuidv7(), 'HS-Q-' || lpad(nextval('nomination_number')::text, 6, '0'), whom.id, t.id, $6, $1,
       'Thành tích để tặng ' || t.code || ' của ' || whom.id, '2025-01-01', '2025-12-31', now()
     from whom, award_type t where t.code = $4 returning id`,
    [unitId, count, name, award, kind, merit, honoureeId ?? null],
  );
  const ids = rows.map(({ id }) => id);
  const event = (version: number, action: string, [from, to]: [string, string], who: Person, more: MoreOfEvent = {}) =>
    insertEvent(ids, { version, action, from, to, unitId, who: who.accountId, at, day, ...more });
  await event(1, 'CREATE', ['', 'DRAFT'], officer, { steps: [0, 0] });
  await event(2, 'SUBMIT', ['DRAFT', 'SUBMITTED'], officer, { steps: [0, 1], data: { route } });
  const [proposal] = await query<{ id: string }>(
    `insert into proposal (from_unit_id, to_unit_id, date, signer, created_by_id, created_at)
     values ($1, $1, $2, 'Trưởng phòng', $3, $4) returning id`,
    [unitId, day, officer.accountId, at],
  );
  await query(`insert into proposal_nomination select $1, id, 1 from unnest($2::uuid[]) id`, [proposal!.id, ids]);
  await event(3, 'RECEIVE', ['SUBMITTED', 'RECEIVED'], reviewer);
  const found = { verdict: 'PASSES', provisional: false, lawDate: day, regime: 'D', findings };
  await query(
    `insert into nomination_appraisal (nomination_id, version, step, unit_id, account_id, at, opinion, favourable, eligibility)
     select id, 4, 1, $2, $3, $4, 'Đủ điều kiện', true, $5 from unnest($1::uuid[]) id`,
    [ids, unitId, reviewer.accountId, at, JSON.stringify(found)],
  );
  await event(4, 'APPRAISE', ['RECEIVED', 'APPRAISED'], reviewer);
  await event(5, 'ENDORSE', ['APPRAISED', 'ENDORSED'], head, { way: 'HEAD', data: { minutesDate: day } });
  return ids;
}

interface MoreOfEvent {
  steps?: [number, number];
  way?: string;
  data?: object;
}

async function insertEvent(
  ids: readonly string[],
  event: MoreOfEvent &
    Record<'action' | 'from' | 'to' | 'unitId' | 'who' | 'day', string> & { version: number; at: Date },
): Promise<void> {
  const { version, at, day, action, from, to, steps = [1, 1], way = '', unitId, who, data = {} } = event;
  const values = [ids, version, at, day, action, from, to, ...steps, way, unitId, who, JSON.stringify(data)];
  await query(EVENT, values);
}

const PLACE = { external: false, decides: false, council: 'NONE', posting: false, ruleIds: [] };

/** Dossiers of a sở for its own giấy khen, endorsed: ready to be decided. */
export async function endorsedBySql(
  unitId: string,
  count: number,
  name = 'Người',
  { award = 'GK_SO', ...more }: MoreOfDossiers & { award?: string } = {},
): Promise<string[]> {
  const route = [{ ...PLACE, unitId, tier: 'DISTRICT', line: 'STATE', decides: true }];
  return endorsed({ unitId, count, name, award, route }, more);
}

/** Dossiers of the Party committee of a province, forwarded to the central body outside. */
export async function outsideBySql(unitId: string, count: number, name = 'Người'): Promise<string[]> {
  const [centre] = await query<{ id: string }>(`select id from unit where code = 'BTGTW'`);
  const outside = { unitId: centre!.id, tier: 'CENTRAL', line: 'PARTY', external: true, decides: true };
  const route = [
    { ...PLACE, unitId, tier: 'PROVINCE', line: 'PARTY' },
    { ...PLACE, ...outside },
  ];
  const ids = await endorsed({ unitId, count, name, award: 'BK_BTGTW', route });
  const secretary = await person({ grants: [{ role: 'COUNCIL_SECRETARY', unitId }] });
  const at = new Date();
  const [proposal] = await query<{ id: string }>(
    `insert into proposal (from_unit_id, to_unit_id, date, signer, created_by_id, created_at)
     values ($1, $2, $3, 'Phó Bí thư', $4, $5) returning id`,
    [unitId, centre!.id, today(), secretary.accountId, at],
  );
  await query(`insert into proposal_nomination select $1, id, 2 from unnest($2::uuid[]) id`, [proposal!.id, ids]);
  await insertEvent(ids, {
    version: 6,
    action: 'FORWARD',
    from: 'ENDORSED',
    to: 'SUBMITTED',
    steps: [1, 2],
    unitId,
    who: secretary.accountId,
    at,
    day: today(),
    data: { proposalId: proposal!.id },
  });
  return ids;
}
