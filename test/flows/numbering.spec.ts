import type { RoleCode } from '../../src/core/permissions.js';
import { COUNCIL, opened, JUDGED, tally, waiting } from '../support/councils.js';
import { dossier } from '../support/dossiers.js';
import { lastAudit, recordedAfter } from '../support/fingerprint.js';
import { CHAIN, done, refusals, today } from '../support/nominations.js';
import { person, type Person } from '../support/people.js';
import { query } from '../support/shared-connection.js';
import { triedAgain } from '../support/tried-again.js';
import { unitId } from '../support/units.js';
import { useOwnServer } from '../support/use-own-server.js';

const SET = `mutation ($input: SetNumberBookInput!) { setNumberBook(input: $input) {
  unit { code numberBooks { paper series used { period last } } } userErrors { code message field } } }`;
const CONGRESS = `mutation ($input: RecordCongressInput!) { recordCongress(input: $input) {
  unit { congresses { closedOn term source } } userErrors { code message field } } }`;
const AT_ONCE = 50;
const YEAR = today().slice(0, 4);

/** The State's and the Party's body of one commune, with their people. */
let state: string;
let party: string;
let province: string;
const people = new Map<string, Person>();
// Its number books are nobody else's.
useOwnServer();

beforeAll(async () => {
  state = await unitId('UBND-03390');
  party = await unitId('DU-03390');
  province = await unitId('UBND-12');
});

async function at(unit: string, role: RoleCode): Promise<Person['client']> {
  const key = `${role} ${unit}`;
  const known = people.get(key) ?? (await person({ grants: [{ role, unitId: unit }] }));
  people.set(key, known);
  return known.client;
}

const draft = (proposerId: string): Promise<string> => dossier({ proposerId, award: 'BK_TINH', state: 'DRAFT' });

/** Submits a dossier of that unit by a tờ trình with that number on that day; what was left out is not typed. */
async function submission(unit: string, proposalSymbol?: string, proposalDate = today()): Promise<object> {
  const ids = [await draft(unit)];
  const input = { nominationIds: ids, proposalSymbol, proposalDate, signer: 'Người Ký' };
  const { proposal, userErrors } = await (await at(unit, 'UNIT_OFFICER')).get(CHAIN.submit, { input });
  return proposal ? proposal.symbol : userErrors.map(({ code }: { code: string }) => code);
}

async function setBook(unit: string, input: Record<string, unknown>): Promise<{ numberBooks: object[] }> {
  const { unit: found } = await done(await at(province, 'ADMINISTRATOR'), SET, { input: { unitId: unit, ...input } });
  return found as { numberBooks: object[] };
}

const symbolsOf = async (unit: string, series: string): Promise<string[]> =>
  (
    await query<{ symbol: string }>(
      `select symbol from proposal where from_unit_id = $1 and symbol like '%' || $2 order by number`,
      [unit, series],
    )
  ).map(({ symbol }) => symbol);

/** The first day of this year: of the same as today's numbers. */
const newYear = `${today().slice(0, 4)}-01-01`;

