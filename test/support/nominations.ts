import { as, trialUnit, type Client } from './api.js';
import { send } from './documents.js';
import { pdf } from './files.js';

const FIELDS = `id code state step: currentStep { position unit { code } } suspended version lawDate dueOn
  route { position unit { code } decides external council posting outcome }`;
const payload = `nomination { ${FIELDS} } userErrors { code message field rule { code confirmed } }`;
const several = `nominations { ${FIELDS} } userErrors { code message field rule { code } }`;
const proposal = `proposal { id symbol from { code } to { code } nominations { ${FIELDS} } totals { kind count } }
  userErrors { code message field rule { code } }`;

/** The mutations of the chain, each with what a test looks at. */
export const CHAIN = {
  draft: `mutation ($input: DraftNominationInput!) { draftNomination(input: $input) { ${payload} } }`,
  edit: `mutation ($input: EditNominationInput!) { editNomination(input: $input) { ${payload} } }`,
  attach: `mutation ($nominationId: ID!, $documentId: ID!, $kind: String!) {
    attachDocument(nominationId: $nominationId, documentId: $documentId, kind: $kind) { ${payload} } }`,
  answer: `mutation ($input: AnswerMissingItemInput!) { answerMissingItem(input: $input) { ${payload} } }`,
  submit: `mutation ($input: SubmitNominationsInput!) { submitNominations(input: $input) { ${proposal} } }`,
  receiveAll: `mutation ($input: ReceiveProposalInput!) { receiveProposal(input: $input) { ${proposal} } }`,
  receive: `mutation ($input: NominationActionInput!) { receiveNomination(input: $input) { ${payload} } }`,
  return: `mutation ($input: ReturnNominationInput!) { returnNomination(input: $input) { ${payload} } }`,
  appraise: `mutation ($input: AppraiseNominationInput!) { appraiseNomination(input: $input) { ${payload} } }`,
  endorse: `mutation ($input: EndorseNominationsInput!) { endorseNominations(input: $input) { ${several} } }`,
  decline: `mutation ($input: NominationActionInput!) { declineNomination(input: $input) { ${payload} } }`,
  withdraw: `mutation ($input: NominationActionInput!) { withdrawNomination(input: $input) { ${payload} } }`,
  suspend: `mutation ($input: SuspendNominationInput!) { suspendNomination(input: $input) { ${payload} } }`,
  resume: `mutation ($input: NominationActionInput!) { resumeNomination(input: $input) { ${payload} } }`,
  forward: `mutation ($input: ForwardNominationsInput!) { forwardNominations(input: $input) { ${proposal} } }`,
  openPosting: `mutation ($input: OpenPostingInput!) { openPosting(input: $input) { ${several} } }`,
  closePosting: `mutation ($input: ClosePostingInput!) { closePosting(input: $input) { ${several} } }`,
  object: `mutation ($input: RecordObjectionInput!) { recordObjection(input: $input) { ${payload} } }`,
  answerObjection: `mutation ($input: AnswerObjectionInput!) { answerObjection(input: $input) { ${payload} } }`,
} as const;

/** Does it; fails where it was refused. Answers with the payload. */
// Tests look into answers of any shape.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export async function done(client: Client, mutation: string, variables: Record<string, unknown>): Promise<any> {
  const answer = await client.get(mutation, variables);
  if (answer.userErrors.length > 0) throw new Error(JSON.stringify(answer.userErrors));
  return answer;
}

/** The codes of the refusals; empty where it was done. */
export async function refusals(
  client: Client,
  mutation: string,
  variables: Record<string, unknown>,
): Promise<string[]> {
  const { userErrors } = await client.get(mutation, variables);
  return userErrors.map(({ code }: { code: string }) => code);
}

let made = 0;

/** A new record at the unit of that officer. */
export async function newHonouree(officer: string, input: Record<string, unknown> = {}): Promise<string> {
  made += 1;
  const answer = await done(
    await as(officer),
    `mutation ($input: CreateHonoureeInput!) { createHonouree(input: $input) { honouree { id } userErrors { code message field } } }`,
    { input: { kind: 'INDIVIDUAL', displayName: `Người được đề nghị số ${process.pid} ${made}`, ...input } },
  );
  return answer.honouree.id;
}

/** Its report and its minutes, as a confirmed rule asks for. */
export const REQUIRED = ['BAO_CAO_THANH_TICH', 'BIEN_BAN_HOP'] as const;

/** A draft with its documents. Answers with its id. */
export async function draftOf(
  officer: string,
  unitCode: string,
  input: Record<string, unknown> & { awardTypeCode: string },
): Promise<string> {
  const client = await as(officer);
  const { nomination } = await done(client, CHAIN.draft, {
    input: {
      honoureeId: input['honoureeId'] ?? (await newHonouree(officer)),
      meritKind: 'PHONG_TRAO',
      proposedById: trialUnit(unitCode).id,
      achievements: `Thành tích ${process.pid}-${(made += 1)} trong học tập và làm theo Bác`,
      achievementFrom: '2025-01-01',
      achievementTo: '2025-12-31',
      ...input,
    },
  });
  for (const kind of REQUIRED) await attach(officer, nomination.id, kind);
  return nomination.id;
}

/** Sends a small document and puts it into the dossier. */
export async function attach(username: string, nominationId: string, kind: string): Promise<string> {
  const client = await as(username);
  const document = await send(client, 'van-ban.pdf', pdf(), { kind });
  const documentId = document.json.id as string;
  await done(client, CHAIN.attach, { nominationId, documentId, kind });
  return documentId;
}

/** Judgements that accept every doubtful finding of the nomination, as its reader sees it. */
export async function acceptAll(client: Client, id: string): Promise<object[]> {
  const nomination = await client.get(
    `query ($id: ID!) { nomination(id: $id) { eligibility { findings { verdict rule { code } } } } }`,
    { id },
  );
  return nomination.eligibility.findings
    .filter(({ verdict }: { verdict: string }) => verdict === 'NEEDS_REVIEW')
    .map(({ rule }: { rule: { code: string } }) => ({
      ruleCode: rule.code,
      accept: true,
      reason: 'Đã đối chiếu văn bản.',
    }));
}

/** Receives and appraises favourably at the step of that reviewer. */
export async function appraised(reviewer: string, ids: readonly string[]): Promise<void> {
  const client = await as(reviewer);
  for (const id of ids) {
    await done(client, CHAIN.receive, { input: { id } });
    await done(client, CHAIN.appraise, {
      input: { id, opinion: 'Đủ điều kiện, tiêu chuẩn.', favourable: true, judgements: await acceptAll(client, id) },
    });
  }
}

/** Today, as the server counts it. */
export function today(): string {
  return new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
}
