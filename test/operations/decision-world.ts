import { done, today } from '../support/nominations.js';
import { CHANGE } from '../support/changes.js';
import { DECIDE, draftOfSo, endorsedBySql, outsideBySql, signatureOf } from '../support/decisions.js';
import { person, type Person } from '../support/people.js';
import { query } from '../support/shared-connection.js';

/** What an operation on decisions asks to be there before it, at a sở of the province; {so}, {decision} … */
export interface GivenDecisions {
  /** Endorsed dossiers that stand on no decision: {nomination1} … */
  endorsed?: number;
  /** A decision on two lines, that far: {decision}; with {previewHash} before it is issued, {award}, {token} and {symbol} after. */
  decision?: 'DRAFT' | 'CHECKED' | 'ISSUED';
  /** The revocation of the first award of {decision}, that far: {revocation}; with {revocationHash} before it is issued. */
  revocation?: 'CHECKED' | 'ISSUED';
  /** True: the first award of {decision} is flagged, as if it had rested on the second, {flagger}. */
  flagged?: boolean;
  /** Issued decisions of one line each. */
  issuedDecisions?: number;
  /** Dossiers of the Party committee that lie with a central body: {outside1} … */
  outside?: number;
  /** An old decision on the {nominee} of the sở that a historian there has written down, as {old}. */
  writtenDown?: boolean;
  /** True: one account has recorded what became of them. */
  recorded?: boolean;
}

/** Who works on decisions. */
export type Decider = 'historian' | 'secretary' | 'checker' | 'head' | 'partySecretary';

/** Who works at the sở and at the Party committee. */
export async function makeDeciders(name: string, values: Record<string, string>): Promise<Record<Decider, Person>> {
  const { so, provinceBody } = values as Record<'so' | 'provinceBody', string>;
  values['today'] = today();
  const at = (role: 'COUNCIL_SECRETARY' | 'REVIEWER' | 'AUTHORITY', who: string, unitId = so): Promise<Person> =>
    person({ username: `op.${name}.${who}`, grants: [{ role, unitId }] });
  return {
    historian: await person({ username: `op.${name}.historian`, grants: [{ role: 'HISTORIAN', unitId: so }] }),
    secretary: await at('COUNCIL_SECRETARY', 'secretary'),
    checker: await at('REVIEWER', 'checker'),
    head: await at('AUTHORITY', 'head'),
    partySecretary: await at('COUNCIL_SECRETARY', 'party', provinceBody),
  };
}

/** Makes what is asked for, and names it. */
export async function makeDecisions(
  people: Record<Decider, Person>,
  given: GivenDecisions,
  values: Record<string, string>,
): Promise<void> {
  const so = values['so']!;
  if (given.endorsed) named(values, 'nomination', await endorsedBySql(so, given.endorsed, 'Người Sẵn Sàng'));
  const many = given.issuedDecisions ?? 0;
  const each = many > 0 ? await endorsedBySql(so, many, 'Người Thứ') : [];
  for (const [index, id] of each.entries()) await decisionAs(people, 'ISSUED', [id], so, `${101 + index}/QĐ-SM`);
  if (given.decision) {
    const lines = await endorsedBySql(so, 2, 'Người Được Khen');
    const decision = await decisionAs(people, given.decision, lines, so, '05/QĐ-SM');
    Object.assign(values, decision, { symbol: '05/QĐ-SM' });
    if (given.flagged) values['flagger'] = await flag(decision['decision']!, decision['award']!);
    if (given.revocation) Object.assign(values, await revocation(people, given.revocation, decision['award']!));
  }
  if (given.outside) await makeOutside(given, values);
  if (given.writtenDown !== undefined) await writeDown(given, people, values);
}

async function flag(decisionId: string, awardId: string): Promise<string> {
  const [other] = await query<{ id: string }>(`select id from award where decision_id = $1 and id <> $2`, [
    decisionId,
    awardId,
  ]);
  await query(`insert into award_flag (award_id, revoked_award_id, decision_id) values ($1, $2, $3)`, [
    awardId,
    other!.id,
    decisionId,
  ]);
  await query(`update award set flagged = true where id = $1`, [awardId]);
  return other!.id;
}

