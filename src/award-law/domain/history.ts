import type { CivilDate } from '../../core/civil-date.js';
import type { MeritKind } from '../../awards/domain/merit-kind.js';
import type { SubjectKind } from '../../honourees/domain/subject-kind.js';
import type { Tier } from '../../units/domain/lines-and-tiers.js';

/** An award that the honouree holds (one line of the ledger, not revoked). */
export interface HeldAward {
  id: string;
  /** Code of the award type. */
  award: string;
  merit: MeritKind;
  /** First and last day of what was rewarded; null where the ledger does not say (old recorded decisions). */
  achievedFrom: CivilDate | null;
  achievedTo: CivilDate | null;
  /** When it was decided; a day, or a period where no more is known. */
  decidedFrom: CivilDate;
  decidedOn: CivilDate;
  /** As one cites it. */
  cited: string;
}

/** How an honouree was rated for a year, e.g. HTXSNV. */
export interface YearRating {
  year: number;
  rating: string;
}

/** A sáng kiến, đề tài or the like: how far it has effect. */
export interface Initiative {
  year: number;
  title: string;
  scope: Tier;
}

/** How a collective did in the comparison of its cụm or khối. */
export interface GroupResult {
  year: number;
  group: string;
  /** Place in the comparison, 1 is the leader. */
  rank: number;
}

/** How many members a collective had in a year, and how many of them reached what; null: not known. */
export interface MemberCount {
  year: number;
  members: number;
  completed: number | null;
  ldtt: number | null;
  cstdcs: number | null;
}

/** What the registry knows of an honouree's years. */
export interface History {
  awards: readonly HeldAward[];
  ratings: readonly YearRating[];
  initiatives: readonly Initiative[];
  groupResults: readonly GroupResult[];
  memberCounts: readonly MemberCount[];
}

export const NO_HISTORY: History = { awards: [], ratings: [], initiatives: [], groupResults: [], memberCounts: [] };

/** What is proposed, as far as rules about years ask. */
export interface Proposal {
  kind: SubjectKind;
  merit: MeritKind;
  /** First and last day of the achievement; null before anything is written. */
  from: CivilDate | null;
  to: CivilDate | null;
  /** The day whose law applies. */
  day: CivilDate;
}

/** Scope of a rule: the merit kinds and kinds of honourees that it is about; absent: all. */
// A type, not an interface: args of rules are read as records too.
export type Scope = { meritKinds?: MeritKind[]; kinds?: SubjectKind[] };

export function concerns({ meritKinds, kinds }: Scope, { merit, kind }: Pick<Proposal, 'merit' | 'kind'>): boolean {
  return (!meritKinds || meritKinds.includes(merit)) && (!kinds || kinds.includes(kind));
}

export const yearOf = (day: CivilDate): number => Number(day.slice(0, 4));

/** The year for which something is proposed: that of the achievement's end, else the one of the law. */
export const proposedYear = ({ to, day }: Proposal): number => yearOf(to ?? day);
