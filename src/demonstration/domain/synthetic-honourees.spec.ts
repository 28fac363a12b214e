import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { kindProblems } from '../../honourees/domain/subject-kind.js';
import { syntheticHonourees, type HonoureePlan, type Places, type SyntheticHonouree } from './synthetic-honourees.js';
import type { NameGroup, Names } from './synthetic-names.js';

function data<Content>(file: string): Content {
  return JSON.parse(readFileSync(new URL(`../../../data/demonstration/${file}`, import.meta.url), 'utf8')) as Content;
}

const shipped = data<HonoureePlan>('honourees.json');
const groups = data<NameGroup[]>('names.json');

/** Communes, each with a hamlet, a school and a department, and a sở that lies in no commune. */
function placesOf(count: number): Places {
  const communes = Array.from({ length: count }, (_, index) => ({
    areaId: `area-${index}`,
    name: `Xã Số ${index}`,
    registeredById: `committee-${index}`,
  }));
  const units = communes.flatMap((commune) =>
    ['Bản Cao', 'Trường Mầm non Cao', 'Trường Trung học cơ sở Cao', 'Phòng Văn hóa Cao'].map((name, index) => ({
      unitId: `unit-${commune.areaId}-${index}`,
      name: `${name} ${commune.areaId}`,
      commune,
      registeredById: commune.registeredById,
    })),
  );
  const department = { unitId: 'department', name: 'Sở Cao', commune: null, registeredById: 'department' };
  return { communes, units: [...units, department] };
}

const scenario = fc.record({
  plan: fc.nat().map((seed): HonoureePlan => ({ ...shipped, seed })),
  places: fc.integer({ min: 8, max: 14 }).map(placesOf),
});

function holds(property: (made: SyntheticHonouree[], places: Places, plan: HonoureePlan) => void): void {
  fc.assert(
    fc.property(scenario, ({ plan, places }) => property(syntheticHonourees(plan, groups, places), places, plan)),
    { numRuns: 5 },
  );
}

function of(kind: string, made: readonly SyntheticHonouree[]): SyntheticHonouree[] {
  return made.filter((honouree) => honouree.kind === kind);
}

function listed(names: Names | undefined): readonly string[] {
  return Array.isArray(names) ? (names as string[]) : Object.keys(names ?? {});
}

/** Does the name hold one of the middle names (or the particle) that only this gender has in some group? */
function couldBe(gender: 'male' | 'female', name: string): boolean {
  return groups.some((group) => {
    const parts = group[gender];
    if (!listed(parts.given).some((given) => name.includes(given))) return false;
    if (group.family && !listed(group.family).some((family) => name.includes(family))) return false;
    const particle = parts.pattern?.split('{')[0];
    if (particle !== undefined) return name.startsWith(particle);
    return listed(parts.middle).some((middle) => name.includes(` ${middle} `));
  });
}

