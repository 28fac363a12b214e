import { done, today } from './nominations.js';
import { DECIDE, draftOfSo, endorsedBySql, outsideBySql, signatureOf } from './decisions.js';
import { nextNumber } from './numbers.js';
import type { Places, Sample, World } from './operation-samples.js';
import { person, type Person } from './people.js';
import { query } from './shared-connection.js';

/** A sở, which decides on giấy khen of its own; another; the province; an office of the first. */
const AT_A_SO: Places = { home: 'SGDDT-12', beside: 'SNV-12', above: 'UBND-12', below: 'VP-SGDDT-12' };
/** Without the province, which reads its awards and may not change them: told by the flows. */
const NOT_ABOVE_A_SO: Places = { home: 'SGDDT-12', beside: 'SNV-12', below: 'VP-SGDDT-12' };
/** The body of the province that forwards to a central one; a committee below it; another line. */
const AT_THE_LAST_INSIDE: Places = { home: 'TU-12', beside: 'UBND-12', below: 'DU-03390' };

// Samples look into answers of any shape.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Found = any;

const secretary = ({ home }: World): Promise<Person> =>
  person({ grants: [{ role: 'COUNCIL_SECRETARY', unitId: home }] });
const reviewer = ({ home }: World): Promise<Person> => person({ grants: [{ role: 'REVIEWER', unitId: home }] });
const head = ({ home }: World): Promise<Person> => person({ grants: [{ role: 'AUTHORITY', unitId: home }] });
const oneEndorsed = ({ home, unique }: World): Promise<string[]> => endorsedBySql(home, 1, `Mẫu ${unique}`);

async function drafted(world: World): Promise<string> {
  const { client } = await secretary(world);
  const { decision } = await done(client, DECIDE.draft, draftOfSo(world.home, await oneEndorsed(world)));
  return decision.id as string;
}

async function checked(world: World): Promise<string> {
  const id = await drafted(world);
  await done((await reviewer(world)).client, DECIDE.check, { input: { id } });
  return id;
}

async function issued(world: World): Promise<{ id: string; awardId: string; token: string; symbol: string }> {
  const { client } = await head(world);
  const id = await checked(world);
  const { decision } = await done(client, DECIDE.issue, await signatureOf(client, id, { symbol: symbolOf(world) }));
  const [{ node }] = decision.awards.edges;
  const { symbol } = decision as { symbol: string };
  return { id, awardId: node.id as string, token: node.certificate.token as string, symbol };
}

/** A flagged award; that it rested on itself is shorter than the truth. */
async function flagged(world: World): Promise<string> {
  const { id, awardId } = await issued(world);
  await query(`insert into award_flag (award_id, revoked_award_id, decision_id) values ($1, $1, $2)`, [awardId, id]);
  await query(`update award set flagged = true where id = $1`, [awardId]);
  return awardId;
}

const symbolOf = (_: World): string => `${nextNumber()}/QĐ-SGDĐT`;

/** A dossier that lies outside, with what another account has recorded of it. */
async function recorded(world: World): Promise<string> {
  const [id] = await outsideBySql(world.home, 1, `Mẫu ${world.unique}`);
  await done((await secretary(world)).client, DECIDE.record, { input: paper([id!]) });
  return id!;
}

const paper = (nominationIds: readonly string[]): Record<string, unknown> => ({
  nominationIds,
  outcome: 'AWARD',
  issuerAsPrinted: 'Ban Tuyên giáo và Dân vận Trung ương',
  symbol: `${nextNumber()}-QĐ/BTGDVTW`,
  signedOn: today(),
});

/** The form of an old decision of the Prime Minister, kept by `home`. */
async function oldDecision({ home, unique }: World): Promise<Record<string, unknown>> {
  const [honouree] = await query<{ id: string }>(
    `insert into honouree (kind, display_name, unit_id, registered_by_id, created_at)
     values ('INDIVIDUAL', $2, $1, $1, now()) returning id`,
    [home, `Mẫu ${unique}`],
  );
  const award = { awardTypeCode: 'BK_TTG', meritKind: 'UNKNOWN', nameAsAwarded: `Mẫu ${unique}` };
  return {
    recordedForId: home,
    issuerAsPrinted: 'Thủ tướng Chính phủ',
    decidedFrom: '1998-01-01',
    decidedTo: '1998-12-31',
    title: 'Tặng Bằng khen',
    source: 'Kho lưu trữ, tập 3',
    lines: [{ honoureeId: honouree!.id, ...award }],
  };
}

/** One that somebody has written down. */
async function writtenDown(world: World): Promise<string> {
  const historian = await person({ grants: [{ role: 'HISTORIAN', unitId: world.home }] });
  const { decision } = await done(historian.client, DECIDE.writeDown, { input: await oldDecision(world) });
  return decision.id as string;
}

