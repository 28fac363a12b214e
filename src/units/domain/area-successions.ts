import { addDays, civilDate, type CivilDate } from '../../core/civil-date.js';
import type { AreaEvent, AreaSuccessionRow, AreaTimeline, PublishedData } from './published-data.js';
import type { SuccessionEvidence, SuccessionKind } from './succession-kind.js';

/** From one area into another, by the keys of their timelines; without `to`: dissolved, or not known into what. */
export interface AreaSuccession {
  from: string;
  to: string | null;
  kind: SuccessionKind;
  effectiveOn: CivilDate;
  legalBasis: string | null;
  /** All of it went there. */
  whole: boolean;
  primary: boolean;
  evidence: SuccessionEvidence;
}

/** Which area bore a code on a day; undefined when none did. */
type KeyOn = (code: string, day: CivilDate) => string | undefined;

function keysByDay(timelines: readonly AreaTimeline[]): KeyOn {
  const byCode = new Map<string, { key: string; from: CivilDate; to: CivilDate | null }[]>();
  for (const { key, versions } of timelines) {
    for (const { code, from, to } of versions) byCode.set(code, [...(byCode.get(code) ?? []), { key, from, to }]);
  }
  return (code, day) => byCode.get(code)?.find(({ from, to }) => from <= day && (to === null || day < to))?.key;
}

const KINDS_2025: Readonly<Record<string, SuccessionKind>> = {
  merged: 'MERGED',
  part: 'PARTIAL',
  split: 'SPLIT',
  converted: 'CONVERTED',
  abolished: 'DISSOLVED',
};

function required(key: string | undefined, code: string, day: CivilDate): string {
  if (!key) throw new Error(`No area ${code} on ${day}`);
  return key;
}

/** The successions of a row of successions.tsv; none where the area goes on as a new version. */
function ofReform(row: AreaSuccessionRow, keyOn: KeyOn): AreaSuccession[] {
  const kind = KINDS_2025[row.kind];
  if (!kind) return [];
  const day = civilDate(row.effective);
  return [
    {
      from: required(keyOn(row.old_code, addDays(day, -1)), row.old_code, day),
      to: row.new_code === '' ? null : required(keyOn(row.new_code, day), row.new_code, day),
      kind,
      effectiveOn: day,
      legalBasis: row.legal_basis || null,
      whole: row.extent === 'whole',
      primary: row.primary === '1',
      evidence: 'LAW',
    },
  ];
}

/** Where the communes of a removed district went: "majority of communes 445:11/436:1". */
function districtsNamed(evidence: string): string[] {
  return [...evidence.matchAll(/(\d{3}):\d+/g)].map(([, code = '']) => code);
}

/**
 * The successions of a removed area of 2021–2025. The events name no act: the successor is what their source concluded
 * from names, or from where the communes of a district went, and for 36 rows it did not know any.
 */
function ofRemoval({ code, effective, successor_code, evidence }: AreaEvent, keyOn: KeyOn): AreaSuccession[] {
  const day = civilDate(effective);
  const from = keyOn(code, addDays(day, -1));
  if (!from) return [];
  const named = new Set([...(successor_code ? [successor_code] : []), ...districtsNamed(evidence)]);
  const base = { from, effectiveOn: day, legalBasis: null };
  if (named.size === 0) {
    return [{ ...base, to: null, kind: 'DISSOLVED', whole: true, primary: false, evidence: 'UNKNOWN' }];
  }
  const whole = named.size === 1;
  return [...named].map((successor) => ({
    ...base,
    to: required(keyOn(successor, day), successor, day),
    kind: whole ? ('MERGED' as const) : ('PARTIAL' as const),
    whole,
    primary: successor === successor_code,
    evidence: 'INFERRED' as const,
  }));
}

/** Districts that gave communes away and went on, or to a district that began that day. */
function ofMoves(events: readonly AreaEvent[], keyOn: KeyOn): AreaSuccession[] {
  const isAtEvent = (event: string) => new Set(events.filter((row) => row.event === event).map(eventKey));
  const [removed, added] = [isAtEvent('removed'), isAtEvent('added')];
  const found = new Map<string, AreaSuccession>();
  for (const { level, event, effective, old_parent, new_parent } of events) {
    const isMove = level === '3' && (event === 'moved' || event === 'renamed') && old_parent !== new_parent;
    if (!isMove || removed.has(eventKey({ code: old_parent, effective }))) continue;
    const day = civilDate(effective);
    found.set(`${old_parent} ${new_parent} ${effective}`, {
      from: required(keyOn(old_parent, addDays(day, -1)), old_parent, day),
      to: required(keyOn(new_parent, day), new_parent, day),
      kind: added.has(eventKey({ code: new_parent, effective })) ? 'SPLIT' : 'TRANSFERRED',
      effectiveOn: day,
      legalBasis: null,
      whole: false,
      primary: false,
      evidence: 'INFERRED',
    });
  }
  return [...found.values()];
}

function eventKey({ code, effective }: { code: string; effective: string }): string {
  return `${code}@${effective}`;
}

/** What became of what: from the published links of 2025 and the events before them, by the timelines' keys. */
export function areaSuccessions(data: PublishedData, timelines: readonly AreaTimeline[]): AreaSuccession[] {
  const keyOn = keysByDay(timelines);
  return [
    ...data.events.filter(({ event }) => event === 'removed').flatMap((event) => ofRemoval(event, keyOn)),
    ...ofMoves(data.events, keyOn),
    ...data.successions.flatMap((row) => ofReform(row, keyOn)),
  ];
}

/** What had happened by `day`. */
export function happenedBy(successions: readonly AreaSuccession[], day: CivilDate): AreaSuccession[] {
  return successions.filter(({ effectiveOn }) => effectiveOn <= day);
}
