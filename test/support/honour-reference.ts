import { fold, syllables } from '../../src/core/fold.js';
import { matchNow, readPlaces, type Match, type PlaceHistory } from './place-reference.js';
import { query } from './shared-connection.js';

// The search of honours as one would write it without a database: everything in memory, every award looked at for every
// question. It shares no SQL and no column made for searching with the service.

export interface Search {
  text?: string;
  placeId?: string;
  placeMode?: 'AS_THEN' | 'AS_NOW';
  placeMatches?: Match[];
  from?: string;
  to?: string;
  awardTypeCodes?: string[];
  kinds?: string[];
  meritKinds?: string[];
  statuses?: string[];
  decisionSymbol?: string;
  issuedById?: string;
  issuerTier?: string;
  issuerAsPrinted?: string;
  origin?: string;
}
export type Order = 'RELEVANCE' | 'DATE' | 'GIVEN_NAME';

export interface Award {
  id: string;
  name: string;
  kind: string;
  merit: string;
  status: string;
  type: string;
  area: string | null;
  from: string;
  to: string;
  symbol: string | null;
  issuer: string | null;
  printed: string | null;
  origin: string;
  recorder: string | null;
  proposer: string | null;
  names: string;
  registrar: string;
  unit: string | null;
  route: string[];
}

interface Version {
  id: string;
  first: string;
  above: string | null;
  tier: string;
}

export interface Ledger {
  awards: Award[];
  units: Map<string, Version[]>;
  areas: Map<string, Version[]>;
  places: PlaceHistory;
  /** The days on which some area changed. */
  changes: string[];
  /** The syllables of all names of each award, split once. */
  syllables: Map<Award, Set<string>>;
  /** What each reader reads, found once. */
  readable: Map<Reader, Award[]>;
  today: string;
}

const AWARDS = `select a.id, a.name_as_awarded as name, a.kind, a.merit_kind as merit, a.status, t.code as type,
  a.area_as_awarded_id as area, coalesce(q.decided_from, q.signed_on)::text as from, coalesce(q.decided_to, q.signed_on)::text as to,
  q.symbol, q.issued_by_id as issuer, q.issuer_as_printed as printed, q.origin, q.recorded_for_id as recorder,
  n.proposed_by_id as proposer, h.registered_by_id as registrar, h.unit_id as unit,
  concat_ws(' ', a.name_as_awarded, h.display_name, h.head_of_household, array_to_string(h.aliases, ' '),
    (select string_agg(c.name_as_awarded, ' ') from award_change c join decision m on m.id = c.decision_id
     where c.award_id = a.id and c.kind = 'CORRECTION' and m.state = 'ISSUED')) as names,
  array(select s.unit_id from nomination_step s where s.nomination_id = n.id) as route
  from award a join decision q on q.id = a.decision_id join honouree h on h.id = a.honouree_id
    join award_type t on t.id = a.award_type_id left join nomination n on n.id = a.nomination_id
  order by a.name_as_awarded, q.decided_to, t.code, a.id`;

function byId(versions: readonly Version[]): Map<string, Version[]> {
  const found = new Map<string, Version[]>();
  for (const version of versions) {
    const known = found.get(version.id);
    if (known) known.push(version);
    else found.set(version.id, [version]);
  }
  return found;
}

/** All there is, by the owner's hand. */
export async function readLedger(): Promise<Ledger> {
  const versions = (table: string, above: string): Promise<Version[]> =>
    query<Version>(
      `select ${table}_id as id, lower(valid)::text as first, ${above} as above, tier from ${table}_version order by lower(valid)`,
    );
  const [day] = await query<{ today: string }>(`select (now() at time zone 'Asia/Ho_Chi_Minh')::date::text as today`);
  const awards = await query<Award>(AWARDS);
  const areas = await versions('area', 'parent_id');
  return {
    awards,
    units: byId(await versions('unit', 'superior_id')),
    areas: byId(areas),
    places: await readPlaces(),
    changes: [...new Set(areas.map(({ first }) => first))],
    syllables: new Map(awards.map((award) => [award, new Set(syllables(award.names))])),
    readable: new Map(),
    today: day!.today,
  };
}