describe("a clerk's numbers", () => {
  it('of the State are unique in their year, in any order', async () => {
    expect(await submission(state, '27/TTr-UBND', '2025-12-30')).toBe('27/TTr-UBND');
    expect(await submission(state, '05/TTr-UBND', '2025-12-31')).toBe('05/TTr-UBND');
    expect(await submission(state, '05/TTr-UBND', '2025-07-02')).toEqual(['NUMBER_TAKEN']);
    expect(await submission(state, '05/TTr-UBND', newYear)).toBe('05/TTr-UBND');
    expect(await submission(state, '05/TTr-HĐTĐKT', newYear)).toBe('05/TTr-HĐTĐKT');
    expect(await submission(state, '5/TTr-UBND')).toEqual(['INVALID_INPUT']);
    expect(await submission(state, '06-TTr/ĐU')).toEqual(['INVALID_INPUT']);
  });

  it('of the Party run through the term, whatever the year', async () => {
    expect(await submission(party, '85-TTr/ĐU', '2025-12-31')).toBe('85-TTr/ĐU');
    expect(await submission(party, '85-TTr/ĐU', '2026-01-01')).toEqual(['NUMBER_TAKEN']);
    // The day before the term that is in the shipped data (data/law/party-terms.json).
    expect(await submission(party, '85-TTr/ĐU', '2025-06-30')).toBe('85-TTr/ĐU');
    expect(await submission(party, '86/TTr-ĐU')).toEqual(['INVALID_INPUT']);
  });

  it('of a Party committee begin anew on the day after its own congress', async () => {
    const admin = await at(await unitId('TU-12'), 'ADMINISTRATOR');
    const congress = { unitId: party, closedOn: '2026-03-10', term: '2025–2030', source: 'Biên bản bế mạc đại hội' };
    const recorded = await done(admin, CONGRESS, { input: congress });
    expect(recorded.unit.congresses).toEqual([
      { closedOn: '2026-03-10', term: '2025–2030', source: 'Biên bản bế mạc đại hội' },
    ]);
    expect(await submission(party, '85-TTr/ĐU', '2026-03-10')).toEqual(['NUMBER_TAKEN']);
    expect(await submission(party, '85-TTr/ĐU', '2026-03-11')).toBe('85-TTr/ĐU');
    expect(await submission(party, '85-TTr/ĐU')).toEqual(['NUMBER_TAKEN']);
    const refused = (more: object): Promise<string[]> => refusals(admin, CONGRESS, { input: { ...congress, ...more } });
    expect(await refused({})).toEqual(['DUPLICATE']);
    expect(await refused({ closedOn: '2100-01-01' })).toEqual(['INVALID_INPUT']);
    expect(
      await refusals(await at(province, 'ADMINISTRATOR'), CONGRESS, { input: { ...congress, unitId: state } }),
    ).toEqual(['INVALID_INPUT']);
  });
});

