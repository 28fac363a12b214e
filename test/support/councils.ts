import type { Client } from './api.js';
import { send } from './documents.js';
import { pdf } from './files.js';
import { acceptAll, CHAIN, done, REQUIRED, today } from './nominations.js';
import { person, type Person } from './people.js';
import { query } from './shared-connection.js';

const ITEM = `nomination { id code state } votesFor votesAgainst blank absentWithoutOpinion writtenOpinions recused ratio
  threshold thresholdConfirmed passed left`;
const PAYLOAD = `session { id unit { code } heldOn totalMembers mode closed minutesNumber items { ${ITEM} } }
  userErrors { code message field rule { code confirmed } }`;

/** The operations of councils, each with what a test looks at. */
export const COUNCIL = {
  open: `mutation ($input: OpenCouncilSessionInput!) { openCouncilSession(input: $input) { ${PAYLOAD} } }`,
  record: `mutation ($input: RecordCouncilVoteInput!) { recordCouncilVote(input: $input) { ${PAYLOAD} } }`,
  cast: `mutation ($input: CastCouncilVotesInput!) { castCouncilVotes(input: $input) { ${PAYLOAD} } }`,
  write: `mutation ($input: RecordWrittenOpinionsInput!) { recordWrittenOpinions(input: $input) { ${PAYLOAD} } }`,
  close: `mutation ($input: CloseCouncilSessionInput!) { closeCouncilSession(input: $input) { ${PAYLOAD} } }`,
  one: `query ($id: ID!) { councilSession(id: $id) {
    id closed mode items { ${ITEM} session { id } ballots { vote member { username } } } } }`,
  list: `query ($unitId: ID, $open: Boolean, $first: Int, $after: String) {
    councilSessions(unitId: $unitId, open: $open, first: $first, after: $after) {
      totalCount pageInfo { hasNextPage endCursor } edges { node { id closed unit { code } } } } }`,
  ofNomination: `query ($id: ID!) { nomination(id: $id) {
    state councilItems { votesFor ratio passed left threshold session { id } ballots { vote } } } }`,
} as const;

/** Those who work on the dossiers of a unit before its council does. */
interface Crew {
  officer: Person;
  reviewer: Person;
  documentId: string;
}

const crews = new Map<string, Promise<Crew>>();

async function makeCrew(unitId: string): Promise<Crew> {
  const officer = await person({ grants: [{ role: 'UNIT_OFFICER', unitId }] });
  const reviewer = await person({ grants: [{ role: 'REVIEWER', unitId }] });
  const { json } = await send(officer.client, 'ho-so.pdf', pdf(), { kind: REQUIRED[0] });
  return { officer, reviewer, documentId: (json as { id: string }).id };
}

function crewOf(unitId: string): Promise<Crew> {
  let crew = crews.get(unitId);
  if (!crew) crews.set(unitId, (crew = makeCrew(unitId)));
  return crew;
}

/** What a nomination is to be that waits for the council of the unit which has proposed it. */
export interface Waiting {
  unitId: string;
  /** GK_XA, which a commune decides itself, where it is left out. */
  awardTypeCode?: string;
  displayName?: string;
  favourable?: boolean;
  /** Who writes it and submits it; somebody of the unit where it is left out. */
  officer?: Person;
  /** For somebody who has a record; somebody new where it is left out. */
  honoureeId?: string;
}

let made = 0;

async function somebody(unitId: string, displayName?: string): Promise<string> {
  const [honouree] = await query<{ id: string }>(
    `insert into honouree (kind, display_name, unit_id, registered_by_id, created_at)
     values ('INDIVIDUAL', $1, $2, $2, now()) returning id`,
    [displayName ?? `Người Được Xét ${process.pid} ${(made += 1)}`, unitId],
  );
  return honouree!.id;
}

/** A nomination that waits for the council of a unit. */
export async function waiting({
  unitId,
  awardTypeCode = 'GK_XA',
  displayName,
  favourable = true,
  officer: author,
  honoureeId,
}: Waiting): Promise<string> {
  const crew = await crewOf(unitId);
  const { client } = author ?? crew.officer;
  const whom = honoureeId ?? (await somebody(unitId, displayName));
  const { nomination } = await done(client, CHAIN.draft, {
    input: {
      honoureeId: whom,
      awardTypeCode,
      meritKind: 'PHONG_TRAO',
      proposedById: unitId,
      achievements: 'Học tập và làm theo Bác',
      achievementFrom: '2025-01-01',
      achievementTo: '2025-12-31',
    },
  });
  const { id } = nomination as { id: string };
  for (const kind of REQUIRED)
    await done(client, CHAIN.attach, { nominationId: id, documentId: crew.documentId, kind });
  await done(client, CHAIN.submit, { input: { nominationIds: [id], proposalDate: today(), signer: 'Người Ký' } });
  const reviewer = crew.reviewer.client;
  await done(reviewer, CHAIN.receive, { input: { id } });
  const judgements = favourable ? await acceptAll(reviewer, id) : [];
  await done(reviewer, CHAIN.appraise, { input: { id, opinion: 'Đã thẩm định.', favourable, judgements } });
  return id;
}

/** Opens a session of today. Answers with its id. */
export async function opened(
  secretary: Client,
  unitId: string,
  nominationIds: readonly string[],
  more: { mode?: 'PAPER' | 'OPEN'; totalMembers?: number } = {},
): Promise<string> {
  const input = { unitId, nominationIds, heldOn: today(), totalMembers: 5, ...more };
  return (await done(secretary, COUNCIL.open, { input })).session.id as string;
}

/** A tally: so many for, the rest against. */
export function tally(nominationId: string, votesFor: number, total = 5): Record<string, unknown> {
  const none = { blank: 0, absentWithoutOpinion: 0, writtenOpinions: 0, recused: 0 };
  return { nominationId, votesFor, votesAgainst: total - votesFor, ...none };
}

/** The judgement on the threshold of a commune's council, which nobody has checked yet. */
export const JUDGED = [{ ruleCode: 'COUNCIL.XA', accept: true, reason: 'Quy chế của hội đồng cũng nêu 80 %.' }];
