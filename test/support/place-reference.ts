import { query } from './shared-connection.js';

// How a place of the past belongs to a place of today, found by walking from one award's place for one question: no table
// made for searching, nothing remembered between two answers but the answer.

export type Match = 'WHOLE' | 'PART' | 'HISTORY';

interface Life {
  id: string;
  tier: string;
  parents: { id: string | null; from: string; to: string | null }[];
}
interface Link {
  from: string;
  to: string;
  on: string;
  whole: boolean;
}

export interface PlaceHistory {
  lives: Map<string, Life>;
  links: Map<string, Link[]>;
  communesOf: Map<string, string[]>;
  answers: Map<string, Match | null>;
}

export async function readPlaces(): Promise<PlaceHistory> {
  const lives = await query<Life>(
    `select area_id as id, min(tier) as tier, json_agg(json_build_object('id', parent_id, 'from', lower(valid), 'to', upper(valid))
       order by lower(valid)) as parents from area_version group by area_id`,
  );
  const links = await query<Link>(
    `select from_area_id as from, to_area_id as to, effective_on::text as on, whole from area_succession where to_area_id is not null`,
  );
  const [byId, byFrom, communesOf] = [new Map<string, Life>(), new Map<string, Link[]>(), new Map<string, string[]>()];
  for (const life of lives) {
    byId.set(life.id, life);
    for (const { id } of life.tier === 'COMMUNE' ? life.parents : []) {
      communesOf.set(id!, [...new Set([...(communesOf.get(id!) ?? []), life.id])]);
    }
  }
  for (const link of links) byFrom.set(link.from, [...(byFrom.get(link.from) ?? []), link]);
  return { lives: byId, links: byFrom, communesOf, answers: new Map() };
}

function endOf({ lives }: PlaceHistory, id: string): string | null {
  return lives.get(id)!.parents.at(-1)!.to;
}

/** Where a place went when it ended. */
function endings(history: PlaceHistory, id: string): Link[] {
  const end = endOf(history, id);
  return (history.links.get(id) ?? []).filter(({ on }) => end !== null && on >= end);
}

function isWhollyIn(history: PlaceHistory, id: string, asked: string): boolean {
  if (id === asked) return true;
  const parent = history.lives.get(id)!.parents.at(-1)!.id;
  if (parent !== null && isWhollyIn(history, parent, asked)) return true;
  const ways = endings(history, id);
  const inside = ways.filter(({ to }) => isWhollyIn(history, to, asked));
  return inside.length > 0 && (inside.length === ways.length || inside.some(({ whole }) => whole));
}

/** Whether some of what the place was on the day is in the asked one. */
function isPartlyIn(history: PlaceHistory, id: string, asked: string, day: string): boolean {
  if (isWhollyIn(history, id, asked)) return true;
  const end = endOf(history, id);
  return (history.links.get(id) ?? []).some(
    ({ to, on }) => (on > day || (end !== null && on >= end)) && isPartlyIn(history, to, asked, on > day ? on : day),
  );
}

/** Whether the commune lay in the district on a day of the period; before its life and after it as at its ends. */
function layIn({ lives }: PlaceHistory, commune: string, district: string, from: string, to: string): boolean {
  const { parents } = lives.get(commune)!;
  return parents.some((version, index) => {
    const begins = index === 0 ? '0000' : version.from;
    const ends = index === parents.length - 1 ? '9999' : version.to!;
    return version.id === district && begins <= to && from < ends;
  });
}

function isHistoryOf(history: PlaceHistory, district: string, asked: string, from: string, to: string): boolean {
  const isLivingCommune = history.lives.get(asked)!.tier === 'COMMUNE' && endOf(history, asked) === null;
  if (!isLivingCommune || history.lives.get(district)!.tier !== 'DISTRICT' || endOf(history, district) === null)
    return false;
  return (history.communesOf.get(district) ?? []).some(
    (commune) => layIn(history, commune, district, from, to) && isPartlyIn(history, commune, asked, from),
  );
}

/** How what was given to a place, at some day from `from` to `to`, belongs to another as it is now. */
export function matchNow(
  history: PlaceHistory,
  place: { id: string; from: string; to: string },
  asked: string,
): Match | null {
  const { id, from, to } = place;
  const key = [id, from, to, asked].join();
  const known = history.answers.get(key);
  if (known !== undefined) return known;
  const answer = isWhollyIn(history, id, asked)
    ? 'WHOLE'
    : isPartlyIn(history, id, asked, from)
      ? 'PART'
      : isHistoryOf(history, id, asked, from, to)
        ? 'HISTORY'
        : null;
  history.answers.set(key, answer);
  return answer;
}