/** The version of a day: the last that has begun, or the first. */
function versionOn(versions: readonly Version[], day: string): Version {
  return versions.filter(({ first }) => first <= day).at(-1) ?? versions[0]!;
}

function isAtOrBelow(of: Map<string, Version[]>, id: string | null, above: readonly string[], day: string): boolean {
  for (let at = id; at !== null; at = of.get(at) ? versionOn(of.get(at)!, day).above : null) {
    if (above.includes(at)) return true;
  }
  return false;
}

/** Who reads: the units of all grants, and whether one of them is a historian's. */
export interface Reader {
  roots: string[];
  historian: boolean;
}

export function mayRead({ units, today }: Ledger, reader: Reader, award: Award): boolean {
  if (reader.historian) return true;
  const concerned = [award.registrar, award.unit, award.issuer, award.recorder, award.proposer];
  if (concerned.some((unit) => isAtOrBelow(units, unit, reader.roots, today))) return true;
  return award.route.some((unit) => reader.roots.includes(unit));
}

/** Whether the award's place lay at or below it on a day on which the decision may have been signed. */
function lay(ledger: Ledger, award: Award, placeId: string): boolean {
  const days = [award.from, ...ledger.changes.filter((day) => award.from < day && day <= award.to)];
  return days.some((day) => isAtOrBelow(ledger.areas, award.area, [placeId], day));
}

/** How the award's place belongs to the one asked for as it is now; null also where that was not asked. */
export function placeMatchOf({ places }: Ledger, { area, from, to }: Award, search: Search): Match | null {
  const { placeId, placeMode } = search;
  if (!placeId || placeMode !== 'AS_NOW' || area === null) return null;
  return matchNow(places, { id: area, from, to }, placeId);
}

function isOfPlace(ledger: Ledger, award: Award, search: Search): boolean {
  if (!search.placeId) return true;
  if (search.placeMode !== 'AS_NOW') return lay(ledger, award, search.placeId);
  const match = placeMatchOf(ledger, award, search);
  return match !== null && (search.placeMatches?.includes(match) ?? true);
}

function tierOf({ units }: Ledger, award: Award): string | null {
  return award.issuer === null ? null : versionOn(units.get(award.issuer)!, award.to).tier;
}

function fitsAllButName(ledger: Ledger, award: Award, search: Search): boolean {
  const { awardTypeCodes, kinds, meritKinds, statuses } = search;
  return (
    (!search.from || award.to >= search.from) &&
    (!search.to || award.from <= search.to) &&
    (!awardTypeCodes || awardTypeCodes.includes(award.type)) &&
    (!kinds || kinds.includes(award.kind)) &&
    (!meritKinds || meritKinds.includes(award.merit)) &&
    (!statuses || statuses.includes(award.status)) &&
    (!search.decisionSymbol || (award.symbol !== null && fold(award.symbol) === fold(search.decisionSymbol))) &&
    (!search.issuerAsPrinted || (award.printed !== null && fold(award.printed) === fold(search.issuerAsPrinted))) &&
    (!search.issuedById || award.issuer === search.issuedById) &&
    (!search.origin || award.origin === search.origin) &&
    (!search.issuerTier || tierOf(ledger, award) === search.issuerTier) &&
    isOfPlace(ledger, award, search)
  );
}

const folded = (text: string): string => syllables(text).join(' ');

function trigrams(text: string): Set<string> {
  const words = folded(text).split(' ').filter(Boolean);
  return new Set(words.flatMap((word) => [...`${word} `].map((_, index) => `  ${word} `.slice(index, index + 3))));
}

/** Common trigrams of all of both; in the precision of PostgreSQL's `real`. */
export function similarity(one: string, other: string): number {
  const [left, right] = [trigrams(one), trigrams(other)];
  const common = [...left].filter((each) => right.has(each)).length;
  const all = left.size + right.size - common;
  return all === 0 ? 0 : Math.fround(common / all);
}

