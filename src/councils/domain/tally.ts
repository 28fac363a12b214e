/**
 * How a council's vote is counted (R25, R26): votes for ÷ ALL members of the council, those absent and those recused too;
 * a member who is absent may give a written opinion, which counts as a vote. All in whole numbers: no float decides.
 */

/** What the counting board has counted of one item. */
export interface Tally {
  votesFor: number;
  votesAgainst: number;
  blank: number;
  /** Members who neither came nor wrote. */
  absentWithoutOpinion: number;
  /** How many of the votes for, against and blank came in writing. */
  writtenOpinions: number;
  /** Members who are interested in the item and did not vote (R27). */
  recused: number;
}

export const COUNCIL_VOTES = ['FOR', 'AGAINST', 'BLANK', 'RECUSED'] as const;
/** A vote by name, in an open session. */
export type CouncilVote = (typeof COUNCIL_VOTES)[number];
/** What an absent member may write: to be recused is to say nothing. */
export const WRITTEN_VOTES: readonly CouncilVote[] = ['FOR', 'AGAINST', 'BLANK'];

/** All members that a tally accounts for. */
export function counted({ votesFor, votesAgainst, blank, absentWithoutOpinion, recused }: Tally): number {
  return votesFor + votesAgainst + blank + absentWithoutOpinion + recused;
}

/** Why a tally cannot be that of a council with so many members; null when it can. */
export function tallyProblem(tally: Tally, totalMembers: number): 'SUM' | 'WRITTEN' | null {
  if (counted(tally) !== totalMembers) return 'SUM';
  return tally.writtenOpinions > tally.votesFor + tally.votesAgainst + tally.blank ? 'WRITTEN' : null;
}

/**
 * Votes for in percent of all members, with two digits: "85.71". What is beyond them is cut off, not rounded up, so that
 * a ratio never looks as if it reached a threshold that it does not reach.
 */
export function ratioOf(votesFor: number, totalMembers: number): string {
  const hundredths = (BigInt(votesFor) * 10_000n) / BigInt(totalMembers);
  return `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}`;
}

/** Whether that reaches the threshold, a percentage as decimal text; equal passes: 18 of 20 pass 90. */
export function passes(votesFor: number, totalMembers: number, threshold: string): boolean {
  const [whole = '0', digits = ''] = threshold.split('.');
  const scale = 10n ** BigInt(digits.length);
  return BigInt(votesFor) * 100n * scale >= BigInt(whole + digits) * BigInt(totalMembers);
}

/** The tally of votes by name; whoever has cast none was absent. */
export function tallyOf(votes: readonly { vote: CouncilVote; written: boolean }[], totalMembers: number): Tally {
  const of = (wanted: CouncilVote): number => votes.filter(({ vote }) => vote === wanted).length;
  return {
    votesFor: of('FOR'),
    votesAgainst: of('AGAINST'),
    blank: of('BLANK'),
    absentWithoutOpinion: totalMembers - votes.length,
    writtenOpinions: votes.filter(({ vote, written }) => written && vote !== 'RECUSED').length,
    recused: of('RECUSED'),
  };
}
