import type { Connection } from '../core/database.js';
import { fold } from '../core/fold.js';
import type { MessageKey } from '../core/messages.vi.js';
import { SUBJECT_KINDS, type SubjectKind } from './domain/subject-kind.js';
import type { FactRecord } from './domain/facts.js';
import { disciplinesOf, groupResultsOf, initiativesOf, memberCountsOf, ratingsOf } from './fact.queries.js';
import type {
  FactInput,
  RecordDisciplineInput,
  RecordGroupResultInput,
  RecordInitiativeInput,
  RecordMemberCountInput,
  RecordRatingInput,
} from './fact.inputs.js';
import type { FactTable } from './write-fact.queries.js';

/** How one kind of facts is recorded. */
export interface FactKind<Input extends FactInput> {
  /** The operation, and the action of the audit. */
  operation: string;
  table: FactTable;
  /** Which honourees have such facts. */
  subjects: readonly SubjectKind[];
  /** What is kept, by column. */
  columns: (input: Input) => Record<string, unknown>;
  /** The records that hold. */
  known: (connection: Connection, honoureeIds: readonly string[]) => Promise<FactRecord[]>;
  /** Two records of one honouree with the same key say the same thing: the second is refused. */
  keyOf: (fact: Input) => string;
  already: MessageKey;
  /** One chain of records for each year. */
  yearly: boolean;
  /** Only the unit that recorded one may know of it and correct it. */
  sensitive: boolean;
}

const WORKERS: readonly SubjectKind[] = ['INDIVIDUAL', 'COLLECTIVE'];

/** How a year was rated. */
export const RATING: FactKind<RecordRatingInput> = {
  operation: 'recordRating',
  table: 'honouree_rating',
  subjects: WORKERS,
  columns: ({ year, rating, source }) => ({ year, rating, source }),
  known: ratingsOf,
  keyOf: ({ year }) => String(year),
  already: 'fact.ratingThere',
  yearly: true,
  sensitive: false,
};

/** A recognised initiative. */
export const INITIATIVE: FactKind<RecordInitiativeInput> = {
  operation: 'recordInitiative',
  table: 'honouree_initiative',
  subjects: WORKERS,
  columns: ({ year, title, scope, recognisedBy, symbol }) => ({
    year,
    title,
    scope,
    recognised_by: recognisedBy,
    symbol,
  }),
  known: initiativesOf,
  keyOf: ({ year, title }) => `${year} ${fold(title)}`,
  already: 'fact.initiativeThere',
  yearly: false,
  sensitive: false,
};

/** Discipline and verification. */
export const DISCIPLINE: FactKind<RecordDisciplineInput> = {
  operation: 'recordDiscipline',
  table: 'honouree_discipline',
  subjects: SUBJECT_KINDS,
  columns: ({ kind, matter, from, to, source }) => ({ kind, matter, from_day: from, to_day: to, source }),
  known: disciplinesOf,
  keyOf: ({ kind, from }) => `${kind} ${from}`,
  already: 'fact.disciplineThere',
  yearly: false,
  sensitive: true,
};

/** The place in a cụm, khối thi đua. */
export const GROUP_RESULT: FactKind<RecordGroupResultInput> = {
  operation: 'recordGroupResult',
  table: 'honouree_group_result',
  subjects: ['COLLECTIVE'],
  columns: ({ year, group, rank, groupSize, source }) => ({
    year,
    group_name: group,
    rank,
    group_size: groupSize,
    source,
  }),
  known: groupResultsOf,
  keyOf: ({ year, group }) => `${year} ${fold(group)}`,
  already: 'fact.groupResultThere',
  yearly: false,
  sensitive: false,
};

/** How many members of what. */
export const MEMBER_COUNT: FactKind<RecordMemberCountInput> = {
  operation: 'recordMemberCount',
  table: 'honouree_member_count',
  subjects: ['COLLECTIVE'],
  columns: ({ year, members, completed, ldtt, cstdcs, source }) => ({
    year,
    members,
    completed,
    ldtt,
    cstdcs,
    source,
  }),
  known: memberCountsOf,
  keyOf: ({ year }) => String(year),
  already: 'fact.memberCountThere',
  yearly: true,
  sensitive: false,
};
