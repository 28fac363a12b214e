import { mayBeProvincial, newCode, sameSlot } from './rule-version.js';

const council = (args: Record<string, unknown>) => ({ kind: 'COUNCIL', args: { line: 'STATE', ...args } });

describe('a newer version of a rule', () => {
  it.each([
    [
      'another threshold of the same council',
      { tier: 'PROVINCE', threshold: '80' },
      { tier: 'PROVINCE', threshold: '90' },
      true,
    ],
    ['the council of another tier', { tier: 'PROVINCE' }, { tier: 'COMMUNE' }, false],
    [
      'that of a sở, which answers for a province',
      { tier: 'DISTRICT' },
      { tier: 'DISTRICT', areaTier: 'PROVINCE' },
      false,
    ],
  ])('is %s: %j, %j → %s', (_, one, other, same) => {
    expect(sameSlot(council(one), council(other))).toBe(same);
  });

  it('is of the same kind', () => {
    expect(
      sameSlot(council({ tier: 'PROVINCE' }), { kind: 'POSTING', args: { tier: 'PROVINCE', line: 'STATE' } }),
    ).toBe(false);
    expect(
      sameSlot(
        { kind: 'SUBJECT_KINDS', args: { kinds: ['INDIVIDUAL'] } },
        { kind: 'SUBJECT_KINDS', args: { kinds: ['HOUSEHOLD'] } },
      ),
    ).toBe(true);
  });

  it.each<[string, Record<string, unknown>, Record<string, unknown>, boolean]>([
    ['PRIZE_MULTIPLIER', { table: 'STATE', kind: 'COLLECTIVE' }, { table: 'STATE', kind: 'HOUSEHOLD' }, false],
    ['PRIZE_COEFFICIENT', { table: 'STATE', coefficient: '1' }, { table: 'PARTY', coefficient: '1' }, false],
    ['BASE_SALARY', { amount: '2340000' }, { amount: '2530000' }, true],
    [
      'HOLIDAY_PLACING',
      { holiday: 'HOLIDAY.TET', before: 1 },
      { holiday: 'HOLIDAY.TET', before: 2, year: 2027 },
      false,
    ],
    ['HOLIDAY_PLACING', { holiday: 'X', before: 1, year: 2027 }, { holiday: 'X', before: 2, year: 2027 }, true],
    ['DAY_SWAP', { off: '2026-01-02', worked: '2026-01-10' }, { off: '2026-08-31', worked: '2026-08-22' }, false],
    ['HOLIDAY', { name: 'Tết', days: 5 }, { name: 'Quốc khánh', days: 2 }, false],
  ])('of %s: %j and %j are the same thing: %s', (kind, one, other, same) => {
    expect(sameSlot({ kind, args: one }, { kind, args: other })).toBe(same);
  });

  it('or a rule of its own has a code that says what it is about', () => {
    expect(newCode(council({ tier: 'DISTRICT', areaTier: 'PROVINCE' }), 'GK_SO')).toBe(
      'COUNCIL.GK_SO.DISTRICT.STATE.PROVINCE',
    );
    expect(newCode({ kind: 'SUBJECT_KINDS', args: { kinds: ['INDIVIDUAL'] } }, null)).toBe('SUBJECT_KINDS.CHUNG');
    expect(newCode({ kind: 'OPINION', args: { tier: 'COMMUNE', line: 'STATE', of: 'Công an xã' } }, 'GK_XA')).toBe(
      'OPINION.GK_XA.COMMUNE.STATE',
    );
    expect(
      newCode({ kind: 'COMPETENCE', args: { tier: 'CENTRAL', line: 'PARTY', unitCode: 'BAN-A.B' } }, 'X'.repeat(40)),
    ).toMatch(/^[A-Z][A-Z0-9_.]{1,59}$/);
  });

  it('may be of a province, but not on which law is in force, who decides, or that no council votes', () => {
    expect(mayBeProvincial(council({ requirement: 'REQUIRED' }))).toBe(true);
    expect(mayBeProvincial(council({ requirement: 'NONE' }))).toBe(false);
    expect(mayBeProvincial({ kind: 'REGIME', args: {} })).toBe(false);
    expect(mayBeProvincial({ kind: 'COMPETENCE', args: {} })).toBe(false);
    expect(mayBeProvincial({ kind: 'DEADLINE', args: {} })).toBe(true);
    expect(
      ['PRIZE_COEFFICIENT', 'BASE_SALARY', 'HOLIDAY'].filter((kind) => mayBeProvincial({ kind, args: {} })),
    ).toEqual([]);
  });
});
