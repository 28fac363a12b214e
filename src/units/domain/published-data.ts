import type { CivilDate } from '../../core/civil-date.js';

// The rows of data/admin-units, as they are written there. Codes are text: they begin with zeros.

/** A row of units-2021.tsv, units-2024.tsv or units-2025.tsv. */
export interface PublishedArea {
  code: string;
  name: string;
  level: string;
  kind: string;
  parent: string;
}

/** A row of events-2021-2025.tsv. */
export interface AreaEvent {
  code: string;
  level: string;
  event: string;
  effective: string;
  new_name: string;
  old_parent: string;
  new_parent: string;
  successor_code: string;
  evidence: string;
}

/** A row of successions.tsv (2024 → 2025). */
export interface AreaSuccessionRow {
  old_code: string;
  new_code: string;
  level: string;
  kind: string;
  extent: string;
  primary: string;
  effective: string;
  legal_basis: string;
}

/** A row of changes-2026.tsv. */
export interface AreaChange {
  code: string;
  level: string;
  new_name: string;
  new_kind: string;
  effective: string;
}

export interface PublishedData {
  units2021: PublishedArea[];
  units2024: PublishedArea[];
  units2025: PublishedArea[];
  events: AreaEvent[];
  successions: AreaSuccessionRow[];
  changes2026: AreaChange[];
}

export type AreaTier = 'PROVINCE' | 'DISTRICT' | 'COMMUNE';

/** What is true of an area from one day to another; `to` is the first day after it, null is open. */
export interface TimelineVersion {
  from: CivilDate;
  to: CivilDate | null;
  code: string;
  name: string;
  kind: string;
  tier: AreaTier;
  /** Key of the containing area's timeline; null for a province. */
  parent: string | null;
}

/** One area through its life. The key is its first code and day: no two areas bear one code on one day. */
export interface AreaTimeline {
  key: string;
  versions: TimelineVersion[];
}