describe('the synthetic honourees', () => {
  it('are 300: 180 people, 75 collectives, 45 households', () => {
    holds((made) => {
      expect(made).toHaveLength(300);
      expect(['INDIVIDUAL', 'COLLECTIVE', 'HOUSEHOLD'].map((kind) => of(kind, made).length)).toEqual([180, 75, 45]);
    });
  });

  it('are always the same for the same seed, and others for another', () => {
    holds((made, places, plan) => {
      expect(syntheticHonourees(plan, groups, places)).toEqual(made);
      const other = syntheticHonourees({ ...plan, seed: plan.seed + 1 }, groups, places);
      expect(other.map(({ displayName }) => displayName)).not.toEqual(made.map(({ displayName }) => displayName));
    });
  });

  it('are the same people wherever the units of the day put them', () => {
    holds((made, _places, plan) => {
      const elsewhere = syntheticHonourees(plan, groups, placesOf(20));
      const who = (all: SyntheticHonouree[]): unknown[] =>
        [...of('INDIVIDUAL', all), ...of('HOUSEHOLD', all)].map(({ displayName, birthYear, gender }) => [
          displayName,
          birthYear,
          gender,
        ]);
      expect(who(elsewhere)).toEqual(who(made));
    });
  });

  it('can be told apart', () => {
    holds((made) => {
      const identity = made.map(({ kind, displayName, birthYear }) => `${kind} ${displayName} ${birthYear}`);
      expect(new Set(identity).size).toBe(300);
    });
  });

  it('hold only what fits their kind', () => {
    holds((made) => {
      expect(made.flatMap((honouree) => kindProblems(honouree))).toEqual([]);
      const people = of('INDIVIDUAL', made);
      expect(people.filter(({ birthYear }) => birthYear === null || birthYear < 1945 || birthYear > 2003)).toEqual([]);
      expect(new Set(people.map(({ gender }) => gender))).toEqual(new Set(['MALE', 'FEMALE']));
      const heads = of('HOUSEHOLD', made).map(({ displayName }) => displayName.replace(/^Hộ gia đình (ông|bà) /, ''));
      expect(heads).toEqual(of('HOUSEHOLD', made).map(({ headOfHousehold }) => headOfHousehold));
    });
  });

  it('bear names that fit their gender, women and men in like number', () => {
    holds((made) => {
      const people = of('INDIVIDUAL', made);
      const wrong = people.filter(({ displayName, gender }) => {
        const [own, other] = gender === 'MALE' ? (['male', 'female'] as const) : (['female', 'male'] as const);
        return !couldBe(own, displayName) || couldBe(other, displayName);
      });
      const wrongHeads = of('HOUSEHOLD', made).filter(
        ({ displayName, headOfHousehold }) =>
          !couldBe(displayName.startsWith('Hộ gia đình bà ') ? 'female' : 'male', headOfHousehold ?? ''),
      );
      expect([wrong, wrongHeads]).toEqual([[], []]);
      const women = people.filter(({ gender }) => gender === 'FEMALE').length;
      expect(women).toBeGreaterThan(60);
      expect(women).toBeLessThan(120);
    });
  });

  it('stand where their record says: unit, commune and registering body belong together', () => {
    holds((made, places) => {
      const misplaced = made.filter(({ kind, unitId, areaId, registeredById }) => {
        const unit = places.units.find((place) => place.unitId === unitId);
        const commune = places.communes.find((place) => place.areaId === areaId);
        if (kind === 'COLLECTIVE' && !unit) return true;
        if (kind === 'HOUSEHOLD' && (unitId !== null || !commune)) return true;
        const home = unit ?? commune;
        const area = unit ? (unit.commune?.areaId ?? null) : commune?.areaId;
        return home?.registeredById !== registeredById || area !== areaId;
      });
      expect(misplaced).toEqual([]);
    });
  });

  it('have no placeholder left in a name, and are written in NFC', () => {
    holds((made) => {
      const names = made.map(({ displayName }) => displayName);
      expect(names.filter((name) => /[{}]| {2}|^ | $|, $/.test(name) || name !== name.normalize('NFC'))).toEqual([]);
    });
  });

  it('are of the peoples of the province, none of them left out', () => {
    const all = groups.map(({ people }) => people);
    expect(all).toEqual(expect.arrayContaining(['Kinh', 'Thái', 'Mông', 'Dao', 'Hà Nhì', 'La Hủ', 'Giáy', 'Lự']));
    const names = syntheticHonourees(shipped, groups, placesOf(6)).map(({ displayName }) => displayName);
    for (const sign of [
      /^Lò Văn /,
      /^Giàng A /,
      / Mẩy /,
      / Láo /,
      /^Lỳ /,
      /^(Thàng|Phùng) /,
      /^Sần /,
      /^Ka' /,
      /^Y /,
    ]) {
      expect([sign, names.some((name) => sign.test(name))]).toEqual([sign, true]);
    }
  });

  it('are fewer collectives where there are too few units, never the same one twice', () => {
    const made = syntheticHonourees(shipped, groups, placesOf(1));
    const collectives = of('COLLECTIVE', made).map(({ displayName }) => displayName);
    expect(collectives).toHaveLength(3 + 4 + 4 + 1 + 2);
    expect(new Set(collectives).size).toBe(collectives.length);
  });
});
