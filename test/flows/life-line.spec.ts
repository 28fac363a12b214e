import { as } from '../support/api.js';
import { DECIDE, endorsedAtSo, checkedDecision, signatureOf } from '../support/decisions.js';
import { LONG_AGO, makeModel } from '../support/models.js';
import { done, newHonouree, today } from '../support/nominations.js';
import { person } from '../support/people.js';
import { unitId } from '../support/units.js';

const LIFE = `query ($id: ID!) { honouree(id: $id) { lifeLine {
  kind from to award { nameAsAwarded nomination { state } } model { id } } } }`;

it('the life-line of an honouree is its awards and models in time, as far as one may read them', async () => {
  const so = await unitId('SNV-12');
  const id = await newHonouree('canbo.sonoivu', { displayName: 'Lò Thị Đời Người' });
  const decisionId = await checkedDecision([await endorsedAtSo({ honoureeId: id })]);
  const head = await as('lanhdao.sonoivu');
  await done(head, DECIDE.issue, await signatureOf(head, decisionId, {}));
  const model = await makeModel({
    ownerId: id,
    ownerUnitId: so,
    registeredWithId: await unitId('UBND-12'),
    name: 'Mô hình đời người',
    startsOn: LONG_AGO,
  });
  const couple = await newHonouree('canbo.sonoivu', { displayName: 'Ông Đời Người' });
  const [one, other] = [
    await person({ grants: [{ role: 'HISTORIAN', unitId: so }] }),
    await person({ grants: [{ role: 'HISTORIAN', unitId: so }] }),
  ];
  const line = {
    honoureeId: couple,
    awardTypeCode: 'BK_TINH',
    meritKind: 'UNKNOWN',
    nameAsAwarded: 'Vợ chồng ông Đời',
  };
  const { decision } = await done(one.client, DECIDE.writeDown, {
    input: {
      issuerAsPrinted: 'Ủy ban hành chính',
      decidedFrom: '1971-01-01',
      decidedTo: '1971-12-31',
      title: 'Khen',
      source: 'Tập 2',
      lines: [{ ...line, sharedWithIds: [id] }],
    },
  });
  const read = async (client = one.client): Promise<unknown> => (await client.get(LIFE, { id }))?.lifeLine;
  const awarded = {
    kind: 'AWARDED',
    from: today(),
    to: today(),
    award: { nameAsAwarded: 'Lò Thị Đời Người' },
    model: null,
  };
  const ran = { kind: 'MODEL', award: null, model: { id: model.id } };
  // What is not confirmed is no part of a life.
  expect(await read()).toMatchObject([ran, awarded]);
  await done(other.client, DECIDE.confirmWritten, { input: { id: decision.id, accept: true } });
  const recorded = {
    kind: 'RECORDED',
    from: '1971-01-01',
    to: '1971-12-31',
    award: { nameAsAwarded: 'Vợ chồng ông Đời', nomination: null },
    model: null,
  };
  expect(await read()).toMatchObject([recorded, ran, awarded]);
  expect(await read(head)).toMatchObject([recorded, ran, { ...awarded, award: { nomination: { state: 'AWARDED' } } }]);
  expect(await read(await as('canbo.binhlu'))).toBeUndefined();
});
