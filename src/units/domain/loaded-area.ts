import type { CivilDate } from '../../core/civil-date.js';
import type { AreaTier } from './published-data.js';

/** A version that is in the database. */
export interface LoadedVersion {
  areaId: string;
  from: CivilDate;
  to: CivilDate | null;
  code: string;
  name: string;
  kind: string;
  tier: AreaTier;
  parentId: string | null;
  /** Written by a plan of this registry, not by a load. */
  isPlanned: boolean;
}

/** An area that is in the database, its versions in order. */
export interface LoadedArea {
  areaId: string;
  versions: LoadedVersion[];
  /** The first day on which a plan of this registry says something of it; null where none does. */
  plannedFrom: CivilDate | null;
}

/** The data says otherwise than a plan of this registry, or no longer knows what the registry rests on: nothing is loaded. */
export class AreaConflict extends Error {}
