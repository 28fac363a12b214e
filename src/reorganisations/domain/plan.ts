import type { CivilDate } from '../../core/civil-date.js';
import type { ErrorCode } from '../../core/errors.js';
import type { MessageKey, MessageParams } from '../../core/messages.vi.js';
import type { Line, Tier } from '../../units/domain/lines-and-tiers.js';
import type { AreaTier } from '../../units/domain/published-data.js';
import type { SuccessionKind } from '../../units/domain/succession-kind.js';

/** What becomes of some bodies, or of some areas: never of both in one change. */
export interface PlanChange {
  kind: SuccessionKind;
  fromIds: readonly string[];
  toIds: readonly string[];
  /** Of new areas that other changes of the plan make. */
  toCodes: readonly string[];
  newCode: string | null;
  newName: string | null;
  takerId: string | null;
  /** In which area a body works from then on; what contains an area from then on. */
  areaCode: string | null;
  /** The clause; null: the act of the plan. */
  legalBasis: string | null;
}

/** A change with what it may leave out. */
export type SaidChange = Pick<PlanChange, 'kind'> & { readonly [Key in keyof PlanChange]?: PlanChange[Key] | null };

/** Plans are kept as they were entered: those of an earlier state of the program say less. */
export function planChange(change: SaidChange): PlanChange {
  return {
    kind: change.kind,
    fromIds: [...new Set(change.fromIds ?? [])],
    toIds: [...new Set(change.toIds ?? [])],
    toCodes: [...new Set(change.toCodes ?? [])],
    newCode: change.newCode ?? null,
    newName: change.newName ?? null,
    takerId: change.takerId ?? null,
    areaCode: change.areaCode ?? null,
    legalBasis: change.legalBasis ?? null,
  };
}

export interface Plan {
  effectiveOn: CivilDate;
  legalBasis: string;
  changes: readonly PlanChange[];
}

/** A unit as it is on the day of the plan: its last version. */
export interface PlannedUnit {
  id: string;
  code: string;
  line: Line;
  isBody: boolean;
  external: boolean;
  name: string;
  tier: Tier;
  areaId: string | null;
  superiorId: string | null;
  from: CivilDate;
  /** The first day after its life; null while it is open. */
  to: CivilDate | null;
}

export interface Problem {
  code: ErrorCode;
  key: MessageKey;
  params?: MessageParams;
  field: readonly string[];
}

export interface SuccessionRow {
  fromId: string;
  toId: string | null;
  kind: SuccessionKind;
  legalBasis: string;
}

/** An area as it is on the day of the plan: its last version. */
export interface PlannedArea {
  id: string;
  code: string;
  name: string;
  kind: string;
  tier: AreaTier;
  parentId: string | null;
  from: CivilDate;
  to: CivilDate | null;
}

export interface AreaSuccessionRow extends SuccessionRow {
  whole: boolean;
  primary: boolean;
}

/** As UnitPlan, for areas. */
export interface AreaPlan {
  ended: Set<string>;
  created: PlannedArea[];
  changed: PlannedArea[];
  /** Where all of an ended area is then, through however many changes. */
  heirs: Map<string, string>;
  successions: AreaSuccessionRow[];
  /** Living areas that nothing would contain. */
  homeless: PlannedArea[];
  problems: Problem[];
}

/** What a plan's areas mean for bodies. */
export interface AreaFate extends Pick<AreaPlan, 'ended' | 'heirs'> {
  /** Areas by their code on the day of the plan, new ones among them. */
  byCode: ReadonlyMap<string, string>;
}

/** New units bear the id "new:<place of their change>" until they are written. */
export interface UnitPlan {
  ended: Set<string>;
  created: PlannedUnit[];
  /** What stands from the day on for units that live on. */
  changed: PlannedUnit[];
  /** Who takes over the dossiers and models of each ended unit, through however many changes. */
  takers: Map<string, string>;
  /** Where the grants of an ended unit go: its one successor; absent where there is none or several. */
  heirs: Map<string, string>;
  successions: SuccessionRow[];
  /** Living units that stood below an ended one and find no place. */
  homeless: PlannedUnit[];
  /** Living units that worked in an area that ends, and of which it is not plain where they work then. */
  withoutArea: PlannedUnit[];
  /** The areas of the ended units. */
  areas: (string | null)[];
  problems: Problem[];
}
