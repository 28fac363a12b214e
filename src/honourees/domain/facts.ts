import type { CivilDate } from '../../core/civil-date.js';
import type { Tier } from '../../units/domain/lines-and-tiers.js';

/** Of facts; emulation began in 1948, the State in 1945. */
export const FIRST_YEAR = 1945;

/** Xếp loại mức độ hoàn thành nhiệm vụ, the best first: xuất sắc, tốt, hoàn thành, không hoàn thành. */
export const RATINGS = ['HTXSNV', 'HTTNV', 'HTNV', 'KHTNV'] as const;
export type Rating = (typeof RATINGS)[number];

/** Kỷ luật; or under review, inspection, investigation, a complaint being verified (đang xem xét, thanh tra, xác minh). */
export const DISCIPLINE_KINDS = ['DISCIPLINE', 'VERIFICATION'] as const;
export type DisciplineKind = (typeof DISCIPLINE_KINDS)[number];

/** What every record of a fact holds. */
export interface FactRecord {
  id: string;
  honoureeId: string;
  /** Who recorded it, for which unit, when. */
  recordedById: string;
  recordedForId: string;
  recordedAt: Date;
}

/** How a year was rated. One for each year. */
export interface YearRating extends FactRecord {
  year: number;
  rating: Rating;
  /** The paper that says so. */
  source: string;
}

/** A recognised sáng kiến, đề tài, đề án or công trình. */
export interface Initiative extends FactRecord {
  /** In which it was recognised. */
  year: number;
  title: string;
  /** How far its effect was recognised. */
  scope: Tier;
  recognisedBy: string;
  /** Of the paper that recognised it. */
  symbol: string | null;
}

/** Sensitive. A period of discipline, or of something being verified; both days count. */
export interface Discipline extends FactRecord {
  kind: DisciplineKind;
  /** E.g. "cảnh cáo", "đơn tố cáo". */
  matter: string | null;
  from: CivilDate;
  /** Null while it lasts. */
  to: CivilDate | null;
  source: string;
}

/** The place of a collective in the yearly comparison of its cụm, khối thi đua. */
export interface GroupResult extends FactRecord {
  year: number;
  group: string;
  /** 1 is the best. */
  rank: number;
  /** How many were compared; null where it is not known. */
  groupSize: number | null;
  source: string;
}

/** How many members a collective had in a year, and how many of them reached what; null: not known. One for each year. */
export interface MemberCount extends FactRecord {
  year: number;
  /** All of them: the denominator of ratios. */
  members: number;
  /** Completed their tasks (hoàn thành nhiệm vụ trở lên). */
  completed: number | null;
  /** Lao động tiên tiến, chiến sĩ tiên tiến. */
  ldtt: number | null;
  /** Chiến sĩ thi đua cơ sở. */
  cstdcs: number | null;
  source: string;
}

/** What is recorded of one honouree and holds: no replaced and no withdrawn record. */
export interface HonoureeFacts {
  /** The earliest year first; so the others. */
  ratings: YearRating[];
  initiatives: Initiative[];
  groupResults: GroupResult[];
  memberCounts: MemberCount[];
  /** Null where they were not asked for: whoever asks says that the reader may see them. The earliest first. */
  disciplines: Discipline[] | null;
}
