import type { GraphQLResolveInfo } from 'graphql';
import type { AwardType } from '../awards/award-type.entity.js';
import { asksFor, asksOnly } from '../core/asked-fields.js';
import type { CivilDate } from '../core/civil-date.js';
import type { Honouree } from '../honourees/honouree.entity.js';
import { JOINED_UNIT, joinedUnit, joinUnit } from '../units/joined-unit.js';
import type { Nomination, RouteStep } from './nomination.entity.js';
import { NOMINATION_COLUMNS } from './nomination.queries.js';

/**
 * What comes with the row of a nomination: people open the list, the inbox and a dossier more than anything, and each
 * asks for whom, which award, by whom and where it lies. A statement for each of them costs more than all of them
 * together as columns of the first (DESIGN §8).
 */
export interface NominationRow {
  columns: string;
  /** The joins on `n`; `day` gives the SQL of today, and is asked for it only where it is needed. */
  joins: (day: () => string) => string;
  /** Puts what came along to the nomination's `joined`. */
  read: (row: Nomination) => Nomination;
}

/** The nomination alone. */
export const PLAIN_ROW: NominationRow = { columns: NOMINATION_COLUMNS, joins: () => '', read: (row) => row };

/** Of each so much, and no more: who asks for another field of one gets that one from its loader. */
const JOINED = {
  honouree: ['id', 'kind', 'displayName'],
  awardType: ['id', 'code', 'name'],
  proposedBy: JOINED_UNIT,
  currentStep: ['position', 'tier', 'line', 'decides', 'external', 'unit'],
} as const;

/** What most ask of each, and the columns that takes: not the achievements, pages long. */
const LEAN_FIELDS = [
  ...Object.keys(JOINED),
  'id',
  'code',
  'state',
  'suspended',
  'version',
  'lawDate',
  'dueOn',
  'overdue',
  'isFinal',
];
const LEAN_COLUMNS = `n.id, n.code, n.honouree_id as "honoureeId", n.award_type_id as "awardTypeId",
  n.proposed_by_id as "proposedById", n.state, n.step, n.version, n.suspended, n.law_date as "lawDate", n.due_on as "dueOn"`;

/** Every column of a nomination, or the lean ones where the query asks for no more than these and `others`, which come beside. */
export function ownColumns(info: GraphQLResolveInfo, path: readonly string[], others: readonly string[] = []): string {
  return asksOnly(info, path, [...LEAN_FIELDS, ...others]) ? LEAN_COLUMNS : NOMINATION_COLUMNS;
}

/** Something that comes with the row where the query asks for it. */
export interface Part {
  columns: string;
  joins: (day: () => string) => string;
  /** Puts it to `joined`. */
  read: (row: Nomination, joined: Joined) => void;
}

type Joined = NonNullable<Nomination['joined']>;

/** A row of these columns, with the parts that are asked for. */
export function rowOf(own: string, parts: readonly Part[]): NominationRow {
  const read = (row: Nomination): Nomination => {
    row.joined = {};
    for (const part of parts) part.read(row, row.joined);
    return row;
  };
  return {
    columns: [own, ...parts.map(({ columns }) => columns)].join(',\n  '),
    joins: (day) => parts.map(({ joins }) => joins(day)).join(''),
    read,
  };
}

const asked = (info: GraphQLResolveInfo, path: readonly string[], field: keyof typeof JOINED): boolean =>
  asksOnly(info, [...path, field], JOINED[field]);

interface AwardeeColumns {
  honoureeKind: Honouree['kind'];
  honoureeName: string;
  awardCode: string;
  awardName: string;
}

// Looked up for each row, the limit sees to that: a plan that does not know how few there are reads whole tables.
const AWARDEE = {
  columns: `of.kind as "honoureeKind", of.display_name as "honoureeName", award.code as "awardCode", award.name as "awardName"`,
  joins: (): string => `
  left join lateral (select h.kind, h.display_name from honouree h where h.id = n.honouree_id limit 1) of on true
  left join lateral (select t.code, t.name from award_type t where t.id = n.award_type_id limit 1) award on true`,
};

/** Whom it proposes for which award. */
export function awardeePart(info: GraphQLResolveInfo, path: readonly string[]): Part[] {
  const [honouree, awardType] = [asked(info, path, 'honouree'), asked(info, path, 'awardType')];
  const read = (nomination: Nomination, joined: Joined): void => {
    const row = nomination as Nomination & AwardeeColumns;
    if (honouree) {
      joined.honouree = { id: row.honoureeId, kind: row.honoureeKind, displayName: row.honoureeName } as Honouree;
    }
    if (awardType) joined.awardType = { id: row.awardTypeId, code: row.awardCode, name: row.awardName } as AwardType;
  };
  return honouree || awardType ? [{ ...AWARDEE, read }] : [];
}

interface PlaceColumns {
  proposerCode: string;
  proposerName: string;
  stepPosition: number | null;
  stepUnitId: string;
  stepTier: RouteStep['tier'];
  stepLine: RouteStep['line'];
  stepDecides: boolean;
  stepExternal: boolean;
  bodyCode: string;
  bodyName: string;
}

const PLACE = {
  columns: `proposer.code as "proposerCode", proposer.name as "proposerName",
  here.position as "stepPosition", here.unit_id as "stepUnitId", here.tier as "stepTier", here.line as "stepLine",
  here.decides as "stepDecides", here.external as "stepExternal", body.code as "bodyCode", body.name as "bodyName"`,
  joins: (day: () => string): string => {
    const today = day();
    return `
  ${joinUnit('proposer', 'n.proposed_by_id', today)}
  left join lateral (select s.position, s.unit_id, s.tier, s.line, s.decides, s.external from nomination_step s
    where s.nomination_id = n.id and s.position = n.step limit 1) here on true
  ${joinUnit('body', 'here.unit_id', today)}`;
  },
};

function stepOf(row: PlaceColumns, day: CivilDate): RouteStep | null {
  if (row.stepPosition === null) return null;
  const { stepPosition: position, stepUnitId: unitId, stepTier: tier, stepLine: line } = row;
  const unit = joinedUnit(unitId, { code: row.bodyCode, name: row.bodyName }, day);
  const step = { position, unitId, tier, line, decides: row.stepDecides, external: row.stepExternal };
  return { ...step, joined: { unit } } as RouteStep;
}

/** By whom it was proposed, and where it lies. */
function placePart(info: GraphQLResolveInfo, path: readonly string[], day: CivilDate): Part[] {
  const proposedBy = asked(info, path, 'proposedBy');
  const unit = [...path, 'currentStep', 'unit'];
  const currentStep = asked(info, path, 'currentStep') && (!asksFor(info, unit) || asksOnly(info, unit, JOINED_UNIT));
  const read = (nomination: Nomination, joined: Joined): void => {
    const row = nomination as Nomination & PlaceColumns;
    if (proposedBy) {
      joined.proposedBy = joinedUnit(row.proposedById, { code: row.proposerCode, name: row.proposerName }, day);
    }
    if (currentStep) joined.currentStep = stepOf(row, day);
  };
  return proposedBy || currentStep ? [{ ...PLACE, read }] : [];
}

/** What the query that is being resolved asks of the nominations at `path`. */
export function rowFor(info: GraphQLResolveInfo, path: readonly string[], day: CivilDate): NominationRow {
  const parts = [...awardeePart(info, path), ...placePart(info, path, day)];
  return parts.length > 0 ? rowOf(ownColumns(info, path), parts) : PLAIN_ROW;
}
