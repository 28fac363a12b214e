import type { MeritKind } from '../../awards/domain/merit-kind.js';
import type { LawBasis } from '../../award-law/domain/law-choice.js';
import type { CivilDate } from '../../core/civil-date.js';
import type { SubjectKind } from '../../honourees/domain/subject-kind.js';

/** A fact of a case, by kind; `takenBack`: found wrong after the dossier was received. */
export type CaseFact = { takenBack?: boolean } & (
  | { is: 'rating'; year: number; rating: string }
  | { is: 'initiative'; year: number; scope: string }
  | { is: 'groupResult'; year: number; rank: number }
  | { is: 'memberCount'; year: number; members: number; completed?: number; ldtt: number; cstdcs?: number }
  | { is: 'discipline'; kind: string; matter?: string; from: CivilDate; to?: CivilDate }
);

/** A dossier on which one kind of rule tells, of law-cases.json. */
export interface LawCase {
  /** Which kind of rule; PASSES where every one is fulfilled. */
  tells: string;
  /** Code of the unit that proposes, and decides. */
  unit: string;
  award: string;
  meritKind: MeritKind;
  kind: SubjectKind;
  name: string;
  /** Instead of somebody new, the first to whom the unit gave that award: proposed for the same achievement once more. */
  awardedFor?: string;
  /** Code of the unit that the collective is; absent: that of the proposer. */
  of?: string;
  /** First and last year of the achievement; absent: 2025. */
  years?: [number, number];
  /** Submitted and received by the body that decides; else it stays a draft. */
  received?: boolean;
  draftedOn?: CivilDate;
  /** Kinds of papers in it; absent: all that any award asks for. */
  papers?: string[];
  /** Awards of old decisions: code, year, loại hình (công trạng where it is left out). */
  held?: [award: string, year: number, merit?: MeritKind][];
  facts?: CaseFact[];
  /** Facts of later than the receipt. */
  later?: CaseFact[];
  /** By which law it is to be weighed, chosen after the receipt. */
  chooses?: { basis: LawBasis; on: CivilDate; reason: string };
  /** What its body asks another one before it appraises. */
  asks?: { unit: string; ruleCode: string; question: string };
}

/** A question on which a kind of rule tells that no dossier can show, about somebody of the cases: asked by `eligibility`. */
export interface WhatIf extends Pick<LawCase, 'tells' | 'name' | 'award' | 'meritKind' | 'years'> {
  /** Why there is no such dossier. */
  why: string;
  asOf: CivilDate;
}

/** The table of a kind of facts, and its columns. */
export function factRow(fact: CaseFact): { table: `honouree_${string}`; columns: Record<string, unknown> } {
  const source = 'Giấy tờ dùng thử';
  switch (fact.is) {
    case 'rating':
      return { table: 'honouree_rating', columns: { year: fact.year, rating: fact.rating, source } };
    case 'initiative': {
      const { year, scope } = fact;
      const columns = { year, scope, title: `Sáng kiến dùng thử năm ${year}`, recognised_by: 'Hội đồng dùng thử' };
      return { table: 'honouree_initiative', columns };
    }
    case 'groupResult': {
      const columns = { year: fact.year, rank: fact.rank, group_name: 'Khối thi đua dùng thử', source };
      return { table: 'honouree_group_result', columns };
    }
    case 'memberCount': {
      const { is: _, takenBack: __, ...counts } = fact;
      return { table: 'honouree_member_count', columns: { ...counts, source } };
    }
    case 'discipline': {
      const columns = {
        kind: fact.kind,
        matter: fact.matter ?? null,
        from_day: fact.from,
        to_day: fact.to ?? null,
        source,
      };
      return { table: 'honouree_discipline', columns };
    }
  }
}
