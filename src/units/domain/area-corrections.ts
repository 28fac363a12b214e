import type { CivilDate } from '../../core/civil-date.js';
import { AreaConflict, type LoadedArea, type LoadedVersion } from './loaded-area.js';
import type { TimelineVersion } from './published-data.js';

/** A version as the data says it, its parent by our id (or by its timeline, where that is not there yet). */
export type Said = Pick<LoadedVersion, 'from' | 'to' | 'code' | 'name' | 'kind' | 'parentId'>;

export function describe({ code, name, from, to }: Pick<Said, 'code' | 'name' | 'from' | 'to'>): string {
  return `${code} ${name} [${from}, ${to ?? '…'})`;
}

function sameFacts(one: Said, other: Said): boolean {
  return (
    one.from === other.from &&
    one.code === other.code &&
    one.name === other.name &&
    one.kind === other.kind &&
    one.parentId === other.parentId
  );
}

/** True when `more` says all that `less` says, and what comes after it: the last of `less` may be open where it has an end. */
export function isPrefix(less: readonly Said[], more: readonly Said[]): boolean {
  return less.every((version, index) => {
    const other = more[index];
    if (!other || !sameFacts(version, other)) return false;
    return version.to === other.to || (version.to === null && index === less.length - 1);
  });
}

/** A version of the data, its parent by our id too. */
export type Wanted = TimelineVersion & { parentId: string | null };

/** What of the data concerns the days before `day`, and what concerns it and those after. */
function parted(versions: readonly Wanted[], day: CivilDate): [before: Wanted[], after: Wanted[]] {
  const before = versions
    .filter(({ from }) => from < day)
    .map((version) => (version.to === null || version.to > day ? { ...version, to: day } : version));
  return [before, versions.filter(({ from }) => from >= day)];
}

/**
 * What gives way and what is written instead, where the data knows better. From the first day of a plan of this registry on
 * the plan holds: the data may know nothing of those days, or the same; else AreaConflict.
 */
export function correctionOf(
  { versions, plannedFrom }: LoadedArea,
  wanted: readonly Wanted[],
  horizon: CivilDate | null,
): { superseded: LoadedVersion[]; written: TimelineVersion[] } {
  const [early, late] = plannedFrom ? parted(wanted, plannedFrom) : [[...wanted], []];
  const isMine = ({ from }: Said): boolean =>
    (plannedFrom === null || from < plannedFrom) && (horizon === null || from <= horizon);
  const present = versions.filter(isMine);
  const rest = versions.filter((version) => !isMine(version));
  if (plannedFrom) {
    const spans = wanted.some(({ from, to }) => from < plannedFrom && (to === null || to > plannedFrom));
    const knowsLater = late.length > 0 || wanted.at(-1)?.to !== null;
    const isSame = isPrefix(rest, late) || isPrefix(late, rest);
    const [first] = rest.length > 0 ? rest : versions.slice(-1);
    if (first && knowsLater && (spans || !isSame))
      throw new AreaConflict(`${describe(first)} ≠ ${wanted.map(describe).join(', ')}`);
  }
  // What the data leaves open ends where the registry says so of a day that the data does not reach.
  const last = early.at(-1);
  const end = rest[0]?.from ?? present.at(-1)?.to ?? null;
  if (last?.to === null && horizon !== null && end !== null && end > horizon) last.to = end;
  const isIn = (list: readonly Said[], one: Said): boolean =>
    list.some((other) => sameFacts(one, other) && one.to === other.to);
  return {
    superseded: present.filter((version) => !version.isPlanned && !isIn(early, version)),
    written: early.filter((version) => !isIn(present, version)),
  };
}
