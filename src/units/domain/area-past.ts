import type { CivilDate } from '../../core/civil-date.js';
import type { AreaTier } from './published-data.js';

/** An area with where it lay, in order of time; `to` is the first day after a version, null while it holds. */
export interface AreaLife {
  id: string;
  tier: AreaTier;
  versions: readonly { parentId: string | null; from: CivilDate; to: CivilDate | null }[];
}

/** One area went into another. */
export interface AreaLink {
  fromId: string;
  toId: string;
  effectiveOn: CivilDate;
  whole: boolean;
}

/**
 * How a place of the past belongs to a place: all of its territory, a share of it, or as a district, now gone, in which
 * the place's communes lay.
 */
export const PLACE_MATCHES = ['WHOLE', 'PART', 'HISTORY'] as const;
export type PlaceMatch = (typeof PLACE_MATCHES)[number];

/** A place with one of its past, on the days from `from` to before `to`; null is without bound. */
export interface PastPlace {
  areaId: string;
  pastId: string;
  share: PlaceMatch;
  from: CivilDate | null;
  to: CivilDate | null;
}

/** How an area reaches another: what it was given before `until` was given on the other's territory. */
interface Reach {
  share: 'WHOLE' | 'PART';
  until: CivilDate | null;
}
type Reached = Map<string, Reach>;

const BEFORE_ALL = '' as CivilDate;

/** Follows each area through its successors and what contained it, to all whose territory has some of its own. */
class Ways {
  private readonly lives: ReadonlyMap<string, AreaLife>;
  private readonly linksOf = new Map<string, AreaLink[]>();
  private readonly known = new Map<string, Reached>();

  constructor(lives: ReadonlyMap<string, AreaLife>, links: readonly AreaLink[]) {
    this.lives = lives;
    for (const link of links) this.linksOf.set(link.fromId, [...(this.linksOf.get(link.fromId) ?? []), link]);
  }

  /** From an area as it was on `since`: what it gave away before does not count. */
  from(id: string, since: CivilDate = BEFORE_ALL): Reached {
    const key = `${id}@${since}`;
    const known = this.known.get(key);
    if (known) return known;
    const reached: Reached = new Map([[id, { share: 'WHOLE', until: null }]]);
    // Known from now on, so that two which gave each other something on one day come to an end.
    this.known.set(key, reached);
    const last = this.lives.get(id)?.versions.at(-1);
    if (last?.parentId) this.addContaining(reached, last.parentId, since);
    const links = (this.linksOf.get(id) ?? []).filter(({ effectiveOn }) => effectiveOn >= since);
    const end = last?.to ?? null;
    const isEnding = ({ effectiveOn }: AreaLink): boolean => end !== null && effectiveOn >= end;
    this.addSuccessors(reached, links.filter(isEnding));
    for (const link of links.filter((each) => !isEnding(each))) this.addGiven(reached, link);
    return reached;
  }

  /** What lay in an area last goes where all of that area goes. */
  private addContaining(reached: Reached, parentId: string, since: CivilDate): void {
    for (const [id, { share }] of this.from(parentId, since)) {
      if (share === 'WHOLE') better(reached, id, { share, until: null });
    }
  }

  /** All of it is in an area when all its successors are; else a share, if one of them has some there. */
  private addSuccessors(reached: Reached, links: readonly AreaLink[]): void {
    const ways = links.map(({ toId, effectiveOn, whole }) => ({ whole, to: this.from(toId, effectiveOn) }));
    for (const id of new Set(ways.flatMap(({ to }) => [...to.keys()]))) {
      const isIn = ({ to }: { to: Reached }): boolean => to.get(id)?.share === 'WHOLE';
      const isWhole = ways.some((way) => way.whole && isIn(way)) || ways.every(isIn);
      better(reached, id, { share: isWhole ? 'WHOLE' : 'PART', until: null });
    }
  }

  /** What it gave away while it went on: a share, of what it was until then. */
  private addGiven(reached: Reached, { toId, effectiveOn }: AreaLink): void {
    for (const id of this.from(toId, effectiveOn).keys()) better(reached, id, { share: 'PART', until: effectiveOn });
  }
}

function better(reached: Reached, id: string, reach: Reach): void {
  const known = reached.get(id);
  const isBetter =
    !known ||
    (known.share === 'PART' && reach.share === 'WHOLE') ||
    (known.share === reach.share && known.until !== null && (reach.until === null || reach.until > known.until));
  if (isBetter) reached.set(id, reach);
}

interface Period {
  from: CivilDate | null;
  to: CivilDate | null;
}

/** Periods that touch or overlap become one. */
function joined(periods: readonly Period[]): Period[] {
  const found: Period[] = [];
  for (const { from, to } of [...periods].sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1))) {
    const last = found.at(-1);
    if (!last || (last.to !== null && from !== null && from > last.to)) found.push({ from, to });
    else if (last.to !== null && (to === null || to > last.to)) last.to = to;
  }
  return found;
}

/** The days on which a commune lay in districts that are gone; before its first and after its last version as in these. */
function districtsOf(
  lives: ReadonlyMap<string, AreaLife>,
  past: AreaLife,
  until: CivilDate | null,
): [string, Period][] {
  return past.versions.flatMap(({ parentId, from, to }, index): [string, Period][] => {
    const district = parentId === null ? undefined : lives.get(parentId);
    if (district?.tier !== 'DISTRICT' || district.versions.at(-1)?.to === null) return [];
    const ends = index === past.versions.length - 1 ? null : to;
    const first = index === 0 ? null : from;
    const last = until !== null && (ends === null || until < ends) ? until : ends;
    return last !== null && first !== null && last <= first ? [] : [[district.id, { from: first, to: last }]];
  });
}

function historyOf(lives: ReadonlyMap<string, AreaLife>, areaId: string, past: Reached): PastPlace[] {
  const life = lives.get(areaId);
  if (life?.tier !== 'COMMUNE' || life.versions.at(-1)?.to !== null) return [];
  const periods = new Map<string, Period[]>();
  for (const [pastId, { until }] of past) {
    const commune = lives.get(pastId);
    if (commune?.tier !== 'COMMUNE') continue;
    for (const [district, period] of districtsOf(lives, commune, until)) {
      if (!past.has(district)) periods.set(district, [...(periods.get(district) ?? []), period]);
    }
  }
  return [...periods].flatMap(([pastId, found]) =>
    joined(found).map((period) => ({ areaId, pastId, share: 'HISTORY' as const, ...period })),
  );
}

/** Every area with all of its past, itself among it. */
export function areaPast(areas: readonly AreaLife[], links: readonly AreaLink[]): PastPlace[] {
  const lives = new Map(areas.map((life) => [life.id, life]));
  const ways = new Ways(lives, links);
  const pasts = new Map<string, Reached>();
  for (const { id } of areas) {
    for (const [areaId, reach] of ways.from(id)) {
      const past = pasts.get(areaId) ?? new Map<string, Reach>();
      pasts.set(areaId, past.set(id, reach));
    }
  }
  return [...pasts].flatMap(([areaId, past]) => [
    ...[...past].map(([pastId, { share, until }]) => ({ areaId, pastId, share, from: null, to: until })),
    ...historyOf(lives, areaId, past),
  ]);
}
