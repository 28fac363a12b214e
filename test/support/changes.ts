import { randomBytes } from 'node:crypto';
import { done } from './nominations.js';
import { DECIDE, draftOfSo, endorsedBySql, signatureOf } from './decisions.js';
import { nextNumber } from './numbers.js';
import { person, type Person } from './people.js';
import { query } from './shared-connection.js';
import { makeUnit, unitId } from './units.js';

const CHANGE_FIELDS = `kind ground reason nameAsAwarded unitAsAwarded recoverItem recoverPrize award { id } decision { id }`;
const DECISION_FIELDS = `id kind state symbol title legalBases availableActions issuedBy { id } concerns { ${CHANGE_FIELDS} }`;
const payload = `decision { ${DECISION_FIELDS} } userErrors { code message field }`;

/** The mutations that change what was awarded, each with what a test looks at. */
export const CHANGE = {
  correct: `mutation ($input: CorrectAwardInput!) { correctAward(input: $input) { ${payload} } }`,
  revoke: `mutation ($input: RevokeAwardInput!) { revokeAward(input: $input) { ${payload} } }`,
  reissue: `mutation ($input: ReissueCertificateInput!) { reissueCertificate(input: $input) {
    award { id status certificate { number token reissues } } userErrors { code message field } } }`,
  settle: `mutation ($input: SettleFlagsInput!) { settleFlags(input: $input) { award { id status flagged flags {
    id outcome reason settledBy { id } revokedAward { id } } } userErrors { code message field } } }`,
  decision: `query ($id: ID!) { decision(id: $id) { ${DECISION_FIELDS}
    changes { ${CHANGE_FIELDS} } awards(first: 10) { edges { node { id status } } } } }`,
  award: `query ($decisionId: ID!) { decision(id: $decisionId) { awards(first: 10) { edges { node { id status flagged nameAsAwarded
    unitAsAwarded corrections { nameAsAwarded unitAsAwarded decision { symbol } } revokedBy { ground recoverItem recoverPrize
    decision { symbol kind } } grounds { id } flaggedBy { id status } certificate { number token reissues } } } } } }`,
} as const;

/** A body that decides on giấy khen of its own, and who works there: three persons, at least. */
export interface Office {
  id: string;
  secretary: Person;
  checker: Person;
  head: Person;
}

const offices: string[] = [];

// Routes of other tests must not lead through them.
afterAll(() => query(`update unit set is_body = false where id = any ($1::uuid[])`, [offices]));

/** A sở of the province, made for a test. */
export async function makeOffice(name: string): Promise<Office> {
  const [province] = await query<{ id: string }>(
    `select area_id as id from area_version where code = '12' and valid @> date '2026-01-01'`,
  );
  const id = await makeUnit({
    code: `SO-${randomBytes(4).toString('hex').toUpperCase()}`,
    name,
    tier: 'DISTRICT',
    superiorId: await unitId('UBND-12'),
    areaId: province!.id,
  });
  await query(`update unit set is_body = true where id = $1`, [id]);
  offices.push(id);
  return staffed(id);
}

export async function staffed(id: string): Promise<Office> {
  return {
    id,
    secretary: await person({ grants: [{ role: 'COUNCIL_SECRETARY', unitId: id }] }),
    checker: await person({ grants: [{ role: 'REVIEWER', unitId: id }] }),
    head: await person({ grants: [{ role: 'AUTHORITY', unitId: id }] }),
  };
}

export const nextOfficeSymbol = (): string => `${nextNumber()}/QĐ-SM`;

/** Checks and signs a draft of the office. Answers with its symbol. */
export async function issue({ checker, head }: Office, id: string): Promise<string> {
  await done(checker.client, DECIDE.check, { input: { id } });
  const symbol = nextOfficeSymbol();
  await done(head.client, DECIDE.issue, await signatureOf(head.client, id, { symbol }));
  return symbol;
}

/** An award of the office as a test uses it. */
export interface IssuedAward {
  id: string;
  decisionId: string;
  symbol: string;
  name: string;
  token: string;
}

/** A person honoured by the office, perhaps on the ground of earlier awards. */
export async function awarded(office: Office, name: string, groundIds: readonly string[] = []): Promise<IssuedAward> {
  const findings = groundIds.length > 0 ? [grounded(groundIds)] : [];
  return awardedTo(office, await endorsedBySql(office.id, 1, name, { findings }));
}

/** The award of a dossier that is ready to be decided. */
export async function awardedTo(
  office: Office,
  lines: readonly string[],
  title = 'Tặng Giấy khen',
): Promise<IssuedAward> {
  const { input } = draftOfSo(office.id, lines);
  const { decision } = await done(office.secretary.client, DECIDE.draft, { input: { ...input, title } });
  const symbol = await issue(office, decision.id as string);
  const [award] = await query<{ id: string; name: string; token: string }>(
    `select a.id, a.name_as_awarded as name, c.token from award a join certificate c on c.award_id = a.id where a.decision_id = $1`,
    [decision.id],
  );
  return { ...award!, decisionId: decision.id as string, symbol };
}

/** What a rule about earlier awards finds: it names those on which it rests. */
export const grounded = (awardIds: readonly string[]): object => ({
  verdict: 'PASSES',
  rule: { code: 'PRIOR_AWARD', article: '', document: '', text: null, validFrom: null, validTo: null, confirmed: true },
  ruleId: null,
  explanation: '',
  facts: [],
  eligibleFrom: null,
  judgement: null,
  awardIds,
});

/** Drafts, checks and issues the revocation of an award. */
export async function revoked(office: Office, awardId: string): Promise<string> {
  const input = { awardId, ground: 'A', reason: 'Kê khai không đúng' };
  const { decision } = await done(office.secretary.client, CHANGE.revoke, { input });
  await issue(office, decision.id as string);
  return decision.id as string;
}

/** The one award of a decision as it is now. */
// Tests look into answers of any shape.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export async function awardNow({ head }: Office, decisionId: string): Promise<any> {
  const { awards } = await head.client.get(CHANGE.award, { decisionId });
  return awards.edges[0].node;
}