/** One row for each operation of decisions, and of the ledger. */
export const DECISION_SAMPLES: Record<string, Sample> = {
  // Query
  decision: {
    places: AT_A_SO,
    variables: async (world) => ({ id: (await issued(world)).id }),
    elsewhere: { shows: (found) => found !== null },
  },
  decisionPreview: {
    places: AT_A_SO,
    variables: async (world) => ({ id: await drafted(world), signedOn: today() }),
    elsewhere: 'NOT_FOUND',
  },
  decisions: {
    places: AT_A_SO,
    variables: async (world) => ({ filter: { text: (await issued(world)).symbol } }),
    elsewhere: { shows: ({ totalCount, edges }: Found) => totalCount === 1 && edges.length === 1 },
  },
  checkpoints: {
    places: AT_A_SO,
    variables: async (world) => (await issued(world), { first: 1 }),
    elsewhere: 'the same',
  },
  consistencyProof: {
    places: AT_A_SO,
    variables: async (world) => (await issued(world), { from: '1', to: '1' }),
    elsewhere: 'the same',
  },
  inclusionProof: {
    places: AT_A_SO,
    variables: async (world) => ({ awardId: (await issued(world)).awardId }),
    elsewhere: { shows: (found) => found !== null },
  },
  honourTotals: {
    places: AT_A_SO,
    variables: async (world) => ({ search: { decisionSymbol: (await issued(world)).symbol } }),
    elsewhere: { shows: ({ total, byKind }: Found) => total === 1 && byKind.length === 1 },
  },
  searchHonours: {
    places: AT_A_SO,
    variables: async (world) => ({ search: { decisionSymbol: (await issued(world)).symbol } }),
    elsewhere: { shows: ({ totalCount, edges }: Found) => totalCount === 1 && edges.length === 1 },
  },
  verifyCertificate: {
    places: AT_A_SO,
    variables: async (world) => ({ token: (await issued(world)).token }),
    elsewhere: 'the same',
  },

  // Mutation
  correctAward: {
    places: NOT_ABOVE_A_SO,
    variables: async (world) => ({
      input: { awardId: (await issued(world)).awardId, nameAsAwarded: 'Tên Đúng', reason: 'Sai họ tên' },
    }),
    elsewhere: 'NOT_FOUND',
  },
  revokeAward: {
    places: NOT_ABOVE_A_SO,
    variables: async (world) => ({
      input: { awardId: (await issued(world)).awardId, ground: 'A', reason: 'Kê khai không đúng' },
    }),
    elsewhere: 'NOT_FOUND',
  },
  reissueCertificate: {
    places: NOT_ABOVE_A_SO,
    variables: async (world) => ({
      input: { awardId: (await issued(world)).awardId, cause: 'Bị mất', requestSymbol: 'Đơn ngày 05/11/2026' },
    }),
    elsewhere: 'NOT_FOUND',
  },
  settleFlags: {
    places: NOT_ABOVE_A_SO,
    variables: async (world) => {
      const awardId = await flagged(world);
      return { input: { awardId, flagIds: [awardId], outcome: 'KEPT', reason: 'Còn đủ thành tích khác' } };
    },
    elsewhere: 'NOT_FOUND',
  },
  checkDecision: {
    places: AT_A_SO,
    variables: async (world) => ({ input: { id: await drafted(world) } }),
    elsewhere: 'NOT_FOUND',
  },
  confirmExternalOutcome: {
    places: AT_THE_LAST_INSIDE,
    variables: async (world) => ({ input: { nominationIds: [await recorded(world)], accept: true } }),
    elsewhere: 'NOT_FOUND',
  },
  confirmRecordedDecision: {
    places: AT_A_SO,
    variables: async (world) => ({ input: { id: await writtenDown(world), accept: true } }),
    elsewhere: 'NOT_FOUND',
  },
  discardDecision: {
    places: AT_A_SO,
    variables: async (world) => ({ input: { id: await drafted(world) } }),
    elsewhere: 'NOT_FOUND',
  },
  draftDecision: {
    places: AT_A_SO,
    variables: async (world) => draftOfSo(world.home, await oneEndorsed(world)),
    elsewhere: 'FORBIDDEN',
  },
  editDecision: {
    places: AT_A_SO,
    variables: async (world) => ({ input: { id: await drafted(world), title: `Tặng Giấy khen ${world.unique}` } }),
    elsewhere: 'NOT_FOUND',
  },
  issueDecision: {
    places: AT_A_SO,
    variables: async (world) => {
      const { client } = await head(world);
      return signatureOf(client, await checked(world), { symbol: symbolOf(world) });
    },
    elsewhere: 'NOT_FOUND',
  },
  recordDecision: {
    places: AT_A_SO,
    variables: async (world) => ({ input: await oldDecision(world) }),
    elsewhere: 'FORBIDDEN',
  },
  recordExternalOutcome: {
    places: AT_THE_LAST_INSIDE,
    variables: async (world) => ({ input: paper(await outsideBySql(world.home, 1, `Mẫu ${world.unique}`)) }),
    elsewhere: 'NOT_FOUND',
  },
  returnDecision: {
    places: AT_A_SO,
    variables: async (world) => ({ input: { id: await checked(world), reason: 'Sửa trích yếu' } }),
    elsewhere: 'NOT_FOUND',
  },
  setDecisionLines: {
    places: AT_A_SO,
    variables: async (world) => ({ input: { id: await drafted(world), nominationIds: await oneEndorsed(world) } }),
    elsewhere: 'NOT_FOUND',
  },
};