/** Each syllable without its tone, and the tone: where in the syllable it is written does not matter. */
function withTonesApart(text: string): string {
  const marks = '\u0300\u0301\u0303\u0309\u0323';
  return text
    .toLowerCase()
    .normalize('NFD')
    .split(/\s+/)
    .map(
      (word) =>
        [...word].filter((sign) => !marks.includes(sign)).join('') +
        [...word].filter((sign) => marks.includes(sign)).join(''),
    )
    .join(' ');
}

const ALPHABET = 'aăâbcdđeêfghijklmnoôơpqrstuưvwxyz';
const TONES = ['\u0300', '\u0309', '\u0303', '\u0301', '\u0323'];

/** A syllable as numbers to compare: its letters by the alphabet, an end lower than any letter, its tone. */
function syllableKey(syllable: string): number[] {
  const parts = [...syllable.toLowerCase().normalize('NFD')];
  const tone = parts.find((sign) => TONES.includes(sign));
  const bare = parts
    .filter((sign) => !TONES.includes(sign))
    .join('')
    .normalize('NFC');
  const letters = [...bare].map((sign) => {
    const place = ALPHABET.indexOf(sign);
    return place >= 0 ? 1000 + place : sign.codePointAt(0)!;
  });
  return [...letters, 1, tone ? TONES.indexOf(tone) + 1 : 0];
}

function nameKey({ name, kind }: Award): number[][] {
  const words = name.trim().split(/\s+/);
  const ordered = kind === 'INDIVIDUAL' ? [words.at(-1)!, ...words.slice(0, -1)] : words;
  return ordered.map(syllableKey);
}

function compare(one: readonly number[], other: readonly number[]): number {
  for (let at = 0; at < Math.max(one.length, other.length); at += 1) {
    const difference = (one[at] ?? -1) - (other[at] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}

function compareNames(one: Award, other: Award): number {
  const [left, right] = [nameKey(one), nameKey(other)];
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    if (!left[at]) return -1;
    if (!right[at]) return 1;
    const difference = compare(left[at]!, right[at]!);
    if (difference !== 0) return difference;
  }
  return one.id < other.id ? -1 : 1;
}

const newestFirst = (one: Award, other: Award): number =>
  one.to === other.to ? (one.id < other.id ? 1 : -1) : one.to < other.to ? 1 : -1;

function rankOf(award: Award, text: string, isNear: boolean): number {
  if (isNear) return 1000 - Math.round(1000 * similarity(award.name, text));
  if (folded(award.name) !== folded(text)) return 2;
  return withTonesApart(award.name) === withTonesApart(text) ? 0 : 1;
}

/** What a reader is answered: all that fits, in order. */
export function searched(ledger: Ledger, reader: Reader, search: Search, order: Order | null): Award[] {
  const readable = ledger.readable.get(reader) ?? ledger.awards.filter((award) => mayRead(ledger, reader, award));
  ledger.readable.set(reader, readable);
  const fitting = readable.filter((award) => fitsAllButName(ledger, award, search));
  const { text } = search;
  let found = fitting;
  let isNear = false;
  if (text !== undefined) {
    const wanted = syllables(text);
    // A text of signs alone looks for nothing.
    found = fitting.filter(
      (award) => wanted.length > 0 && wanted.every((syllable) => ledger.syllables.get(award)!.has(syllable)),
    );
    isNear = found.length === 0;
    if (isNear) found = fitting.filter(({ name }) => similarity(name, text) >= 0.6);
  }
  const asked = order ?? (text === undefined ? 'DATE' : 'RELEVANCE');
  if (asked === 'GIVEN_NAME') return found.sort(compareNames);
  if (asked === 'DATE' || text === undefined) return found.sort(newestFirst);
  const ranks = new Map(found.map((award) => [award, rankOf(award, text, isNear)]));
  return found.sort((one, other) => ranks.get(one)! - ranks.get(other)! || newestFirst(one, other));
}
