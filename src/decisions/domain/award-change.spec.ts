import { civilDate } from '../../core/civil-date.js';
import { changeProblems, namesNow, requireMended, type ChangeFacts } from './award-change.js';

const day = civilDate;
const facts = (more: Partial<ChangeFacts> = {}): ChangeFacts => ({
  signedOn: day('2026-11-20'),
  today: day('2026-11-20'),
  decidedOn: day('2026-11-20'),
  isRevoked: false,
  issuer: 'Sở Nội vụ',
  isHeir: true,
  ...more,
});

describe('what stands against a correction or revocation', () => {
  it.each<[string, Partial<ChangeFacts>, string[]]>([
    ['nothing, on the very day', {}, []],
    ['that it was revoked (R42)', { isRevoked: true }, ['WRONG_STATE id']],
    ['a body that neither issued it nor took over', { isHeir: false }, ['NOT_COMPETENT signedOn']],
    ['a day in the future', { signedOn: day('2026-11-21') }, ['INVALID_INPUT signedOn']],
    ['a day before the award', { signedOn: day('2026-11-19') }, ['INVALID_INPUT signedOn']],
    [
      'all of it, what no day mends first',
      { isRevoked: true, isHeir: false, signedOn: day('2026-11-19') },
      ['WRONG_STATE id', 'NOT_COMPETENT signedOn', 'INVALID_INPUT signedOn'],
    ],
  ])('%s', (_, more, expected) => {
    expect(changeProblems(facts(more)).map(({ code, field }) => `${code} ${field?.at(-1)}`)).toEqual(expected);
  });

  it('is said in sentences that name the body and the day', () => {
    const said = changeProblems(facts({ isHeir: false, signedOn: day('2026-11-19') })).map(({ message }) => message);
    expect(said[0]).toContain('Sở Nội vụ');
    expect(said[1]).toContain('20/11/2026');
  });
});

describe('the names of an award', () => {
  const printed = { nameAsAwarded: 'Vàng A Xu', unitAsAwarded: null };

  it('are those printed, then as corrections mend them one after the other', () => {
    expect(namesNow(printed, [])).toEqual(printed);
    const corrections = [
      { nameAsAwarded: 'Vàng A Su' },
      { unitAsAwarded: 'Bản Nà Phát' },
      { nameAsAwarded: 'Vàng A Sú' },
    ];
    expect(namesNow(printed, corrections)).toEqual({ nameAsAwarded: 'Vàng A Sú', unitAsAwarded: 'Bản Nà Phát' });
  });

  it('are corrected by something else than what counts', () => {
    const refused = (name: string | null, unit: string | null): boolean => {
      try {
        requireMended(printed, { nameAsAwarded: name, unitAsAwarded: unit });
        return false;
      } catch {
        return true;
      }
    };
    expect(refused(null, null)).toBe(true);
    expect(refused('Vàng A Xu', null)).toBe(true);
    expect(refused('Vàng A Su', null)).toBe(false);
    expect(refused('Vàng A Xu', 'Bản Nà Phát')).toBe(false);
  });
});
