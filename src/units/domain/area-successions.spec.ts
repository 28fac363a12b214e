import { areaSuccessions, happenedBy, type AreaSuccession } from './area-successions.js';
import { areaTimelines } from './area-timelines.js';
import { civilDate } from '../../core/civil-date.js';
import { publishedData } from '../published-areas.js';

const DATA = await publishedData();
const TIMELINES = areaTimelines(DATA);
const ALL = areaSuccessions(DATA, TIMELINES);
const SEEN = new Map(TIMELINES.map((timeline) => [timeline.key, timeline]));

function from(key: string): AreaSuccession[] {
  return ALL.filter((succession) => succession.from === key);
}

describe('the successions of the published files', () => {
  it('has every link of the reform that joined, split or ended something, and no other', () => {
    const linked = DATA.successions.filter(({ kind }) => !['unchanged', 'respelled', 'renamed'].includes(kind));
    const ofReform = ALL.filter(({ effectiveOn }) => effectiveOn === '2025-07-01');
    const written = ofReform.map(({ from: old, to, kind, whole }) => `${old} ${to ?? ''} ${kind} ${whole}`);
    expect(ofReform.every(({ evidence, legalBasis }) => evidence === 'LAW' && legalBasis)).toBe(true);
    expect(new Set(written).size).toBe(linked.length);
    expect(written).toHaveLength(linked.length);
    const codeOf = (key: string | null): string => key?.split('@')[0] ?? '';
    const made = new Set(ofReform.map(({ from: old, to, whole }) => `${codeOf(old)} ${codeOf(to)} ${whole}`));
    const asked = linked.map(({ old_code, new_code, extent }) => `${old_code} ${new_code} ${extent === 'whole'}`);
    expect(asked.filter((link) => !made.has(link))).toEqual([]);
  });

  it('says something of every area that ended, and lets none end into what did not live on that day', () => {
    const ended = TIMELINES.filter(({ versions }) => versions.at(-1)!.to !== null);
    const said = new Set(ALL.map((succession) => succession.from));
    expect(ended.filter(({ key }) => !said.has(key))).toEqual([]);
    // Many thousands: each asked plainly, those that are wrong told.
    const wrong = ALL.filter(({ from: old, to, effectiveOn, kind }) => {
      const [last, first] = [SEEN.get(old)!.versions.at(-1)!, to === null ? null : SEEN.get(to)!.versions];
      const goesOn = kind === 'TRANSFERRED' || (kind === 'SPLIT' && last.to !== effectiveOn);
      const lives = first?.some(
        ({ from: begin, to: end }) => begin <= effectiveOn && (end === null || effectiveOn < end),
      );
      return (!goesOn && last.to !== effectiveOn) || lives === false;
    });
    expect(ALL.length).toBeGreaterThan(10_000);
    expect(wrong).toEqual([]);
  });

  it('has one primary successor of each area that ended into another, and only one', () => {
    const primaries = new Map<string, number>();
    for (const { from: old, primary, to, evidence, kind } of ALL) {
      const gaveAway = kind === 'TRANSFERRED' || (kind === 'SPLIT' && evidence === 'INFERRED');
      if (to !== null && !gaveAway) primaries.set(old, (primaries.get(old) ?? 0) + (primary ? 1 : 0));
    }
    expect([...primaries].filter(([, count]) => count !== 1)).toEqual([]);
  });

  it('says of the 34 removed communes of published trees that it is not known into what they went', () => {
    const removed = DATA.events.filter(({ event, evidence }) => event === 'removed' && evidence === 'unknown');
    const unknown = ALL.filter(({ evidence }) => evidence === 'UNKNOWN');
    expect(removed).toHaveLength(36);
    const never = removed.filter(({ code }) => !unknown.some(({ from: old }) => old === `${code}@2021-11-01`));
    expect(unknown).toHaveLength(34);
    expect(unknown.every(({ to, kind }) => to === null && kind === 'DISSOLVED')).toBe(true);
    // The other two are in no published tree: nothing of them is known but that row.
    for (const { code } of never) expect(DATA.units2021.some((area) => area.code === code)).toBe(false);
  });

  it('takes a district whose communes went two ways to be parted, and one that gave some away to go on', () => {
    expect(from('448@2021-11-01').map(({ to, kind, whole, primary }) => [to, kind, whole, primary])).toEqual([
      ['445@2021-11-01', 'PARTIAL', false, true],
      ['436@2021-11-01', 'PARTIAL', false, false],
    ]);
    expect(from('219@2021-11-01').map(({ to, kind, whole }) => [to, kind, whole])).toEqual([
      ['224@2025-01-01', 'SPLIT', false],
      [null, 'DISSOLVED', true],
    ]);
    expect(from('221@2021-11-01').map(({ to, kind, evidence }) => [to, kind, evidence])).toEqual([
      ['213@2021-11-01', 'MERGED', 'INFERRED'],
    ]);
  });

  it('knows on a day what had happened by then', () => {
    const known = happenedBy(ALL, civilDate('2025-06-30'));
    expect(known.length).toBeGreaterThan(500);
    expect(known.every(({ effectiveOn }) => effectiveOn < '2025-07-01')).toBe(true);
  });
});
