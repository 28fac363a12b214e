import { addDays, civilDate } from '../../src/core/civil-date.js';
import { message, type MessageKey } from '../../src/core/messages.vi.js';
import { as, trialUnit } from '../support/api.js';
import { COUNCIL } from '../support/councils.js';
import { dossier } from '../support/dossiers.js';
import { CHAIN, newHonouree, today } from '../support/nominations.js';

// Refusals of the chain that no story meets, each with its own sentence and its place: what a hurried clerk gets wrong.

const NOBODY = '01a2015e-0000-7000-8000-000000000000';
const TOMORROW = addDays(civilDate(today()), 1);
const home = (): string => trialUnit('UBND-03390').id;
const one: Record<string, string> = {};

beforeAll(async () => {
  for (const state of ['DRAFT', 'SUBMITTED', 'APPRAISED', 'ENDORSED', 'RETURNED'] as const) {
    one[state] = await dossier({ proposerId: home(), state });
  }
  one['honouree'] = await newHonouree('canbo.binhlu');
});

const draft = (more: object): object => ({
  ...{ honoureeId: one['honouree'], awardTypeCode: 'BK_TINH', meritKind: 'PHONG_TRAO', proposedById: home() },
  ...{ achievements: 'Thành tích', achievementFrom: '2025-01-01', achievementTo: '2025-12-31', ...more },
});
const paper = { proposalDate: today(), signer: 'Người Ký' };
const NUMBER_BOOK = `mutation ($input: SetNumberBookInput!) { setNumberBook(input: $input) { userErrors { code message field } } }`;

const TOLD: [MessageKey, string, string, () => object, string][] = [
  ['nomination.meritUnknown', 'canbo', CHAIN.draft, () => draft({ meritKind: 'UNKNOWN' }), 'meritKind'],
  ['nomination.periodFuture', 'canbo', CHAIN.draft, () => draft({ achievementTo: TOMORROW }), 'achievementTo'],
  ['nomination.campaignNotFound', 'canbo', CHAIN.draft, () => draft({ campaignId: NOBODY }), 'campaignId'],
  ['model.notFound', 'canbo', CHAIN.draft, () => draft({ modelId: NOBODY }), 'modelId'],
  ['nomination.previousNotFinal', 'canbo', CHAIN.draft, () => draft({ previousId: one['DRAFT'] }), 'previousId'],
  ['nomination.dateFuture', 'canbo', CHAIN.submit, () => ({ ...paper, nominationIds: [one['DRAFT']], proposalDate: TOMORROW }), 'proposalDate'],
  ['nomination.noneGiven', 'canbo', CHAIN.submit, () => ({ ...paper, nominationIds: [] }), 'nominationIds'],
  ['nomination.answerNeeded', 'canbo', CHAIN.answer, () => ({ nominationId: one['RETURNED'], itemId: NOBODY }), 'answer'],
  ['nomination.itemNotFound', 'canbo', CHAIN.answer, () => ({ nominationId: one['RETURNED'], itemId: NOBODY, answer: 'Rồi' }), 'itemId'],
  ['nomination.proposalNotFound', 'thamdinh', CHAIN.receiveAll, () => ({ proposalId: NOBODY }), 'proposalId'],
  ['nomination.answerByPast', 'thamdinh', CHAIN.return, () => ({ id: one['SUBMITTED'], reason: 'Sửa', kind: 'CONTENT', answerBy: today() }), 'answerBy'],
  ['nomination.returnStep', 'thamdinh', CHAIN.return, () => ({ id: one['SUBMITTED'], reason: 'Sửa', kind: 'CONTENT', toStep: 1 }), 'toStep'],
  ['nomination.returnStep', 'thamdinh', CHAIN.return, () => ({ id: one['APPRAISED'], reason: 'Sửa', kind: 'CONTENT', toStep: 2 }), 'toStep'],
  ['nomination.dateFuture', 'thamdinh', CHAIN.suspend, () => ({ id: one['SUBMITTED'], ground: 'Đơn thư', date: TOMORROW }), 'date'],
  ['posting.notNeeded', 'thamdinh', CHAIN.openPosting, () => ({ nominationIds: [one['APPRAISED']], place: 'Nhà văn hóa' }), 'nominationIds'],
  ['posting.objectionNotFound', 'thamdinh', CHAIN.answerObjection, () => ({ objectionId: NOBODY, answer: 'Đúng', upheld: true }), 'objectionId'],
  ['nomination.councilNeeded', 'lanhdao', CHAIN.endorse, () => ({ nominationIds: [one['APPRAISED']], minutesNumber: '1', minutesDate: today() }), 'simplifiedGround'],
  ['symbol.state', 'lanhdao', CHAIN.endorse, () => ({ nominationIds: [one['APPRAISED']], minutesNumber: '05-BB/ĐU', minutesDate: today(), simplifiedGround: 'Điều 85' }), 'minutesNumber'],
  ['nomination.answerOpen', 'lanhdao', CHAIN.decline, () => ({ id: one['RETURNED'], reason: 'Quá hạn' }), 'id'],
  ['council.future', 'thuky', COUNCIL.open, () => ({ unitId: home(), heldOn: TOMORROW, totalMembers: 5, nominationIds: [one['APPRAISED']] }), 'heldOn'],
  ['numberBook.closed', 'quantri', NUMBER_BOOK, () => ({ unitId: home(), paper: 'PROPOSAL', series: null, lastUsed: 5 }), 'lastUsed'],
]; // prettier-ignore

describe('what is refused is told', () => {
  it.each(TOLD)('%s', async (key, role, mutation, input, field) => {
    const { userErrors } = await (await as(`${role}.binhlu`)).get(mutation, { input: input() });
    const sentence = message(key)
      .replace(/[.*+?^$()|[\]\\]/g, '\\$&')
      .replace(/\{\w+\}/g, '.+');
    expect(userErrors).toMatchObject([{ message: expect.stringMatching(new RegExp(`^${sentence}$`, 'u')) }]);
    expect(userErrors[0].field?.slice(0, 2)).toEqual(['input', field]);
  });

  it('nomination.samePersonSigner: who has appraised signs no tờ trình', async () => {
    const reviewer = await as('thamdinh.binhlu');
    const { nomination } = await reviewer
      .get(`query ($id: ID!) { nomination(id: $id) { events { action by { fullName } } } }`, { id: one['ENDORSED'] })
      .then((found: { events: object[] }) => ({ nomination: found }));
    const appraiser = (nomination.events as { action: string; by: { fullName: string } }[]).find(
      ({ action }) => action === 'APPRAISE',
    )!.by.fullName;
    const input = {
      nominationIds: [one['ENDORSED']],
      proposalSymbol: '77/TTr-UBND',
      proposalDate: today(),
      signer: appraiser.toUpperCase(),
    };
    const { userErrors } = await (await as('thuky.binhlu')).get(CHAIN.forward, { input });
    expect(userErrors).toMatchObject([{ code: 'SAME_PERSON', field: ['input', 'signer'] }]);
  });
});
