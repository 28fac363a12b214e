import fc from 'fast-check';
import { counted, COUNCIL_VOTES, passes, ratioOf, tallyOf, tallyProblem, type Tally } from './tally.js';

const tally = (more: Partial<Tally> = {}): Tally => ({
  votesFor: 12,
  votesAgainst: 1,
  blank: 0,
  absentWithoutOpinion: 1,
  writtenOpinions: 2,
  recused: 0,
  ...more,
});

describe('a tally', () => {
  it.each<[string, Partial<Tally>, ReturnType<typeof tallyProblem>]>([
    ['adds up to all members', {}, null],
    ['has a member too many', { recused: 1 }, 'SUM'],
    ['has a member too few', { absentWithoutOpinion: 0 }, 'SUM'],
    ['may be all in writing', { writtenOpinions: 13 }, null],
    ['has more written opinions than votes', { writtenOpinions: 14 }, 'WRITTEN'],
    ['may have nobody but recused members', { votesFor: 0, votesAgainst: 0, writtenOpinions: 0, recused: 13 }, null],
  ])('%s', (_, more, problem) => {
    expect(tallyProblem(tally(more), 14)).toBe(problem);
  });

  it('of votes by name always adds up, and counts each vote once', () => {
    const ballot = fc.record({ vote: fc.constantFrom(...COUNCIL_VOTES), written: fc.boolean() });
    fc.assert(
      fc.property(fc.array(ballot, { maxLength: 200 }), fc.nat(50), (votes, absent) => {
        const total = votes.length + absent;
        const made = tallyOf(votes, total);
        expect(tallyProblem(made, total)).toBeNull();
        expect(counted(made)).toBe(total);
        expect(made.absentWithoutOpinion).toBe(absent);
        expect(made.votesFor).toBe(votes.filter(({ vote }) => vote === 'FOR').length);
        expect(made.recused).toBe(votes.filter(({ vote }) => vote === 'RECUSED').length);
      }),
    );
  });
});

describe('the ratio', () => {
  it.each([
    [12, 14, '85.71'],
    [18, 20, '90.00'],
    [2, 3, '66.66'],
    [0, 9, '0.00'],
    [9, 9, '100.00'],
    [1, 200, '0.50'],
    [1, 16, '6.25'],
    [13, 199, '6.53'],
  ])('of %i of %i is %s', (votesFor, total, ratio) => {
    expect(ratioOf(votesFor, total)).toBe(ratio);
  });

  it.each([
    [12, 14, '80', true],
    [12, 14, '90', false],
    [18, 20, '90', true],
    [17, 20, '90', false],
    [4, 5, '80.00', true],
    [2, 3, '66.67', false],
    [2, 3, '66.6666', true],
    [199, 200, '100', false],
    [200, 200, '100', true],
  ])('of %i of %i against %s: %s', (votesFor, total, threshold, passed) => {
    expect(passes(votesFor, total, threshold)).toBe(passed);
  });

  const vote = fc
    .integer({ min: 1, max: 200 })
    .chain((total) => fc.record({ total: fc.constant(total), votesFor: fc.integer({ min: 0, max: total }) }));
  const hundredths = fc.integer({ min: 1, max: 10_000 });
  const text = (value: number): string => `${Math.floor(value / 100)}.${String(value % 100).padStart(2, '0')}`;

  it('as it is shown passes exactly where the vote passes', () => {
    fc.assert(
      fc.property(vote, hundredths, ({ votesFor, total }, threshold) => {
        const shown = Number(ratioOf(votesFor, total).replace('.', ''));
        expect(passes(votesFor, total, text(threshold))).toBe(shown >= threshold);
        expect(passes(votesFor, total, text(threshold))).toBe(votesFor * 10_000 >= threshold * total);
      }),
    );
  });

  it('never falls by another vote for, and never rises by another member', () => {
    fc.assert(
      fc.property(vote, hundredths, ({ votesFor, total }, threshold) => {
        fc.pre(votesFor < total);
        if (passes(votesFor, total, text(threshold))) expect(passes(votesFor + 1, total, text(threshold))).toBe(true);
        else expect(passes(votesFor, total + 1, text(threshold))).toBe(false);
      }),
    );
  });
});
