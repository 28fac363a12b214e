import fc from 'fast-check';
import type { NominationState } from '../../nominations/domain/workflow.js';
import { convert, type Handover, type OpenDossier } from './conversion.js';

const ROUTE = ['xã', 'huyện', 'tỉnh'];
const OUTSIDE = [...ROUTE.map((unitId) => ({ unitId, gone: false })), { unitId: 'TTg', gone: false, external: true }];

function dossier(state: NominationState, step: number, more: Partial<OpenDossier> = {}): OpenDossier {
  return {
    state,
    step,
    proposedById: 'trường',
    suspendedById: null,
    wantedDeciderId: null,
    awardTypeId: 'BK_TINH',
    honouredUnitId: null,
    route: ROUTE.map((unitId) => ({ unitId, gone: false })),
    ...more,
  };
}

function handover(takers: Record<string, string>, more: Partial<Handover> = {}): Handover {
  return {
    ended: new Set(Object.keys(takers)),
    takers: new Map(Object.entries(takers)),
    mayDecide: () => true,
    ...more,
  };
}

describe('what a reorganisation does with a dossier', () => {
  const cases: [string, OpenDossier, Handover, [string, number, string, string] | null][] = [
    [
      '(a) the successor takes the step, the state stays',
      dossier('APPRAISED', 1),
      handover({ xã: 'xã mới' }),
      ['APPRAISED', 1, 'xã mới huyện tỉnh', ''],
    ],
    [
      '(a) also of the step that decides',
      dossier('ENDORSED', 3),
      handover({ tỉnh: 'tỉnh mới' }),
      ['ENDORSED', 3, 'xã huyện tỉnh mới', ''],
    ],
    [
      '(b) the taker stands further up: it lies there',
      dossier('ENDORSED', 2),
      handover({ huyện: 'tỉnh' }),
      ['SUBMITTED', 3, 'xã huyện tỉnh', '2'],
    ],
    [
      '(b) a returned one goes there when it is answered',
      dossier('RETURNED', 2),
      handover({ huyện: 'tỉnh' }),
      ['RETURNED', 3, 'xã huyện tỉnh', '2'],
    ],
    [
      '(b) a step that is still to come leaves the route',
      dossier('RECEIVED', 1),
      handover({ huyện: 'tỉnh' }),
      ['RECEIVED', 1, 'xã huyện tỉnh', '2'],
    ],
    [
      'a step that is done stays as it was done',
      dossier('RECEIVED', 3),
      handover({ huyện: 'tỉnh', xã: 'xã mới' }),
      null,
    ],
    [
      '(a) what lies outside is kept by the successor of the last inside',
      dossier('SUBMITTED', 4, { route: OUTSIDE }),
      handover({ tỉnh: 'tỉnh mới', huyện: 'tỉnh' }),
      ['SUBMITTED', 4, 'xã huyện tỉnh mới TTg', ''],
    ],
    [
      'both at once',
      dossier('APPRAISED', 1),
      handover({ xã: 'xã mới', huyện: 'tỉnh' }),
      ['APPRAISED', 1, 'xã mới huyện tỉnh', '2'],
    ],
    [
      'two that become one are asked once',
      dossier('SUBMITTED', 1),
      handover({ xã: 'phường', huyện: 'phường' }),
      ['SUBMITTED', 1, 'phường huyện tỉnh', '2'],
    ],
    [
      '(c) the taker may not decide it',
      dossier('APPRAISED', 3),
      handover({ tỉnh: 'khác' }, { mayDecide: () => false }),
      ['RETURNED', 3, 'xã huyện khác', ''],
    ],
    [
      '(c) the honoured body ends',
      dossier('APPRAISED', 2, { honouredUnitId: 'trường' }),
      handover({ trường: 'trường mới' }),
      ['RETURNED', 2, 'xã huyện tỉnh', ''],
    ],
    [
      '(d) only the proposer changes',
      dossier('ENDORSED', 2),
      handover({ trường: 'trường mới' }),
      ['ENDORSED', 2, 'xã huyện tỉnh', ''],
    ],
    ['nothing of it ends', dossier('ENDORSED', 2), handover({ khác: 'mới' }), null],
  ];
  it.each(cases)('%s', (_name, given, change, expected) => {
    const becomes = convert(given, change);
    const shown = becomes && [
      becomes.state,
      becomes.step,
      becomes.units.join(' '),
      becomes.gone.flatMap((gone, index) => (gone ? [index + 1] : [])).join(),
    ];
    expect(shown).toEqual(expected);
  });
});

describe('whatever the plan', () => {
  const UNITS = ['a', 'b', 'c', 'd', 'e', 'f'];
  const OPEN: NominationState[] = ['SUBMITTED', 'RECEIVED', 'APPRAISED', 'ENDORSED', 'RETURNED'];
  const plans = fc
    .uniqueArray(fc.constantFrom(...UNITS), { minLength: 1, maxLength: 4 })
    .chain((ended) => {
      const living = UNITS.filter((unit) => !ended.includes(unit));
      return fc.record({
        takers: fc
          .array(fc.constantFrom(...living, 'mới'), { minLength: ended.length, maxLength: ended.length })
          .map((takers) => new Map(ended.map((unit, index) => [unit, takers[index] ?? 'mới']))),
        able: fc.boolean(),
      });
    })
    .map(({ takers, able }): Handover => ({ takers, ended: new Set(takers.keys()), mayDecide: () => able }));
  const dossiers = fc
    .record({
      route: fc.shuffledSubarray(UNITS, { minLength: 1, maxLength: 5 }),
      state: fc.constantFrom(...OPEN),
      at: fc.nat(4),
    })
    .map(({ route, state, at }) =>
      dossier(state, (at % route.length) + 1, {
        proposedById: 'ngoài',
        route: route.map((unitId) => ({ unitId, gone: false })),
      }),
    );

  it('no step that is still to be gone lies with an ended body, and none is asked twice', () => {
    fc.assert(
      fc.property(dossiers, plans, (given, change) => {
        const becomes = convert(given, change);
        const units = becomes?.units ?? given.route.map(({ unitId }) => unitId);
        const gone = becomes?.gone ?? units.map(() => false);
        const ahead = units.filter((_, index) => index >= (becomes?.step ?? given.step) - 1 && !gone[index]);
        expect(ahead.filter((unit) => change.ended.has(unit))).toEqual([]);
        expect(new Set(ahead).size).toBe(ahead.length);
      }),
      { numRuns: 1000 },
    );
  });

  it('what is done stays, it never goes down, and the state is the same, SUBMITTED further up, or RETURNED', () => {
    fc.assert(
      fc.property(dossiers, plans, (given, change) => {
        const becomes = convert(given, change);
        if (!becomes) return;
        const done = given.step - 1;
        const onward = becomes.step > given.step ? 'SUBMITTED' : given.state;
        expect({
          done: becomes.units.slice(0, done),
          gone: becomes.gone.slice(0, done).includes(true) || becomes.gone[becomes.step - 1],
          wentDown: becomes.step < given.step,
          state: becomes.state,
        }).toEqual({
          done: given.route.slice(0, done).map(({ unitId }) => unitId),
          gone: false,
          wentDown: false,
          state: becomes.back || given.state === 'RETURNED' ? 'RETURNED' : onward,
        });
      }),
      { numRuns: 1000 },
    );
  });
});
