import { civilDate, type CivilDate } from '../../core/civil-date.js';
import type {
  AreaEvent,
  AreaTier,
  AreaTimeline,
  PublishedArea,
  PublishedData,
  TimelineVersion,
} from './published-data.js';

/** The first day that the data covers. */
export const FIRST_DAY = civilDate('2021-11-01');
/** The first day on which units-2024 is the tree in force (data/admin-units/SOURCE.md). */
const LAST_THREE_TIERS = civilDate('2025-03-01');
/** The day on which the two-tier organisation began to work (data/admin-units/SOURCE.md). */
export const TWO_TIERS = civilDate('2025-07-01');

const TIERS: Readonly<Record<string, AreaTier>> = { 1: 'PROVINCE', 2: 'DISTRICT', 3: 'COMMUNE' };
const KINDS = ['Thị trấn', 'Thị xã', 'Thành phố', 'Tỉnh', 'Huyện', 'Quận', 'Phường', 'Xã'];

export function tierOf(level: string): AreaTier {
  const tier = TIERS[level];
  if (!tier) throw new Error(`Unknown level ${level}`);
  return tier;
}

/** Events say the name alone; the kind is its beginning. */
function kindOf(name: string, level: string): string {
  const kind = KINDS.find((each) => name.startsWith(`${each} `));
  if (!kind) throw new Error(`${name}: of what kind?`);
  return kind === 'Thành phố' && level === '1' ? 'Thành phố trực thuộc trung ương' : kind;
}

type Facts = Pick<TimelineVersion, 'name' | 'kind' | 'parent'>;

/** The areas from 2021-11-01 to the eve of the reform, as the events make one tree of the other. */
class ThreeTiers {
  readonly all: AreaTimeline[] = [];
  readonly living = new Map<string, AreaTimeline>();

  begin({ code, name, level, kind, parent }: PublishedArea, from: CivilDate): void {
    const version = { from, to: TWO_TIERS, code, name, kind, tier: tierOf(level), parent: this.keyOf(parent) };
    const timeline = { key: `${code}@${from}`, versions: [version] };
    this.all.push(timeline);
    this.living.set(code, timeline);
  }

  /** The same area with other facts from a day on. */
  change(timeline: AreaTimeline, from: CivilDate, facts: Facts): void {
    const last = lastOf(timeline);
    const isSame = last.name === facts.name && last.kind === facts.kind && last.parent === facts.parent;
    if (isSame) return;
    if (last.from === from) {
      Object.assign(last, facts);
      return;
    }
    last.to = from;
    timeline.versions.push({ ...last, ...facts, from, to: TWO_TIERS });
  }

  apply({ code, level, event, effective, new_name, new_parent }: AreaEvent): void {
    const day = civilDate(effective);
    const timeline = this.living.get(code);
    if (event === 'added') {
      this.begin({ code, name: new_name, level, kind: kindOf(new_name, level), parent: new_parent }, day);
    } else if (event === 'removed') {
      // Twelve rows of 2025-03-01 remove codes that no published tree has: there is nothing to end.
      if (timeline) lastOf(timeline).to = day;
      this.living.delete(code);
    } else {
      if (!timeline) throw new Error(`events-2021-2025: no area ${code} on ${effective}`);
      this.change(timeline, day, { name: new_name, kind: kindOf(new_name, level), parent: this.keyOf(new_parent) });
    }
  }

  keyOf(code: string): string | null {
    if (code === '') return null;
    const timeline = this.living.get(code);
    if (!timeline) throw new Error(`No area ${code} to contain another`);
    return timeline.key;
  }
}

function lastOf({ key, versions }: AreaTimeline): TimelineVersion {
  const last = versions.at(-1);
  if (!last) throw new Error(`${key} has no version`);
  return last;
}

const byLevel = (one: { level: string }, other: { level: string }): number => one.level.localeCompare(other.level);

/**
 * All areas from the first day to the eve of the reform, and those that live on that eve by code. An area ends where the
 * events say removed and begins where they say added; all else is a new version of it. Where units-2024 differs without
 * an event (62 rows: "Phường 05", "Phường 5"), its word holds from the first day on which it is the tree in force.
 */
export function threeTiers({ units2021, units2024, events }: PublishedData): {
  all: AreaTimeline[];
  living: ReadonlyMap<string, AreaTimeline>;
} {
  const tree = new ThreeTiers();
  for (const area of [...units2021].sort(byLevel)) tree.begin(area, FIRST_DAY);
  const inOrder = [...events].sort((a, b) => a.effective.localeCompare(b.effective) || byLevel(a, b));
  for (const event of inOrder) tree.apply(event);
  if (tree.living.size !== units2024.length) throw new Error('units-2021 with its events is not units-2024');
  for (const { code, name, kind, parent } of [...units2024].sort(byLevel)) {
    const timeline = tree.living.get(code);
    if (!timeline) throw new Error(`units-2024: ${code} was never added`);
    tree.change(timeline, LAST_THREE_TIERS, { name, kind, parent: tree.keyOf(parent) });
  }
  return tree;
}