/** Somebody who was honoured long ago; and the decision, where it is written down already. */
async function writeDown(
  given: GivenDecisions,
  { historian }: Record<Decider, Person>,
  values: Record<string, string>,
): Promise<void> {
  const [nominee] = await query<{ id: string }>(
    `insert into honouree (kind, display_name, unit_id, registered_by_id, created_at)
     values ('INDIVIDUAL', 'Người Năm Xưa', $1, $1, now()) returning id`,
    [values['so']],
  );
  values['nominee'] = nominee!.id;
  if (!given.writtenDown) return;
  const line = { honoureeId: nominee!.id, awardTypeCode: 'BK_TTG', meritKind: 'UNKNOWN', nameAsAwarded: 'Năm Xưa' };
  const { decision } = await done(historian.client, DECIDE.writeDown, {
    input: {
      symbol: '345/QĐ-TTg',
      issuerAsPrinted: 'Thủ tướng Chính phủ',
      decidedFrom: '1998-01-01',
      decidedTo: '1998-12-31',
      title: 'Tặng Bằng khen',
      source: 'Kho lưu trữ, tập 3',
      // Other recordings on this database have written it down as well.
      acknowledgeDuplicate: true,
      lines: [{ ...line, posthumous: true, receivedBy: 'Vợ' }],
    },
  });
  values['old'] = decision.id as string;
}

function named(values: Record<string, string>, name: string, ids: readonly string[]): void {
  ids.forEach((id, index) => (values[`${name}${index + 1}`] = id));
}

async function decisionAs(
  { secretary, checker, head }: Record<Decider, Person>,
  state: 'DRAFT' | 'CHECKED' | 'ISSUED',
  nominationIds: readonly string[],
  issuedById: string,
  symbol: string,
): Promise<Record<string, string>> {
  const { decision } = await done(secretary.client, DECIDE.draft, draftOfSo(issuedById, nominationIds));
  const id = decision.id as string;
  if (state !== 'DRAFT') await done(checker.client, DECIDE.check, { input: { id } });
  const signature = await signatureOf(head.client, id, { symbol });
  if (state !== 'ISSUED') return { decision: id, previewHash: signature.input['previewHash'] as string };
  const issued = await done(head.client, DECIDE.issue, signature);
  const [{ node }] = issued.decision.awards.edges;
  return { decision: id, award: node.id as string, token: node.certificate.token as string };
}

async function revocation(
  { secretary, checker, head }: Record<Decider, Person>,
  state: 'CHECKED' | 'ISSUED',
  awardId: string,
): Promise<Record<string, string>> {
  const input = { awardId, ground: 'A', reason: 'Kê khai không đúng' };
  const { decision } = await done(secretary.client, CHANGE.revoke, { input });
  const id = decision.id as string;
  await done(checker.client, DECIDE.check, { input: { id } });
  const signature = await signatureOf(head.client, id, { symbol: '06/QĐ-SM' });
  if (state === 'CHECKED') return { revocation: id, revocationHash: signature.input['previewHash'] as string };
  await done(head.client, DECIDE.issue, signature);
  return { revocation: id };
}

async function makeOutside(given: GivenDecisions, values: Record<string, string>): Promise<void> {
  const body = values['provinceBody']!;
  const ids = await outsideBySql(body, given.outside ?? 0, 'Người Ở Trên');
  named(values, 'outside', ids);
  if (!given.recorded) return;
  const { client } = await person({ grants: [{ role: 'COUNCIL_SECRETARY', unitId: body }] });
  const paper = { issuerAsPrinted: 'Ban Tuyên giáo và Dân vận Trung ương', symbol: '77-QĐ/BTGDVTW', signedOn: today() };
  await done(client, DECIDE.record, { input: { nominationIds: ids, outcome: 'AWARD', ...paper } });
}
