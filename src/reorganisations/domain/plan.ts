import type { CivilDate } from '../../core/civil-date.js';
import type { ErrorCode } from '../../core/errors.js';
import type { MessageKey, MessageParams } from '../../core/messages.vi.js';
import type { Line, Tier } from '../../units/domain/lines-and-tiers.js';
import type { SuccessionKind } from '../../units/domain/succession-kind.js';

export interface PlanChange {
  kind: SuccessionKind;
  fromIds: readonly string[];
  toIds: readonly string[];
  newCode: string | null;
  newName: string | null;
  takerId: string | null;
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
  /** The areas of the ended units. */
  areas: (string | null)[];
  problems: Problem[];
}
