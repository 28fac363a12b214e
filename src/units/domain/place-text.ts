import { fold } from '../../core/fold.js';

/** One way to read a part of a place's text: a name, perhaps with its kind. */
export interface PlaceReading {
  /** Folded kind, as `area_version.kind_key` has it; null: any. */
  kind: string | null;
  /** Folded name without its kind, its syllables apart by one blank. */
  name: string;
  /** The name as written, to prefer what has the same accents. */
  written: string;
}

/** The ways to read one of the comma-separated parts. */
export type PlacePart = PlaceReading[];

/** At most commune, district and province; a hamlet or street before them is passed over. */
const MOST_PARTS = 3;

// Kind words, folded (y → i), and their abbreviations. An abbreviation of one letter needs its dot or a digit behind it.
const KINDS: readonly (readonly [pattern: RegExp, kind: string])[] = [
  [/^(?:thanh pho|tp(?=[. ]))[. ]*/, 'thanh pho'],
  [/^(?:thi xa|tx(?=[. ]))[. ]*/, 'thi xa'],
  [/^(?:thi tran|tt(?=[. ]))[. ]*/, 'thi tran'],
  [/^(?:dac khu|dk(?=[. ]))[. ]*/, 'dac khu'],
  [/^(?:tinh |t\.) */, 'tinh'],
  [/^(?:huien |h\.) */, 'huien'],
  [/^(?:quan |q\.|q(?=\d)) */, 'quan'],
  [/^(?:phuong |p\.|p(?=\d)) */, 'phuong'],
  [/^(?:xa |x\.) */, 'xa'],
];

const NICKNAMES: Readonly<Record<string, string>> = {
  hcm: 'ho chi minh',
  'tp hcm': 'ho chi minh',
  tphcm: 'ho chi minh',
};

function syllablesOf(folded: string): string {
  const words = folded.split(/[^a-z0-9]+/).filter((word) => word !== '');
  const name = words.map((word) => word.replace(/^0+(?=\d)/, '')).join(' ');
  return NICKNAMES[name] ?? name;
}

function readingsOf(part: string): PlacePart {
  const folded = fold(part);
  const readings: PlacePart = [];
  for (const [pattern, kind] of KINDS) {
    const match = pattern.exec(folded);
    const name = match ? syllablesOf(folded.slice(match[0].length)) : '';
    // fold keeps the number of letters of composed Vietnamese text, so that the same cut fits the written form.
    if (match && name !== '') readings.push({ kind, name, written: part.slice(match[0].length).trim() });
  }
  const whole = syllablesOf(folded);
  // "Xa Dung" is a commune's name, not the commune "Dung": both readings stand.
  if (whole !== '') readings.push({ kind: null, name: whole, written: part });
  return readings;
}

// A dash may stand in a name (Bà Rịa - Vũng Tàu) or between two (xã Nậm Hàng - Lai Châu).
const DASH = /\s+[-–—]\s+/g;
const DASH_BEFORE_KIND =
  /\s+[-–—]\s+(?=(?:thành phố|thị xã|thị trấn|đặc khu|tỉnh|huyện|quận|phường|xã)\s|(?:tp|tx|tt|t|h|q|p|x)[.\s\d])/giu;

/**
 * Reads a place as people write it: one name, or names from commune to province apart by commas or in brackets, with or
 * without accents, kind words or their abbreviations. Empty when there is nothing to look for.
 */
export function readPlace(text: string): PlacePart[] {
  const parts = text
    .normalize('NFC')
    .split(/[,;()]+/)
    .map((part) => readingsOf(part.replace(/\s+/g, ' ').trim()))
    .filter((part) => part.length > 0);
  return parts.slice(-MOST_PARTS);
}

/** The ways to read a place that has dashes: as parts of names, between names with a kind, between names. */
export function readPlaces(text: string): PlacePart[][] {
  const composed = text.normalize('NFC');
  const ways = [composed, composed.replace(DASH_BEFORE_KIND, ', '), composed.replace(DASH, ', ')];
  return [...new Set(ways)].map(readPlace);
}
