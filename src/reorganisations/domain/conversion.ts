/**
 * What an applied plan does with an open dossier (workflow A.3 row 19): a pure function. The database works out the same
 * from its own tables (nomination_conversion) and refuses an event that says otherwise.
 */
import type { NominationState } from '../../nominations/domain/workflow.js';

/** A dossier that is neither a draft nor final. */
export interface OpenDossier {
  state: NominationState;
  /** From 1. */
  step: number;
  proposedById: string;
  suspendedById: string | null;
  wantedDeciderId: string | null;
  awardTypeId: string;
  /** The unit that is honoured, where a collective that is a unit is. */
  honouredUnitId: string | null;
  /** The bodies of the route, and whether an earlier plan has taken the step out. */
  route: readonly { unitId: string; gone: boolean; external?: boolean }[];
}

/** What a plan changes about bodies. */
export interface Handover {
  /** The bodies that end. */
  ended: ReadonlySet<string>;
  /** Who takes over from each of them; absent where nobody does. */
  takers: ReadonlyMap<string, string>;
  /** True when that body may decide that award once the plan is in force. */
  mayDecide(awardTypeId: string, unitId: string): boolean;
}

/** Why a dossier comes back to who proposes. */
export type BackReason = 'NOBODY_DECIDES' | 'HONOUREE_DISSOLVED';

export interface Conversion {
  state: NominationState;
  step: number;
  /** The bodies of the route afterwards, in the same places. */
  units: string[];
  /** The places that are out of the route. */
  gone: boolean[];
  back: BackReason | null;
}

interface Walk {
  units: string[];
  gone: boolean[];
  step: number;
}

/** What becomes of the dossier; null where the plan does not touch it. */
export function convert(dossier: OpenDossier, handover: Handover): Conversion | null {
  const walk = handOver(dossier, handover.takers);
  const former = dossier.route.findLastIndex(({ gone }) => !gone);
  const decider = walk.gone.lastIndexOf(false);
  const unable =
    walk.units[decider] !== dossier.route[former]?.unitId &&
    !handover.mayDecide(dossier.awardTypeId, walk.units[decider] ?? '');
  const dissolved = dossier.honouredUnitId !== null && handover.ended.has(dossier.honouredUnitId);
  const back = dissolved ? 'HONOUREE_DISSOLVED' : unable ? 'NOBODY_DECIDES' : null;
  if (back === null && !touches(dossier, walk, handover.takers)) return null;
  return { ...walk, back, state: stateAfter(dossier, walk, back) };
}

function stateAfter({ state, step }: OpenDossier, walk: Walk, back: BackReason | null): NominationState {
  if (back !== null || state === 'RETURNED') return 'RETURNED';
  return walk.step === step ? state : 'SUBMITTED';
}

/** Steps that are done stay as they were done; from the present one on each ended body gives way to its taker. */
function handOver({ route, step }: OpenDossier, takers: Handover['takers']): Walk {
  const units = route.map(({ unitId }) => unitId);
  const gone = route.map((place) => place.gone);
  const walk = { units, gone, step };
  const present = step - 1;
  for (let at = firstOpen(route, present); at < route.length; at += 1) {
    const taker = takers.get(route[at]?.unitId ?? '');
    if (gone[at] || taker === undefined) continue;
    const later = route.findIndex(({ unitId }, index) => index > at && unitId === taker && !gone[index]);
    if (later >= 0 && at === present) {
      gone.fill(true, at, later);
      walk.step = later + 1;
    } else if (later >= 0 || standsBefore(walk, taker, present, at)) gone[at] = true;
    else units[at] = taker;
  }
  return walk;
}

/** The step at which it stands; of one that lies outside, the last inside, which records what becomes of it. */
function firstOpen(route: OpenDossier['route'], present: number): number {
  if (!route[present]?.external) return present;
  const inside = route.slice(0, present).findLastIndex(({ gone, external }) => !gone && !external);
  return inside < 0 ? present : inside;
}

/** True when the taker acts at an earlier step that is still to be gone through: it is not asked twice. */
function standsBefore({ units, gone }: Walk, taker: string, from: number, to: number): boolean {
  return units.some((unit, index) => index >= from && index < to && unit === taker && !gone[index]);
}

function touches(dossier: OpenDossier, walk: Walk, takers: Handover['takers']): boolean {
  const named = [dossier.proposedById, dossier.suspendedById, dossier.wantedDeciderId];
  return (
    walk.step !== dossier.step ||
    dossier.route.some(({ unitId, gone }, index) => unitId !== walk.units[index] || gone !== walk.gone[index]) ||
    named.some((unit) => unit !== null && takers.has(unit))
  );
}
