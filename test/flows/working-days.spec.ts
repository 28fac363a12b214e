import { as, Client } from '../support/api.js';

// Working days for people: periods, postings and the holidays that they are counted by.

const PERIOD = `query ($from: CivilDate!, $days: Int!) { workingDays(from: $from, days: $days) }`;
const POSTING = `query ($from: CivilDate!, $days: Int!) { postingEnd(opensOn: $from, days: $days) }`;
const HOLIDAYS = `query ($year: Int!) { holidays(year: $year) { day kind name counts citations { code confirmed } } }`;

describe('working days', () => {
  it.each([
    [POSTING, '2025-08-20', 10, '2025-09-04'],
    [PERIOD, '2025-08-20', 10, '2025-09-05'],
    // 2/5 for 26/4/2025, which is worked.
    [PERIOD, '2025-04-25', 3, '2025-04-29'],
    [PERIOD, '2025-04-28', 2, '2025-05-05'],
    // Five days of Tết; New Year; what was proposed for 22/8/2026 is not worked, what was for 31/8 is off.
    [PERIOD, '2026-02-13', 1, '2026-02-23'],
    [PERIOD, '2026-12-31', 1, '2027-01-04'],
    [PERIOD, '2026-08-21', 1, '2026-08-24'],
    [PERIOD, '2026-08-28', 1, '2026-09-03'],
    // Years apart where the Chinese calendar has another day: Tết of 2030 is on 2 February.
    [POSTING, '2030-01-31', 2, '2030-02-08'],
    [PERIOD, '2012-04-27', 1, '2012-04-30'],
  ])('%s from %s, %i days: %s', async (query, from, days, end) => {
    expect(await (await as('canbo.danguybinhlu')).get(query, { from, days })).toBe(end);
  });

  it.each([
    { from: '2026-11-20', days: 0 },
    { from: '2026-11-20', days: 1001 },
    { from: '9999-12-30', days: 10 },
    { from: '2026-02-30', days: 10 },
  ])('refuse %j', async (variables) => {
    const client = await as('canbo.danguybinhlu');
    for (const query of [PERIOD, POSTING]) {
      const { errors } = await client.ask(query, variables);
      expect(errors).toHaveLength(1);
      expect(['INVALID_INPUT', 'BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED']).toContain(errors?.[0]?.extensions.code);
    }
  });

  it('have holidays that say by which rule, and what a doubtful one does', async () => {
    const client = await as('canbo.danguybinhlu');
    const days: { day: string }[] = await client.get(HOLIDAYS, { year: 2026 });
    const on = (day: string) => days.find((each) => each.day === day);
    expect(on('2026-02-16')).toEqual({
      ...{ day: '2026-02-16', kind: 'HOLIDAY', name: 'Tết Âm lịch', counts: true },
      citations: [
        { code: 'HOLIDAY.TET', confirmed: true },
        { code: 'HOLIDAY_PLACING.TET.2026', confirmed: true },
      ],
    });
    expect(on('2026-04-27')).toMatchObject({ kind: 'COMPENSATION', name: 'Ngày Giỗ Tổ Hùng Vương', counts: true });
    expect([on('2026-08-22'), on('2026-08-31')]).toMatchObject([
      { kind: 'WORKED', counts: false, citations: [{ confirmed: false }] },
      { kind: 'OFF', counts: true, citations: [{ confirmed: false }] },
    ]);
    for (const year of [2012, -1, 10_000]) expect(await client.get(HOLIDAYS, { year })).toEqual([]);
  });

  it('are told to nobody who is not signed in', async () => {
    const answers = await Promise.all([
      new Client().ask(PERIOD, { from: '2026-11-20', days: 1 }),
      new Client().ask(HOLIDAYS, { year: 2026 }),
    ]);
    expect(answers.map(({ errors }) => errors?.[0]?.extensions.code)).toEqual(Array(2).fill('UNAUTHENTICATED'));
  });
});
