import { quotaBase, type KnownBase } from './quota-base.js';

const known = (more: Partial<KnownBase> = {}): KnownBase => ({
  ...{ of: 'LDTT', year: 2025, body: 'Sở Nội vụ', holders: 0, figures: [] },
  ...more,
});
const figure = (more: Partial<KnownBase['figures'][number]> = {}) => ({
  ...{ members: 40, completed: 39, ldtt: 20, cstdcs: null, source: 'BC 5' },
  ...more,
});

describe('what a quota is of', () => {
  it.each([
    ['LDTT', 20],
    ['MEMBERS', 40],
    ['COMPLETED', 39],
  ])('%s: the recorded figure of the body, with its source', (of, count) => {
    expect(quotaBase(known({ of, figures: [figure()] }))).toEqual({
      count,
      atLeast: false,
      source: 'số liệu năm 2025 của Sở Nội vụ (BC 5)',
    });
  });

  it('is unknown where there is neither a figure nor a line of the ledger', () => {
    expect(quotaBase(known())).toBeNull();
    expect(quotaBase(known({ of: 'CSTDCS', figures: [figure()] }))).toBeNull();
    expect(quotaBase(known({ of: 'CO_TINH', figures: [figure()] }))).toBeNull();
    expect(quotaBase(known({ of: 'toString', figures: [figure()] }))).toBeNull();
  });

  it('is at least what the ledger names', () => {
    expect(quotaBase(known({ holders: 7 }))).toMatchObject({ count: 7, atLeast: true });
    expect(quotaBase(known({ of: 'CSTDCS', holders: 3, figures: [figure()] }))).toMatchObject({
      count: 3,
      atLeast: true,
    });
  });

  it('is not a figure that the ledger refutes, nor one of several that differ', () => {
    expect(quotaBase(known({ holders: 21, figures: [figure()] }))).toEqual({
      count: 21,
      atLeast: true,
      source: 'sổ khen thưởng của Sở Nội vụ và các cơ quan bên dưới; số liệu đã ghi (20) ít hơn',
    });
    expect(quotaBase(known({ holders: 20, figures: [figure()] }))).toMatchObject({ count: 20, atLeast: false });
    const doubles = [figure(), figure({ ldtt: 19 })];
    expect(quotaBase(known({ figures: doubles }))).toBeNull();
    expect(quotaBase(known({ figures: [figure(), figure()] }))).toMatchObject({ count: 20, atLeast: false });
  });
});