describe('a book that is kept here', () => {
  it('goes on after what was numbered by hand, takes no typed numbers, and can be given back to the clerk', async () => {
    const unit = await setBook(state, { paper: 'PROPOSAL', series: 'TTr-BTĐ', lastUsed: 7 });
    expect(unit.numberBooks).toEqual([{ paper: 'PROPOSAL', series: 'TTr-BTĐ', used: [{ period: YEAR, last: 7 }] }]);
    expect(await submission(state)).toBe('08/TTr-BTĐ');
    expect(await submission(state, '09/TTr-BTĐ')).toEqual(['INVALID_INPUT']);
    const last = await lastAudit();
    await setBook(state, { paper: 'PROPOSAL', series: 'TTr-BTĐ' });
    expect((await recordedAfter(last)).filter(({ action }) => action === 'unit.numberBook')).toEqual([]);
    expect(await submission(state)).toBe('09/TTr-BTĐ');
    expect(await submission(state, undefined, '2025-12-31')).toBe('01/TTr-BTĐ');
    const admin = await at(province, 'ADMINISTRATOR');
    const refused = (more: object): Promise<string[]> =>
      refusals(admin, SET, { input: { unitId: state, paper: 'PROPOSAL', series: 'TTr-BTĐ', ...more } });
    expect(await refused({ lastUsed: 9 })).toEqual(['INVALID_INPUT']);
    expect(await refused({ series: 'QĐ-UBND' })).toEqual(['INVALID_INPUT']);
    expect(await refused({ series: 'TTr/ĐU' })).toEqual(['INVALID_INPUT']);
    expect(
      await refusals(await at(party, 'ADMINISTRATOR'), SET, { input: { unitId: state, paper: 'PROPOSAL' } }),
    ).toEqual(['FORBIDDEN']);
    // Only a book that is kept here is given back; nothing is written about one that is not.
    const books = `select paper, series from number_book where unit_id = $1 order by paper`;
    const [none] = (await admin.get(SET, { input: { unitId: state, paper: 'MINUTES' } })).userErrors;
    expect(none).toMatchObject({ code: 'WRONG_STATE', field: ['input', 'series'] });
    expect(none.message).toContain('Đơn vị không có sổ cấp số cho loại văn bản BB ở đây');
    expect(await query(books, [state])).toEqual([{ paper: 'PROPOSAL', series: 'TTr-BTĐ' }]);
    expect((await setBook(state, { paper: 'PROPOSAL', series: null })).numberBooks).toEqual([]);
    expect(await refused({ series: null })).toEqual(['WRONG_STATE']);
    expect(await submission(state, '44/TTr-BTĐ')).toBe('44/TTr-BTĐ');
    await setBook(state, { paper: 'PROPOSAL', series: 'TTr-BTĐ' });
    expect(await submission(state)).toBe('45/TTr-BTĐ');
  });

  it(`gives ${AT_ONCE} at once their numbers without a gap, though some are refused after they had one`, async () => {
    await setBook(state, { paper: 'PROPOSAL', series: 'TTr-XTĐ' });
    const officer = await at(state, 'UNIT_OFFICER');
    const ids: string[] = [];
    for (let made = 0; made < AT_ONCE; made += 1) ids.push(await draft(state));
    // Five propose the same person again for the same: each is refused once its tờ trình is written.
    await query(
      `update nomination set honouree_id = (select honouree_id from nomination where id = $1), achievements = 'Cùng thành tích'
       where id = any ($2::uuid[])`,
      [ids[0], ids.slice(0, 6)],
    );
    const answers = await Promise.all(
      ids.map((id) =>
        triedAgain(officer, CHAIN.submit, {
          input: { nominationIds: [id], proposalDate: today(), signer: 'Người Ký' },
        }),
      ),
    );
    const codes = answers.flatMap(({ userErrors }) => userErrors.map(({ code }: { code: string }) => code));
    expect(codes).toEqual(Array(5).fill('DUPLICATE'));
    const expected = Array.from({ length: AT_ONCE - 5 }, (_, index) => `${String(index + 1).padStart(2, '0')}/TTr-XTĐ`);
    expect(await symbolsOf(state, 'TTr-XTĐ')).toEqual(expected);
  });

  it("numbers the minutes of a council in the council's own series (R38), and what it forwards in the body's", async () => {
    const secretary = await at(state, 'COUNCIL_SECRETARY');
    await setBook(state, { paper: 'MINUTES', series: 'BB-HĐTĐKT' });
    const closed = async (minutesNumber?: string): Promise<string | string[]> => {
      const id = await waiting({ unitId: state });
      const session = await opened(secretary, state, [id]);
      await done(secretary, COUNCIL.record, { input: { sessionId: session, items: [tally(id, 5)] } });
      const answer = await secretary.get(COUNCIL.close, { input: { id: session, minutesNumber, judgements: JUDGED } });
      return answer.session
        ? answer.session.minutesNumber
        : answer.userErrors.map(({ code }: { code: string }) => code);
    };
    expect(await closed()).toBe('01/BB-HĐTĐKT');
    expect(await closed('02/BB-HĐTĐKT')).toEqual(['INVALID_INPUT']);
    expect(await closed()).toBe('02/BB-HĐTĐKT');

    await setBook(state, { paper: 'PROPOSAL', series: 'TTr-UBND' });
    const forward = async (): Promise<string> => {
      const id = await dossier({ proposerId: state, award: 'BK_TINH', state: 'ENDORSED' });
      const input = { nominationIds: [id], proposalDate: today(), signer: 'Chủ tịch Xã' };
      return (await done(secretary, CHAIN.forward, { input })).proposal.symbol as string;
    };
    // 05/TTr-UBND of this year was typed above, before the book was opened.
    expect([await forward(), await forward()]).toEqual(['06/TTr-UBND', '07/TTr-UBND']);
    await setBook(state, { paper: 'PROPOSAL', series: null });
    const id = await dossier({ proposerId: state, award: 'BK_TINH', state: 'ENDORSED' });
    const input = { nominationIds: [id], proposalDate: today(), signer: 'Chủ tịch Xã' };
    expect(await refusals(secretary, CHAIN.forward, { input })).toEqual(['INVALID_INPUT']);
  });
});
